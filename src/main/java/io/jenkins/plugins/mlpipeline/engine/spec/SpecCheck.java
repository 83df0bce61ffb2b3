package io.jenkins.plugins.mlpipeline.engine.spec;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.LabelNames;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.gate.Gate;
import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.metric.Metrics;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the parts of a spec say about each other. */
final class SpecCheck {
    private SpecCheck() {}

    /** @throws UserError for the first contradiction */
    static void check(Spec spec) {
        labels(spec);
        columns(spec);
        if (spec.get(TrainKeys.TEST_DATA) != null && spec.get(TrainKeys.TEST_SIZE) != null) {
            throw error(spec, "train gives both testData and testSize; keep one of them");
        }
        if (spec.get(TrainKeys.CANDIDATES) != null
                && spec.get(TrainKeys.ALGORITHM) != null
                && !spec.get(TrainKeys.ALGORITHM).equals("auto")) {
            throw error(
                    spec,
                    "train gives candidates, and the algorithm " + spec.get(TrainKeys.ALGORITHM)
                            + "; candidates are for auto alone");
        }
        if (spec.get(ValidateKeys.MODEL) != null && spec.get(ValidateKeys.PREDICTIONS) != null) {
            throw error(spec, "validate gives both a model and predictions; keep one of them");
        }
        if (spec.get(SpecKeys.TASK) != null) {
            spec.gates().gates().forEach(gate -> task(spec, gate));
        }
    }

    private static void labels(Spec spec) {
        List<String> labels = LabelNames.shown(spec.get(SpecKeys.LABELS));
        if (spec.get(SpecKeys.TASK) == Task.REGRESSION && (labels != null || spec.get(SpecKeys.POS_LABEL) != null)) {
            throw error(spec, "the task is regression, which has no labels; leave labels and posLabel out");
        }
        if (spec.get(SpecKeys.POS_LABEL) != null && spec.get(SpecKeys.TASK) == Task.MULTICLASS) {
            throw error(spec, "the task is multiclass, which has no positive label; leave posLabel out");
        }
        if (labels == null) {
            return;
        }
        repeated(labels).ifPresent(label -> {
            throw error(spec, "labels has \"" + label + "\" twice");
        });
        if (labels.size() < 2) {
            throw error(
                    spec,
                    "labels has " + (labels.isEmpty() ? "no entry" : "one entry")
                            + "; a classification needs two or more");
        }
        if (spec.get(SpecKeys.TASK) == Task.BINARY && labels.size() != 2) {
            throw error(spec, "the task is binary, and labels has " + labels.size() + " entries; list exactly two");
        }
        if (spec.get(SpecKeys.TASK) == Task.MULTICLASS && labels.size() == 2) {
            throw error(
                    spec, "the task is multiclass, and labels has 2 entries; list them all or set the task to binary");
        }
        if (spec.get(SpecKeys.POS_LABEL) != null && !labels.contains(spec.get(SpecKeys.POS_LABEL))) {
            throw new UserError(spec.name() + ": posLabel \"" + spec.get(SpecKeys.POS_LABEL)
                    + "\" is not one of labels. " + NearNames.hint(spec.get(SpecKeys.POS_LABEL), labels));
        }
    }

    private static void columns(Spec spec) {
        if (spec.get(SpecKeys.LABEL) != null) {
            if (spec.get(SpecKeys.LABEL).equals(spec.get(SpecKeys.ROW_ID))) {
                throw error(spec, "\"" + spec.get(SpecKeys.LABEL) + "\" is both the label and the row id");
            }
            if (spec.get(SpecKeys.FEATURES) != null
                    && spec.get(SpecKeys.FEATURES).contains(spec.get(SpecKeys.LABEL))) {
                throw error(
                        spec,
                        "the label \"" + spec.get(SpecKeys.LABEL)
                                + "\" is among the features; a model must not see it");
            }
        }
        if (spec.get(SpecKeys.FEATURES) != null && spec.get(SpecKeys.IGNORE) != null) {
            spec.get(SpecKeys.FEATURES).stream()
                    .filter(spec.get(SpecKeys.IGNORE)::contains)
                    .findFirst()
                    .ifPresent(column -> {
                        throw error(spec, "the column \"" + column + "\" is both a feature and ignored");
                    });
        }
    }

    private static void task(Spec spec, Gate gate) {
        CatalogueKey key = gate.catalogueKey().orElse(null);
        if (key == null || !key.metric().family().isOfAnswers()) {
            return;
        }
        try {
            Metrics.requireApplies(key, spec.get(SpecKeys.TASK));
        } catch (UserError e) {
            throw new UserError(spec.name() + ": gate \"" + gate.id() + "\": " + e.getMessage(), e);
        }
    }

    private static Optional<String> repeated(List<String> items) {
        Set<String> seen = new HashSet<>();
        return items.stream().filter(item -> !seen.add(item)).findFirst();
    }

    private static UserError error(Spec spec, String what) {
        return new UserError(spec.name() + ": " + what + ".");
    }
}
