package io.jenkins.plugins.mlpipeline.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.training.boosting.BoostedTrees;
import io.jenkins.plugins.mlpipeline.engine.training.catalogue.Algorithm;
import io.jenkins.plugins.mlpipeline.engine.training.export.OnnxCheck;
import io.jenkins.plugins.mlpipeline.engine.training.export.OnnxExport;
import io.jenkins.plugins.mlpipeline.engine.training.export.OnnxSession;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Hyperparameters;
import io.jenkins.plugins.mlpipeline.engine.training.learner.FitContext;
import io.jenkins.plugins.mlpipeline.engine.training.learner.FittedModel;
import io.jenkins.plugins.mlpipeline.engine.training.learner.LossPoint;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LearnerTest {
    private static final int ROWS = 300;
    private static final double NAN = Double.NaN;

    private static double[] noise(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return random.doubles(ROWS, -1, 1).toArray();
    }

    /** Label 1 where {@code x} is above a level. */
    private static Labels above(double[] x, double level) {
        int[] codes = Arrays.stream(x).mapToInt(v -> v > level ? 1 : 0).toArray();
        return Labels.classes("y", Task.BINARY, List.of("0", "1"), codes);
    }

    private static float[][] fitted(Algorithm algorithm, Map<String, ?> given, Table rows, Labels labels) {
        Hyperparameters hyperparameters = algorithm.hyperparameters(given, labels.task());
        FitContext context = new FitContext(1, 1, (step, of, training, validation) -> {});
        try (FittedModel model = algorithm.learner(hyperparameters).fit(rows, labels, context)) {
            OnnxCheck.compare(model, rows, labels, 1, 1);
            return model.predict(rows);
        }
    }

    private static Map<String, Object> quick(Algorithm algorithm) {
        return switch (algorithm) {
            case MLP -> Map.of("max_iter", 60, "learning_rate_init", 0.01, "hidden_layer_sizes", 20);
            case RANDOM_FOREST -> Map.of("n_estimators", 50);
            case LINEAR_REGRESSION, GAUSSIAN_NB -> Map.of();
            default -> Map.of("max_iter", 50);
        };
    }

    private static double accuracy(float[][] probabilities, Labels labels) {
        int right = 0;
        for (int i = 0; i < probabilities.length; i++) {
            right += (probabilities[i][1] > 0.5 ? 1 : 0) == labels.codes()[i] ? 1 : 0;
        }
        return (double) right / probabilities.length;
    }

    @ParameterizedTest
    @CsvSource({"GRADIENT_BOOSTING", "RANDOM_FOREST", "LOGISTIC_REGRESSION", "MLP", "GAUSSIAN_NB"})
    void findsAPlainRule(Algorithm algorithm) {
        double[] x = noise(1);
        Labels labels = above(x, 0.2);

        float[][] probabilities = fitted(algorithm, quick(algorithm), Samples.numbers(noise(2), x), labels);

        assertThat(accuracy(probabilities, labels)).isGreaterThan(0.97);
    }

    @ParameterizedTest
    @CsvSource({"GRADIENT_BOOSTING", "RANDOM_FOREST", "LOGISTIC_REGRESSION", "MLP", "GAUSSIAN_NB"})
    void findsThatMissingMeansSomething(Algorithm algorithm) {
        double[] x = noise(1);
        int[] codes = new int[ROWS];
        for (int i = 0; i < ROWS; i += 3) {
            x[i] = NAN;
            codes[i] = 1;
        }
        Labels labels = Labels.classes("y", Task.BINARY, List.of("0", "1"), codes);

        assertThat(accuracy(fitted(algorithm, quick(algorithm), Samples.numbers(x), labels), labels))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"GRADIENT_BOOSTING", "RANDOM_FOREST", "LOGISTIC_REGRESSION", "MLP", "GAUSSIAN_NB"})
    void predictsThePriorWhereThereIsNothingToLearn(Algorithm algorithm) {
        int[] codes = new int[ROWS];
        Arrays.fill(codes, 0, ROWS / 4, 1);
        Labels labels = Labels.classes("y", Task.BINARY, List.of("0", "1"), codes);
        double[] constant = new double[ROWS];
        Arrays.fill(constant, 7);

        float[][] probabilities = fitted(algorithm, quick(algorithm), Samples.numbers(constant), labels);

        assertThat(probabilities[0][1]).isBetween(0.22f, 0.28f);
    }

    @ParameterizedTest
    @CsvSource({"GRADIENT_BOOSTING", "RANDOM_FOREST", "LINEAR_REGRESSION", "MLP"})
    void predictsAConstantTarget(Algorithm algorithm) {
        double[] target = new double[ROWS];
        Arrays.fill(target, 12345);

        float[][] values = fitted(algorithm, quick(algorithm), Samples.numbers(noise(1)), Labels.numbers("y", target));

        assertThat(values[0][0]).isBetween(12344f, 12346f);
    }

    @ParameterizedTest
    @CsvSource({"GRADIENT_BOOSTING", "RANDOM_FOREST", "LINEAR_REGRESSION", "MLP"})
    void regressionDoesNotDependOnTheUnit(Algorithm algorithm) {
        double[] x = noise(1);
        double[] small = Arrays.stream(x).map(v -> 3 * v).toArray();
        double[] large = Arrays.stream(x).map(v -> 3e6 * v + 1e6).toArray();

        float[][] smallValues = fitted(algorithm, quick(algorithm), Samples.numbers(x), Labels.numbers("y", small));
        Hyperparameters hyperparameters = algorithm.hyperparameters(quick(algorithm), Task.REGRESSION);
        FitContext context = new FitContext(1, 1, (step, of, training, validation) -> {});
        try (FittedModel model =
                algorithm.learner(hyperparameters).fit(Samples.numbers(x), Labels.numbers("y", large), context)) {
            float[][] largeValues = model.predict(Samples.numbers(x));

            assertThat((largeValues[5][0] - 1e6) / 1e6).isCloseTo(smallValues[5][0], within(0.05));
        }
    }

    @ParameterizedTest
    @CsvSource({"GRADIENT_BOOSTING", "RANDOM_FOREST", "LOGISTIC_REGRESSION", "MLP", "GAUSSIAN_NB"})
    void balancedWeightsLiftTheRareLabel(Algorithm algorithm) {
        double[] x = noise(1);
        SplittableRandom random = new SplittableRandom(9);
        int[] codes = Arrays.stream(x)
                .mapToInt(v -> random.nextDouble() < 0.05 + (v > 0 ? 0.1 : 0) ? 1 : 0)
                .toArray();
        Labels labels = Labels.classes("y", Task.BINARY, List.of("0", "1"), codes);
        Map<String, Object> small = algorithm == Algorithm.RANDOM_FOREST ? Map.of("max_depth", 3) : quick(algorithm);
        Map<String, Object> balanced = new HashMap<>(small);
        balanced.put("class_weight", "balanced");

        double plain = mean(fitted(algorithm, small, Samples.numbers(x), labels));
        double lifted = mean(fitted(algorithm, balanced, Samples.numbers(x), labels));

        assertThat(plain).isLessThan(0.3);
        assertThat(lifted).isBetween(0.35, 0.65);
    }

    private static double mean(float[][] probabilities) {
        return Arrays.stream(probabilities).mapToDouble(p -> p[1]).average().orElseThrow();
    }

    @Test
    void earlyStoppingKeepsTheBestRounds() {
        Labels labels = above(noise(5), 0);
        Hyperparameters hyperparameters = Algorithm.GRADIENT_BOOSTING.hyperparameters(
                Map.of("early_stopping", true, "n_iter_no_change", 3, "validation_fraction", 0.3), Task.BINARY);
        FitContext context = new FitContext(1, 1, (step, of, training, validation) -> {});

        // The features say nothing, so that the loss on unseen rows soon rises.
        try (FittedModel model = Algorithm.GRADIENT_BOOSTING
                .learner(hyperparameters)
                .fit(Samples.numbers(noise(1), noise(2)), labels, context)) {
            BoostedTrees trees = (BoostedTrees) model;
            assertThat(model.curve()).hasSizeLessThan(50);
            double best = model.curve().stream()
                    .mapToDouble(LossPoint::validation)
                    .min()
                    .orElseThrow();
            assertThat(model.curve().get(trees.rounds() - 1).validation()).isEqualTo(best);
        }
    }

    @Test
    void hyperparametersReachTheTrees() {
        double[] x = noise(1);
        Labels labels = above(noise(3), 0);
        FitContext context = new FitContext(1, 1, (step, of, training, validation) -> {});
        Hyperparameters hyperparameters = Algorithm.RANDOM_FOREST.hyperparameters(
                Map.of("n_estimators", 7, "max_depth", 2, "max_features", "none", "bootstrap", false), Task.BINARY);

        try (FittedModel model =
                Algorithm.RANDOM_FOREST.learner(hyperparameters).fit(Samples.numbers(x), labels, context)) {
            long distinct = Arrays.stream(model.predict(Samples.numbers(x)))
                    .map(p -> p[1])
                    .distinct()
                    .count();
            // All rows and all features make all trees equal, and a tree of depth 2 has at most four leaves.
            assertThat(distinct).isBetween(2L, 4L);
        }
    }

    @Test
    void depthBeyondAnyTreeIsAllowed() {
        double[] x = noise(1);

        assertThat(fitted(
                        Algorithm.RANDOM_FOREST,
                        Map.of("max_depth", 100, "n_estimators", 2),
                        Samples.numbers(x),
                        above(x, 0)))
                .hasDimensions(ROWS, 2);
    }

    @Test
    void networkWhoseLossIsNoNumberSaysWhatToDo() {
        double[] x = noise(1);

        assertThatThrownBy(() -> fitted(
                        Algorithm.MLP,
                        Map.of("learning_rate_init", 1e30, "activation", "identity"),
                        Samples.numbers(x),
                        Labels.numbers("y", x)))
                .isInstanceOf(UserError.class)
                .hasMessageMatching("the network's loss left the range of numbers in epoch \\d+\\."
                        + " Use a smaller learning_rate_init\\.");
    }

    @Test
    void veryImprobableRowsKeepTheirOrder() {
        double[] x = noise(1);
        Labels labels = above(x, 0);
        Hyperparameters hyperparameters = Algorithm.MLP.hyperparameters(quick(Algorithm.MLP), Task.BINARY);
        FitContext context = new FitContext(1, 1, (step, of, training, validation) -> {});
        Table far = Samples.numbers(new double[] {-5, -8, -11});

        try (FittedModel model = Algorithm.MLP.learner(hyperparameters).fit(Samples.numbers(x), labels, context);
                OnnxSession session = new OnnxSession(OnnxExport.of(model, labels.task(), labels.names()), 1)) {
            float[][] scores = session.run(far, model.preprocessing().columns()).scores();

            assertThat(scores[0][1]).isGreaterThan(scores[1][1]).isLessThan(1e-8f);
            assertThat(scores[1][1]).isGreaterThan(scores[2][1]);
        } catch (OrtException e) {
            throw new AssertionError(e);
        }
    }
}
