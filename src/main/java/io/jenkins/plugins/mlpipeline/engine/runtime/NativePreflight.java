package io.jenkins.plugins.mlpipeline.engine.runtime;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Looks, before any native library is loaded, whether this machine can run them. */
public final class NativePreflight {
    static final String NOEXEC =
            "The folder for temporary files is mounted noexec, and native libraries are unpacked there."
                    + " Mount the agent's workspace without noexec.";

    private NativePreflight() {}

    /**
     * Checks platform and temporary folder. Missing libraries are the linker's to tell, see {@link LinkProblems}.
     *
     * @param temp the folder for temporary files
     * @throws UserError with one sentence about the first thing that is missing
     */
    public static void check(Path temp) throws IOException, InterruptedException {
        Platform machine = Platform.current();
        machine.requireSupported();
        boolean windows = machine.natives().equals(Optional.of(Natives.WINDOWS_X86_64));
        if (!windows && !executable(temp)) {
            throw new UserError(NOEXEC);
        }
    }

    private static boolean executable(Path temp) throws IOException, InterruptedException {
        Path probe = Files.createTempFile(temp, "probe", ".sh");
        try {
            Files.writeString(probe, "#!/bin/sh\nexit 0\n");
            if (!probe.toFile().setExecutable(true)) {
                return false;
            }
            Process process = new ProcessBuilder(probe.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            // "error=13, Permission denied": what a noexec mount answers.
            return false;
        } finally {
            Files.deleteIfExists(probe);
        }
    }
}
