package io.jenkins.plugins.mlpipeline.engine.modelpackage;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Budget;
import io.jenkins.plugins.mlpipeline.engine.io.TextLimits;
import io.jenkins.plugins.mlpipeline.engine.io.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A {@code .dvc} file, which stands in a repository in the place of a file that DVC keeps elsewhere. Its MD5 says whether the
 * file beside it is the one that was committed; what a gate judges is bound by SHA-256 as ever.
 */
final class DvcPointer {
    private static final String END = ".dvc";
    private static final String MD5 = "md5";
    private static final int MOST_BYTES = 1 << 16;

    private DvcPointer() {}

    static boolean isOne(Path named) {
        return String.valueOf(named.getFileName()).endsWith(END) && Files.isRegularFile(named);
    }

    /**
     * The file that a pointer is about.
     *
     * @throws UserError when it is not there, or not the one that the pointer names
     */
    static Path target(Path pointer) throws IOException {
        JsonNode out = only(pointer);
        Path file = file(pointer, out);
        String md5 = out.path(MD5).asText("");
        if (!Files.isRegularFile(file)) {
            throw new UserError(file + ": is not here, only its pointer " + pointer.getFileName()
                    + ". Fetch it with dvc pull " + pointer.getFileName() + ".");
        }
        String actual = md5(file);
        if (!actual.equals(md5)) {
            throw new UserError(file + ": has the MD5 " + actual + ", but " + pointer.getFileName() + " says " + md5
                    + ". Fetch the file that was committed with dvc checkout, or commit this one with dvc add.");
        }
        return file;
    }

    /** Whether the file of a pointer is not there; errors as for {@link #target} where it points to no file. */
    static boolean isAlone(Path pointer) throws IOException {
        return !Files.isRegularFile(file(pointer, only(pointer)));
    }

    private static Path file(Path pointer, JsonNode out) {
        String name = out.path("path").asText("");
        String md5 = out.path(MD5).asText("");
        if (!PackageFiles.isName(name) || !md5.matches("[0-9a-f]{32}")) {
            throw new UserError(pointer + ": points to no single file beside it by an MD5"
                    + (md5.endsWith(".dir") ? ", but to a folder" : "") + ". Name the model's file itself.");
        }
        return pointer.resolveSibling(name);
    }

    private static JsonNode only(Path pointer) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(pointer)) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        }
        List<JsonNode> trees = bytes.length > MOST_BYTES
                ? List.of()
                : YamlReader.trees(
                        pointer.toString(), new String(bytes, StandardCharsets.UTF_8), new Budget(TextLimits.SPEC));
        JsonNode outs = trees.isEmpty() ? null : trees.get(0).path("outs");
        if (outs == null || outs.size() != 1) {
            throw new UserError(pointer + ": is no pointer of DVC to one file. Name the model's file itself.");
        }
        return outs.get(0);
    }

    private static String md5(Path file) throws IOException {
        MessageDigest md5;
        try {
            md5 = MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), md5)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(md5.digest());
    }
}
