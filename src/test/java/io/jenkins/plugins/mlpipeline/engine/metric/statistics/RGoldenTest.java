package io.jenkins.plugins.mlpipeline.engine.metric.statistics;

import static io.jenkins.plugins.mlpipeline.engine.metric.statistics.StatisticsGolden.assertClose;
import static io.jenkins.plugins.mlpipeline.engine.metric.statistics.StatisticsGolden.doubles;
import static io.jenkins.plugins.mlpipeline.engine.metric.statistics.StatisticsGolden.ints;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Interval;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.metric.ResampledMetric;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Outcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RegressionOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Scores;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against what src/test/r/statistics_golden.R computed with R. */
class RGoldenTest {
    /** Our 2,000 samples and R's 50,000 find a limit within this many standard errors of one another. */
    private static final double ERRORS = 3;

    private static JsonNode part(String name) {
        return StatisticsGolden.read("golden-r.json").get(name);
    }

    static List<JsonNode> proportions() {
        return StatisticsGolden.elements(part("proportions"));
    }

    static List<JsonNode> pairedTables() {
        return StatisticsGolden.elements(part("pairedTables"));
    }

    static List<JsonNode> deLong() {
        return StatisticsGolden.elements(part("deLong"));
    }

    static List<JsonNode> means() {
        return StatisticsGolden.elements(part("means"));
    }

    @ParameterizedTest
    @MethodSource("proportions")
    void wilsonEqualsPropTestAndExactEqualsBinomTest(JsonNode golden) {
        long k = golden.get("k").longValue();
        long n = golden.get("n").longValue();
        double confidence = golden.get("confidence").doubleValue();

        assertLimits(
                golden.get("wilson"),
                Intervals.wilson(k, n, confidence),
                Intervals.wilsonLower(k, n, confidence),
                Intervals.wilsonUpper(k, n, confidence));
        assertLimits(
                golden.get("exact"),
                Intervals.exact(k, n, confidence),
                Intervals.exactLower(k, n, confidence),
                Intervals.exactUpper(k, n, confidence));
    }

    @ParameterizedTest
    @MethodSource("pairedTables")
    void pairedProportionsEqualNewcombesMethodUponPropTest(JsonNode golden) {
        int[] table = ints(golden.get("table"));
        PairedProportions paired = new PairedProportions(table[0], table[1], table[2], table[3]);
        double confidence = golden.get("confidence").doubleValue();

        assertLimits(
                golden.get("interval"),
                paired.interval(confidence),
                paired.lower(confidence),
                paired.upper(confidence));
    }

    @ParameterizedTest
    @MethodSource("deLong")
    void deLongEqualsPRoc(JsonNode golden) {
        double[] positives = doubles(golden.get("positives"));
        double[] negatives = doubles(golden.get("negatives"));
        double confidence = golden.get("confidence").doubleValue();

        DeLong.PairedAreas paired = DeLong.areas(
                positives,
                negatives,
                doubles(golden.get("baselinePositives")),
                doubles(golden.get("baselineNegatives")));

        assertClose(paired.candidate(), golden.get("areas").get(0).doubleValue(), 1e-12, golden);
        assertClose(paired.baseline(), golden.get("areas").get(1).doubleValue(), 1e-12, golden);
        assertClose(paired.candidateVariance(), golden.get("variances").get(0).doubleValue(), 1e-12, golden);
        assertClose(paired.baselineVariance(), golden.get("variances").get(1).doubleValue(), 1e-12, golden);
        assertClose(paired.covariance(), golden.get("covariance").doubleValue(), 1e-12, golden);
        assertClose(paired.difference().pValue(), golden.get("pValue").doubleValue(), 1e-9, golden);
        double[] difference = doubles(golden.get("difference"));
        assertClose(paired.difference().interval(confidence).lower(), difference[0], 1e-12, golden);
        assertClose(paired.difference().interval(confidence).upper(), difference[1], 1e-12, golden);
        double[] limits = doubles(golden.get("interval"));
        Interval area = DeLong.area(positives, negatives).interval(confidence);
        assertClose(Math.max(0, area.lower()), limits[0], 1e-12, golden);
        assertClose(Math.min(1, area.upper()), limits[1], 1e-12, golden);
    }

    @ParameterizedTest
    @MethodSource("means")
    void meansEqualTTestAndSandwich(JsonNode golden) {
        Estimate estimate = MeanEstimatorTest.estimate(golden);
        double confidence = golden.get("confidence").doubleValue();

        assertClose(estimate.value(), golden.get("mean").doubleValue(), 1e-12, golden);
        assertClose(estimate.standardError(), golden.get("standardError").doubleValue(), 1e-12, golden);
        double[] limits = doubles(golden.get("interval"));
        assertClose(estimate.interval(confidence).lower(), limits[0], 1e-10, golden);
        assertClose(estimate.interval(confidence).upper(), limits[1], 1e-10, golden);
        assertClose(estimate.lower(confidence), golden.get("lower").doubleValue(), 1e-10, golden);
        assertClose(estimate.pValue(), golden.get("pValue").doubleValue(), 1e-10, golden);
    }

    @ParameterizedTest
    @ValueSource(strings = {"f1", "r2"})
    void percentilesEqualThoseOfBoot(String metric) {
        JsonNode golden = part("bootstraps").get(metric);
        Outcomes candidate = outcomes(golden, "candidate");
        ToDoubleFunction<int[]> ours = ResampledMetric.of(candidate, CatalogueKey.parse(metric));
        ToDoubleFunction<int[]> theirs = ResampledMetric.of(outcomes(golden, "baseline"), CatalogueKey.parse(metric));

        assertPercentiles(golden, "one", candidate.rows(), ours);
        assertPercentiles(
                golden,
                "difference",
                candidate.rows(),
                draws -> ours.applyAsDouble(draws) - theirs.applyAsDouble(draws));
    }

    private static void assertPercentiles(JsonNode golden, String part, int rows, ToDoubleFunction<int[]> value) {
        double[] limits = doubles(golden.get(part));
        double[] errors = doubles(golden.get(part + "Error"));
        Interval interval = PairedBootstrap.overRows(rows, PairedBootstrap.REPLICATES, 42, value)
                .interval(0.95);
        assertThat(interval.lower()).as(part).isCloseTo(limits[0], within(ERRORS * errors[0]));
        assertThat(interval.upper()).as(part).isCloseTo(limits[1], within(ERRORS * errors[1]));
    }

    private static Outcomes outcomes(JsonNode golden, String model) {
        double[] truth = doubles(golden.get("truth"));
        double[] predicted = doubles(golden.get(model));
        if (truth[0] != Math.rint(truth[0])) {
            RegressionOutcomes.Builder rows = RegressionOutcomes.builder();
            for (int row = 0; row < truth.length; row++) {
                rows.add(truth[row], predicted[row]);
            }
            return rows.build();
        }
        ClassificationOutcomes.Builder rows =
                ClassificationOutcomes.builder(Task.BINARY, List.of("no", "yes"), 1, Scores.NONE);
        for (int row = 0; row < truth.length; row++) {
            rows.add((int) truth[row], (int) predicted[row]);
        }
        return rows.build();
    }

    @Test
    void holmEqualsPAdjust() {
        for (JsonNode golden : part("holm")) {
            double[] adjusted = Holm.adjust(doubles(golden.get("pValues")));
            double[] expected = doubles(golden.get("adjusted"));
            assertThat(adjusted).hasSameSizeAs(expected);
            for (int i = 0; i < adjusted.length; i++) {
                assertClose(adjusted[i], expected[i], 1e-12, golden);
            }
        }
    }

    @Test
    void theCutOfPsiEqualsQchisq() {
        for (JsonNode golden : part("chiSquare")) {
            long[] counts = new long[golden.get("degrees").intValue() + 1];
            Arrays.fill(counts, 4);
            double cut = Drift.psiCut(counts, counts, golden.get("confidence").doubleValue());
            assertClose(cut * counts.length * 4 / 2, golden.get("quantile").doubleValue(), 1e-12, golden);
        }
    }

    /** Two-sided limits, then the one-sided bounds. */
    private static void assertLimits(JsonNode golden, Interval interval, double lower, double upper) {
        double[] limits = doubles(golden);
        assertClose(interval.lower(), limits[0], 1e-12, golden);
        assertClose(interval.upper(), limits[1], 1e-12, golden);
        assertClose(lower, limits[2], 1e-12, golden);
        assertClose(upper, limits[3], 1e-12, golden);
    }
}
