package io.jenkins.plugins.mlpipeline.engine.training.bayes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection;
import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.dataset.TableReader;
import io.jenkins.plugins.mlpipeline.engine.dataset.TrainingData;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.training.Samples;
import io.jenkins.plugins.mlpipeline.engine.training.catalogue.Algorithm;
import io.jenkins.plugins.mlpipeline.engine.training.export.OnnxCheck;
import io.jenkins.plugins.mlpipeline.engine.training.export.OnnxExport;
import io.jenkins.plugins.mlpipeline.engine.training.export.OnnxSession;
import io.jenkins.plugins.mlpipeline.engine.training.learner.FitContext;
import io.jenkins.plugins.mlpipeline.engine.training.learner.FittedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Naive Bayes against scikit-learn: {@code src/test/python/training_bayes_golden.py}. */
class GaussianNaiveBayesTest {
    private static final Path RESOURCES = Path.of("src/test/resources/io/jenkins/plugins/mlpipeline/engine/training");
    private static final FitContext CONTEXT = new FitContext(1, 1, (step, of, training, validation) -> {});
    private static final double NEAR = 1e-6;

    record Golden(Map<String, String> versions, List<Case> cases) {}

    record Case(
            String name,
            String data,
            String label,
            Map<String, Object> hyperparameters,
            List<String> labels,
            double[][] probabilities) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() throws IOException {
        return Json.read(RESOURCES.resolve("bayes/golden.json"), Golden.class).cases();
    }

    private static FittedModel fit(Map<String, ?> given, Table rows, Labels labels) {
        return Algorithm.GAUSSIAN_NB
                .learner(Algorithm.GAUSSIAN_NB.hyperparameters(given, labels.task()))
                .fit(rows, labels, CONTEXT);
    }

    private static double greatestDifference(float[][] ours, double[][] theirs) {
        double greatest = 0;
        for (int i = 0; i < ours.length; i++) {
            assertThat(ours[i]).hasSize(theirs[i].length);
            for (int k = 0; k < ours[i].length; k++) {
                greatest = Math.max(greatest, Math.abs(ours[i][k] - theirs[i][k]));
            }
        }
        return greatest;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void probabilitiesAreScikitLearnsInJavaAndInTheExportedModel(Case golden) throws IOException, OrtException {
        Path file = golden.data().equals("german_credit")
                ? Samples.GERMAN_CREDIT
                : RESOURCES.resolve("linear/" + golden.data() + ".csv");
        TrainingData data = TableReader.read(file, CsvFormat.DEFAULT, ColumnSelection.of(golden.label()), null, null);
        Labels labels = data.labels();
        assertThat(labels.names()).isEqualTo(golden.labels());

        FittedModel model = fit(golden.hyperparameters(), data.features().narrow(), labels);

        assertThat(greatestDifference(model.predict(data.features()), golden.probabilities()))
                .isLessThanOrEqualTo(NEAR);
        try (OnnxSession session = new OnnxSession(OnnxExport.of(model, labels.task(), labels.names()), 1)) {
            float[][] exported = session.run(
                            data.features(), model.preprocessing().columns())
                    .scores();
            assertThat(greatestDifference(exported, golden.probabilities())).isLessThanOrEqualTo(NEAR);
        }
    }

    private static final Labels HALVES =
            Labels.classes("y", Task.BINARY, List.of("no", "yes"), new int[] {0, 0, 0, 1, 1, 1});

    @Test
    void columnWithOneValueTellsNothingWhateverComesLater() {
        double[] x = {1, 2, 3, 2, 3, 4};
        double[] constant = {7, 7, 7, 7, 7, 7};
        Table far = Samples.numbers(new double[] {2.5, 1}, new double[] {1e6, -1e6});

        FittedModel model = fit(Map.of(), Samples.numbers(x, constant), HALVES);

        assertThat(model.predict(far))
                .isDeepEqualTo(
                        fit(Map.of(), Samples.numbers(x), HALVES).predict(Samples.numbers(new double[] {2.5, 1})));
        assertThat(OnnxCheck.compare(model, far, HALVES, 1, 1)).isLessThan(1e-6);
    }

    @Test
    void columnThatIsOneFarValueInALabelIsMetExactly() {
        double[] year = {1e6 + 0.1, 1e6 + 0.1, 1e6 + 0.1, 2e6, 3e6, 4e6};
        Table rows = Samples.numbers(year);

        FittedModel model = fit(Map.of(), rows, HALVES);

        assertThat(model.predict(rows)[0][0]).isGreaterThan(0.999f);
        assertThat(OnnxCheck.compare(model, rows, HALVES, 1, 1)).isLessThan(1e-6);
    }

    @Test
    void labelWithoutARowIsImpossible() {
        Labels labels = Labels.classes("y", Task.MULTICLASS, List.of("a", "b", "none"), new int[] {0, 1, 0, 1, 0, 1});
        Table rows = Samples.numbers(new double[] {1, 2, 3, 4, 5, 6});

        FittedModel model = fit(Map.of(), rows, labels);

        assertThat(List.of(model.predict(rows)))
                .allSatisfy(row -> assertThat(row[2]).isZero());
        assertThat(OnnxCheck.compare(model, rows, labels, 1, 1)).isLessThan(1e-6);
    }

    @Test
    void balancedMakesTheLabelsEquallyProbable() {
        Labels labels = Labels.classes("y", Task.BINARY, List.of("no", "yes"), new int[] {0, 0, 0, 0, 1, 1});
        Table rows = Samples.numbers(new double[] {1, 2, 3, 4, 4, 5});

        assertThat(fit(Map.of("class_weight", "balanced"), rows, labels).predict(rows))
                .isDeepEqualTo(fit(Map.of("priors", "0.5,0.5"), rows, labels).predict(rows));
    }

    @Test
    void priorsAndClassWeightContradict() {
        assertThatThrownBy(() -> fit(
                        Map.of("priors", "0.5,0.5", "class_weight", "balanced"),
                        Samples.numbers(new double[] {1, 2, 3, 4, 5, 6}),
                        HALVES))
                .isInstanceOf(UserError.class)
                .hasMessage("hyperparameters priors and class_weight both say how much each label counts. Keep one.");
    }

    @Test
    void priorsAreOneForEachLabel() {
        assertThatThrownBy(() ->
                        fit(Map.of("priors", "0.2,0.3,0.5"), Samples.numbers(new double[] {1, 2, 3, 4, 5, 6}), HALVES))
                .isInstanceOf(UserError.class)
                .hasMessage("hyperparameter priors has 3 shares, and there are 2 labels: no, yes. Give one for each, in"
                        + " this order.");
    }

    @Test
    void oneValueWithoutSmoothingNamesTheColumn() {
        assertThatThrownBy(
                        () -> fit(Map.of("var_smoothing", 0), Samples.numbers(new double[] {1, 1, 1, 4, 5, 6}), HALVES))
                .isInstanceOf(UserError.class)
                .hasMessage("column \"a\" has one value in all rows of the label \"no\", and such a small var_smoothing"
                        + " makes any other impossible. Set var_smoothing higher, for example to 1e-9.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0.2,0.8", "(0.2, 0.8)", "[ .2 , 8e-1 ]"})
    void priorsAreWrittenInAnyBrackets(String text) {
        assertThat(Algorithm.GAUSSIAN_NB
                        .hyperparameters(Map.of("priors", text), Task.BINARY)
                        .values())
                .containsEntry("priors", List.of(0.2, 0.8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0.2,0.7", "1", "0.5,0.5,", "-0.5,1.5", "nan,1", "(0.5,0.5", "half,half", "1e999,0"})
    void priorsThatAreNoSharesAreRefused(String text) {
        assertThatThrownBy(() -> Algorithm.GAUSSIAN_NB.hyperparameters(Map.of("priors", text), Task.BINARY))
                .isInstanceOf(UserError.class)
                .hasMessage("hyperparameter priors can't be \"" + text + "\"; it is none, or a share for each label in"
                        + " label order that add up to 1, such as 0.2,0.8.");
    }

    @Test
    void weightsOfRowsAreNoHyperparameter() {
        assertThatThrownBy(() -> Algorithm.GAUSSIAN_NB.hyperparameters(Map.of("sample_weight", 1), Task.BINARY))
                .isInstanceOf(UserError.class)
                .hasMessage("hyperparameter sample_weight of scikit-learn is not supported for gaussian_nb: what a"
                        + " row counts for stands in a column of the data; name it with weights.");
    }
}
