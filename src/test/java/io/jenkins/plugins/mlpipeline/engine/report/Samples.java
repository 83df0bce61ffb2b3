package io.jenkins.plugins.mlpipeline.engine.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.gate.GateEvaluator;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.gate.Gates;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Reports of real models, see {@code report_fixtures.py}. */
final class Samples {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static final GateResult.Reference SPEC =
            new GateResult.Reference("ml-pipeline.yaml", Digest.ofText("spec"));

    private Samples() {}

    static Evaluation evaluation(String name) {
        return Json.parse(text(name + ".evaluation.json"), Evaluation.class, name);
    }

    static JsonNode training() {
        return Json.parse(text("german-credit.training.json"), JsonNode.class, "training.json");
    }

    /** Some gates pass, one fails, one is unstable, one only noted. */
    static ReportInput failing() {
        return input(
                "german-credit",
                training(),
                List.of(
                        Map.of(
                                "id", "ranking",
                                "metric", "roc_auc",
                                "min", 0.7,
                                "description", "Agreed with the credit risk committee, minutes of 12 January."),
                        Map.of("metric", "accuracy", "min", 0.94),
                        Map.of("id", "bad-customers-found", "metric", "recall", "min", 0.5, "criticality", "UNSTABLE"),
                        Map.of("id", "calibration", "metric", "brier_score_loss", "max", 0.2),
                        Map.of("id", "speed", "metric", "latency_ms_p95", "max", 50, "criticality", "UNSTABLE"),
                        Map.of("id", "wish", "metric", "f1", "min", 0.6, "criticality", "NOTE")));
    }

    static ReportInput passing() {
        return input(
                "wine",
                null,
                List.of(
                        Map.of("metric", "accuracy", "min", 0.9),
                        Map.of("metric", "f1_macro", "min", 0.9),
                        Map.of("metric", "log_loss", "max", 0.5)));
    }

    static ReportInput inconclusive() {
        return input(
                "diabetes",
                null,
                List.of(
                        Map.of("metric", "r2", "min", 0.4),
                        Map.of("metric", "rmse", "max", 60),
                        Map.of("metric", "msle", "max", 0.2)));
    }

    static ReportInput erroneous() {
        return input(
                "wine",
                null,
                List.of(Map.of("metric", "accuracy", "min", 0.9), Map.of("metric", "roc_auc", "min", 0.9)));
    }

    static ReportInput ungated() {
        return ReportInput.of(evaluation("german-credit"), null, null);
    }

    static ReportInput input(String name, JsonNode training, List<Map<String, ?>> gates) {
        return input(
                evaluation(name),
                training,
                Spec.of(Map.of("gates", gates), "options").gates());
    }

    static ReportInput input(Evaluation evaluation, JsonNode training, Gates gates) {
        return ReportInput.of(
                evaluation,
                GateEvaluator.evaluate(
                        evaluation,
                        gates,
                        new GateResult.Reference("evaluation.json", Digest.ofText("evaluation")),
                        SPEC,
                        NOW),
                training);
    }

    static String text(String resource) {
        try (InputStream in = Samples.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
