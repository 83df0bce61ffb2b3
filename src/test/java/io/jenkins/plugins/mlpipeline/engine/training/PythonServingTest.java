package io.jenkins.plugins.mlpipeline.engine.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.dataset.split.SplitSpec;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.training.catalogue.Algorithm;
import io.jenkins.plugins.mlpipeline.engine.training.export.OnnxExport;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Hyperparameters;
import io.jenkins.plugins.mlpipeline.engine.training.learner.FitContext;
import io.jenkins.plugins.mlpipeline.engine.training.learner.FittedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Leaves, for every learner and task, an ONNX file, the rows kept back and the learner's own answers under
 * {@code target/engine/onnx-check}: {@code src/test/python/training_check_onnx.py} gives the raw columns to Python's
 * onnxruntime and compares.
 */
class PythonServingTest {
    private static final Path CASES = Path.of("target/engine/onnx-check");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "gradient_boosting, binary",
        "gradient_boosting, multiclass",
        "gradient_boosting, regression",
        "random_forest, binary",
        "random_forest, multiclass",
        "random_forest, regression",
        "logistic_regression, binary",
        "logistic_regression, multiclass",
        "linear_regression, regression",
        "gaussian_nb, binary",
        "gaussian_nb, multiclass",
        "mlp, binary",
        "mlp, multiclass",
        "mlp, regression"
    })
    void rowsThatPythonReadsGetTheLearnersAnswers(String algorithm, String task) throws IOException {
        Path data = Samples.write(folder, task, 300, 11);
        TrainingRequest request = new TrainingRequest(
                new TrainingRequest.Source(data, CsvFormat.DEFAULT, ColumnSelection.of("y")),
                TrainingRequest.Predicted.INFERRED,
                new TrainingRequest.Holdout(SplitSpec.STRATIFIED, 0.3, null),
                TrainingRequest.Method.of(Algorithm.of(algorithm), Map.of()),
                42,
                1,
                folder);
        DataParts parts = DataParts.read(request);
        Map<String, Object> few =
                switch (request.method().algorithm()) {
                    case GRADIENT_BOOSTING -> Map.of("max_iter", 30);
                    case RANDOM_FOREST -> Map.of("n_estimators", 30);
                    case LOGISTIC_REGRESSION, LINEAR_REGRESSION, GAUSSIAN_NB -> Map.of();
                    default -> Map.of("max_iter", 20);
                };
        Hyperparameters hyperparameters =
                request.method().algorithm().hyperparameters(few, parts.labels().task());
        FitContext context = new FitContext(42, 1, (step, of, training, validation) -> {});
        try (FittedModel model =
                request.method().algorithm().learner(hyperparameters).fit(parts.training(), parts.labels(), context)) {
            OnnxExport export =
                    OnnxExport.of(model, parts.labels().task(), parts.labels().names());

            Path place = Files.createDirectories(CASES.resolve(algorithm + "-" + task));
            Files.write(place.resolve("model.onnx"), export.file().bytes());
            parts.writeHoldout(place.resolve("holdout.csv"));
            Json.write(
                    place.resolve("expected.json"),
                    new Expected(parts.labels().names(), export.outputs().label(), model.predict(parts.holdout())));

            assertThat(place.resolve("expected.json")).isNotEmptyFile();
        }
    }

    /** The learner's own answers, [rows][k]. */
    record Expected(List<String> labels, String labelOutput, float[][] scores) {}
}
