package io.jenkins.plugins.mlpipeline.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.analysis.AnalysisRequest;
import io.jenkins.plugins.mlpipeline.engine.comparison.OutcomesFile;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection;
import io.jenkins.plugins.mlpipeline.engine.dataset.split.SplitSpec;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.ModelPackage;
import io.jenkins.plugins.mlpipeline.engine.threshold.ThresholdRule;
import io.jenkins.plugins.mlpipeline.engine.training.catalogue.Algorithm;
import io.jenkins.plugins.mlpipeline.engine.validation.Validation;
import io.jenkins.plugins.mlpipeline.engine.validation.ValidationRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The threshold of a package: chosen on the training part, written into the label output, judged as it is served. */
class ThresholdTest {
    @TempDir
    Path folder;

    private TrainingResult train(String task, String posLabel, String rule) throws IOException {
        return Training.run(
                new TrainingRequest(
                        TrainingRequest.Source.of(Samples.write(folder, task, 400, 1), ColumnSelection.of("y")),
                        new TrainingRequest.Predicted(null, null, posLabel),
                        new TrainingRequest.Holdout(SplitSpec.STRATIFIED, 0.3, null),
                        new TrainingRequest.Method(
                                Algorithm.RANDOM_FOREST,
                                null,
                                Map.of("n_estimators", 20),
                                null,
                                ThresholdRule.parse(rule)),
                        42,
                        1,
                        folder.resolve("model")),
                Clock.systemUTC(),
                TrainingListener.SILENT);
    }

    private Evaluation validate(Double threshold) throws IOException {
        return Validation.run(
                ValidationRequest.of(folder.resolve("model"), null, null).with(null, threshold),
                rows -> {},
                Clock.systemUTC());
    }

    /** The predicted positives among the rows, and what the score table says from the threshold on. */
    private static long flagged(Evaluation evaluation, String posLabel) {
        int column = evaluation.confusionMatrix().labels().indexOf(posLabel);
        long flagged = 0;
        for (long[] row : evaluation.confusionMatrix().counts()) {
            flagged += row[column];
        }
        return flagged;
    }

    @ParameterizedTest
    @CsvSource({"yes, 0.2", "no, 0.2", "yes, 0.9", "no, 1", "yes, 0"})
    void theModelAnswersThePositiveLabelFromItsThresholdOn(String posLabel, double threshold) throws IOException {
        train("binary", posLabel, Double.toString(threshold));
        assertThat(ModelPackage.read(folder.resolve("model"))
                        .manifest()
                        .outputs()
                        .threshold())
                .isEqualTo(threshold);
        Evaluation own = validate(null);
        Evaluation given = validate(threshold);
        assertThat(own.threshold()).isEqualTo(threshold);
        assertThat(flagged(own, posLabel)).isEqualTo(flagged(given, posLabel));
        assertThat(own.confusionMatrix().counts())
                .isDeepEqualTo(given.confusionMatrix().counts());
        assertThat(own.warnings()).isEqualTo(given.warnings()).noneMatch(w -> w.contains("threshold"));
    }

    @Test
    void aRuleIsMetOnTheTrainingPartAndRecorded() throws IOException {
        TrainingRecord.Threshold chosen =
                train("binary", "yes", "recall>=0.95").record().threshold();
        assertThat(chosen.rule()).isEqualTo("recall>=0.95");
        assertThat(chosen.metric()).isEqualTo("recall");
        assertThat(chosen.reached()).isBetween(0.95, 1.0);
        assertThat(chosen.rows()).isEqualTo(280);
        assertThat(chosen.folds()).isEqualTo(5);
        assertThat(chosen.value()).isLessThan(0.5).isGreaterThan(0);
        assertThat(validate(null).threshold()).isEqualTo(chosen.value());
    }

    /** The package's labels and ONNX Runtime's own from Python (1.32.0, {@code threshold_golden.py}), row by row. */
    @Test
    void whatIsJudgedIsWhatPythonAnswers() throws IOException {
        Path stored = Path.of("src/test/resources/io/jenkins/plugins/mlpipeline/engine/training/threshold");
        Path outcomes = folder.resolve("outcomes.gz");
        ValidationRequest plain = ValidationRequest.of(stored, stored.resolve("rows.csv"), null);
        Evaluation evaluation = Validation.run(
                new ValidationRequest(
                        null,
                        plain.model(),
                        plain.data(),
                        plain.format(),
                        plain.selection(),
                        plain.target(),
                        null,
                        null,
                        plain.metrics(),
                        1,
                        null,
                        null,
                        new AnalysisRequest(null, List.of(), List.of(), null, Set.of(), 0, Map.of(), 42, outcomes),
                        false),
                rows -> {},
                Clock.systemUTC());
        assertThat(evaluation.threshold()).isEqualTo(0.00955);
        ClassificationOutcomes answered =
                (ClassificationOutcomes) OutcomesFile.read(outcomes).outcomes();
        JsonNode python =
                new ObjectMapper().readTree(stored.resolve("answers.json").toFile());
        for (int row = 0; row < answered.rows(); row++) {
            assertThat(answered.labels().get(answered.predicted(row)))
                    .as("row %d", row)
                    .isEqualTo(python.get("labels").get(row).asText());
            assertThat(answered.predicted(row) == 0)
                    .isEqualTo(python.get("probabilities").get(row).get(0).asDouble() >= 0.00955);
        }
        assertThat(answered.rows()).isEqualTo(200);
    }

    @Test
    void anotherThresholdThanTheModelsOwnIsSaid() throws IOException {
        train("binary", "yes", "0.2");
        assertThat(validate(0.9).warnings())
                .filteredOn(w -> w.contains("threshold"))
                .singleElement()
                .asString()
                .matches(
                        "on \\d+ of 120 rows \\([\\d.]+ %\\) the threshold of 0\\.9 that was given says another label than"
                                + " \\S*model itself, which is what answers where it serves\\. Have the threshold written into the"
                                + " model \\(train\\.threshold\\), or apply it there\\.");
    }

    @Test
    void withoutTwoLabelsOfWhichOneIsPositiveThereIsNone() {
        assertThatThrownBy(() -> train("multiclass", null, "f1"))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "a threshold is about the score of one of two labels, and this is a multiclass task. Leave the"
                                + " threshold out (train.threshold, --threshold).");
        assertThat(folder.resolve("model")).doesNotExist();
    }
}
