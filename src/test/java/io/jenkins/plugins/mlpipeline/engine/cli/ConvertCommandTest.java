package io.jenkins.plugins.mlpipeline.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the libraries saved becomes an ONNX file that answers the same; the answers themselves are {@code BoosterFileTest}'s. */
class ConvertCommandTest {
    private static final Path MODELS = Path.of("src/test/resources/io/jenkins/plugins/mlpipeline/engine/model/booster");

    @TempDir
    private Path folder;

    private JsonNode validated(Path model, Path data) throws IOException {
        Path output = folder.resolve("evaluation.json");
        Invocation run = Invocation.of(
                "validate",
                "--model",
                model,
                "--data",
                data,
                "--label",
                "y",
                "--task",
                "binary",
                "--labels",
                "0,1",
                "--pos-label",
                "1",
                "--output",
                output);
        assertThat(run.code()).as(run.err()).isZero();
        return Json.readTree(output);
    }

    private Path rows(int columns) throws IOException {
        StringBuilder csv = new StringBuilder();
        for (int column = 0; column < columns; column++) {
            csv.append('f').append(column).append(',');
        }
        csv.append("y\n");
        Random random = new Random(3);
        for (int row = 0; row < 300; row++) {
            for (int column = 0; column < columns; column++) {
                csv.append(random.nextInt(20) == 0 ? "" : String.valueOf((float) random.nextGaussian()))
                        .append(',');
            }
            csv.append(random.nextInt(2)).append('\n');
        }
        return Files.writeString(folder.resolve("rows.csv"), csv);
    }

    @ParameterizedTest
    @ValueSource(strings = {"xgboost32_binary.ubj", "lightgbm47_binary.txt"})
    void theOnnxFileIsJudgedAsTheModelIs(String name) throws IOException {
        Path model = MODELS.resolve(name);
        Path onnx = folder.resolve("model.onnx");

        Invocation run = Invocation.of("convert", "--model", model, "--output", onnx);

        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        String format = name.replaceAll("[^a-z].*", "");
        assertThat(run.out())
                .isEqualTo(String.format(
                        "%s (%s): %s%nONNX: %s: %s%n", model, format, Digest.ofFile(model), onnx, Digest.ofFile(onnx)));
        int columns = Json.readTree(MODELS.resolve(name.replaceAll("\\.[a-z]+$", ".golden.json")))
                .path("rows")
                .path(0)
                .size();
        Path data = rows(columns);
        JsonNode metrics = validated(model, data).path("metrics");
        JsonNode same = validated(onnx, data).path("metrics");
        assertThat(metrics.size()).isGreaterThan(10);
        Consumer<String> equal = key -> assertThat(same.path(key)).as(key).isEqualTo(metrics.path(key));
        metrics.fieldNames().forEachRemaining(key -> {
            if (!Pattern.matches("latency.*|cold_start_ms|peak_memory_bytes|model_size_bytes", key)) {
                equal.accept(key);
            }
        });
    }

    @Test
    void aProgramReadsWhatWasWritten() throws IOException {
        Path model = MODELS.resolve("lightgbm47_regression.txt");
        Path onnx = folder.resolve("model.onnx");

        JsonNode said = Json.parse(
                Invocation.of("convert", "--model", model, "--output", onnx, "--json")
                        .out(),
                JsonNode.class,
                "what convert says");

        assertThat(said.path("format").asText()).isEqualTo("lightgbm");
        assertThat(said.path("modelDigest").asText()).isEqualTo(Digest.ofFile(model));
        assertThat(said.path("digest").asText()).isEqualTo(Digest.ofFile(onnx));
    }

    @Test
    void whatIsNotReadLeavesNothing() throws IOException {
        Path onnx = Files.writeString(folder.resolve("model.onnx"), "of a former run");
        Path text = Files.writeString(folder.resolve("model.txt"), "hello");
        requireError(
                onnx,
                text,
                text + ": is no model that XGBoost saved as .json or .ubj, or LightGBM as text. Save it with"
                        + " save_model; other models are exported as ONNX by their own tools.");
        Path none = folder.resolve("none.ubj");
        requireError(onnx, none, none + ": there is no such file.");
        Path categories = MODELS.resolve("lightgbm_categorical.txt");
        requireError(
                onnx,
                categories,
                categories
                        + ": splits by categories, which is not read. Encode these columns as numbers, or export it as"
                        + " ONNX.");
        assertThat(Invocation.of("convert", "--model", text, "--output", text).err())
                .isEqualTo(String.format(
                        "error: %s: is read by this command and would be overwritten. Name another file for the output.%n",
                        text));
    }

    private static void requireError(Path onnx, Path model, String sentence) {
        Invocation run = Invocation.of("convert", "--model", model, "--output", onnx);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).startsWith("error: " + sentence);
        assertThat(onnx).doesNotExist();
    }
}
