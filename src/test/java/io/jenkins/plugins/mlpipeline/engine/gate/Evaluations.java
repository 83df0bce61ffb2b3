package io.jenkins.plugins.mlpipeline.engine.gate;

import io.jenkins.plugins.mlpipeline.engine.evaluation.BaselineRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Comparison;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Comparison.Compared;
import io.jenkins.plugins.mlpipeline.engine.evaluation.ConfusionMatrix;
import io.jenkins.plugins.mlpipeline.engine.evaluation.DataRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Estimated;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Interval;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.ModelRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.PairCounts;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Replicates;
import io.jenkins.plugins.mlpipeline.engine.evaluation.SliceSet;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics.Proportion;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Evaluations for tests, built up metric by metric. */
final class Evaluations {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final GateResult.Reference DOCUMENT =
            new GateResult.Reference("evaluation.json", Digest.ofText("evaluation"));

    private final Map<String, MetricValue> metrics = new LinkedHashMap<>();
    private final Map<String, Proportion> proportions = new LinkedHashMap<>();
    private final Map<String, String> directions = new LinkedHashMap<>();
    private final Map<String, Estimated> estimates = new LinkedHashMap<>();
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
    private DataRef data = new DataRef("test.csv", Digest.ofText("test"), 1000L, null, null);

    static Evaluations of(String metric, double value) {
        return new Evaluations().with(metric, value);
    }

    Evaluations with(String metric, double value) {
        return with(metric, MetricValue.of(value, 1000));
    }

    Evaluations with(String metric, double value, double lower, double upper) {
        return with(metric, MetricValue.of(value, 1000).with(new Interval(lower, upper, 0.95, "wilson")));
    }

    Evaluations with(String metric, MetricValue value) {
        metrics.put(metric, value);
        return this;
    }

    Evaluations counted(String metric, long successes, long trials) {
        proportions.put(metric, new Proportion(successes, trials));
        return with(metric, MetricValue.of((double) successes / trials, trials));
    }

    Evaluations claiming(String metric, long successes, long trials) {
        proportions.put(metric, new Proportion(successes, trials));
        return this;
    }

    Evaluations estimated(String metric, double value, double standardError, Double degreesOfFreedom) {
        estimates.put(metric, new Estimated(value, standardError, degreesOfFreedom, "t"));
        return with(metric, MetricValue.of(value, 1000));
    }

    Evaluations sampled(String metric, double value, int undefined, double... samples) {
        replicates.put(metric, new Replicates(42, undefined, samples));
        return with(metric, MetricValue.of(value, 1000));
    }

    Evaluations grouped() {
        return grouped(20);
    }

    Evaluations grouped(long count) {
        groups = new Statistics.Groups("patient", count);
        return this;
    }

    Evaluations against(BaselineRef other) {
        baseline = other;
        return this;
    }

    /** A baseline with another digest. */
    Evaluations againstAModel() {
        return against(new BaselineRef("model", "former", Digest.ofText("former"), null, null, null, false, false));
    }

    Evaluations compared(String versus, String metric, Compared compared) {
        Map<String, Compared> metricsOf = new LinkedHashMap<>();
        if (comparisons.containsKey(versus)) {
            metricsOf.putAll(comparisons.get(versus).metrics());
        }
        metricsOf.put(metric, compared);
        comparisons.put(versus, new Comparison(1000, compared.pairs(), metricsOf, null));
        return with(metric, MetricValue.of(compared.candidate(), 1000));
    }

    /** Accuracy of both models from the rows that each gets right. */
    Evaluations pairs(long bothRight, long onlyCandidate, long onlyBaseline, long bothWrong) {
        return againstAModel()
                .compared("baseline", "accuracy", pair(bothRight, onlyCandidate, onlyBaseline, bothWrong));
    }

    static Compared pair(long bothRight, long onlyCandidate, long onlyBaseline, long bothWrong) {
        PairCounts pairs = new PairCounts(bothRight, onlyCandidate, onlyBaseline, bothWrong);
        double n = pairs.rows();
        return new Compared((bothRight + onlyCandidate) / n, (bothRight + onlyBaseline) / n, null, pairs, null, null);
    }

    Evaluations sliced(SliceSet set) {
        slices.add(set);
        return this;
    }

    Evaluations direction(String metric, String direction) {
        directions.put(metric, direction);
        return this;
    }

    Evaluations task(Task other, List<String> itsLabels) {
        task = other;
        labels = itsLabels;
        return this;
    }

    Evaluations matrix(ConfusionMatrix counts) {
        matrix = counts;
        return this;
    }

    Evaluations posLabel(String label) {
        posLabel = label;
        return this;
    }

    Evaluations schemaVersion(int version) {
        schemaVersion = version;
        return this;
    }

    Evaluations model(ModelRef other) {
        model = other;
        return this;
    }

    Evaluations data(DataRef other) {
        data = other;
        return this;
    }

    Evaluations rows(long rows) {
        return data(new DataRef("test.csv", Digest.ofText("test"), rows, null, null));
    }

    Evaluation build() {
        return new Evaluation(
                schemaVersion,
                null,
                task,
                labels,
                posLabel,
                model,
                null,
                data,
                null,
                metrics,
                directions,
                matrix,
                null,
                null,
                null,
                new Statistics(proportions, estimates, replicates, groups),
                null,
                baseline,
                comparisons.isEmpty() ? null : comparisons,
                slices.isEmpty() ? null : slices,
                null,
                null,
                null,
                NOW.toString(),
                null);
    }

    GateResult judge(String... gates) {
        return judge(Gates.parse(List.of(gates)));
    }

    GateResult judge(Gates gates) {
        return GateEvaluator.evaluate(build(), gates, DOCUMENT, null, NOW);
    }
}
