package io.jenkins.plugins.mlpipeline.engine.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.evaluation.ConfusionMatrix;
import io.jenkins.plugins.mlpipeline.engine.evaluation.CostCurve;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Curves;
import io.jenkins.plugins.mlpipeline.engine.evaluation.DataRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.ModelRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.evaluation.ThresholdRow;
import io.jenkins.plugins.mlpipeline.engine.gate.Criticality;
import io.jenkins.plugins.mlpipeline.engine.gate.Gate;
import io.jenkins.plugins.mlpipeline.engine.gate.Gates;
import io.jenkins.plugins.mlpipeline.engine.gate.OnInconclusive;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.metric.Direction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Documents that an attacker would send, and documents that are as large as they get. */
final class Hostile {
    static final String SCRIPT = "<script>alert(1)</script>";
    static final String ATTRIBUTE = "\" onmouseover=\"alert(1)\" x='";
    static final String CONTROL = "a\u202eb\u0007c\u001b[31m]]>-->&amp;\u0000";
    static final String MARKDOWN = "[x](javascript:alert(1)) @admin #1 | `a` https://evil.example **b**\n# h";

    private static final int MANY = 600;

    private Hostile() {}

    static ReportInput input() {
        Map<String, MetricValue> metrics = new LinkedHashMap<>();
        metrics.put("accuracy", MetricValue.of(0.5, 4).noting(SCRIPT));
        metrics.put(SCRIPT, MetricValue.of(0.5, 4));
        metrics.put(CONTROL, MetricValue.undefined(ATTRIBUTE));
        metrics.put("huge", MetricValue.of(Double.MAX_VALUE, Long.MAX_VALUE));
        metrics.put("tiny", MetricValue.of(-Double.MIN_VALUE, 1));
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put(SCRIPT, 2L);
        counts.put(ATTRIBUTE, 2L);
        Evaluation evaluation = new Evaluation(
                1,
                null,
                Task.BINARY,
                List.of(SCRIPT, ATTRIBUTE),
                SCRIPT,
                new ModelRef(SCRIPT, Digest.ofText("m"), ATTRIBUTE, 1L),
                null,
                new DataRef(MARKDOWN, Digest.ofText("d"), 4L, List.of(SCRIPT), counts),
                0.5,
                metrics,
                null,
                new ConfusionMatrix(
                        List.of(SCRIPT, ATTRIBUTE), new long[][] {{1, 1}, {1, 1}}, new long[] {-7, Long.MAX_VALUE}),
                new Curves(
                        new Curves.Curve(new double[] {-5, 0, 9}, new double[] {0, 1e300, 1}, null),
                        new Curves.Curve(new double[] {0, 1}, new double[] {0}, null),
                        List.of(new Curves.CalibrationBin(0, 1, 0, 2, -1)),
                        List.of(new CostCurve(
                                SCRIPT,
                                List.of(new CostCurve.Point(null, 1), new CostCurve.Point(1e300, -1e300)),
                                new CostCurve.Point(-1e300, Double.MAX_VALUE)))),
                List.of(new ThresholdRow(0.5, 1, 1, null, null, null, 0.5)),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Map.of(SCRIPT, CONTROL),
                List.of(SCRIPT, MARKDOWN, CONTROL),
                SCRIPT,
                null,
                null,
                null);
        JsonNode training = Json.tree(Map.of(
                "algorithm",
                SCRIPT,
                "hyperparameters",
                Map.of(SCRIPT, List.of(ATTRIBUTE)),
                "curve",
                List.of(Map.of("step", 1, "training", 1), Map.of("step", 1, "training", 1)),
                "leaderboard",
                Map.of("metric", SCRIPT, "candidates", List.of(Map.of("algorithm", SCRIPT, "failure", CONTROL))),
                "profile",
                Map.of(
                        "columns",
                        List.of(
                                Map.of("name", SCRIPT, "type", ATTRIBUTE, "count", 0, "missing", 0),
                                Map.of("name", "c", "frequencies", Map.of(SCRIPT, 9), "count", 1, "missing", 0)))));
        return Samples.input(
                evaluation,
                training,
                Gates.of(List.of(
                        new Gate(
                                SCRIPT,
                                "accuracy",
                                Direction.HIGHER,
                                0.9,
                                Criticality.FAILURE,
                                OnInconclusive.UNSTABLE,
                                ATTRIBUTE),
                        new Gate(
                                MARKDOWN.replace('\n', ' '),
                                SCRIPT,
                                Direction.LOWER,
                                0.9,
                                Criticality.NOTE,
                                OnInconclusive.UNSTABLE,
                                null),
                        Gate.of("tiny", Direction.HIGHER, 1e300))));
    }

    static ReportInput huge() {
        String name = "a-rather-long-name-of-something-that-there-is-much-of-";
        List<String> labels = IntStream.range(0, 200).mapToObj(i -> name + i).toList();
        long[][] counts = new long[labels.size()][labels.size()];
        Map<String, Long> labelCounts = new LinkedHashMap<>();
        for (int i = 0; i < labels.size(); i++) {
            for (int j = 0; j < labels.size(); j++) {
                counts[i][j] = 1;
            }
            labelCounts.put(labels.get(i), (long) labels.size());
        }
        Map<String, MetricValue> metrics = new LinkedHashMap<>();
        List<Gate> gates = new ArrayList<>();
        List<ThresholdRow> thresholds = new ArrayList<>();
        List<Map<String, Object>> columns = new ArrayList<>();
        List<Map<String, Object>> losses = new ArrayList<>();
        Map<String, String> environment = new LinkedHashMap<>();
        List<String> warnings = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            metrics.put(name + i, MetricValue.of(i / (double) MANY, MANY));
            gates.add(Gate.of(name + i, Direction.HIGHER, 0.5));
            thresholds.add(new ThresholdRow(i / (double) MANY, i, i, 0.5, 0.5, 0.5, 0.5));
            columns.add(Map.of("name", name + i, "type", "number", "count", 9, "missing", 1, "min", 0, "max", i));
            losses.add(Map.of("step", i, "training", 1.0 / (i + 1), "validation", 2.0 / (i + 1)));
            environment.put(name + i, name);
            warnings.add(name + i);
        }
        double[] line = IntStream.range(0, 5000).mapToDouble(i -> i / 4999.0).toArray();
        Evaluation evaluation = new Evaluation(
                1,
                null,
                Task.MULTICLASS,
                labels,
                null,
                new ModelRef(name, Digest.ofText("m"), "onnx", 1L),
                null,
                new DataRef(name, Digest.ofText("d"), 40_000L, labels, labelCounts),
                null,
                metrics,
                null,
                new ConfusionMatrix(labels, counts, null),
                new Curves(new Curves.Curve(line, line, null), new Curves.Curve(line, line, null), null),
                thresholds,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                environment,
                warnings,
                "2026-03-01T12:00:00Z",
                null,
                null,
                null);
        return Samples.input(
                evaluation,
                Json.tree(Map.of("algorithm", "mlp", "curve", losses, "profile", Map.of("columns", columns))),
                Gates.of(gates));
    }
}
