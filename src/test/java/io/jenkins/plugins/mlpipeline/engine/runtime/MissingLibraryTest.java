package io.jenkins.plugins.mlpipeline.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines that lack something, made by taking it away. */
class MissingLibraryTest {
    @TempDir
    private Path folder;

    /** XGBoost's own library, with the name of the one it asks for changed to one that is nowhere. */
    @Test
    void aLibraryThatXgboostNeedsAndTheMachineLacksIsNamed() throws IOException {
        byte[] library = xgboost();
        int at = indexOf(library, "libgomp.so.1\0");
        assertThat(at).isPositive();
        library["libgomp".length() - 1 + at] = 'q';
        Path damaged = Files.write(folder.resolve("libxgboost4j.so"), library);

        Optional<String> sentence = Optional.empty();
        try {
            System.load(damaged.toString());
        } catch (UnsatisfiedLinkError e) {
            sentence = LinkProblems.explain(e);
        }

        assertThat(sentence).contains("libgomq.so.1 is missing on this machine. Install the package that has it.");
    }

    /** What an Alpine image has in place of glibc's loader. */
    @Test
    void aMachineWithMuslAloneIsNotSupported() throws IOException {
        Files.createDirectories(folder.resolve("lib"));
        Files.createFile(folder.resolve("lib/ld-musl-x86_64.so.1"));

        assertThatThrownBy(() -> Platform.of("Linux", "amd64", folder).requireSupported())
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("This machine has no glibc (Alpine and other musl systems);");
    }

    private static byte[] xgboost() throws IOException {
        String jar = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.contains("xgboost4j_2.12-"))
                .findFirst()
                .orElseThrow();
        try (JarFile file = new JarFile(jar);
                InputStream in = file.getInputStream(file.getJarEntry("lib/linux/x86_64/libxgboost4j.so"))) {
            return in.readAllBytes();
        }
    }

    private static int indexOf(byte[] bytes, String text) {
        byte[] wanted = text.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i <= bytes.length - wanted.length; i++) {
            if (Arrays.mismatch(bytes, i, i + wanted.length, wanted, 0, wanted.length) < 0) {
                return i;
            }
        }
        return -1;
    }
}
