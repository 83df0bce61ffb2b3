package io.jenkins.plugins.mlpipeline.engine.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.analysis.AnalysisRequest;
import io.jenkins.plugins.mlpipeline.engine.analysis.BaselineRequest;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.validation.TargetOptions;
import io.jenkins.plugins.mlpipeline.engine.validation.Validation;
import io.jenkins.plugins.mlpipeline.engine.validation.ValidationListener;
import io.jenkins.plugins.mlpipeline.engine.validation.ValidationRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** An application of Spark, mostly a stand-in for it: what it is given, what it answers, and how it ends. */
class SparkScoringTest {
    private static final Path MODELS = Path.of("src/test/resources/io/jenkins/plugins/mlpipeline/engine/model/foreign")
            .toAbsolutePath();
    private static final int LINES = 40;
    private static final int PARTS = 8;

    @TempDir
    private Path folder;

    private Path data;
    private Path temporary;

    @BeforeEach
    void write() throws IOException {
        temporary = Files.createDirectory(folder.resolve("tmp"));
        data = Files.createDirectory(folder.resolve("rows"));
        List<String> lines = Files.readAllLines(MODELS.resolve("german.csv"));
        for (int from = 1; from < lines.size(); from += LINES) {
            List<String> part = new ArrayList<>(lines.subList(0, 1));
            part.addAll(lines.subList(from, Math.min(lines.size(), from + LINES)));
            Files.write(data.resolve("part-" + from / LINES + ".csv"), part);
        }
    }

    private ValidationRequest request() {
        return ValidationRequest.of(MODELS.resolve("pipeline_float_tensor.onnx"), data, "credit_risk")
                .with(new TargetOptions(null, List.of("bad", "good"), "bad"));
    }

    private Path submit(String script) throws IOException {
        Path submit = Files.writeString(folder.resolve("spark-submit"), "#!/bin/sh\n" + script + "\n");
        return Files.setPosixFilePermissions(submit, PosixFilePermissions.fromString("rwx------"));
    }

    private Path standIn() throws IOException {
        return submit("exec '" + System.getProperty("java.home") + "/bin/java' -cp '"
                + System.getProperty("java.class.path") + "' " + StandInSpark.class.getName() + " \"$@\"");
    }

    private JsonNode validated(Path submit, String master) throws IOException {
        try (SparkScoring scoring = SparkScoring.of(new SparkRequest(master, Map.of()), request(), temporary, submit)) {
            return document(scoring);
        }
    }

    private JsonNode document(SparkScoring scoring) throws IOException {
        ObjectNode document = Json.object(
                Json.tree(Validation.run(request(), scoring, ValidationListener.SILENT, Clock.systemUTC())));
        document.remove(List.of("createdAt", "environment"));
        Json.object(document.get("metrics"))
                .remove(List.of(
                        "latency_ms_p50", "latency_ms_p95", "latency_ms_p99", "cold_start_ms", "peak_memory_bytes"));
        return document;
    }

    private void requireNothingLeft() throws IOException {
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void answersOfExecutorsAreTheSameDocument() throws IOException {
        assertThat(Json.write(validated(standIn(), "local[2]"))).isEqualTo(Json.write(document(null)));
        requireNothingLeft();
    }

    @Test
    @EnabledIfEnvironmentVariable(
            named = "SPARK_HOME",
            matches = ".+",
            disabledReason = "SPARK_HOME names no Apache Spark")
    void soAreThoseOfSparkItself() throws IOException {
        assertThat(Json.write(validated(SparkRequest.submit(System.getenv()), "local[2]")))
                .isEqualTo(Json.write(document(null)));
        requireNothingLeft();
    }

    @Test
    void aKilledDriverIsOneSentence() throws IOException {
        Path submit = submit("kill -9 $$");

        assertThatThrownBy(() -> validated(submit, "local[2]"))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "Spark's driver was killed by signal 9 before all rows were predicted, so nothing was written."
                                + " Run it again.");
        requireNothingLeft();
    }

    @Test
    void aDriverThatFailsSaysWhyInItsLog() throws IOException {
        Path submit = submit(
                // Its last word comes before what it logs.
                "exec >&-\necho '26/11/30 18:00:01 ERROR StandaloneAppClient: All masters are unresponsive! Giving up.' >&2\n"
                        + "echo '\tat org.apache.spark.Error' >&2; echo '26/11/30 18:00:01 INFO ShutdownHookManager: bye' >&2; exit 1");

        assertThatThrownBy(() -> validated(submit, "spark://nobody:7077"))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "Spark's driver ended with exit code 1 before all rows were predicted, so nothing was written. Its"
                                + " log says: StandaloneAppClient: All masters are unresponsive! Giving up.");
        requireNothingLeft();
    }

    @Test
    void anApplicationThatCannotGoOnIsOneSentence() throws IOException {
        Path submit = submit(
                "echo '[ml-pipeline-failed] java.io.IOException: part-3.csv: Input/output error'; cat >/dev/null");

        assertThatThrownBy(() -> validated(submit, "local[2]"))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "Spark could not read or predict the rows: java.io.IOException: part-3.csv: Input/output error."
                                + " Nothing was written. Look at the application's log in Spark for more.");
        requireNothingLeft();
    }

    @Test
    void theDriverEndsWithWhoeverStartedIt() throws IOException {
        Path ended = folder.resolve("ended");
        Path submit = submit("cat >/dev/null; echo yes >'" + ended + "'");
        try (SparkScoring scoring =
                SparkScoring.of(new SparkRequest("local", Map.of()), request(), temporary, submit)) {
            scoring.begin(List.of("a"));
            assertThat(ended).doesNotExist();
        }

        assertThat(ended).exists();
        requireNothingLeft();
    }

    @Test
    void aMistakeInARowIsNoFailureOfSpark() throws IOException {
        Path part = data.resolve("part-4.csv");
        List<String> lines = Files.readAllLines(part);
        lines.set(7, lines.get(7).replaceAll(",(good|bad)$", ",perhaps"));
        Files.write(part, lines);
        Path submit = standIn();

        assertThatThrownBy(() -> validated(submit, "local[2]"))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(part + ": line 8, column \"credit_risk\": ");
        requireNothingLeft();
    }

    @Test
    void aBaselineThatCannotBeReadIsCalledAsItWasNamed() throws IOException {
        Path baseline = Files.writeString(folder.resolve("broken.onnx"), "no model");
        ValidationRequest request = new ValidationRequest(
                null,
                MODELS.resolve("pipeline_float_tensor.onnx"),
                List.of(data),
                CsvFormat.DEFAULT,
                ColumnSelection.of("credit_risk"),
                new TargetOptions(null, List.of("bad", "good"), "bad"),
                null,
                null,
                Set.of(),
                1,
                null,
                null,
                new AnalysisRequest(
                        new BaselineRequest("model", baseline, null, null, false, false, null),
                        List.of(),
                        List.of(),
                        null,
                        Set.of(),
                        0,
                        Map.of(),
                        1,
                        null),
                false);
        Path submit = standIn();

        assertThatThrownBy(() -> {
                    try (SparkScoring scoring =
                            SparkScoring.of(new SparkRequest("local", Map.of()), request, temporary, submit)) {
                        Validation.run(request, scoring, ValidationListener.SILENT, Clock.systemUTC());
                    }
                })
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(baseline + ": ");
        requireNothingLeft();
    }

    @Test
    void oneFileIsNoFolder() {
        ValidationRequest file = ValidationRequest.of(
                MODELS.resolve("pipeline_float_tensor.onnx"), MODELS.resolve("german.csv"), "credit_risk");

        assertThatThrownBy(() ->
                        SparkScoring.of(new SparkRequest("local", Map.of()), file, temporary, Path.of("spark-submit")))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        MODELS.resolve("german.csv")
                                + ": engine is spark, which reads a folder of Parquet or CSV files, each"
                                + " by one task, and this is one file. Write the rows as a folder of files, or leave engine out.");
        assertThat(data.toFile().list()).hasSize(PARTS);
    }

    @Test
    void severalFoldersAreRefused() throws IOException {
        Path more = Files.createDirectory(folder.resolve("more"));

        assertThatThrownBy(() -> of(List.of(data, more)))
                .isInstanceOf(UserError.class)
                .hasMessage("engine is spark, which reads one folder of Parquet or CSV files, and 2 are given (" + data
                        + ", " + more + "). Put the files into one folder, or leave engine out.");
        requireNothingLeft();
    }

    @Test
    void thereAreRowsToRead() throws IOException {
        assertThatThrownBy(() -> of(List.of()))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "engine is spark, which reads a folder of Parquet or CSV files, and no data is given. Name the"
                                + " folder (--data, validate.data), or leave engine out.");
        requireNothingLeft();
    }

    private SparkScoring of(List<Path> rows) throws IOException {
        ValidationRequest request = new ValidationRequest(
                null,
                MODELS.resolve("pipeline_float_tensor.onnx"),
                rows,
                CsvFormat.DEFAULT,
                ColumnSelection.of("credit_risk"),
                TargetOptions.NONE,
                null,
                null,
                Set.of(),
                1,
                null,
                null,
                AnalysisRequest.NONE,
                false);
        return SparkScoring.of(new SparkRequest("local", Map.of()), request, temporary, Path.of("spark-submit"));
    }
}
