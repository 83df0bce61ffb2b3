package io.jenkins.plugins.mlpipeline.engine.runtime;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.runtime.resolver.ResolverMain;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Has Maven's resolver bring jars into a store, in a process of its own: nothing of Maven is on the class path of an agent
 * or a controller.
 *
 * @param java the executable
 * @param options of the JVM
 * @param classPath the jars with Maven's resolver, SLF4J that it needs, and {@link ResolverMain}
 * @param patience after which the process is ended
 */
public record ResolverProcess(Path java, List<String> options, List<Path> classPath, Duration patience) {
    private static final Duration ORDINARY_PATIENCE = Duration.ofMinutes(30);

    /** The process with the Java that runs this one. */
    public static ResolverProcess of(List<Path> classPath) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return new ResolverProcess(
                java, List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:-UsePerfData"), classPath, ORDINARY_PATIENCE);
    }

    /**
     * Brings jars.
     *
     * @param artifacts what is wanted; each is in the store afterwards, checked
     * @param store folder of the {@link JarStore}
     * @throws UserError when one can't be had
     */
    public void resolve(List<Artifact> artifacts, Path store) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(options);
        command.addAll(List.of(
                "-cp",
                classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                ResolverMain.class.getName(),
                store.toString()));
        Path output = Files.createTempFile("ml-pipeline-resolver", ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            try (OutputStream in = process.getOutputStream()) {
                in.write(artifacts.stream()
                        .map(Artifact::toString)
                        .collect(Collectors.joining("\n"))
                        .getBytes(StandardCharsets.UTF_8));
            }
            require(process, output);
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private void require(Process process, Path output) throws IOException, InterruptedException {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new UserError("Maven on this agent did not bring the worker's libraries within "
                        + patience.toSeconds()
                        + " s. Look for a slow or blocked connection to its repository, or name a"
                        + " folder with the libraries.");
            }
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() == 0) {
            return;
        }
        List<String> lines = Files.readAllLines(output, StandardCharsets.UTF_8);
        String last = lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1);
        throw new UserError(
                process.exitValue() == ResolverMain.EXIT_PROBLEM
                        ? last
                        : "Maven's resolver ended with exit code " + process.exitValue() + " (" + last
                                + "). Name a folder with the worker's libraries.");
    }
}
