package io.jenkins.plugins.mlpipeline.engine.runtime;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The machine that native libraries run on.
 *
 * @param system as Java names it, for example {@code Linux}
 * @param architecture as Java names it, for example {@code amd64}
 * @param complete whether it has the C library that they are linked to: on Linux the GNU one
 */
public record Platform(String system, String architecture, boolean complete) {
    /** This machine. */
    public static Platform current() {
        Path root = FileSystems.getDefault().getRootDirectories().iterator().next();
        return of(System.getProperty("os.name"), System.getProperty("os.arch"), root);
    }

    /** A machine whose file system is mounted at {@code root}. */
    static Platform of(String system, String architecture, Path root) {
        boolean complete = Natives.of(system, architecture)
                .map(Natives::glibc)
                .map(loader -> Files.exists(root.resolve(loader)) || runsOnGlibc(root))
                .orElse(true);
        return new Platform(system, architecture, complete);
    }

    /** Whether this process does: systems that keep the library elsewhere have no loader in its usual place. */
    private static boolean runsOnGlibc(Path root) {
        try (Stream<String> mapped = Files.lines(root.resolve("proc/self/maps"), StandardCharsets.ISO_8859_1)) {
            return mapped.anyMatch(line -> line.endsWith("/libc.so.6"));
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    /** Its kind; empty when there are no native libraries for it. */
    public Optional<Natives> natives() {
        return Natives.of(system, architecture);
    }

    /**
     * Goes on only where the native libraries run.
     *
     * @throws UserError naming what this machine is
     */
    public void requireSupported() {
        if (natives().isEmpty()) {
            throw new UserError("This machine is " + system + " on " + architecture
                    + "; models are trained and validated on "
                    + Arrays.stream(Natives.values()).map(Natives::title).collect(Collectors.joining(", "))
                    + ". Use a machine of these kinds.");
        }
        if (!complete) {
            throw new UserError("This machine has no glibc (Alpine and other musl systems);"
                    + " ONNX Runtime, XGBoost and PyTorch need it. Use an image with glibc, for example a Debian one.");
        }
    }
}
