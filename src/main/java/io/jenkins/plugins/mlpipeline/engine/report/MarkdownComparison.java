package io.jenkins.plugins.mlpipeline.engine.report;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Comparison;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Comparison.Compared;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Interval;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.SliceSet;
import io.jenkins.plugins.mlpipeline.engine.gate.DifferenceInterval;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Intervals;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The comparison with the baseline and the slices, folded away in a report for a pull request. */
final class MarkdownComparison {
    private static final List<String> METRICS = List.of("accuracy", "recall", "mean_absolute_error", "r2");
    private static final int MOST = 100;

    private MarkdownComparison() {}

    static void write(StringBuilder text, Evaluation evaluation, UnaryOperator<String> escape) {
        Comparison comparison = evaluation.comparisons() == null
                ? null
                : evaluation.comparisons().get(Evaluation.BASELINE);
        if (comparison != null) {
            comparison(text, comparison, escape);
        }
        if (evaluation.slices() != null && !evaluation.slices().isEmpty()) {
            slices(text, evaluation.slices(), escape);
        }
    }

    private static void comparison(StringBuilder text, Comparison comparison, UnaryOperator<String> escape) {
        text.append("\n<details><summary>Against the baseline, on the same ")
                .append(Figures.count(comparison.rows()))
                .append(" rows")
                .append(
                        comparison.leavesOut()
                                ? " (without "
                                        + Figures.count(comparison.learnt().leftOut())
                                        + " that one of the two learnt from)"
                                : "");
        if (comparison.flips() != null) {
            text.append(": ")
                    .append(Figures.count(comparison.flips().onlyBaseline()))
                    .append(" flipped to wrong, ")
                    .append(Figures.count(comparison.flips().onlyCandidate()))
                    .append(" to right");
        }
        text.append("</summary>\n\n| Metric | Model | Baseline | Difference | Interval |\n|---|---:|---:|---:|---:|\n");
        comparison.metrics().entrySet().stream()
                .filter(e -> e.getValue().candidate() != null && e.getValue().baseline() != null)
                .limit(MOST)
                .forEach(e -> row(
                        text,
                        escape.apply(e.getKey()),
                        e.getValue(),
                        DifferenceInterval.of(e.getKey(), e.getValue(), Intervals.SHOWN_CONFIDENCE)));
        text.append("\n</details>\n");
    }

    private static void row(StringBuilder text, String key, Compared compared, Optional<Interval> interval) {
        text.append("| ")
                .append(key)
                .append(" | ")
                .append(Figures.rounded(compared.candidate()))
                .append(" | ")
                .append(Figures.rounded(compared.baseline()))
                .append(" | ")
                .append(Figures.rounded(compared.candidate() - compared.baseline()))
                .append(" | ")
                .append(interval.map(i -> Figures.rounded(i.lower()) + " to " + Figures.rounded(i.upper()))
                        .orElse(""))
                .append(" |\n");
    }

    private static void slices(StringBuilder text, List<SliceSet> sets, UnaryOperator<String> escape) {
        text.append("\n<details><summary>Slices</summary>\n\n| Slice | Rows | Metric | Value |\n|---|---:|---|---:|\n");
        for (SliceSet set : sets) {
            set.slices().stream()
                    .limit(MOST)
                    .forEach(slice -> METRICS.stream()
                            .filter(key -> value(slice.metrics(), key) != null)
                            .forEach(key -> text.append("| ")
                                    .append(escape.apply(slice.name()))
                                    .append(" | ")
                                    .append(Figures.count(slice.rows()))
                                    .append(" | ")
                                    .append(key)
                                    .append(" | ")
                                    .append(Figures.rounded(value(slice.metrics(), key)))
                                    .append(" |\n")));
        }
        text.append("\n</details>\n");
    }

    private static Double value(Map<String, MetricValue> metrics, String key) {
        MetricValue value = metrics == null ? null : metrics.get(key);
        return value == null ? null : value.value();
    }
}
