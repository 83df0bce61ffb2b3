package io.jenkins.plugins.mlpipeline.engine.report;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Comparison;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Comparison.Compared;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.SliceSet;
import io.jenkins.plugins.mlpipeline.engine.evaluation.SliceSet.Excluded;
import io.jenkins.plugins.mlpipeline.engine.evaluation.SliceSet.Slice;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.gate.GateOutcome;
import io.jenkins.plugins.mlpipeline.engine.metric.Metric;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The model on parts of the rows, with all rows beside. */
final class SlicesSection {
    private static final int MOST = 100;
    private static final int MOST_METRICS = 3;

    private SlicesSection() {}

    static void write(Markup page, ReportInput input) {
        List<SliceSet> sets = input.evaluation().slices();
        if (sets == null || sets.isEmpty()) {
            return;
        }
        Section.SLICES.card(
                page,
                s -> sets.forEach(set -> {
                    s.text("h3", title(set));
                    table(s, set, input);
                    excluded(s, set.excluded());
                }));
    }

    private static String title(SliceSet set) {
        if (set.files() != null) {
            return "By file";
        }
        return set.where() == null ? "By " + set.name() : set.name() + ": " + set.where();
    }

    /** The metrics that gates are on, then costs, which somebody asked for, then those that a reader looks at first. */
    private static List<String> metrics(SliceSet set, ReportInput input) {
        Set<String> keys = new LinkedHashSet<>();
        if (input.gate() != null) {
            input.gate().gates().stream()
                    .filter(g -> set.name().equals(g.slice()))
                    .map(GateOutcome::metric)
                    .forEach(keys::add);
        }
        if (input.evaluation().metrics() != null) {
            input.evaluation().metrics().keySet().stream()
                    .filter(key -> Words.metric(key)
                            .filter(metric -> metric.family() == Metric.Family.COST)
                            .isPresent())
                    .forEach(keys::add);
        }
        Task task = input.evaluation().task();
        if (task != null) {
            Stream.of(Metric.values())
                    .filter(metric -> metric.prominence().slices().contains(task))
                    .map(Metric::key)
                    .forEach(keys::add);
        }
        return keys.stream().limit(MOST_METRICS).toList();
    }

    private static void table(Markup section, SliceSet set, ReportInput input) {
        List<String> metrics = metrics(set, input);
        List<String> head = new ArrayList<>(List.of("Slice", "#Rows"));
        metrics.forEach(key -> head.addAll(List.of("#" + key, "")));
        boolean compared = input.evaluation().comparisons() != null
                && input.evaluation().comparisons().containsKey(Evaluation.BASELINE);
        if (compared && !metrics.isEmpty()) {
            head.add("#" + metrics.get(0) + " against the baseline");
        }
        Evaluation all = input.evaluation();
        Slice whole = new Slice(
                "all rows",
                all.data() == null || all.data().rows() == null ? 0 : all.data().rows(),
                all.metrics(),
                null,
                all.comparisons());
        Grid.table(
                section,
                title(set),
                head,
                body -> {
                    set.slices().stream().limit(MOST).forEach(slice -> row(body, slice, metrics, compared, ""));
                    row(body, whole, metrics, compared, "current");
                },
                "dense");
        Section.more(section, set.slices().size(), MOST, "slices");
    }

    private static void row(Markup body, Slice slice, List<String> metrics, boolean compared, String style) {
        body.in(
                        "tr",
                        row -> {
                            row.text("th", slice.name(), "scope", "row");
                            Grid.number(row, Figures.count(slice.rows()));
                            for (String key : metrics) {
                                value(
                                        row,
                                        key,
                                        slice.metrics() == null
                                                ? null
                                                : slice.metrics().get(key));
                            }
                            if (compared && !metrics.isEmpty()) {
                                Grid.number(row, difference(slice.comparisons(), metrics.get(0)));
                            }
                        },
                        "class",
                        style)
                .line();
    }

    private static void value(Markup row, String key, MetricValue value) {
        if (value == null || value.value() == null) {
            Grid.number(row, "\u2013");
            row.text("td", value == null ? "" : String.valueOf(value.undefined()), "class", "muted");
            return;
        }
        Grid.number(row, Figures.rounded(value.value()));
        row.in("td", cell -> {
            List<Double> values = new ArrayList<>(List.of(value.value()));
            if (value.interval() != null) {
                values.add(value.interval().lower());
                values.add(value.interval().upper());
            }
            new Strip(MetricAxis.of(key, values))
                    .interval(value.interval(), "a")
                    .dot("a", value.value())
                    .write(cell);
        });
    }

    private static String difference(Map<String, Comparison> comparisons, String key) {
        Comparison comparison = comparisons == null ? null : comparisons.get(Evaluation.BASELINE);
        Compared compared = comparison == null ? null : comparison.metrics().get(key);
        if (compared == null || compared.candidate() == null || compared.baseline() == null) {
            return "\u2013";
        }
        double difference = compared.candidate() - compared.baseline();
        return (difference > 0 ? "+" : "") + Figures.rounded(difference);
    }

    private static void excluded(Markup section, List<Excluded> excluded) {
        if (excluded == null) {
            return;
        }
        excluded.stream()
                .limit(MOST)
                .forEach(e -> section.text(
                        "p",
                        "Not evaluated: " + e.name() + " (" + Figures.count(e.rows()) + " rows), since " + e.reason()
                                + ".",
                        "class",
                        "muted"));
        Section.more(section, excluded.size(), MOST, "slices that were not evaluated");
    }
}
