package io.jenkins.plugins.mlpipeline.engine.gate;

import io.jenkins.plugins.mlpipeline.engine.evaluation.BaselineRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Comparison;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Comparison.Compared;
import io.jenkins.plugins.mlpipeline.engine.evaluation.ConfusionMatrix;
import io.jenkins.plugins.mlpipeline.engine.evaluation.DataRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Estimated;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Interval;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Losses;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.ModelRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.PairCounts;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Placements;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Replicates;
import io.jenkins.plugins.mlpipeline.engine.evaluation.SliceSet;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics.Proportion;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.spec.GateReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** Evaluations for tests, built up metric by metric. */
public final class Evaluations {
    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    public static final GateResult.Reference DOCUMENT =
            new GateResult.Reference("evaluation.json", Digest.ofText("evaluation"));

    private final Map<String, MetricValue> metrics = new LinkedHashMap<>();
    private final Map<String, Proportion> proportions = new LinkedHashMap<>();
    private final Map<String, String> directions = new LinkedHashMap<>();
    private final Map<String, Estimated> estimates = new LinkedHashMap<>();
    private final Map<String, Losses> losses = new LinkedHashMap<>();
    private final Map<String, Placements> placements = new LinkedHashMap<>();
    private final Map<String, Replicates> pivots = new LinkedHashMap<>();
    private final Map<String, Replicates> replicates = new LinkedHashMap<>();
    private final Map<String, Comparison> comparisons = new LinkedHashMap<>();
    private final List<SliceSet> slices = new ArrayList<>();
    private BaselineRef baseline;
    private Statistics.Groups groups;
    private ConfusionMatrix matrix;
    private String posLabel;
    private int schemaVersion = Evaluation.SCHEMA_VERSION;
    private Task task = Task.BINARY;
    private List<String> labels = List.of("good", "bad");
    private ModelRef model = new ModelRef("model", Digest.ofText("model"), "package", 4096L);
    private static final long ROWS = 1000;

    private DataRef data;
    /** Until somebody says which rows, they are a thousand, or as many as a metric is of. */
    private boolean rowsAreSaid;

    /** The rows that a metric is of. */
    private long n() {
        return rowsAreSaid && data != null && data.rows() != null ? data.rows() : ROWS;
    }

    public static Evaluations of(String metric, double value) {
        return new Evaluations().with(metric, value);
    }

    public Evaluations with(String metric, double value) {
        return with(metric, MetricValue.of(value, n()));
    }

    public Evaluations with(String metric, double value, double lower, double upper) {
        return with(metric, MetricValue.of(value, n()).with(new Interval(lower, upper, 0.95, "wilson")));
    }

    public Evaluations with(String metric, MetricValue value) {
        metrics.put(metric, value);
        return this;
    }

    public Evaluations counted(String metric, long successes, long trials) {
        proportions.put(metric, new Proportion(successes, trials));
        return with(metric, MetricValue.of((double) successes / trials, trials));
    }

    public Evaluations claiming(String metric, long successes, long trials) {
        proportions.put(metric, new Proportion(successes, trials));
        return this;
    }

    public Evaluations estimated(String metric, double value, double standardError, Double degreesOfFreedom) {
        estimates.put(
                metric,
                new Estimated(value, standardError, degreesOfFreedom, metric.equals("roc_auc") ? "delong" : "t"));
        return with(metric, MetricValue.of(value, n()));
    }

    /** A mean loss of rows half of which lose more than the mean and half as much less, so that it has this standard error. */
    public Evaluations lost(String metric, double value, double standardError, long rows, Double upper, Long rarest) {
        losses.put(metric, halves(value, standardError, rows, null, upper, rarest));
        return estimated(metric, value, standardError, rows - 1.0);
    }

    public Evaluations with(String metric, double value, Losses each, Estimated estimate) {
        losses.put(metric, each);
        estimates.put(metric, estimate);
        return with(metric, MetricValue.of(value, n()));
    }

    public static Losses halves(
            double value, double standardError, long rows, Double lower, Double upper, Long rarest) {
        double off = standardError * Math.sqrt(rows - 1.0);
        return new Losses(
                lower, upper, rarest, new double[] {value - off, value + off}, new double[] {rows / 2.0, rows / 2.0});
    }

    /** Samples of groups as far from the value as the normal distribution has them. */
    public Evaluations pivots(String metric) {
        pivots.put(metric, pivots());
        return this;
    }

    public static Replicates pivots() {
        NormalDistribution normal = NormalDistribution.of(0, 1);
        return new Replicates(
                42,
                0,
                IntStream.range(0, 2000)
                        .mapToDouble(i -> normal.inverseCumulativeProbability((i + 0.5) / 2000))
                        .toArray());
    }

    public Evaluations placed(String metric, double[] positives, double[] negatives) {
        placements.put(metric, new Placements(positives, negatives));
        return this;
    }

    public Evaluations sampled(String metric, double value, int undefined, double... samples) {
        replicates.put(metric, new Replicates(42, undefined, samples));
        return with(metric, MetricValue.of(value, n()));
    }

    public Evaluations grouped() {
        return grouped(20);
    }

    public Evaluations grouped(long count) {
        groups = new Statistics.Groups("patient", count);
        return this;
    }

    public Evaluations against(BaselineRef other) {
        baseline = other;
        return this;
    }

    /** A baseline with another digest. */
    public Evaluations againstAModel() {
        return against(
                new BaselineRef("model", "former", Digest.ofText("former"), null, null, null, false, false, null));
    }

    public Evaluations compared(String versus, String metric, Compared compared) {
        Map<String, Compared> metricsOf = new LinkedHashMap<>();
        if (comparisons.containsKey(versus)) {
            metricsOf.putAll(comparisons.get(versus).metrics());
        }
        metricsOf.put(metric, compared);
        comparisons.put(versus, new Comparison(1000, compared.pairs(), metricsOf, null));
        return with(metric, MetricValue.of(compared.candidate(), n()));
    }

    /** Accuracy of both models from the rows that each gets right. */
    public Evaluations pairs(long bothRight, long onlyCandidate, long onlyBaseline, long bothWrong) {
        return againstAModel()
                .compared("baseline", "accuracy", pair(bothRight, onlyCandidate, onlyBaseline, bothWrong));
    }

    public static Compared pair(long bothRight, long onlyCandidate, long onlyBaseline, long bothWrong) {
        PairCounts pairs = new PairCounts(bothRight, onlyCandidate, onlyBaseline, bothWrong);
        double n = pairs.rows();
        return Compared.of((bothRight + onlyCandidate) / n, (bothRight + onlyBaseline) / n, null, pairs, null, null);
    }

    public Evaluations sliced(SliceSet set) {
        slices.add(set);
        return this;
    }

    public Evaluations direction(String metric, String direction) {
        directions.put(metric, direction);
        return this;
    }

    public Evaluations task(Task other, List<String> itsLabels) {
        task = other;
        labels = itsLabels;
        return this;
    }

    public Evaluations matrix(ConfusionMatrix counts) {
        matrix = counts;
        return this;
    }

    public Evaluations posLabel(String label) {
        posLabel = label;
        return this;
    }

    public Evaluations schemaVersion(int version) {
        schemaVersion = version;
        return this;
    }

    public Evaluations model(ModelRef other) {
        model = other;
        return this;
    }

    public Evaluations data(DataRef other) {
        data = other;
        rowsAreSaid = true;
        return this;
    }

    public Evaluations rows(long rows) {
        return data(new DataRef("test.csv", Digest.ofText("test"), rows, null, null));
    }

    private DataRef rowsOfMetrics() {
        long most = metrics.values().stream()
                .map(MetricValue::n)
                .filter(n -> n != null)
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
        return new DataRef("test.csv", Digest.ofText("test"), Math.max(ROWS, most), null, null);
    }

    public Evaluation build() {
        return new Evaluation(
                schemaVersion,
                null,
                task,
                labels,
                posLabel,
                model,
                null,
                rowsAreSaid ? data : rowsOfMetrics(),
                null,
                metrics,
                directions,
                matrix,
                null,
                null,
                null,
                new Statistics(proportions, estimates, losses, placements, pivots, replicates, groups),
                null,
                baseline,
                comparisons.isEmpty() ? null : comparisons,
                slices.isEmpty() ? null : slices,
                null,
                null,
                null,
                NOW.toString(),
                null,
                null,
                null);
    }

    public GateResult judge(String... gates) {
        return judge(GateReader.parse(List.of(gates)));
    }

    public GateResult judge(Gates gates) {
        return GateEvaluator.evaluate(build(), gates, DOCUMENT, null, NOW);
    }
}
