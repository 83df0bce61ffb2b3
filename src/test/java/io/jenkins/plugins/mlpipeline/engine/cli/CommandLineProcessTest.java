package io.jenkins.plugins.mlpipeline.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.mlpipeline.engine.model.onnx.read.HungryModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line as a process: disks that are full, memory and time that are used up. */
class CommandLineProcessTest {
    private static final String FULL = "No space left on device. Free space there, or name another place.";

    @TempDir
    private Path folder;

    private Path evaluation;
    private Path mounted;

    @BeforeEach
    void validate() throws IOException {
        Path predictions = Files.writeString(folder.resolve("scored.csv"), """
                truth,predicted
                no,no
                yes,yes
                yes,no
                no,no
                """);
        evaluation = folder.resolve("evaluation.json");
        Invocation validate = Invocation.of(
                "validate",
                "--predictions",
                predictions,
                "--label",
                "truth",
                "--prediction-column",
                "predicted",
                "--labels",
                "no,yes",
                "--pos-label",
                "yes",
                "--subject",
                "sha256:" + "a".repeat(64),
                "--output",
                evaluation);
        assertThat(validate.code()).as(validate.err()).isZero();
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        if (mounted != null) {
            new ProcessBuilder("umount", mounted.toString()).start().waitFor();
        }
    }

    @Test
    void aFullDiskIsASentenceAndTheFormerVerdictIsGone() throws Exception {
        Path small = mount("size=8k");
        Path gate = small.resolve("gate.json");
        Files.createSymbolicLink(gate, Files.writeString(folder.resolve("former"), "{\"status\": \"PASS\"}"));
        Files.write(small.resolve("filler"), new byte[8192]);

        Ended ended = run("", "gate", "--evaluation", evaluation, "--gate", "accuracy>=0.7", "--output", gate);

        assertThat(ended.code).isEqualTo(2);
        assertThat(ended.err)
                .isEqualTo("error: " + gate + " cannot be written: " + FULL + " Not written: " + gate + ".\n");
        try (Stream<Path> left = Files.list(small)) {
            assertThat(left).containsExactly(small.resolve("filler"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"html", "markdown", "junit", "audit", "cyclonedx", "in-toto"})
    void aFullDiskLeavesNoReportOfAFormerRun(String format) throws Exception {
        Path gate = folder.resolve("gate.json");
        Invocation.of("gate", "--evaluation", evaluation, "--gate", "accuracy>=0.7", "--output", gate);
        Path small = mount("size=8k");
        Path report = small.resolve("report");
        Files.createSymbolicLink(report, Files.writeString(folder.resolve("former"), "PASS"));
        Files.write(small.resolve("filler"), new byte[8192]);

        Ended ended = run(
                "",
                "report",
                "--evaluation",
                evaluation,
                "--gate-result",
                gate,
                "--format",
                format,
                "--output",
                report);

        assertThat(ended.code).isEqualTo(2);
        assertThat(ended.err)
                .isEqualTo("error: " + report + " cannot be written: " + FULL + " Not written: " + report + ".\n");
        assertThat(report).doesNotExist();
    }

    @Test
    void aTrainingOnAFullDiskSaysWhatItDidNotWrite() throws Exception {
        Path small = mount("size=8k");
        Path model = small.resolve("model");

        Ended ended = run(
                "",
                "train",
                "--data",
                Invocation.germanCredit().toAbsolutePath(),
                "--label",
                "credit_risk",
                "--algorithm",
                "gaussian_nb",
                "--output",
                model);

        assertThat(ended.code).isEqualTo(2);
        assertThat(ended.err).endsWith(FULL + " Not written: " + model + ".\n").doesNotContain("internal error");
        try (Stream<Path> left = Files.list(small)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aLedgerOnAFullDiskIsNamed() throws Exception {
        Path small = mount("size=8k");
        Path ledger = small.resolve("ledger.json");
        Path gate = folder.resolve("gate.json");
        Files.write(small.resolve("filler"), new byte[8192]);

        Ended ended = run(
                "",
                "gate",
                "--evaluation",
                evaluation,
                "--gate",
                "accuracy>=0.7",
                "--ledger",
                ledger,
                "--output",
                gate);

        assertThat(ended.code).isEqualTo(2);
        assertThat(ended.err)
                .isEqualTo("error: " + ledger + " cannot be written: " + FULL + " Not written: " + gate + ".\n");
    }

    @Test
    void aRunOnAFullDiskLeavesNothingOfTheFormerOne() throws Exception {
        Path small = mount("size=64k");
        for (String former : List.of("evaluation.json", "gate.json", "report.html", "report.md", "junit.xml")) {
            Files.writeString(small.resolve(former), "PASS");
        }
        Files.createDirectories(small.resolve("model"));
        Files.writeString(small.resolve("model/model.json"), "{}");
        Path spec = Files.writeString(folder.resolve("spec.yaml"), """
                apiVersion: ml-pipeline/v1
                label: credit_risk
                posLabel: bad
                train: {data: %s, algorithm: random_forest, hyperparameters: {n_estimators: 50}}
                gates: [accuracy>=0.6]
                """.formatted(
                        Invocation.germanCredit().toAbsolutePath()));

        Ended ended = run("", "run", spec, "--output", small);

        assertThat(ended.code).isEqualTo(2);
        assertThat(ended.err)
                .contains("No space left on device. Free space there, or name another place. Not written: "
                        + small.resolve("evaluation.json") + ", " + small.resolve("gate.json") + ", ");
        try (Stream<Path> left = Files.walk(small)) {
            assertThat(left)
                    .containsExactlyInAnyOrder(
                            small, small.resolve("model"), small.resolve("model/model.json.previous"));
        }
    }

    @Test
    void aFolderThatIsReadOnlyIsASentenceBeforeTheWork() throws Exception {
        Path fixed = mount("ro");
        Path gate = fixed.resolve("gate.json");

        Ended ended = run("", "gate", "--evaluation", evaluation, "--gate", "accuracy>=0.7", "--output", gate);

        assertThat(ended.code).isEqualTo(2);
        assertThat(ended.err)
                .isEqualTo("error: " + gate + ": can't be made, because this user may not write to " + fixed
                        + ", or it is mounted read-only. Change that, or name another place.\n");
        assertThat(ended.out).isEmpty();
    }

    @Test
    void standardOutputThatIsFullIsASentence() throws Exception {
        assumeTrue(Files.exists(Path.of("/dev/full")), "there is no /dev/full here");

        Ended ended = run(">/dev/full", "gate", "--evaluation", evaluation, "--gate", "accuracy>=0.7", "--json", "-q");

        assertThat(ended.code).isEqualTo(2);
        assertThat(ended.err)
                .isEqualTo("error: standard output cannot be written: No space left on device. A part of what was to be"
                        + " said is missing; without that the exit code would have been 0. Free space there, or name another"
                        + " place.\n");
    }

    @Test
    void standardOutputThatIsClosedIsASentence() throws Exception {
        Ended ended = run(">&-", "gate", "--evaluation", evaluation, "--gate", "accuracy>=0.99", "--json", "-q");

        assertThat(ended.code).isEqualTo(2);
        assertThat(ended.err)
                .startsWith("error: standard output cannot be written: ")
                .contains("without that the exit code would have been 1.");
    }

    /** Twelve gigabytes, of which Java's heap knows nothing. */
    @Test
    void moreMemoryThanItMayEndsIt() throws Exception {
        Path model = HungryModel.byItsData(folder.resolve("hungry.onnx"));
        Path rows = Files.writeString(folder.resolve("rows.csv"), "a,b,truth\n300000,1,1\n2,3,4\n");
        Path output = Files.writeString(folder.resolve("former.json"), "{}");

        Ended ended = run(
                "",
                "validate",
                "--model",
                model,
                "--data",
                rows,
                "--label",
                "truth",
                "--task",
                "regression",
                "--output",
                output,
                "--memory",
                "900m");

        assertThat(ended.code).isEqualTo(2);
        assertThat(ended.err)
                .matches("error: \"ml-pipeline validate\" used [0-9,]+ MiB of memory, and 900 MiB is the most it may"
                        + " \\(--memory\\); it was ended\\. Allow more, or give it a smaller model, fewer columns or fewer"
                        + " threads\\.\n");
        assertThat(output).doesNotExist();
    }

    @Test
    void moreTimeThanItMayEndsItAndLeavesNothingHalf() throws Exception {
        Path output = folder.resolve("model");

        Ended ended = run(
                "",
                "train",
                "--data",
                Invocation.germanCredit().toAbsolutePath(),
                "--label",
                "credit_risk",
                "--algorithm",
                "gradient_boosting",
                "--hyperparameter",
                "max_iter=100000",
                "--hyperparameter",
                "learning_rate=0.0001",
                "--hyperparameter",
                "early_stopping=false",
                "--output",
                output,
                "--timeout",
                "2s");

        assertThat(ended.code).isEqualTo(124);
        assertThat(ended.err)
                .endsWith(
                        "error: \"ml-pipeline train\" did not end within 2s (--timeout). Allow more time, or give it less"
                                + " to do.\n");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("scored.csv", "evaluation.json", "out", "err");
        }
    }

    @Test
    void aHeapThatIsTooSmallIsASentence() throws Exception {
        Path many = folder.resolve("many.csv");
        List<String> lines = new ArrayList<>(List.of("a,b,label"));
        for (int i = 0; i < 400_000; i++) {
            lines.add(i + ".25," + i % 7 + "," + i % 2);
        }
        Files.write(many, lines);

        Ended ended =
                run("", "-Xmx24m", "train", "--data", many, "--label", "label", "--output", folder.resolve("model"));

        assertThat(ended.code).isEqualTo(2);
        assertThat(ended.err)
                .contains("error: more memory is needed than Java's heap of ")
                .doesNotContain("\tat ");
    }

    private record Ended(int code, String out, String err) {}

    /** @param redirection of the shell; an option of the JVM may be the first argument */
    private Ended run(String redirection, Object... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "/bin/sh",
                "-c",
                "\"$0\" \"$@\"" + (redirection.isEmpty() ? "" : " " + redirection),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path")));
        int from = 0;
        if (String.valueOf(args[0]).startsWith("-X")) {
            command.add(String.valueOf(args[0]));
            from = 1;
        } else {
            command.add("-Xmx256m");
        }
        command.add(Main.class.getName());
        for (int i = from; i < args.length; i++) {
            command.add(String.valueOf(args[i]));
        }
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        int code = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start()
                .waitFor();
        return new Ended(code, Files.readString(out), Files.readString(err));
    }

    /** A file system in memory; only root may mount one. */
    private Path mount(String options) throws IOException, InterruptedException {
        Path at = Files.createDirectories(folder.resolve("mounted"));
        int code = new ProcessBuilder("mount", "-t", "tmpfs", "-o", options, "tmpfs", at.toString())
                .start()
                .waitFor();
        assumeTrue(code == 0, "this user may not mount a file system");
        mounted = at;
        return at;
    }
}
