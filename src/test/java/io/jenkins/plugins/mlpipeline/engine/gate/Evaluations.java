package io.jenkins.plugins.mlpipeline.engine.gate;

import io.jenkins.plugins.mlpipeline.engine.evaluation.DataRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Interval;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.ModelRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics.Proportion;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.time.Instant;
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

    Evaluations direction(String metric, String direction) {
        directions.put(metric, direction);
        return this;
    }

    Evaluations task(Task other, List<String> itsLabels) {
        task = other;
        labels = itsLabels;
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
                null,
                model,
                null,
                data,
                null,
                metrics,
                directions,
                null,
                null,
                null,
                null,
                new Statistics(proportions, null, null, null),
                null,
                null,
                null,
                null,
                null,
                null,
                NOW.toString());
    }

    GateResult judge(String... gates) {
        return judge(Gates.parse(List.of(gates)));
    }

    GateResult judge(Gates gates) {
        return GateEvaluator.evaluate(build(), gates, DOCUMENT, null, NOW);
    }
}
