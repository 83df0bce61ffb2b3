package io.jenkins.plugins.mlpipeline.engine.report;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Dummy;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.metric.Metric;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The metrics with their intervals, beside what a model without features reaches. */
final class MetricsSection {
    private static final int MOST = 200;
    /** As many rows as a reader takes in at once. */
    private static final int MOST_UNFOLDED = 12;

    private MetricsSection() {}

    static void write(Markup page, ReportInput input) {
        Evaluation evaluation = input.evaluation();
        if (evaluation.metrics() == null || evaluation.metrics().isEmpty()) {
            return;
        }
        Dummy dummy = evaluation.dummy();
        Map<String, MetricValue> baseline = input.baseline();
        Section.METRICS.card(page, s -> {
            if (dummy != null) {
                s.text("p", about(dummy), "class", "muted");
            }
            List<String> shown = evaluation.metrics().keySet().stream()
                    .filter(key -> !Words.isFairness(key))
                    .toList();
            List<String> first = Stream.concat(
                            shown.stream().filter(key -> isGated(key, input.gate())),
                            shown.stream().filter(MetricsSection::isProminent))
                    .distinct()
                    .limit(MOST_UNFOLDED)
                    .toList();
            List<String> others =
                    shown.stream().filter(key -> !first.contains(key)).toList();
            table(s, "Metrics", evaluation, baseline, first);
            if (!others.isEmpty()) {
                s.in(
                        "details",
                        more -> {
                            more.text("summary", others.size() == 1 ? "1 more" : others.size() + " more");
                            table(more, "Further metrics", evaluation, baseline, others);
                        },
                        "class",
                        "more");
            }
            s.in(
                    "p",
                    legend -> {
                        key(legend, "dot a", "model");
                        if (!baseline.isEmpty()) {
                            key(legend, "hollow", "without features");
                        }
                        if (evaluation.metrics().values().stream().anyMatch(m -> m.interval() != null)) {
                            key(legend, "interval", "interval, two-sided");
                        }
                    },
                    "class",
                    "legend");
        });
    }

    private static void table(
            Markup section,
            String caption,
            Evaluation evaluation,
            Map<String, MetricValue> baseline,
            List<String> keys) {
        Grid.table(
                section,
                caption,
                List.of("Metric", "#Value", "#" + confidence(evaluation), "#n", "#Without features", "Side by side"),
                body -> keys.stream()
                        .limit(MOST)
                        .forEach(key -> row(body, key, evaluation.metrics().get(key), baseline.get(key))),
                "metrics");
        Section.more(section, keys.size(), MOST, "metrics");
    }

    private static boolean isGated(String key, GateResult gate) {
        return gate != null && gate.gates().stream().anyMatch(g -> g.metric().equals(key));
    }

    /** Whether a metric is shown at once where there is room: all but the averages that repeat one another. */
    private static boolean isProminent(String key) {
        return Words.metric(key).filter(m -> m.prominence().folded()).isEmpty();
    }

    /** The heading of the intervals: with the confidence when it is the same for all. */
    private static String confidence(Evaluation evaluation) {
        Set<Double> confidences = evaluation.metrics().values().stream()
                .filter(m -> m.interval() != null)
                .map(m -> m.interval().confidence())
                .collect(Collectors.toSet());
        return confidences.size() == 1 ? Figures.percent(confidences.iterator().next()) + " interval" : "Interval";
    }

    private static String about(Dummy dummy) {
        return "\u201cWithout features\u201d is a model that "
                + ("mean".equals(dummy.strategy())
                        ? "answers the mean"
                        : "answers the most frequent label with the labels' shares as probabilities")
                + " (of the " + ("training".equals(dummy.source()) ? "training" : "evaluated") + " rows).";
    }

    private static void key(Markup legend, String style, String text) {
        legend.in("span", k -> k.in("span", i -> {}, "class", "key " + style).text(text));
    }

    private static void row(Markup body, String key, MetricValue value, MetricValue baseline) {
        Optional<Metric> metric = Words.metric(key);
        body.in("tr", row -> {
                    row.in(
                            "th",
                            cell -> {
                                cell.text("span", key, "class", "key-name");
                                metric.ifPresent(m -> cell.text("span", m.about(), "class", "about"));
                                if (value.note() != null) {
                                    cell.text("span", value.note(), "class", "remark");
                                }
                            },
                            "scope",
                            "row");
                    if (value.value() == null) {
                        row.text("td", "no value: " + value.undefined(), "colspan", "5", "class", "remark");
                        return;
                    }
                    Grid.number(row, Figures.rounded(value.value()));
                    Grid.number(row, interval(value));
                    Grid.number(row, value.n() == null ? "" : Figures.count(value.n()));
                    Grid.number(
                            row,
                            baseline == null
                                    ? ""
                                    : baseline.value() == null ? "\u2013" : Figures.rounded(baseline.value()));
                    row.in("td", cell -> strip(cell, key, value, baseline), "class", "wide");
                })
                .line();
    }

    private static String interval(MetricValue value) {
        return value.interval() == null
                ? ""
                : Figures.rounded(value.interval().lower()) + " \u2013 "
                        + Figures.rounded(value.interval().upper());
    }

    private static void strip(Markup cell, String key, MetricValue value, MetricValue baseline) {
        boolean cost = Words.metric(key)
                .filter(m -> m.family() == Metric.Family.RUNTIME)
                .isPresent();
        boolean compared = baseline != null && baseline.value() != null;
        if (cost || !compared && Words.metric(key).isEmpty()) {
            return;
        }
        List<Double> values = new ArrayList<>(List.of(value.value()));
        if (compared) {
            values.add(baseline.value());
        }
        if (value.interval() != null) {
            values.add(value.interval().lower());
            values.add(value.interval().upper());
        }
        Strip strip = new Strip(MetricAxis.of(key, values)).interval(value.interval(), "a");
        if (compared) {
            strip.dot("hollow", baseline.value());
        }
        strip.dot("a", value.value()).write(cell);
    }
}
