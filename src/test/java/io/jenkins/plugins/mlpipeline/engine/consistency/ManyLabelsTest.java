package io.jenkins.plugins.mlpipeline.engine.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.evaluation.DataRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Dummy;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.metric.DummyBaseline;
import io.jenkins.plugins.mlpipeline.engine.metric.Metrics;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Scores;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Areas of several labels, and a model without features that was trained elsewhere. */
class ManyLabelsTest {
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 7})
    void whatIsComputedAgrees(int labels) {
        for (int seed = 0; seed < 50; seed++) {
            ClassificationOutcomes outcomes = outcomes(labels, seed);
            long[] training = new Random(seed).longs(labels, 1, 50).toArray();
            assertThat(found(outcomes, Map.of(), DummyBaseline.prior(outcomes, training, Set.of())))
                    .as("seed " + seed)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"roc_auc_ovr", "roc_auc_ovr_weighted", "roc_auc_ovo", "roc_auc_ovo_weighted"})
    void anAreaThatTheOthersCannotHaveBesideThemIsFound(String metric) {
        ClassificationOutcomes outcomes = outcomes(3, 1);
        assertThat(found(outcomes, Map.of(metric, MetricValue.of(0.999, outcomes.rows())), null))
                .contains("roc_auc_ov");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void aLossOfAModelWithoutFeaturesThatItsOtherLossCannotHaveBesideItIsFound(int labels) {
        ClassificationOutcomes outcomes = outcomes(labels, 2);
        long[] training = {30, 8, 2};
        Dummy dummy = DummyBaseline.prior(outcomes, java.util.Arrays.copyOf(training, labels), Set.of());
        Map<String, MetricValue> edited = new LinkedHashMap<>(dummy.metrics());
        String which = labels == 2 ? "log_loss" : "brier_score_loss";
        edited.put(which, MetricValue.of(labels == 2 ? 0.75 : 1.5, outcomes.rows()));
        assertThat(found(outcomes, Map.of(), new Dummy(dummy.strategy(), dummy.source(), edited)))
                .isEqualTo("log_loss of the model without features / its brier_score_loss and counts of labels");
    }

    @Test
    void aDocumentWithoutTheOthersIsNotLookedAt() {
        ClassificationOutcomes outcomes = outcomes(3, 1);
        Map<String, MetricValue> without = new LinkedHashMap<>();
        for (String area : List.of("roc_auc_ovr_weighted", "roc_auc_ovo", "roc_auc_ovo_weighted")) {
            without.put(area, null);
        }
        without.put("roc_auc_ovr", MetricValue.of(0.999, outcomes.rows()));
        assertThat(found(outcomes, without, null)).isEmpty();
    }

    private static String found(ClassificationOutcomes outcomes, Map<String, MetricValue> edited, Dummy dummy) {
        Map<String, MetricValue> metrics = new LinkedHashMap<>(Metrics.measure(outcomes, Set.of()));
        edited.forEach((key, value) -> {
            if (value == null) {
                metrics.remove(key);
            } else {
                metrics.put(key, value);
            }
        });
        Evaluation evaluation = new Evaluation(
                Evaluation.SCHEMA_VERSION,
                null,
                outcomes.task(),
                outcomes.labels(),
                null,
                null,
                null,
                new DataRef("rows.csv", null, (long) outcomes.rows(), null, null),
                null,
                metrics,
                null,
                outcomes.confusionMatrix(),
                null,
                null,
                dummy,
                Metrics.statistics(outcomes, Set.of()),
                null,
                null,
                null,
                null,
                null,
                Map.of(),
                List.of(),
                null,
                null,
                null,
                null);
        return Consistency.contradiction(evaluation)
                .map(contradiction -> contradiction.what() + " / " + contradiction.witness())
                .orElse("");
    }

    /** Labels of unequal frequency, scores that know a little of them. */
    private static ClassificationOutcomes outcomes(int labels, long seed) {
        Random random = new Random(seed);
        ClassificationOutcomes.Builder builder = ClassificationOutcomes.builder(
                labels == 2 ? Task.BINARY : Task.MULTICLASS,
                IntStream.range(0, labels).mapToObj(i -> "label " + i).toList(),
                ClassificationOutcomes.NO_POSITIVE,
                Scores.PROBABILITIES);
        for (int row = 0; row < 120; row++) {
            int truth = Math.min(random.nextInt(labels), random.nextInt(labels));
            double[] scores = new double[labels];
            double sum = 0;
            for (int label = 0; label < labels; label++) {
                scores[label] = random.nextDouble() + (label == truth ? 0.3 : 0);
                sum += scores[label];
            }
            int best = 0;
            for (int label = 0; label < labels; label++) {
                scores[label] /= sum;
                best = scores[label] > scores[best] ? label : best;
            }
            builder.add(truth, best, scores);
        }
        return builder.build();
    }
}
