package io.jenkins.plugins.mlpipeline.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics.Proportion;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Outcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RegressionOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Scores;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Intervals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Behaviour beside the values, which MetricGoldenTest compares, and the check values that the design names. */
class MetricsTest {
    private static final List<String> BAD_GOOD = List.of("bad", "good");

    @Test
    void nineOfTenIsAtLeastNineTenths() {
        Map<String, MetricValue> measured = measure(
                labels(2, 1, new int[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 0}, new int[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1}));

        assertThat(measured.get("accuracy").value()).isGreaterThanOrEqualTo(0.9).isEqualTo(0.9);
        assertThat(measured.get("precision").value()).isEqualTo(0.9);
    }

    @ParameterizedTest
    @CsvSource({"3, 0.5555555555555555", "2, 0.8333333333333333", "4, 0.4166666666666667"})
    void macroDependsOnTheLabelList(int labels, double expected) {
        int other = labels == 2 ? ClassificationOutcomes.OUTSIDE : 2;

        assertThat(measure(labels(labels, -1, new int[] {0, 0, 1, 1}, new int[] {0, 0, 1, other}))
                        .get("f1_macro")
                        .value())
                .isCloseTo(expected, within(1e-15));
    }

    @Test
    void balancedAccuracyLeavesOutAbsentLabelsAndSaysSo() {
        Map<String, MetricValue> measured = measure(labels(3, -1, new int[] {1, 1}, new int[] {1, 2}));

        assertThat(measured.get("balanced_accuracy").value()).isEqualTo(0.5);
        assertThat(measured.get("balanced_accuracy").note()).isEqualTo("left out, because no row is: \"a\", \"c\"");
        assertThat(measured.get("recall_macro").note()).isEqualTo("0/0 taken as 0: no row is \"a\", \"c\"");
    }

    @Test
    void theGeometricMeanIsThatOfAllDeclaredLabels() {
        assertThat(measure(table(9, 1, 1, 9)).get("geometric_mean_score").value())
                .isEqualTo(0.9);

        MetricValue absent =
                measure(labels(3, -1, new int[] {1, 1}, new int[] {1, 1})).get("geometric_mean_score");
        assertThat(absent.value()).isZero();
        assertThat(absent.note()).isEqualTo("0/0 taken as 0: no row is \"a\", \"c\"");
    }

    @Test
    void checkValuesOfKappaAndMcc() {
        assertThat(measure(table(20, 20, 10, 50)).get("cohen_kappa").value()).isCloseTo(0.348, within(5e-4));
        assertThat(measure(table(22, 3, 8, 17)).get("matthews_corrcoef").value())
                .isCloseTo(0.57, within(5e-3));
    }

    @Test
    void logLossClipsAtTheEpsilonOfDoubles() {
        ClassificationOutcomes outcomes = ClassificationOutcomes.builder(
                        Task.BINARY, BAD_GOOD, 1, Scores.POSITIVE_PROBABILITY)
                .add(0, 0, 0)
                .add(1, 0, 0)
                .build();

        assertThat(measure(outcomes).get("log_loss").value()).isCloseTo(18.02, within(5e-3));
    }

    @Test
    void zeroDivisionIsZeroAndNoted() {
        Map<String, MetricValue> measured = measure(labels(2, 1, new int[] {0, 0}, new int[] {0, 0}));

        assertThat(measured.get("precision").value()).isZero();
        assertThat(measured.get("precision").note()).isEqualTo("0/0 taken as 0: no row was predicted \"b\"");
        assertThat(measured.get("recall").note()).isEqualTo("0/0 taken as 0: no row is \"b\"");
        assertThat(measured.get("f1").note()).isEqualTo("0/0 taken as 0: no row is or was predicted \"b\"");
        assertThat(measured.get("precision").interval()).isNull();
        assertThat(measured.get("precision").n()).isZero();
        assertThat(measured.get("matthews_corrcoef").note())
                .isEqualTo("taken as 0: the true label is the same in all rows");
        assertThat(measured.get("cohen_kappa").undefined())
                .startsWith("every row has and was predicted the same label");
    }

    @Test
    void aLongListOfLabelsIsCut() {
        assertThat(measure(labels(9, -1, new int[] {0}, new int[] {0}))
                        .get("recall_macro")
                        .note())
                .isEqualTo("0/0 taken as 0: no row is \"b\", \"c\", \"d\", \"e\", \"f\" and 3 more");
    }

    @Test
    void withoutAPositiveLabelItsMetricsAreUndefined() {
        Map<String, MetricValue> measured = measure(ClassificationOutcomes.builder(
                        Task.BINARY, BAD_GOOD, ClassificationOutcomes.NO_POSITIVE, Scores.PROBABILITIES)
                .add(0, 0, 0.75, 0.25)
                .add(1, 1, 0.25, 0.75)
                .build());

        for (String key : List.of(
                "precision",
                "recall",
                "f1",
                "jaccard",
                "specificity",
                "roc_auc",
                "average_precision",
                "expected_calibration_error")) {
            assertThat(measured.get(key).undefined()).as(key).isEqualTo("no positive label is declared (posLabel)");
        }
        assertThat(measured.get("accuracy").value()).isEqualTo(1);
        assertThat(measured.get("brier_score_loss").value()).isEqualTo(0.0625);
    }

    @Test
    void withoutScoresTheirMetricsAreUndefined() {
        Map<String, MetricValue> measured = measure(labels(2, 1, new int[] {0, 1}, new int[] {0, 1}));

        for (String key : List.of("roc_auc", "average_precision", "log_loss", "brier_score_loss")) {
            assertThat(measured.get(key).undefined()).as(key).isEqualTo("the predictions come without scores");
        }
    }

    @Test
    void marginsRankButAreNoProbabilities() {
        Map<String, MetricValue> measured =
                measure(ClassificationOutcomes.builder(Task.BINARY, BAD_GOOD, 1, Scores.POSITIVE_SCORE)
                        .add(0, 0, -3)
                        .add(1, 1, 7)
                        .build());

        assertThat(measured.get("roc_auc").value()).isEqualTo(1);
        assertThat(measured.get("log_loss").undefined()).isEqualTo("the scores are not probabilities");
    }

    @Test
    void oneClassLeavesRankingsUndefined() {
        Map<String, MetricValue> binary =
                measure(ClassificationOutcomes.builder(Task.BINARY, BAD_GOOD, 1, Scores.POSITIVE_PROBABILITY)
                        .add(0, 0, 0.25)
                        .build());
        Map<String, MetricValue> multiclass = measure(
                ClassificationOutcomes.builder(Task.MULTICLASS, List.of("a", "b", "c"), -1, Scores.PROBABILITIES)
                        .add(0, 0, 0.5, 0.25, 0.25)
                        .build());

        assertThat(binary.get("roc_auc").undefined()).isEqualTo("only one class in the data: every row is \"bad\"");
        assertThat(binary.get("average_precision").undefined()).isEqualTo("no row is \"good\"");
        assertThat(multiclass.get("roc_auc_ovr").undefined())
                .isEqualTo("only one class in the data: every row is \"a\"");
    }

    @Test
    void anAbsentLabelLeavesTheUnweightedMeanOfCurvesUndefined() {
        Map<String, MetricValue> measured = measure(
                ClassificationOutcomes.builder(Task.MULTICLASS, List.of("a", "b", "c"), -1, Scores.PROBABILITIES)
                        .add(0, 0, 0.5, 0.25, 0.25)
                        .add(1, 1, 0.25, 0.5, 0.25)
                        .build());

        assertThat(measured.get("roc_auc_ovr").undefined())
                .isEqualTo("no row is \"c\", so its curve against the rest has no positive row");
        assertThat(measured.get("roc_auc_ovr_weighted").note()).isEqualTo("left out, because no row is: \"c\"");
        assertThat(measured.get("roc_auc_ovo").note()).isEqualTo("left out, because no row is: \"c\"");
    }

    @Test
    void countsBehindSharesAreTheirOwn() {
        // 20 bad rightly, 5 bad predicted good, 10 good predicted bad, 65 good rightly; good is positive.
        ClassificationOutcomes outcomes = table(20, 5, 10, 65);
        Map<String, MetricValue> measured = measure(outcomes);

        assertThat(measured.get("accuracy").n()).isEqualTo(100);
        assertThat(measured.get("recall").n()).isEqualTo(75);
        assertThat(measured.get("precision").n()).isEqualTo(70);
        assertThat(measured.get("specificity").n()).isEqualTo(25);
        assertThat(measured.get("f1").n()).isEqualTo(100);
        assertThat(Metrics.statistics(outcomes, Set.of()).proportions())
                .containsExactly(
                        Map.entry("accuracy", new Proportion(85, 100)),
                        Map.entry("precision", new Proportion(65, 70)),
                        Map.entry("recall", new Proportion(65, 75)),
                        Map.entry("specificity", new Proportion(20, 25)));
        assertThat(measured.get("recall").interval()).isEqualTo(Intervals.wilson(65, 75, 0.95));
        assertThat(measured.get("specificity").interval()).isEqualTo(Intervals.wilson(20, 25, 0.95));
        assertThat(measured.get("f1").interval()).isNull();
    }

    @Test
    void topKCountsAsAShareAndSaysWhenItIsMeaningless() {
        ClassificationOutcomes outcomes = ClassificationOutcomes.builder(
                        Task.MULTICLASS, List.of("a", "b", "c"), -1, Scores.PROBABILITIES)
                .add(0, 1, 0.25, 0.5, 0.25)
                .add(1, 1, 0.25, 0.5, 0.25)
                .build();
        Set<CatalogueKey> extra =
                Set.of(CatalogueKey.parse("top_k_accuracy(k=3)"), CatalogueKey.parse("top_k_accuracy(k=1)"));

        Map<String, MetricValue> measured = Metrics.measure(outcomes, extra);

        assertThat(measured.get("top_k_accuracy(k=3)").note())
                .isEqualTo("meaningless: all 3 labels are among the first 3");
        assertThat(Metrics.statistics(outcomes, extra).proportions())
                .containsEntry("top_k_accuracy(k=1)", new Proportion(1, 2))
                .containsEntry("top_k_accuracy", new Proportion(1, 2));
    }

    @Test
    void keysComeInCatalogueOrderWithThoseAskedForAmongThem() {
        Set<CatalogueKey> extra = Set.of(
                CatalogueKey.parse("fbeta(beta=2)"),
                CatalogueKey.parse("fbeta(beta=0.5)"),
                CatalogueKey.parse("expected_calibration_error(bins=5)"),
                CatalogueKey.parse("sensitivity"));

        assertThat(new ArrayList<>(Metrics.measure(table(1, 1, 1, 1), extra).keySet()))
                .containsExactly(
                        "accuracy",
                        "balanced_accuracy",
                        "geometric_mean_score",
                        "precision",
                        "recall",
                        "f1",
                        "fbeta(beta=0.5)",
                        "fbeta(beta=2)",
                        "jaccard",
                        "specificity",
                        "precision_macro",
                        "precision_micro",
                        "precision_weighted",
                        "recall_macro",
                        "recall_micro",
                        "recall_weighted",
                        "f1_macro",
                        "f1_micro",
                        "f1_weighted",
                        "jaccard_macro",
                        "jaccard_micro",
                        "jaccard_weighted",
                        "roc_auc",
                        "average_precision",
                        "log_loss",
                        "brier_score_loss",
                        "matthews_corrcoef",
                        "cohen_kappa",
                        "expected_calibration_error(bins=5)",
                        "expected_calibration_error");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            MULTICLASS | precision | metric precision does not apply to a multiclass task; use precision_macro, precision_micro or precision_weighted.
            MULTICLASS | fbeta(beta=2) | metric fbeta does not apply to a multiclass task; use f1_macro, f1_micro or f1_weighted.
            MULTICLASS | specificity | metric specificity does not apply to a multiclass task, which has no negative label; use recall_macro or balanced_accuracy.
            MULTICLASS | roc_auc | metric roc_auc does not apply to a multiclass task; use roc_auc_ovr or roc_auc_ovo.
            MULTICLASS | average_precision | metric average_precision does not apply to a multiclass task, which has no positive label; use roc_auc_ovr or f1_macro.
            MULTICLASS | mae | metric mean_absolute_error does not apply to a multiclass task; it is a metric of predicted numbers.
            BINARY | top_k_accuracy | metric top_k_accuracy does not apply to a binary task, which has two labels; use accuracy.
            BINARY | roc_auc_ovo | metric roc_auc_ovo does not apply to a binary task; use roc_auc.
            REGRESSION | accuracy | metric accuracy does not apply to a regression task; it is a metric of labels.
            REGRESSION | latency_ms_p95 | metric latency_ms_p95 is measured while the model runs, not computed from its answers; validate the model itself to have it.
            """)
    void aMetricOfAnotherTaskIsAnErrorThatNamesWhatToTake(Task task, String key, String message) {
        assertThatThrownBy(() -> Metrics.measure(anyOutcomes(task), Set.of(CatalogueKey.parse(key))))
                .isInstanceOf(UserError.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void everyMetricAppliesToSomeTask(Metric metric) {
        assertThat(Task.values()).anyMatch(metric::appliesTo);
    }

    @Test
    void regressionSaysWhatItTookFromConstantsZerosAndNegatives() {
        Map<String, MetricValue> constant = Metrics.measure(
                RegressionOutcomes.builder()
                        .add(0.1, 0.1)
                        .add(0.1, 0.1)
                        .add(0.1, 0.4)
                        .build(),
                Set.of());
        Map<String, MetricValue> odd = Metrics.measure(
                RegressionOutcomes.builder().add(0, 1).add(-1, 2).add(3, 3).build(), Set.of());
        Map<String, MetricValue> single =
                Metrics.measure(RegressionOutcomes.builder().add(1, 2).build(), Set.of());

        // The mean of three 0.1 is not 0.1 in double precision; scikit-learn answers -3e32 here.
        assertThat(constant.get("r2").value()).isZero();
        assertThat(constant.get("r2").note())
                .isEqualTo("the true value is the same in all rows: 1 if the prediction is right and else 0");
        assertThat(odd.get("mean_absolute_percentage_error").note())
                .isEqualTo("rows whose true value is 0 are divided by 2.2e-16; there are 1");
        assertThat(odd.get("mean_squared_log_error").undefined())
                .isEqualTo("ln(1 + y) needs values greater than -1; rows with others: 1");
        assertThat(single.get("r2").undefined()).isEqualTo("one row has no variance to explain");
        assertThat(single.get("explained_variance").undefined()).isEqualTo("one row has no variance to explain");
    }

    @Test
    void anOverflowIsUndefinedNotInfinite() {
        Map<String, MetricValue> measured = Metrics.measure(
                RegressionOutcomes.builder().add(1e200, -1e200).add(1, 2).build(), Set.of());

        assertThat(measured.get("mean_squared_error").undefined())
                .isEqualTo("the numbers are too great to be computed with in double precision");
        assertThat(measured.get("max_error").value()).isEqualTo(2e200);
    }

    @Test
    void aGreatBetaIsRecall() {
        ClassificationOutcomes outcomes = table(20, 5, 10, 65);

        assertThat(Metrics.measure(outcomes, Set.of(CatalogueKey.parse("fbeta(beta=1e200)")))
                        .get("fbeta(beta=1.0E200)")
                        .value())
                .isEqualTo(65.0 / 75);
    }

    private static Map<String, MetricValue> measure(Outcomes outcomes) {
        return Metrics.measure(outcomes, Set.of());
    }

    private static Outcomes anyOutcomes(Task task) {
        return switch (task) {
            case BINARY -> table(1, 0, 0, 1);
            case MULTICLASS -> labels(3, -1, new int[] {0}, new int[] {0});
            case REGRESSION -> RegressionOutcomes.builder().add(1, 1).build();
        };
    }

    private static ClassificationOutcomes labels(int count, int positive, int[] truth, int[] predicted) {
        ClassificationOutcomes.Builder builder = ClassificationOutcomes.builder(
                count == 2 ? Task.BINARY : Task.MULTICLASS,
                List.of("a", "b", "c", "d", "e", "f", "g", "h", "i").subList(0, count),
                positive,
                Scores.NONE);
        for (int i = 0; i < truth.length; i++) {
            builder.add(truth[i], predicted[i]);
        }
        return builder.build();
    }

    /** Counts of truth and prediction: 0 and 0, 0 and 1, 1 and 0, 1 and 1. */
    private static ClassificationOutcomes table(int... counts) {
        ClassificationOutcomes.Builder builder = ClassificationOutcomes.builder(Task.BINARY, BAD_GOOD, 1, Scores.NONE);
        for (int cell = 0; cell < counts.length; cell++) {
            for (int i = 0; i < counts[cell]; i++) {
                builder.add(cell / 2, cell % 2);
            }
        }
        return builder.build();
    }
}
