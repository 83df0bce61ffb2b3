package io.jenkins.plugins.mlpipeline.engine.report;

import io.jenkins.plugins.mlpipeline.engine.evaluation.BaselineRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Comparison;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Comparison.Compared;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Comparison.WorstRow;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Interval;
import io.jenkins.plugins.mlpipeline.engine.evaluation.PairCounts;
import io.jenkins.plugins.mlpipeline.engine.gate.DifferenceInterval;
import io.jenkins.plugins.mlpipeline.engine.metric.Direction;
import io.jenkins.plugins.mlpipeline.engine.metric.Metric;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Intervals;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The candidate beside the baseline on the same rows. */
final class ComparisonSection {
    private static final int MOST = 100;
    private static final int MOST_UNFOLDED = 12;

    private ComparisonSection() {}

    static void write(Markup page, ReportInput input) {
        Evaluation evaluation = input.evaluation();
        Comparison comparison = evaluation.comparisons() == null
                ? null
                : evaluation.comparisons().get(Evaluation.BASELINE);
        if (evaluation.baseline() == null) {
            return;
        }
        Section.COMPARISON.card(page, s -> {
            s.text("p", about(evaluation.baseline(), comparison), "class", "muted");
            if (comparison == null) {
                return;
            }
            flips(s, comparison.flips());
            metrics(s, comparison, List.of("Model", "Baseline"));
            worst(s, comparison.worst());
        });
    }

    private static String about(BaselineRef baseline, Comparison comparison) {
        if (comparison == null) {
            return baseline.firstBuild()
                    ? "This was declared the first build; there is no baseline yet."
                    : "It was declared that there is no baseline.";
        }
        StringBuilder text = new StringBuilder("The baseline is ")
                .append(baseline.name() == null ? "a model without features" : baseline.name());
        if (baseline.job() != null || baseline.build() != null) {
            text.append(" of ")
                    .append(baseline.job() == null ? "build" : baseline.job())
                    .append(baseline.build() == null ? "" : " #" + baseline.build());
        }
        if (baseline.digest() != null) {
            text.append(" (").append(ReportInput.shortened(baseline.digest())).append(')');
        }
        if (baseline.isSameAsBefore()) {
            text.append(". Model and test data are unchanged since then, so every difference is exactly 0");
        }
        return text.append(". Both models answered the same ")
                .append(Figures.count(comparison.rows()))
                .append(" rows.")
                .append(leftOut(comparison))
                .toString();
    }

    private static String leftOut(Comparison comparison) {
        return comparison.leavesOut()
                ? " " + Figures.count(comparison.learnt().leftOut())
                        + " more rows are left out: one of the two learnt from them."
                : "";
    }

    private static void flips(Markup section, PairCounts flips) {
        if (flips == null) {
            return;
        }
        Grid.table(
                section,
                "Flips",
                List.of("", "#Baseline right", "#Baseline wrong"),
                body -> {
                    counts(body, "Model right", flips.bothRight(), flips.onlyCandidate(), " flipped to right");
                    counts(body, "Model wrong", flips.onlyBaseline(), flips.bothWrong(), "");
                },
                "dense flips");
    }

    private static void counts(Markup body, String name, long left, long right, String what) {
        boolean wrong = what.isEmpty();
        body.in("tr", row -> {
                    row.text("th", name, "scope", "row");
                    Grid.number(row, Figures.count(left) + (wrong ? " flipped to wrong" : ""));
                    Grid.number(row, Figures.count(right) + what);
                })
                .line();
    }

    /**
     * The metrics of both, those with an interval first; where none has one, the first ones.
     *
     * @param names of the two, as the heads of their columns
     */
    static void metrics(Markup section, Comparison comparison, List<String> names) {
        List<Row> rows = comparison.metrics().entrySet().stream()
                .map(e -> Row.of(e.getKey(), e.getValue()))
                .toList();
        List<Row> shown =
                rows.stream().filter(row -> row.interval().isPresent()).toList();
        if (shown.isEmpty()) {
            shown = rows.subList(0, Math.min(MOST_UNFOLDED, rows.size()));
        }
        List<Row> others = new ArrayList<>(rows);
        others.removeAll(shown);
        table(section, "Metrics of both models", names, shown);
        if (!others.isEmpty()) {
            section.in(
                    "details",
                    more -> {
                        more.text("summary", others.size() + " more, without interval");
                        table(more, "Further metrics of both models", names, others);
                    },
                    "class",
                    "more");
        }
    }

    private static void table(Markup section, String caption, List<String> names, List<Row> metrics) {
        Grid.table(
                section,
                caption,
                List.of(
                        "Metric",
                        "#" + names.get(0),
                        "#" + names.get(1),
                        "#Difference",
                        "#" + Figures.percent(Intervals.SHOWN_CONFIDENCE) + " interval",
                        "Worse, better"),
                body -> metrics.stream().limit(MOST).forEach(e -> row(body, e.key(), e.compared(), e.interval())),
                "metrics");
        Section.more(section, metrics.size(), MOST, "metrics");
    }

    /**
     * A metric of both models.
     *
     * @param key the metric
     * @param compared what each reaches
     * @param interval of the difference; empty where there is none
     */
    private record Row(String key, Compared compared, Optional<Interval> interval) {
        static Row of(String key, Compared compared) {
            return new Row(
                    key,
                    compared,
                    compared.undefined() == null
                            ? DifferenceInterval.of(key, compared, Intervals.SHOWN_CONFIDENCE)
                            : Optional.empty());
        }
    }

    private static void row(Markup body, String key, Compared compared, Optional<Interval> interval) {
        body.in("tr", row -> {
                    row.in("th", cell -> cell.text("span", key, "class", "key-name"), "scope", "row");
                    if (compared.candidate() == null || compared.baseline() == null) {
                        row.text("td", "no value: " + compared.undefined(), "colspan", "5", "class", "remark");
                        return;
                    }
                    double difference = compared.candidate() - compared.baseline();
                    Grid.number(row, Figures.rounded(compared.candidate()));
                    Grid.number(row, Figures.rounded(compared.baseline()));
                    Grid.number(row, signed(difference));
                    Grid.number(
                            row,
                            interval.map(i -> signed(i.lower()) + " \u2013 " + signed(i.upper()))
                                    .orElse(""));
                    row.in("td", cell -> strip(cell, key, difference, interval.orElse(null)), "class", "wide");
                })
                .line();
    }

    /** A scale with no change in its middle and better on its right. */
    private static void strip(Markup cell, String key, double difference, Interval interval) {
        if (interval == null) {
            return;
        }
        boolean higher = Words.metric(key).map(Metric::direction).orElse(Direction.HIGHER) == Direction.HIGHER;
        double better = higher ? difference : -difference;
        double from = higher ? interval.lower() : -interval.upper();
        double to = higher ? interval.upper() : -interval.lower();
        List<Double> reach = new ArrayList<>(List.of(Math.abs(from), Math.abs(to), Math.abs(better)));
        double most = reach.stream().mapToDouble(Double::doubleValue).max().orElse(1);
        String style = from > 0 ? "pass" : to < 0 ? "fail" : "none";
        new Strip(Axis.around("", -most, most))
                .tick("", 0)
                .band(style + " soft", from, to, 8)
                .dot(style, better)
                .write(cell);
    }

    private static String signed(double difference) {
        return (difference > 0 ? "+" : "") + Figures.rounded(difference);
    }

    private static void worst(Markup section, List<WorstRow> worst) {
        if (worst == null || worst.isEmpty()) {
            return;
        }
        boolean several = worst.stream().anyMatch(w -> w.file() != null);
        List<String> head = new ArrayList<>(several ? List.of("File", "#Line") : List.of("#Line of the data"));
        head.addAll(List.of("Truth", "Model", "Baseline"));
        Grid.folded(section, "Rows on which the model lost most (" + worst.size() + ")", folded -> {
            Grid.table(
                    folded,
                    "Rows on which the model lost most",
                    head,
                    body -> worst.stream()
                            .limit(MOST)
                            .forEach(w -> body.in("tr", row -> {
                                        if (several) {
                                            row.text("td", String.valueOf(w.file()));
                                        }
                                        Grid.number(row, Figures.count(w.line()));
                                        row.text("td", String.valueOf(w.truth()));
                                        row.text("td", String.valueOf(w.candidate()));
                                        row.text("td", String.valueOf(w.baseline()));
                                    })
                                    .line()),
                    "dense");
            Section.more(folded, worst.size(), MOST, "rows");
        });
    }
}
