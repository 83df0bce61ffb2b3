package io.jenkins.plugins.mlpipeline.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.read.HungryModel;
import io.jenkins.plugins.mlpipeline.engine.runtime.RuntimeLock;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The worker as it is in the field: a process of its own, with the libraries of the lock and no others. */
class WorkerProcessTest {
    private static final Map<String, Object> ENDLESS = Map.of(
            "data",
            "german_credit.csv",
            "algorithm",
            "gradient_boosting",
            "hyperparameters",
            Map.of("max_iter", 100_000, "learning_rate", 0.0001, "early_stopping", false));

    @TempDir
    private Path root;

    private Path folder;
    private Path workspace;
    private Process process;
    private String memory;
    private WorkerSpec.Watch watch;

    @BeforeEach
    void lay() throws IOException {
        folder = Files.createDirectories(root.resolve("a folder"));
        Files.createDirectories(folder.resolve("tmp"));
        workspace = Files.createDirectories(root.resolve("work space"));
        Files.copy(Path.of("docs/examples/german-credit/german_credit.csv"), workspace.resolve("german_credit.csv"));
    }

    @AfterEach
    void end() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    @Test
    void trainsAndValidatesWithTheLibrariesOfTheLock() throws Exception {
        spec("train", train(Map.of("n_estimators", 10)), 0);
        assertThat(run()).isZero();
        JsonNode trained = Json.readTree(folder.resolve("result.json"));
        assertThat(trained.path("status").asText()).isEqualTo("ok");
        assertThat(trained.path("values").path("model").asText()).isEqualTo("ml-pipeline/credit");
        assertThat(trained.path("values").path("metrics").path("accuracy").asDouble())
                .isBetween(0.6, 0.9);
        assertThat(folder.resolve("training.json")).isRegularFile();
        assertThat(folder.resolve("tmp")).doesNotExist();
        assertThat(output()).contains("[ml-pipeline] reading", "[ml-pipeline] trained random_forest on 800 rows");

        Files.createDirectories(folder.resolve("tmp"));
        spec("validate", Map.of("validate", Map.of("model", "ml-pipeline/credit")), 0);
        assertThat(run()).isZero();
        JsonNode evaluation = Json.readTree(folder.resolve("evaluation.json"));
        assertThat(evaluation.path("model").path("digest"))
                .isEqualTo(trained.path("values").path("modelDigest"));
        assertThat(evaluation.path("data").path("rows").asInt()).isEqualTo(200);
        // One thread is allowed, however many processors the machine has.
        assertThat(evaluation.at("/environment/threads").asText()).isEqualTo("1");
        assertThat(evaluation.at("/environment/processors").asText()).isEqualTo("1");
        assertThat(workspace.resolve("ml-pipeline/credit-evaluation.json"))
                .hasSameBinaryContentAs(folder.resolve("evaluation.json"));
        assertThat(folder.resolve("tmp")).doesNotExist();
    }

    @Test
    void looksAtAModelAndLeavesOneLookMore() throws Exception {
        spec("train", train(Map.of("n_estimators", 10)), 0);
        assertThat(run()).isZero();
        Files.createDirectories(folder.resolve("tmp"));
        watch = new WorkerSpec.Watch(
                "ml-pipeline/credit", "german_credit.csv", null, null, null, 3, 0.05, 100, "2026-11-30T12:00:00Z");
        spec("watch", Map.of(), 0);
        assertThat(run()).isZero();
        assertThat(output())
                .contains("[ml-pipeline] 1,000 rows of german_credit.csv, look 1 at credit")
                .contains("[ml-pipeline] QUIET: Nothing is bad.");
        JsonNode result = Json.readTree(folder.resolve("watch-result.json"));
        assertThat(result.path("data").path("name").asText()).isEqualTo("german_credit.csv");
        JsonNode looks = Json.readTree(folder.resolve("watch.json")).path("looks");
        assertThat(looks).hasSize(1);
        assertThat(looks.path(0).path("at").asText()).isEqualTo("2026-11-30T12:00:00Z");
    }

    @Test
    void aMistakeIsASentence() throws Exception {
        spec(
                "train",
                Map.of("label", "nothing", "train", Map.of("data", "german_credit.csv", "algorithm", "random_forest")),
                0);

        assertThat(run()).isEqualTo(2);

        JsonNode result = Json.readTree(folder.resolve("result.json"));
        assertThat(result.path("status").asText()).isEqualTo("error");
        assertThat(result.path("message").asText()).contains("nothing");
        assertThat(output()).doesNotContain("\tat ");
    }

    @Test
    void aWrongLibraryIsNotUsed() throws Exception {
        spec("train", train(Map.of()), 0);
        Files.writeString(folder.resolve("other.jar"), "no jar");
        Files.writeString(folder.resolve("classpath.list"), "0".repeat(64) + "  " + folder.resolve("other.jar") + "\n");

        assertThat(start().waitFor()).isEqualTo(WorkerMain.EXIT_LIBRARY);

        assertThat(folder.resolve("library-problem.txt"))
                .hasContent("The worker's library " + folder.resolve("other.jar") + " has the wrong content: "
                        + Digest.ofText("no jar") + " instead of sha256:" + "0".repeat(64)
                        + ". It is not used; replace it with the right version.");
        assertThat(folder.resolve("tmp")).doesNotExist();
    }

    @Test
    void timeIsUpAlsoWhileANativeLibraryComputes() throws Exception {
        spec("train", Map.of("label", "credit_risk", "train", ENDLESS), 3);

        assertThat(run()).isEqualTo(124);

        assertThat(Json.readTree(folder.resolve("result.json")).path("message").asText())
                .isEqualTo("The worker did not end within 3 s (timeout). Allow more time, or give it less to do.");
        assertThat(folder.resolve("tmp")).doesNotExist();
    }

    /** Twelve gigabytes, of which Java's heap knows nothing. */
    @Test
    void moreMemoryThanItMayEndsItAlsoWhileANativeLibraryComputes() throws Exception {
        HungryModel.byItsData(workspace.resolve("hungry.onnx"));
        Files.writeString(workspace.resolve("rows.csv"), "a,b,truth\n300000,1,1\n2,3,4\n");
        Path former = Files.createDirectories(workspace.resolve("ml-pipeline")).resolve("credit-evaluation.json");
        Files.writeString(former, "{}");
        memory = "900m";
        spec(
                "validate",
                Map.of(
                        "label",
                        "truth",
                        "task",
                        "regression",
                        "validate",
                        Map.of("model", "hungry.onnx", "data", "rows.csv")),
                0);

        assertThat(start(1, "256m").waitFor()).isEqualTo(2);

        assertThat(Json.readTree(folder.resolve("result.json")).path("message").asText())
                .matches("The worker used [0-9,]+ MiB of memory, and 900 MiB is the most it may \\(memory\\); it was"
                        + " ended\\. Allow more, or give it a smaller model, fewer columns or fewer threads\\.");
        assertThat(folder.resolve("tmp")).doesNotExist();
        assertThat(former).doesNotExist();
    }

    @Test
    void aResultThatHasNoRoomIsSaidInTheLog() throws Exception {
        spec("validate", Map.of("validate", Map.of("model", "none.onnx", "data", "none.csv")), 0);
        // Room for the files that start it and for nothing more.
        Path small = mount("size=12k");
        try {
            for (String file : List.of("spec.json", "classpath.list")) {
                Files.copy(folder.resolve(file), small.resolve(file));
            }
            Files.write(small.resolve("filler"), new byte[8192]);

            assertThat(start("sed -i 's|a folder/spec.json|mounted/spec.json|' '"
                                    + folder.resolve(LaunchFiles.ARGUMENTS) + "'\n")
                            .waitFor())
                    .isEqualTo(2);

            assertThat(output().lines())
                    .contains(
                            "[ml-pipeline] result.json cannot be written: No space left on device. Free space there, or"
                                    + " name another place. What it would have said: " + workspace.resolve("none.onnx")
                                    + ": there is no such file.");
            assertThat(small.resolve("result.json")).doesNotExist();
        } finally {
            unmount(small);
        }
    }

    /** XGBoost: the threads of OpenMP. */
    @ParameterizedTest(name = "{0} threads")
    @ValueSource(ints = {1, 2})
    void trainsWithAsManyNativeThreadsAsItMay(int threads) throws Exception {
        spec("train", Map.of("label", "credit_risk", "train", ENDLESS), threads, 0, null);
        start(threads, "1g");
        await("training_loss=");

        assertThat(nativeThreads()).isEqualTo(threads);
    }

    /** ONNX Runtime: no threads of its own beside Java's, each of which predicts a batch. */
    @ParameterizedTest(name = "{0} threads")
    @ValueSource(ints = {1, 2})
    void validatesWithAsManyThreadsAsItMay(int threads) throws Exception {
        Map<String, Object> wide = Map.of("hidden_layer_sizes", List.of(512, 512), "max_iter", 1);
        Map<String, Object> mlp = Map.of("data", "german_credit.csv", "algorithm", "mlp", "hyperparameters", wide);
        spec("train", Map.of("label", "credit_risk", "train", mlp), 0);
        assertThat(run()).isZero();
        List<String> lines = Files.readAllLines(workspace.resolve("german_credit.csv"));
        try (Writer many = Files.newBufferedWriter(workspace.resolve("many.csv"))) {
            many.write(lines.get(0) + "\n");
            for (int i = 0; i < 400; i++) {
                many.write(String.join("\n", lines.subList(1, lines.size())) + "\n");
            }
        }

        Files.createDirectories(folder.resolve("tmp"));
        spec(
                "validate",
                Map.of("validate", Map.of("model", "ml-pipeline/credit", "data", "many.csv")),
                threads,
                0,
                null);
        start(threads, "1g");
        // Said when a batch has its answers.
        await("[ml-pipeline] validating\n");

        assertThat(nativeThreads()).as("the main thread alone").isEqualTo(1);
        // The kernel keeps 15 letters of a name.
        assertThat(threads("ml-pipeline-pre")).isEqualTo(threads == 1 ? 0 : threads);
        assertThat(process.isAlive()).as("it still predicts").isTrue();
    }

    /**
     * The threads that compute in native libraries: those which the kernel knows by the process's name, since every thread of
     * Java gives itself one. The first only waits for the others. Looked at several times, as a thread of Java that begins has
     * no name yet.
     */
    private long nativeThreads() throws Exception {
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "libraries take no more threads than processors");
        long fewest = Long.MAX_VALUE;
        for (int i = 0; i < 20; i++) {
            fewest = Math.min(fewest, threads("java") - 1);
            Thread.sleep(20);
        }
        return fewest;
    }

    private long threads(String name) throws IOException {
        long named = 0;
        try (Stream<Path> tasks = Files.list(Path.of("/proc", String.valueOf(process.pid()), "task"))) {
            for (Path task : tasks.toList()) {
                named += isNamed(task, name) ? 1 : 0;
            }
        }
        return named;
    }

    private static boolean isNamed(Path task, String name) throws IOException {
        try {
            return Files.readString(task.resolve("comm")).strip().equals(name);
        } catch (NoSuchFileException e) {
            // It ended after it was listed.
            return false;
        }
    }

    @Test
    void toldToEndItEndsAndLeavesNothingHalf() throws Exception {
        spec("train", Map.of("label", "credit_risk", "train", ENDLESS), 0);
        start();
        await("fitting");

        process.destroy();

        assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(143);
        assertThat(folder.resolve("tmp")).doesNotExist();
        assertNothingHalf();
    }

    @Test
    void killedItLeavesNothingHalf() throws Exception {
        spec("train", Map.of("label", "credit_risk", "train", ENDLESS), 0);
        start();
        await("fitting");

        process.destroyForcibly();

        assertThat(process.waitFor()).isEqualTo(137);
        assertNothingHalf();
    }

    @Test
    void aHeapThatIsTooSmallEndsTheProcess() throws Exception {
        spec("train", train(Map.of()), 0);

        assertThat(start(1, "5m").waitFor()).isEqualTo(3);

        assertNothingHalf();
    }

    /** A crash of a native library looks like this to the JVM. */
    @Test
    void crashedItLeavesNothingHalfAndNoDumpInTheWorkspace() throws Exception {
        spec("train", Map.of("label", "credit_risk", "train", ENDLESS), 0);
        start();
        await("fitting");

        signal("SEGV");

        assertThat(process.waitFor()).isEqualTo(134);
        assertThat(folder.resolve("crash.log")).isRegularFile();
        assertNothingHalf();
    }

    @Test
    void aFullDiskLeavesNothingHalf() throws Exception {
        Path small = mount("size=256k");
        try {
            Map<String, Object> work = new LinkedHashMap<>(train(Map.of("n_estimators", 100)));
            spec("train", work, 0, small.resolve("model").toString());

            assertThat(run()).isEqualTo(2);

            assertThat(Json.readTree(folder.resolve("result.json"))
                            .path("message")
                            .asText())
                    .matches("(Reading or writing failed: .*|.* cannot be written: )No space left on device\\..*");
            try (Stream<Path> files = Files.walk(small)) {
                assertThat(files).containsExactly(small);
            }
            assertThat(folder.resolve("tmp")).doesNotExist();
        } finally {
            unmount(small);
        }
    }

    @Test
    void temporaryFilesWhereNothingMayBeExecutedAreToldBeforeTheWork() throws Exception {
        Path noexec = mount("noexec");
        try {
            Files.delete(folder.resolve("tmp"));
            Files.createSymbolicLink(folder.resolve("tmp"), noexec);
            spec("train", train(Map.of()), 0);

            assertThat(run()).isEqualTo(2);

            assertThat(Json.readTree(folder.resolve("result.json"))
                            .path("message")
                            .asText())
                    .isEqualTo(
                            "The folder for temporary files is mounted noexec, and native libraries are unpacked there."
                                    + " Mount the agent's workspace without noexec.");
        } finally {
            unmount(noexec);
        }
    }

    @Test
    void progressLinesAreReadableByPrograms() throws Exception {
        spec("train", train(Map.of("n_estimators", 10)), 0);

        assertThat(run()).isZero();

        // As docs/architecture.md gives it.
        Pattern line = Pattern.compile(
                "\\[ml-pipeline] (?<stage>[a-z_]+)( (?<done>\\d+)(/(?<total>\\d+))?)?(?<values>( [a-z_]+=\\S+)*)");
        assertThat(output().lines().filter(l -> line.matcher(l).matches()))
                .contains("[ml-pipeline] reading", "[ml-pipeline] exporting", "[ml-pipeline] checking");
    }

    private void signal(String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    /** A file system in memory; only root may mount one. */
    private Path mount(String options) throws IOException, InterruptedException {
        Path at = Files.createDirectories(root.resolve("mounted"));
        int code = new ProcessBuilder("mount", "-t", "tmpfs", "-o", options, "tmpfs", at.toString())
                .start()
                .waitFor();
        assumeTrue(code == 0, "this user may not mount a file system");
        return at;
    }

    private static void unmount(Path at) throws IOException, InterruptedException {
        new ProcessBuilder("umount", at.toString()).start().waitFor();
    }

    private void assertNothingHalf() throws IOException {
        assertThat(folder.resolve("result.json")).doesNotExist();
        assertThat(workspace.resolve("ml-pipeline/credit/model.onnx")).doesNotExist();
        try (Stream<Path> files = Files.walk(workspace)) {
            // Neither files nor folders.
            assertThat(files)
                    .containsExactlyInAnyOrder(
                            workspace, workspace.resolve("german_credit.csv"), workspace.resolve("ml-pipeline"));
        }
    }

    private static Map<String, Object> train(Map<String, Object> hyperparameters) {
        return Map.of(
                "label",
                "credit_risk",
                "posLabel",
                "bad",
                "train",
                Map.of(
                        "data", "german_credit.csv",
                        "algorithm", "random_forest",
                        "hyperparameters", hyperparameters));
    }

    private void spec(String command, Map<String, Object> options, long timeout) throws IOException {
        spec(command, options, timeout, null);
    }

    private void spec(String command, Map<String, Object> options, long timeout, String output) throws IOException {
        spec(command, options, 1, timeout, output);
    }

    private void spec(String command, Map<String, Object> options, int threads, long timeout, String output)
            throws IOException {
        Json.write(
                folder.resolve("spec.json"),
                new WorkerSpec(
                        1,
                        command,
                        "credit",
                        workspace.toString(),
                        null,
                        options,
                        output,
                        threads,
                        timeout,
                        null,
                        false,
                        memory,
                        watch));
        Files.writeString(folder.resolve("classpath.list"), "");
    }

    private int run() throws IOException, InterruptedException {
        return start().waitFor();
    }

    private Process start(String... before) throws IOException {
        return start(1, "1g", before);
    }

    /** Starts the worker as a step does, with the libraries of the lock and no others. */
    private Process start(int threads, String heap, String... before) throws IOException {
        String directory = folder.toString();
        Files.writeString(
                folder.resolve(LaunchFiles.ARGUMENTS), LaunchFiles.arguments(directory, classPath(), heap, threads));
        Path script = folder.resolve("script.sh");
        String text = LaunchFiles.shellScript(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), directory, threads);
        Files.writeString(script, text.replace("exec ", String.join("", before) + "exec "));
        process = new ProcessBuilder("/bin/sh", script.toString())
                .directory(workspace.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        return process;
    }

    private static List<ClassPathEntry> classPath() {
        List<String> jars = RuntimeLock.load().artifacts().stream()
                .map(a -> "/" + a.repositoryPath())
                .toList();
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith(".jar") || jars.stream().anyMatch(entry.replace('\\', '/')::endsWith))
                .filter(entry -> !entry.endsWith("test-classes"))
                .map(entry -> new ClassPathEntry("0".repeat(64), entry))
                .toList();
    }

    private void await(String text) throws IOException, InterruptedException {
        for (int i = 0; i < 600 && !output().contains(text) && process.isAlive(); i++) {
            Thread.sleep(100);
        }
        assertThat(output()).contains(text);
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("log"), StandardCharsets.UTF_8);
    }
}
