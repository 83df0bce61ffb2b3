package io.jenkins.plugins.mlpipeline.engine.model.booster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.model.predict.OnnxRuntime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files that the libraries wrote, and what they answered (booster_golden.py): XGBoost 2.1.4, 3.0.5, 3.1.3 and 3.2.0, LightGBM 4.3.0,
 * 4.6.0 and 4.7.0.
 */
class BoosterFileTest {
    private static final Path FOLDER = Path.of("src/test/resources/io/jenkins/plugins/mlpipeline/engine/model/booster");
    private static final double TOLERANCE = 1e-6;

    static Stream<Path> models() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".golden.json")).sorted().toList().stream();
        }
    }

    private static Path model(Path golden) {
        String name = golden.toString().replace(".golden.json", "");
        return Stream.of(".json", ".ubj", ".txt")
                .map(end -> Path.of(name + end))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
    }

    private static byte[] onnx(Path file) throws IOException {
        return BoosterFile.of(file)
                .onnx(Files.readAllBytes(file), file.getFileName().toString());
    }

    @ParameterizedTest
    @MethodSource("models")
    void answersWhatTheLibraryAnswers(Path golden) throws Exception {
        JsonNode said = Json.readTree(golden);
        float[][] rows = new float[said.path("rows").size()][];
        for (int i = 0; i < rows.length; i++) {
            JsonNode row = said.path("rows").path(i);
            rows[i] = new float[row.size()];
            for (int k = 0; k < row.size(); k++) {
                rows[i][k] =
                        row.path(k).isNull() ? Float.NaN : (float) row.path(k).asDouble();
            }
        }
        OrtEnvironment environment = OnnxRuntime.environment();
        try (OrtSession session = environment.createSession(onnx(model(golden)));
                OnnxTensor input = OnnxTensor.createTensor(environment, rows);
                OrtSession.Result result = session.run(Map.of("features", input))) {
            boolean classes = result.get("probabilities").isPresent();
            float[][] answers = (float[][]) result.get(classes ? "probabilities" : "value")
                    .orElseThrow()
                    .getValue();
            for (int i = 0; i < rows.length; i++) {
                JsonNode expected = said.path("answers").path(i);
                // Of two classes the library gives the probability of the second.
                int skipped = answers[i].length - expected.size();
                for (int k = 0; k < expected.size(); k++) {
                    double value = expected.path(k).asDouble();
                    assertThat((double) answers[i][skipped + k])
                            .as("row %d, number %d", i, k)
                            .isCloseTo(value, offset(TOLERANCE * Math.max(1, Math.abs(value))));
                }
            }
        }
    }

    @Test
    void theSameFileGivesTheSameBytes() throws IOException {
        Path file = FOLDER.resolve("xgboost32_binary.ubj");
        assertThat(onnx(file)).isEqualTo(onnx(file));
    }

    @ParameterizedTest
    @CsvSource({
        "xgboost_categorical.json",
        "lightgbm_categorical.txt",
    })
    void splitsByCategoriesAreRefused(String name) {
        assertThatThrownBy(() -> onnx(FOLDER.resolve(name)))
                .isInstanceOf(UserError.class)
                .hasMessage(name
                        + ": splits by categories, which is not read. Encode these columns as numbers, or export it as"
                        + " ONNX.");
    }

    @Test
    void zeroAsMissingIsRefused() {
        assertThatThrownBy(() -> onnx(FOLDER.resolve("lightgbm_zero_as_missing.txt")))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "lightgbm_zero_as_missing.txt: takes zero for missing (zero_as_missing), which is not read. Export"
                                + " it as ONNX.");
    }

    /** Each is a file that is read, with one piece of its text changed. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "xgboost32_multiclass.json|\"version\":[3,2,0]|\"version\":[3,3,0]|was written by XGBoost 3.3, and files of"
                        + " [2.1, 3.0, 3.1, 3.2] are read, which were compared with the library. Save the model with one of"
                        + " them, or export it as ONNX.",
                "xgboost32_multiclass.json|\"version\":[3,2,0]|\"x\":0|doesn't say which version of XGBoost wrote it. Save the"
                        + " model again with XGBoost 3.2.",
                "xgboost32_multiclass.json|multi:softprob|survival:cox|was trained for the objective survival:cox;"
                        + " [binary:logistic, count:poisson, multi:softmax, multi:softprob, rank:ndcg, rank:pairwise,"
                        + " reg:squarederror] are read. Export it as ONNX.",
                "xgboost32_multiclass.json|\"name\":\"gbtree\"|\"name\":\"dart\"|is a booster of the kind dart; gbtree is read."
                        + " Export it as ONNX.",
                "xgboost32_multiclass.json|\"attributes\":{}|\"attributes\":{\"best_iteration\":\"1\"}|stopped early at round 1"
                        + " and holds more rounds, of which XGBClassifier and Booster ask different ones. Save booster[:"
                        + " booster.best_iteration + 1].",
                "xgboost32_multiclass.json|\"left_children\":[1,|\"left_children\":[0,|has a tree in it that is none. Save the"
                        + " model again.",
                "xgboost32_multiclass.json|\"num_feature\":\"4\"|\"num_feature\":\"1\"|has a tree in it that is none. Save the"
                        + " model again.",
                "xgboost32_multiclass.json|\"tree_info\":[0,|\"tree_info\":[9,|has a tree for a class that there is not. Save"
                        + " the model again.",
                "lightgbm47_binary.txt|version=v4|version=v5|is a LightGBM file of the version v5; v4 is read (LightGBM 4),"
                        + " which was compared with the library. Save the model with LightGBM 4, or export it as ONNX.",
                "lightgbm47_binary.txt|binary sigmoid:1|binary sigmoid:2|was trained for the objective \"binary sigmoid:2\";"
                        + " binary, multiclass, regression, poisson and lambdarank with their usual settings are read. Export it"
                        + " as ONNX.",
                "lightgbm47_binary.txt|end of trees|end|is cut off: it has no \"end of trees\". Copy or save the model again.",
                "lightgbm47_binary.txt|left_child=1|left_child=0|has a tree in it that is none. Save the model again.",
                "lightgbm47_binary.txt|is_linear=0|is_linear=1|has linear models in its leaves, which is not read. Export it as"
                        + " ONNX.",
            })
    void whatWasNotComparedIsRefused(String name, String from, String to, String message) throws IOException {
        Path file = FOLDER.resolve(name);
        String text = Files.readString(file);
        assertThat(text).contains(from);
        byte[] changed = text.replace(from, to).getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> BoosterFile.of(file).onnx(changed, name))
                .isInstanceOf(UserError.class)
                .hasMessage(name + ": " + message);
    }

    @Test
    void everyCutOfAFileIsAnErrorOfItsReader() throws IOException {
        for (String name :
                new String[] {"xgboost32_binary.ubj", "xgboost32_multiclass.json", "lightgbm47_binary.txt"}) {
            Path file = FOLDER.resolve(name);
            byte[] whole = Files.readAllBytes(file);
            int end = name.endsWith(".txt")
                    ? new String(whole, StandardCharsets.UTF_8).indexOf("end of trees")
                    : whole.length;
            for (int length = 1; length < end; length += 97) {
                byte[] cut = Arrays.copyOf(whole, length);
                assertThatThrownBy(() -> BoosterFile.of(file).onnx(cut, name))
                        .as("%s, %d bytes", name, cut.length)
                        .isInstanceOf(UserError.class);
            }
        }
    }
}
