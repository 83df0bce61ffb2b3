package io.jenkins.plugins.mlpipeline.engine.runtime;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The machine that native libraries run on.
 *
 * @param system as Java names it, for example {@code Linux}
 * @param architecture as Java names it, for example {@code amd64}
 * @param glibc whether its C library is the GNU one
 */
public record Platform(String system, String architecture, boolean glibc) {
    private static final String LOADER = "lib64/ld-linux-x86-64.so.2";

    /** This machine. */
    public static Platform current() {
        Path root = FileSystems.getDefault().getRootDirectories().iterator().next();
        return of(System.getProperty("os.name"), System.getProperty("os.arch"), root);
    }

    /** A machine whose file system is mounted at {@code root}. */
    static Platform of(String system, String architecture, Path root) {
        return new Platform(system, architecture, Files.exists(root.resolve(LOADER)));
    }

    /**
     * Goes on only where the native libraries run.
     *
     * @throws UserError naming what this machine is
     */
    public void requireSupported() {
        boolean linux = system.toLowerCase(Locale.ROOT).startsWith("linux");
        boolean x86 = architecture.equals("amd64") || architecture.equals("x86_64");
        if (!linux || !x86) {
            throw new UserError("This machine is " + system + " on " + architecture
                    + "; models are trained and validated on Linux x86-64 with glibc. Use an agent of that kind.");
        }
        if (!glibc) {
            throw new UserError("This machine has no glibc (Alpine and other musl systems);"
                    + " ONNX Runtime, XGBoost and PyTorch need it. Use an image with glibc, for example a Debian one.");
        }
    }
}
