package io.jenkins.plugins.mlpipeline.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Interval;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Losses;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Replicates;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.metric.LossStatistics;
import io.jenkins.plugins.mlpipeline.engine.metric.Metrics;
import io.jenkins.plugins.mlpipeline.engine.metric.ShownIntervals;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RowGroups;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Scores;
import io.jenkins.plugins.mlpipeline.engine.spec.GateReader;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The intervals that are shown are the bounds that decide. */
class ShownIntervalTest {
    private static final String COST = "expected_cost(fn=100,fp=5)";

    @ParameterizedTest
    @CsvSource({
        "roc_auc, 400, 0.5, delong-logit",
        "roc_auc, 400, 0.1, gaffke-placements",
        "'expected_cost(fn=100,fp=5)', 400, 0.1, gaffke",
        "'expected_cost(fn=100,fp=5)', 40, 0.5, gaffke",
    })
    void ofIndependentRows(String metric, int rows, double positive, String method) {
        ClassificationOutcomes outcomes = outcomes(rows, positive);
        Set<CatalogueKey> extra = Set.of(CatalogueKey.parse(COST));
        Statistics statistics = Metrics.statistics(outcomes, extra);

        assertShown(metric, outcomes, extra, statistics, method);
    }

    @ParameterizedTest
    @CsvSource({"accuracy", "log_loss", "'expected_cost(fn=100,fp=5)'"})
    void ofGroups(String metric) {
        ClassificationOutcomes outcomes = outcomes(900, 0.4);
        assertShown(metric, outcomes, Set.of(CatalogueKey.parse(COST)), grouped(outcomes, 90), "bootstrap-t-of-groups");
    }

    @Test
    void whereNoBoundDecidesNoneIsShown() {
        ClassificationOutcomes outcomes = outcomes(900, 0.4);
        Map<String, MetricValue> shown = ShownIntervals.of(Metrics.measure(outcomes, Set.of()), grouped(outcomes, 5));

        assertThat(shown.get("accuracy").interval()).isNull();
        assertThat(shown.get("log_loss").interval()).isNull();
        assertThat(shown.get("roc_auc").interval()).isNull();
        assertThat(ShownIntervals.of(Metrics.measure(outcomes, Set.of()), Metrics.statistics(outcomes, Set.of()))
                        .get("log_loss")
                        .interval())
                .isNull();
    }

    private static void assertShown(
            String metric,
            ClassificationOutcomes outcomes,
            Set<CatalogueKey> extra,
            Statistics statistics,
            String method) {
        Interval shown = ShownIntervals.of(Metrics.measure(outcomes, extra), statistics)
                .get(metric)
                .interval();
        boolean higher = metric.equals("roc_auc") || metric.equals("accuracy");
        String open = metric.endsWith(")") ? metric.substring(0, metric.length() - 1) + "," : metric + "(";
        Gate gate = GateReader.parse(List.of(open + "decide=" + (higher ? "lowerBound)>=0.5" : "upperBound)<=1")))
                .gates()
                .get(0);
        Interval decides = KnownLimits.ofValue(
                        gate, new Rows(null, (long) outcomes.rows(), Map.of(), statistics, null, null, null))
                .limits()
                .interval(0.95);

        assertThat(shown.method()).isEqualTo(decides.method()).isEqualTo(method);
        assertThat(shown.lower()).isEqualTo(decides.lower(), within(1e-12));
        assertThat(shown.upper()).isEqualTo(decides.upper(), within(1e-12));
        assertThat(shown.confidence()).isEqualTo(0.95);
    }

    private static Statistics grouped(ClassificationOutcomes outcomes, int groups) {
        RowGroups of = new RowGroups(
                IntStream.range(0, outcomes.rows()).map(row -> row % groups).toArray(), groups);
        Set<CatalogueKey> extra = Set.of(CatalogueKey.parse(COST));
        Statistics closed = Metrics.statistics(outcomes, extra, of, "customer", Losses.MOST_POINTS);
        Map<String, Replicates> pivots = new java.util.LinkedHashMap<>();
        for (CatalogueKey key : Metrics.keys(Task.BINARY, extra)) {
            LossStatistics.pivots(outcomes, key, of, 42).ifPresent(p -> pivots.put(key.toString(), p));
        }
        return new Statistics(closed.proportions(), closed.estimates(), null, null, pivots, null, closed.groups());
    }

    private static ClassificationOutcomes outcomes(int rows, double positive) {
        Random random = new Random(11);
        ClassificationOutcomes.Builder builder =
                ClassificationOutcomes.builder(Task.BINARY, List.of("honest", "fraud"), 1, Scores.POSITIVE_PROBABILITY);
        for (int row = 0; row < rows; row++) {
            int truth = random.nextDouble() < positive ? 1 : 0;
            double score = 1 / (1 + Math.exp(-(random.nextGaussian() + 2 * truth - 1)));
            builder.add(truth, score >= 0.5 ? 1 : 0, score);
        }
        return builder.build();
    }
}
