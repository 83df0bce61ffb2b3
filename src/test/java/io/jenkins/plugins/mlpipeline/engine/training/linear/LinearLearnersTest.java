package io.jenkins.plugins.mlpipeline.engine.training.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnType;
import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.dataset.TableReader;
import io.jenkins.plugins.mlpipeline.engine.dataset.TrainingData;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.Dictionary;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.training.Samples;
import io.jenkins.plugins.mlpipeline.engine.training.catalogue.Algorithm;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Hyperparameters;
import io.jenkins.plugins.mlpipeline.engine.training.learner.FitContext;
import io.jenkins.plugins.mlpipeline.engine.training.learner.LossPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The linear learners against scikit-learn: {@code src/test/python/training_linear_golden.py}. */
class LinearLearnersTest {
    private static final Path FOLDER =
            Path.of("src/test/resources/io/jenkins/plugins/mlpipeline/engine/training/linear");

    private static final FitContext CONTEXT = new FitContext(1, 1, (step, of, training, validation) -> {});

    record Golden(Map<String, String> versions, List<Case> cases) {}

    record Case(
            String name,
            String data,
            String label,
            Algorithm algorithm,
            Map<String, Object> hyperparameters,
            Map<String, Double> logLoss,
            double[][] coefficients,
            double[] intercepts) {
        @Override
        public String toString() {
            return algorithm.key() + ": " + name;
        }
    }

    static List<Case> logistic() throws IOException {
        return cases(Algorithm.LOGISTIC_REGRESSION);
    }

    static List<Case> linear() throws IOException {
        return cases(Algorithm.LINEAR_REGRESSION);
    }

    private static List<Case> cases(Algorithm algorithm) throws IOException {
        return Json.read(FOLDER.resolve("golden.json"), Golden.class).cases().stream()
                .filter(c -> c.algorithm() == algorithm)
                .toList();
    }

    private static TrainingData read(Case golden) throws IOException {
        Path file =
                golden.data().equals("german_credit") ? Samples.GERMAN_CREDIT : FOLDER.resolve(golden.data() + ".csv");
        Task task = golden.algorithm() == Algorithm.LINEAR_REGRESSION ? Task.REGRESSION : null;
        return TableReader.read(file, CsvFormat.DEFAULT, ColumnSelection.of(golden.label()), task, null);
    }

    private static LinearModel fit(Case golden, TrainingData data) {
        return fit(golden.algorithm(), golden.hyperparameters(), data.features().narrow(), data.labels());
    }

    private static double logLoss(LinearModel model, TrainingData data) {
        float[][] probabilities = model.predict(data.features());
        Labels labels = data.labels();
        double loss = 0;
        for (int i = 0; i < probabilities.length; i++) {
            loss -= Math.log(probabilities[i][labels.codes()[i]]) / probabilities.length;
        }
        return loss;
    }

    /** The greatest difference of a coefficient, relative to that coefficient. */
    private static double difference(double[][] ours, double[][] theirs) {
        double[] a = Arrays.stream(ours).flatMapToDouble(Arrays::stream).toArray();
        double[] b = Arrays.stream(theirs).flatMapToDouble(Arrays::stream).toArray();
        assertThat(a).hasSameSizeAs(b);
        double greatest = 0;
        for (int i = 0; i < a.length; i++) {
            greatest = Math.max(greatest, Math.abs(a[i] - b[i]) / Math.abs(b[i]));
        }
        return greatest;
    }

    @ParameterizedTest
    @MethodSource("logistic")
    void logisticRegressionFindsTheOptimumThatScikitLearnFinds(Case golden) throws IOException {
        TrainingData data = read(golden);

        LinearModel model = fit(golden, data);

        double loss = logLoss(model, data);
        assertThat(loss).isCloseTo(golden.logLoss().get("lbfgs"), within(1e-7));
        assertThat(loss).isCloseTo(golden.logLoss().get("newton-cholesky"), within(1e-8));
        assertThat(difference(model.coefficients(), golden.coefficients())).isLessThan(2e-5);
        assertThat(model.warnings()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("linear")
    void leastSquaresGivesTheCoefficientsOfScikitLearn(Case golden) throws IOException {
        LinearModel model = fit(golden, read(golden));

        assertThat(difference(model.coefficients(), golden.coefficients())).isLessThan(1e-10);
        assertThat(model.intercepts()[0] / golden.intercepts()[0]).isCloseTo(1, within(1e-10));
    }

    private static LinearModel fit(Algorithm algorithm, Map<String, ?> given, Table rows, Labels labels) {
        Hyperparameters hyperparameters = algorithm.hyperparameters(given, labels.task());
        return (LinearModel) algorithm.learner(hyperparameters).fit(rows, labels, CONTEXT);
    }

    @Test
    void columnThatIsTheMultipleOfAnotherSharesItsCoefficient() {
        double[] x = {1, 2, 3, 4, 6};
        double[] tripled = {3, 6, 9, 12, 18};
        double[] y = {12, 22, 32, 42, 62};

        LinearModel model =
                fit(Algorithm.LINEAR_REGRESSION, Map.of(), Samples.numbers(x, tripled), Labels.numbers("y", y));

        assertThat(model.coefficients()[0][0]).isCloseTo(5, within(1e-9));
        assertThat(model.coefficients()[0][1]).isCloseTo(5 / 3.0, within(1e-9));
        assertThat(model.intercepts()[0]).isCloseTo(2, within(1e-9));
    }

    @Test
    void categoriesAloneAreEnough() {
        Table rows = new Table(
                List.of("city"),
                List.of(ColumnType.CATEGORY),
                Arrays.asList(new double[1][]),
                List.of(new int[] {0, 1, 0, 1}),
                List.of(new Dictionary(List.of("A", "B"))),
                4);

        LinearModel model =
                fit(Algorithm.LINEAR_REGRESSION, Map.of(), rows, Labels.numbers("y", new double[] {1, 5, 3, 7}));

        assertThat(model.predict(rows)).isDeepEqualTo(new float[][] {{2}, {6}, {2}, {6}});
    }

    @Test
    void lossFallsWithEachStep() throws IOException {
        Case wine = logistic().get(2);

        LinearModel model = fit(wine, read(wine));

        assertThat(model.curve()).hasSize(8);
        assertThat(model.curve()).extracting(LossPoint::step).startsWith(1, 2, 3);
        assertThat(model.curve())
                .isSortedAccordingTo(Comparator.comparing(LossPoint::training).reversed());
    }

    @Test
    void tooFewStepsAreSaid() {
        double[] x = {1, 2, 3, 4};
        Labels labels = Labels.classes("y", Task.BINARY, List.of("0", "1"), new int[] {0, 0, 1, 1});

        LinearModel model = fit(
                Algorithm.LOGISTIC_REGRESSION, Map.of("max_iter", 3, "penalty", "none"), Samples.numbers(x), labels);

        assertThat(model.warnings()).hasSize(1);
        assertThat(model.warnings().get(0))
                .matches(
                        "logistic_regression ended after max_iter 3 steps with a slope of \\d\\.\\de-\\d\\d where tol is"
                                + " 1\\.0e-08\\. Raise max_iter or tol, or lower C\\.");
    }

    @Test
    void separableLabelsWithoutPenaltyEndAtProbabilitiesNearOne() {
        double[] x = {1, 2, 3, 4};
        Labels labels = Labels.classes("y", Task.BINARY, List.of("0", "1"), new int[] {0, 0, 1, 1});

        LinearModel model = fit(Algorithm.LOGISTIC_REGRESSION, Map.of("penalty", "none"), Samples.numbers(x), labels);

        assertThat(model.predict(Samples.numbers(x))[3][1]).isGreaterThan(0.999999f);
        assertThat(model.warnings()).isEmpty();
    }

    @Test
    void labelWithoutARowIsImprobable() {
        double[] x = {1, 2, 3, 4, 5, 6};
        Labels labels = Labels.classes("y", Task.MULTICLASS, List.of("a", "b", "none"), new int[] {0, 1, 0, 1, 0, 1});

        LinearModel model = fit(Algorithm.LOGISTIC_REGRESSION, Map.of(), Samples.numbers(x), labels);

        assertThat(model.predict(Samples.numbers(x))[0][2]).isLessThan(1e-6f);
    }
}
