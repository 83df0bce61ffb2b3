package io.jenkins.plugins.mlpipeline.engine.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** SHA-256 digests, written {@code sha256:<hex>} everywhere. */
public final class Digest {
    private static final String PREFIX = "sha256:";
    private static final int BUFFER = 1 << 16;

    private Digest() {}

    /** The digest of a file's bytes. */
    public static String ofFile(Path file) throws IOException {
        MessageDigest sha = sha256();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                sha.update(buffer, 0, n);
            }
        }
        return write(sha);
    }

    /** The digest of some bytes. */
    public static String ofBytes(byte[] bytes) {
        MessageDigest sha = sha256();
        sha.update(bytes);
        return write(sha);
    }

    /** The digest of a text's UTF-8 bytes. */
    public static String ofText(String text) {
        return ofBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The digest of a set of files: SHA-256 over the lines {@code <hex>  <path>\n}, sorted by path, as {@code sha256sum}
     * writes them.
     *
     * @param digestByPath relative path (with {@code /}) to {@code sha256:<hex>}
     */
    public static String ofListing(Map<String, String> digestByPath) {
        SortedMap<String, String> sorted = new TreeMap<>(digestByPath);
        StringBuilder lines = new StringBuilder();
        sorted.forEach((path, digest) ->
                lines.append(hex(digest)).append("  ").append(path).append('\n'));
        return ofText(lines.toString());
    }

    /**
     * The digest of files that were read one after the other: SHA-256 over the lines {@code <digest>  <name>\n}, in their order.
     * Not that of {@link #ofListing}, in which the order does not count.
     *
     * @param digests {@code sha256:<hex>} of each
     */
    public static String ofOrder(List<String> names, List<String> digests) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            lines.append(digests.get(i)).append("  ").append(names.get(i)).append('\n');
        }
        return ofText(lines.toString());
    }

    /** The hexadecimal part of {@code sha256:<hex>}. */
    public static String hex(String digest) {
        if (!isDigest(digest)) {
            throw new IllegalArgumentException("not a sha256 digest: " + digest);
        }
        return digest.substring(PREFIX.length());
    }

    /** Whether a text has the form {@code sha256:} and 64 lower-case hexadecimal digits. */
    public static boolean isDigest(String text) {
        return text != null && text.matches("sha256:[0-9a-f]{64}");
    }

    /** A fresh SHA-256, for callers that hash while they read; finish it with {@link #write}. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Ends a running digest and writes it as {@code sha256:<hex>}. */
    public static String write(MessageDigest sha) {
        return PREFIX + HexFormat.of().formatHex(sha.digest());
    }
}
