package io.jenkins.plugins.mlpipeline.engine.job;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.TemporaryFolder;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.ModelPlace;
import io.jenkins.plugins.mlpipeline.engine.text.PlainText;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Fetches the file of a pointer by the machine's own DVC, with what is configured and signed in there. Only where a job names the
 * model: DVC runs what a repository configures, so that it runs on agents and never on the controller.
 */
final class DvcPull {
    private static final String DVC = "dvc";
    private static final String ERROR = "ERROR:";
    /** Of what it says, from the end. */
    private static final int MOST_BYTES = 1 << 16;

    private DvcPull() {}

    /**
     * Fetches what is missing. Whether it is what was committed is looked at by who opens it.
     *
     * @param named what somebody named as a model; left alone unless it is a pointer whose file is missing
     * @param environment of this process; without a {@code dvc} on its PATH nothing is done
     * @throws UserError when DVC fails, with what it says of it
     */
    static void missing(Path named, Map<String, String> environment) throws IOException {
        Optional<Path> dvc = ModelPlace.isWithoutItsFile(named) ? onPath(environment) : Optional.empty();
        if (dvc.isEmpty()) {
            return;
        }
        try (TemporaryFolder folder =
                TemporaryFolder.in(Path.of(System.getProperty("java.io.tmpdir")), "ml-pipeline-dvc-")) {
            Path said = folder.folder().resolve("said");
            ProcessBuilder builder = new ProcessBuilder(
                            dvc.get().toString(), "pull", String.valueOf(named.getFileName()))
                    .directory(named.toAbsolutePath().resolveSibling("").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile());
            Process process = builder.start();
            process.getOutputStream().close();
            int code = ended(process);
            if (code != 0) {
                throw new UserError(named + ": dvc pull ended with exit code " + code + reason(said)
                        + " Configure its remote and credentials on this machine, or fetch the file before.");
            }
        }
    }

    /** Waits for its end, and lets it end with this process. */
    private static int ended(Process process) throws IOException {
        Thread hook = new Thread(process::destroy, "ml-pipeline: end of DVC");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            int code = process.waitFor();
            Runtime.getRuntime().removeShutdownHook(hook);
            return code;
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("dvc pull was interrupted").initCause(e);
        } catch (IllegalStateException e) {
            throw new IOException("this process ends", e);
        }
    }

    private static Optional<Path> onPath(Map<String, String> environment) {
        return Stream.of(environment.getOrDefault("PATH", "").split(":"))
                .map(folder -> Path.of(folder.isEmpty() ? "." : folder, DVC).toAbsolutePath())
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    /** What it calls an error, else its last line, as the end of a sentence. */
    private static String reason(Path said) throws IOException {
        String text;
        try (InputStream in = Files.newInputStream(said)) {
            in.skipNBytes(Math.max(0, Files.size(said) - MOST_BYTES));
            text = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8).strip();
        }
        int error = text.lastIndexOf(ERROR);
        String reason = error >= 0
                ? text.substring(error + ERROR.length())
                : text.lines().reduce("", (before, line) -> line);
        return reason.isBlank() ? "." : ": " + PlainText.line(reason.strip()).replaceAll("\\.$", "") + ".";
    }
}
