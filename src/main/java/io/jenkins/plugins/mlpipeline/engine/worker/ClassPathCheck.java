package io.jenkins.plugins.mlpipeline.engine.worker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Compares the jars of the class path with their SHA-256 before the first class of one of them is loaded. It therefore uses
 * nothing but the JDK.
 */
final class ClassPathCheck {
    private static final int HEX = 64;
    private static final int BUFFER = 1 << 16;

    private ClassPathCheck() {}

    /**
     * The first jar that is not what it should be.
     *
     * @param list a file with lines {@code <sha256>  <path>}, as {@code sha256sum} writes them
     * @return one sentence; empty when all are right
     */
    static Optional<String> problem(Path list) throws IOException {
        for (String line : Files.readAllLines(list, StandardCharsets.UTF_8)) {
            Path jar = Path.of(line.substring(HEX + 2));
            String expected = line.substring(0, HEX);
            String found;
            try {
                found = sha256(jar);
            } catch (NoSuchFileException e) {
                return Optional.of("The worker's library " + jar.getFileName() + " is not in " + jar.getParent()
                        + ". Fill the folder with all libraries of this version of ML Pipeline.");
            }
            if (!found.equals(expected)) {
                return Optional.of("The worker's library " + jar + " has the wrong content: sha256:" + found
                        + " instead of sha256:" + expected + ". It is not used; replace it with the right version.");
            }
        }
        return Optional.empty();
    }

    private static String sha256(Path jar) throws IOException {
        try (InputStream in = Files.newInputStream(jar)) {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                sha.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
