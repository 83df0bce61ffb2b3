package io.jenkins.plugins.mlpipeline.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of all formats, from the command line: to learn from, to test on, predictions, references and baselines. */
class TableFormatsCommandTest {
    private static final Path FOLDER =
            Path.of("src/test/resources/io/jenkins/plugins/mlpipeline/engine/dataset/formats");

    @TempDir
    private Path folder;

    private static JsonNode run(Path output, Object... args) throws IOException {
        List<Object> all = new ArrayList<>(Arrays.asList(args));
        all.addAll(List.of("--output", output));
        Invocation invocation = Invocation.of(all.toArray());
        assertThat(invocation.code()).as(invocation.err()).isZero();
        return output.toString().endsWith(".json") ? Json.readTree(output) : null;
    }

    private Path train(String data) throws IOException {
        Path model = folder.resolve("model-" + data);
        run(
                model,
                "train",
                "--data",
                FOLDER.resolve(data),
                "--label",
                "label",
                "--row-id",
                "id",
                "--algorithm",
                "random_forest",
                "--hyperparameter",
                "n_estimators=3",
                "--threads",
                1);
        return model;
    }

    @Test
    void oneTableInTwoFormatsMakesTheSameModelOfTheSameRows() throws IOException {
        Path csv = train("table.csv");
        for (String other : List.of("arrow-v2.parquet", "table.jsonl.gz", "table.xlsx", "table.csv.zst")) {
            Path model = train(other);
            assertThat(model.resolve("model.onnx")).as(other).hasSameBinaryContentAs(csv.resolve("model.onnx"));
            JsonNode own = run(folder.resolve("own.json"), "validate", "--model", model);
            JsonNode expected = run(folder.resolve("expected.json"), "validate", "--model", csv);
            assertThat(own.at("/data/rowsSha256")).as(other).isEqualTo(expected.at("/data/rowsSha256"));
            assertThat(own.at("/confusionMatrix")).as(other).isEqualTo(expected.at("/confusionMatrix"));
        }
    }

    @Test
    void oneTestSetInAllFormatsIsKnownAgain() throws IOException {
        Path model = train("table.csv");
        JsonNode expected = run(
                folder.resolve("csv.json"),
                "validate",
                "--model",
                model,
                "--row-id",
                "id",
                "--data",
                FOLDER.resolve("table.csv"));
        for (String name : List.of(
                "shuffled.csv",
                "table.csv.bz2",
                "table.zip",
                "table.jsonl",
                "pandas.parquet",
                "polars.parquet",
                "parts",
                "table.xlsx")) {
            Path data = FOLDER.resolve(name);
            JsonNode evaluation = run(
                    folder.resolve("other.json"),
                    "validate",
                    "--model",
                    model,
                    "--row-id",
                    "id",
                    "--data",
                    data,
                    "--reference",
                    FOLDER.resolve("arrow-zstd.parquet"),
                    "--baseline",
                    model,
                    "--threads",
                    2);
            assertThat(evaluation.at("/data/rowsSha256")).as(name).isEqualTo(expected.at("/data/rowsSha256"));
            assertThat(evaluation.at("/data/rows").asInt()).as(name).isEqualTo(240);
            assertThat(evaluation.at("/confusionMatrix")).as(name).isEqualTo(expected.at("/confusionMatrix"));
            assertThat(evaluation
                            .at("/dataChecks/metrics/train_test_overlap/value")
                            .asDouble())
                    .as(name)
                    .isEqualTo(1);
            if (!Files.isDirectory(data)) {
                assertThat(evaluation.at("/data/sha256").asText()).as(name).isEqualTo(Digest.ofFile(data));
            }
        }
    }

    @Test
    void predictionsInAllFormatsAreTheSameRows() throws IOException {
        JsonNode expected = null;
        for (String name :
                List.of("table.csv", "table.jsonl", "table.jsonl.gz", "arrow-lz4.parquet", "parts", "table.xlsx")) {
            JsonNode evaluation = run(
                    folder.resolve("predictions.json"),
                    "validate",
                    "--predictions",
                    FOLDER.resolve(name),
                    "--label",
                    "flag",
                    "--prediction-column",
                    "flag",
                    "--labels",
                    "true,false",
                    "--pos-label",
                    "true",
                    "--slice",
                    "kind");
            expected = expected == null ? evaluation : expected;
            assertThat(evaluation.at("/data/rowsSha256")).as(name).isEqualTo(expected.at("/data/rowsSha256"));
            assertThat(evaluation.at("/data/labelCounts")).as(name).isEqualTo(expected.at("/data/labelCounts"));
            assertThat(evaluation.at("/metrics/accuracy/value").asDouble())
                    .as(name)
                    .isEqualTo(1);
            assertThat(evaluation.at("/slices"))
                    .as(name)
                    .hasSize(expected.at("/slices").size());
        }
    }

    @Test
    void noTextMeansMissingWhereNoneIsGiven() throws IOException {
        StringBuilder rows = new StringBuilder("country,y\n");
        for (int i = 0; i < 60; i++) {
            rows.append(List.of("NA", "DE", "FR").get(i % 3)).append(i % 3 == 0 ? ",a\n" : ",b\n");
        }
        Path data = Files.writeString(folder.resolve("countries.csv"), rows);
        Path model = folder.resolve("countries");
        run(
                model,
                "train",
                "--data",
                data,
                "--label",
                "y",
                "--missing",
                "",
                "--algorithm",
                "random_forest",
                "--hyperparameter",
                "n_estimators=2");
        JsonNode manifest = Json.readTree(model.resolve("model.json"));
        assertThat(manifest.at("/columns/0/categories").toString()).isEqualTo("[\"DE\",\"FR\",\"NA\"]");
        assertThat(manifest.at("/missing")).isEmpty();
        JsonNode evaluation = run(folder.resolve("e.json"), "validate", "--model", model);
        assertThat(evaluation.at("/metrics/accuracy/value").asDouble()).isEqualTo(1);
    }

    @Test
    void aTestFileWithCommentsIsKeptAsItIs() throws IOException {
        StringBuilder rows = new StringBuilder("# made by hand\nx,y\n");
        for (int i = 0; i < 60; i++) {
            rows.append(i % 2 == 0 ? "1,a\n# note\n" : "2,b\n");
        }
        Path data = Files.writeString(folder.resolve("rows.csv"), rows);
        Path model = folder.resolve("comments");
        run(
                model,
                "train",
                "--data",
                data,
                "--test-data",
                data,
                "--label",
                "y",
                "--comment",
                "#",
                "--algorithm",
                "random_forest",
                "--hyperparameter",
                "n_estimators=2");
        assertThat(model.resolve("holdout.csv")).hasSameTextualContentAs(data);
        JsonNode evaluation = run(folder.resolve("e.json"), "validate", "--model", model);
        assertThat(evaluation.at("/data/rows").asInt()).isEqualTo(60);
        assertThat(evaluation.at("/metrics/accuracy/value").asDouble()).isEqualTo(1);
    }

    @Test
    void whatIsNoTableIsNamedWithTheWayOut() throws IOException {
        Path file = Files.write(folder.resolve("rows.pkl"), new byte[] {(byte) 0x80, 4, (byte) 0x95, 0, 0, 0});
        Invocation validate = Invocation.of(
                "validate",
                "--predictions",
                file,
                "--label",
                "y",
                "--prediction-column",
                "p",
                "--labels",
                "a,b",
                "--output",
                folder.resolve("e.json"));
        assertThat(validate.code()).isEqualTo(2);
        assertThat(validate.err())
                .isEqualTo(String.format(
                        "error: " + file + ": is a pickle, which is not read. It can run code when it is opened,"
                                + " so nobody else's should be. Who made it writes the rows as CSV or Parquet:"
                                + " frame.to_csv(\"rows.csv\", index=False).%n"));
    }
}
