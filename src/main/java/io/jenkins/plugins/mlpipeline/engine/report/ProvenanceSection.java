package io.jenkins.plugins.mlpipeline.engine.report;

import io.jenkins.plugins.mlpipeline.engine.evaluation.DataRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.ModelRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where everything comes from. */
final class ProvenanceSection {
    private static final int MOST = 100;

    private ProvenanceSection() {}

    static void write(Markup page, ReportInput input) {
        Section.PROVENANCE.card(
                page,
                s -> s.in(
                        "div",
                        groups -> {
                            group(groups, "Model", model(input));
                            group(groups, "Evaluated rows", data(input.evaluation()));
                            group(groups, "Training", training(input.training()));
                            group(groups, "Documents", documents(input));
                            group(
                                    groups,
                                    "Environment",
                                    environment(input.evaluation().environment()));
                            if (input.training() != null) {
                                group(
                                        groups,
                                        "Training environment",
                                        environment(input.training().environment()));
                                group(groups, "Seconds", timing(input.training().timing()));
                            }
                        },
                        "class",
                        "groups"));
    }

    private static Map<String, String> model(ReportInput input) {
        Map<String, String> facts = new LinkedHashMap<>();
        Evaluation evaluation = input.evaluation();
        ModelRef model = evaluation.model();
        if (model == null) {
            put(facts, "Subject", evaluation.subject() == null ? "not bound to a model" : evaluation.subject());
            put(
                    facts,
                    "Endpoint",
                    evaluation.endpoint() == null ? null : evaluation.endpoint().address());
        } else {
            put(facts, "Name", model.name());
            put(facts, "Digest", model.digest());
            put(facts, "Format", model.format());
            put(facts, "Size", model.sizeBytes() == null ? null : Figures.count(model.sizeBytes()) + " bytes");
        }
        put(facts, "Task", evaluation.task() == null ? null : Words.task(evaluation.task()));
        put(facts, "Labels", evaluation.labels() == null ? null : labels(evaluation.labels()));
        put(facts, "Positive label", evaluation.posLabel());
        put(facts, "Threshold", evaluation.threshold() == null ? null : Figures.plain(evaluation.threshold()));
        return facts;
    }

    private static String labels(List<String> labels) {
        List<String> shown = new ArrayList<>(labels.subList(0, Math.min(labels.size(), MOST)));
        if (labels.size() > MOST) {
            shown.add("and " + (labels.size() - MOST) + " more");
        }
        return String.join(", ", shown);
    }

    private static Map<String, String> data(Evaluation evaluation) {
        DataRef data = evaluation.data();
        Map<String, String> facts = new LinkedHashMap<>();
        if (data != null) {
            put(facts, data.files() == null ? "File" : "Files", data.name());
            put(facts, data.files() == null ? "Digest" : "Digest of their list", data.sha256());
            put(facts, "Rows", data.rows() == null ? null : Figures.count(data.rows()));
            put(
                    facts,
                    "Columns",
                    data.columns() == null ? null : Figures.count(data.columns().size()));
            if (data.files() != null) {
                data.files().stream()
                        .limit(MOST)
                        .forEach(file ->
                                put(facts, file.name(), Figures.count(file.rows()) + " rows, " + file.sha256()));
            }
        }
        Statistics.Weights weights =
                evaluation.statistics() == null ? null : evaluation.statistics().weights();
        if (weights != null) {
            put(facts, "Column of weights", weights.column());
            put(facts, "Sum of weights", Figures.rounded(weights.sum()));
            put(facts, "Rows of equal weight that would tell as much", Figures.rounded(weights.effective()));
        }
        return facts;
    }

    private static Map<String, String> training(TrainingView training) {
        Map<String, String> facts = new LinkedHashMap<>();
        if (training == null) {
            return facts;
        }
        put(facts, "Algorithm", training.algorithm());
        put(facts, "Seed", training.seed() == null ? null : training.seed().toString());
        file(facts, "Data", training.data());
        file(facts, "Kept back", training.holdout());
        TrainingView.Check check = training.check();
        if (check != null && check.maxDifference() != null && check.tolerance() != null) {
            put(
                    facts,
                    "ONNX check",
                    "differs from the learner by at most " + Figures.rounded(check.maxDifference()) + " (allowed "
                            + Figures.plain(check.tolerance()) + ")");
        }
        return facts;
    }

    private static void file(Map<String, String> facts, String what, TrainingView.Data file) {
        if (file == null) {
            return;
        }
        put(facts, what, file.name());
        put(facts, what + ", rows", file.rows() == null ? null : Figures.count(file.rows()));
        put(facts, what + ", digest", file.sha256());
    }

    private static Map<String, String> documents(ReportInput input) {
        Map<String, String> facts = new LinkedHashMap<>();
        put(facts, "Evaluated", time(input.evaluation().createdAt()));
        GateResult gate = input.gate();
        if (gate != null) {
            put(facts, "Judged", time(gate.createdAt()));
            put(facts, "Evaluation", reference(gate.evaluation()));
            put(facts, "Spec", reference(gate.spec()));
        }
        return facts;
    }

    private static String reference(GateResult.Reference reference) {
        return reference == null
                ? null
                : reference.name() == null ? reference.sha256() : reference.name() + ", " + reference.sha256();
    }

    private static String time(String instant) {
        return instant == null ? null : Words.time(instant);
    }

    private static Map<String, String> environment(Map<String, String> environment) {
        return environment == null ? Map.of() : environment;
    }

    private static Map<String, String> timing(Map<String, Double> timing) {
        Map<String, String> facts = new LinkedHashMap<>();
        if (timing != null) {
            timing.forEach((stage, seconds) -> put(facts, stage, seconds == null ? null : Figures.rounded(seconds)));
        }
        return facts;
    }

    private static void put(Map<String, String> facts, String name, String value) {
        if (value != null) {
            facts.put(name, value);
        }
    }

    private static void group(Markup groups, String title, Map<String, String> facts) {
        if (facts.isEmpty()) {
            return;
        }
        groups.in("div", g -> {
                    g.text("h3", title);
                    g.in(
                            "dl",
                            list -> facts.entrySet().stream()
                                    .limit(MOST)
                                    .forEach(e -> list.in("div", d -> {
                                        String value = String.valueOf(e.getValue());
                                        d.text("dt", e.getKey());
                                        d.text("dd", value, "class", value.contains("sha256:") ? "digest" : null);
                                    })));
                })
                .line();
    }
}
