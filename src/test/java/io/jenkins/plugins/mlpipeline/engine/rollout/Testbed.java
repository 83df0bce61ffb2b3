package io.jenkins.plugins.mlpipeline.engine.rollout;

import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The control plane of {@code src/test/kubernetes} as a process; it ends when this process does. */
public final class Testbed implements AutoCloseable {
    private static final Path SOURCES = Path.of("src/test/kubernetes");

    private final Path binary;
    private final Path dir;
    private Process process;

    private Testbed(Path binary, Path dir) {
        this.binary = binary;
        this.dir = dir;
    }

    /** A usable binary: one that is named, or what {@code testbed.sh} built from these sources. */
    static Optional<Path> find() throws IOException {
        String named = System.getenv("ML_PIPELINE_TESTBED");
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        Path built = Path.of("target/testbed", hash(), "testbed");
        return Files.isExecutable(built) ? Optional.of(built) : Optional.empty();
    }

    /** The hash of the sources, as {@code testbed.sh} computes it. */
    private static String hash() throws IOException {
        TreeMap<String, String> digests = new TreeMap<>();
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.filter(f -> f.getFileName().toString().matches(".*\\.go|go\\.(mod|sum)"))
                    .toList()) {
                digests.put(file.getFileName().toString(), Digest.ofFile(file));
            }
        }
        return Digest.hex(Digest.ofListing(digests)).substring(0, 16);
    }

    static Testbed start(Path binary) throws IOException, InterruptedException {
        Testbed testbed = new Testbed(binary, Files.createTempDirectory("ml-pipeline-testbed"));
        testbed.launch(false);
        return testbed;
    }

    Path kubeconfig() {
        return dir.resolve("kubeconfig");
    }

    /** Its audit log. */
    public Path audit() {
        return dir.resolve("audit.jsonl");
    }

    /** From now on pods that start with this image run another one: its tag was pushed again. */
    public synchronized void pushAgain(String image, String word) throws IOException {
        Path file = dir.resolve("imageids");
        String before = Files.exists(file) ? Files.readString(file) : "";
        Files.writeString(file, before + image + " " + word + "\n");
    }

    /** Ends the API server; everything that it answered is kept. */
    public void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    /** Starts it again with what it held. */
    public void startAgain() throws IOException, InterruptedException {
        launch(true);
    }

    private void launch(boolean keep) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                binary.toString(), "-dir", dir.toString(), "-audit", audit().toString(), "-nodes", "2", "-stdin"));
        if (keep) {
            command.add("-keep");
        }
        process = new ProcessBuilder(command)
                .redirectError(dir.resolve("stderr.log").toFile())
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        while (line != null && !line.startsWith("READY ")) {
            line = out.readLine();
        }
        if (line == null) {
            throw new IOException(
                    "the testbed ended with exit code " + process.waitFor() + "; see " + dir.resolve("stderr.log"));
        }
    }

    @Override
    public void close() throws IOException {
        try {
            stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
