package io.jenkins.plugins.mlpipeline.engine.cli;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Importance;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.metric.Metric;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import io.jenkins.plugins.mlpipeline.engine.text.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The metrics that a person looks at first, for a terminal. */
final class EvaluationText {
    /** From here on digits after the point say nothing. */
    private static final double WHOLE_FROM = 1000;

    private static final int MOST_INPUTS = 10;

    private EvaluationText() {}

    static String of(Evaluation evaluation) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "Evaluated %s on %,d rows of %s:",
                name(evaluation),
                evaluation.data().rows(),
                evaluation.data().name()));
        for (Metric metric : Metric.values()) {
            if (metric.prominence().terminal().contains(evaluation.task())) {
                add(lines, metric.key(), evaluation);
            }
        }
        if (evaluation.importance() != null) {
            lines.addAll(importance(evaluation.importance()));
        }
        if (evaluation.dataChecks() != null) {
            evaluation.dataChecks().findings().forEach(f -> lines.add("note: " + f));
        }
        evaluation.warnings().forEach(w -> lines.add("note: " + w));
        return String.join(System.lineSeparator(), lines);
    }

    private static List<String> importance(Importance importance) {
        if (importance.undefined() != null) {
            return List.of("note: importance of inputs: " + importance.undefined());
        }
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%s falls by this when an input is shuffled (mean and deviation of %d, %,d rows):",
                importance.metric(),
                importance.repeats(),
                importance.rows()));
        importance.columns().stream()
                .limit(MOST_INPUTS)
                .forEach(column -> lines.add(String.format(
                        Locale.ROOT,
                        "  %-26s %9.4f  +- %.4f",
                        PlainText.cut(column.name()),
                        column.mean(),
                        column.std())));
        if (importance.inputs() > MOST_INPUTS) {
            lines.add("  and " + Figures.count(importance.inputs() - MOST_INPUTS) + " inputs that matter less");
        }
        return lines;
    }

    private static String name(Evaluation evaluation) {
        if (evaluation.model() != null) {
            return evaluation.model().name();
        }
        return evaluation.endpoint() == null
                ? "predictions"
                : "what " + evaluation.endpoint().address() + " answers";
    }

    private static void add(List<String> lines, String key, Evaluation evaluation) {
        MetricValue value = evaluation.metrics().get(key);
        if (value == null) {
            return;
        }
        if (value.value() == null) {
            lines.add(String.format(Locale.ROOT, "  %-26s undefined: %s", key, value.undefined()));
            return;
        }
        MetricValue dummy =
                evaluation.dummy() == null ? null : evaluation.dummy().metrics().get(key);
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "  %-26s %9s", key, number(value.value())));
        if (value.interval() != null) {
            line.append(String.format(
                    Locale.ROOT,
                    "  [%s, %s]",
                    number(value.interval().lower()),
                    number(value.interval().upper())));
        }
        if (dummy != null && dummy.value() != null) {
            line.append("  dummy ").append(number(dummy.value()));
        }
        lines.add(line.toString());
    }

    private static String number(double value) {
        return Math.abs(value) >= WHOLE_FROM
                ? Figures.count(Math.round(value))
                : String.format(Locale.ROOT, "%.4f", value);
    }
}
