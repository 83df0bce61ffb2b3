package io.jenkins.plugins.mlpipeline.engine.runtime;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder of jars by their SHA-256, {@code <folder>/<sha256>/<file name>}. A jar appears in it whole and checked, or not
 * at all, so that several builds may fill it at the same time.
 */
public final class JarStore {
    private static final int BUFFER = 1 << 16;

    private final Path folder;

    public JarStore(Path folder) {
        this.folder = folder;
    }

    /** Where a jar is or will be. */
    public Path path(String fileName, String sha256) {
        return folder.resolve(sha256).resolve(fileName);
    }

    /**
     * A jar that is here with the content that it should have: all of it is read. One with another content, or in whose
     * place there is a link or a folder, is removed, so that it is brought again.
     */
    public Optional<Path> find(String fileName, String sha256, long bytes) throws IOException {
        Path jar = path(fileName, sha256);
        if (!Files.exists(jar, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        if (Files.isRegularFile(jar, LinkOption.NOFOLLOW_LINKS)
                && Files.size(jar) == bytes
                && Digest.ofFile(jar).equals("sha256:" + sha256)) {
            return Optional.of(jar);
        }
        remove(jar);
        return Optional.empty();
    }

    /**
     * The same of a jar that nobody can change through another name: one with further hard links is removed too.
     */
    public Optional<Path> own(String fileName, String sha256, long bytes) throws IOException {
        Path jar = path(fileName, sha256);
        if (Files.isRegularFile(jar, LinkOption.NOFOLLOW_LINKS) && links(jar) > 1) {
            Files.delete(jar);
        }
        return find(fileName, sha256, bytes);
    }

    private static int links(Path jar) throws IOException {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("unix")
                ? (int) Files.getAttribute(jar, "unix:nlink", LinkOption.NOFOLLOW_LINKS)
                : 1;
    }

    private static void remove(Path jar) throws IOException {
        if (Files.isDirectory(jar, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> inside = Files.walk(jar)) {
                for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        } else {
            Files.delete(jar);
        }
    }

    /** Takes a copy of a file in, checked as any other. */
    public Path put(String fileName, String sha256, Path from) throws IOException {
        try (InputStream bytes = Files.newInputStream(from)) {
            return put(fileName, sha256, bytes, from.toString());
        }
    }

    /**
     * Takes a jar in.
     *
     * @param from where the bytes come from, for a message
     * @return where it is now
     * @throws UserError when the bytes are not those of {@code sha256}, or the folder cannot be written
     */
    public Path put(String fileName, String sha256, InputStream bytes, String from) throws IOException {
        return put(fileName, sha256, Long.MAX_VALUE, bytes, from);
    }

    /**
     * Takes an artifact in, and stops reading when there are more bytes than it has; else as the other.
     *
     * @throws UserError also when there are more bytes
     */
    public Path put(Artifact artifact, InputStream bytes, String from) throws IOException {
        return put(artifact.fileName(), artifact.sha256(), artifact.bytes(), bytes, from);
    }

    private Path put(String fileName, String sha256, long most, InputStream bytes, String from) throws IOException {
        Path home = folder.resolve(sha256);
        Path part;
        try {
            Files.createDirectories(home);
            part = Files.createTempFile(home, ".", ".part");
        } catch (IOException e) {
            throw new UserError(
                    folder + ": the folder for the worker's libraries cannot be written (" + e.getMessage()
                            + "). Give the user who runs Jenkins there write access.",
                    e);
        }
        try {
            String got = copy(bytes, part, most);
            if (got == null) {
                throw new UserError(fileName + " from " + from + " has more than the " + most
                        + " bytes that it should have. It is not used; a proxy that answers with a page of its own is the"
                        + " usual cause.");
            }
            if (!got.equals("sha256:" + sha256)) {
                throw new UserError(
                        fileName + " from " + from + " has the wrong content: " + got + " instead of sha256:" + sha256
                                + ". It is not used; a proxy or a damaged download is the usual cause.");
            }
            Path jar = home.resolve(fileName);
            Files.move(part, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return jar;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** The digest of what was copied; null when there is more than {@code most} bytes. */
    private static String copy(InputStream bytes, Path part, long most) throws IOException {
        MessageDigest sha = Digest.sha256();
        byte[] buffer = new byte[BUFFER];
        long copied = 0;
        try (OutputStream out = Files.newOutputStream(part)) {
            for (int n = bytes.read(buffer); n >= 0; n = bytes.read(buffer)) {
                copied += n;
                if (copied > most) {
                    return null;
                }
                sha.update(buffer, 0, n);
                out.write(buffer, 0, n);
            }
        }
        return Digest.write(sha);
    }
}
