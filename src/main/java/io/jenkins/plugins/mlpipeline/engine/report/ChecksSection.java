package io.jenkins.plugins.mlpipeline.engine.report;

import io.jenkins.plugins.mlpipeline.engine.evaluation.DataChecks;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.metric.ColumnKey;
import io.jenkins.plugins.mlpipeline.engine.metric.Metric;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The evaluated rows by themselves and beside those that the model learnt from, as a whole and by column. */
final class ChecksSection {
    private static final int MOST_COLUMNS = 150;

    private static final List<Metric> WHOLE = List.of(
            Metric.DUPLICATE_ROWS,
            Metric.TRAIN_TEST_OVERLAP,
            Metric.EMPTY_COLUMNS,
            Metric.CONSTANT_COLUMNS,
            Metric.EXTRA_COLUMNS,
            Metric.DRIFTED_COLUMNS);

    private static final Map<Metric, String> BY_COLUMN = byColumn();

    private ChecksSection() {}

    private static Map<Metric, String> byColumn() {
        Map<Metric, String> heads = new LinkedHashMap<>();
        heads.put(Metric.MISSING_FRACTION, "#Missing");
        heads.put(Metric.UNSEEN_FRACTION, "#Unseen");
        heads.put(Metric.OUT_OF_RANGE_FRACTION, "#Out of range");
        heads.put(Metric.LABEL_LEAKAGE, "#Predicts the label");
        heads.put(Metric.PSI, "#PSI");
        heads.put(Metric.KS, "#KS");
        heads.put(Metric.JS, "#JS");
        return heads;
    }

    static void write(Markup page, ReportInput input) {
        DataChecks checks = input.evaluation().dataChecks();
        if (checks == null
                || checks.metrics() == null
                || checks.metrics().values().stream().allMatch(v -> v == null || v.value() == null)) {
            return;
        }
        List<String> columns = columns(checks);
        Section.CHECKS.card(page, s -> {
            whole(s, checks.metrics());
            if (!columns.isEmpty()) {
                byColumn(s, checks.metrics(), columns);
            }
        });
    }

    private static void whole(Markup section, Map<String, MetricValue> metrics) {
        Grid.table(
                section,
                "Rows",
                List.of("Check", "#Value", "Meaning"),
                body -> WHOLE.forEach(metric -> {
                    MetricValue value = metrics.get(metric.key());
                    if (value != null) {
                        body.in("tr", row -> {
                            row.text("th", metric.key(), "scope", "row");
                            Grid.number(row, figure(value));
                            row.text("td", value.value() == null ? "Not known: " + value.undefined() : metric.about());
                        });
                    }
                }),
                "plain");
    }

    private static void byColumn(Markup section, Map<String, MetricValue> metrics, List<String> columns) {
        section.text("h3", "Columns of the evaluated rows");
        List<String> heads = new ArrayList<>(List.of("Column"));
        heads.addAll(BY_COLUMN.values());
        Grid.table(
                section,
                "Columns",
                heads,
                body -> columns.stream()
                        .limit(MOST_COLUMNS)
                        .forEach(column -> body.in("tr", row -> {
                                    row.text("th", column, "scope", "row");
                                    for (Metric metric : BY_COLUMN.keySet()) {
                                        MetricValue value = metrics.get(key(metric, column));
                                        row.text(
                                                "td",
                                                value == null ? "" : figure(value),
                                                "class",
                                                "n",
                                                "title",
                                                title(value));
                                    }
                                })
                                .line()),
                "plain");
        Section.more(section, columns.size(), MOST_COLUMNS, "columns");
        section.text(
                "p",
                "Shares of rows; PSI, KS and JS measure the distance from the training rows. What stands out is among the"
                        + " warnings.",
                "class",
                "legend");
    }

    /** The columns that anything is said about: those of the model first, then the label. */
    private static List<String> columns(DataChecks checks) {
        Set<String> columns = new LinkedHashSet<>();
        for (Metric first : List.of(Metric.MISSING_FRACTION, Metric.PSI)) {
            checks.metrics().keySet().stream()
                    .flatMap(key -> ColumnKey.known(key).stream())
                    .filter(key -> key.metric() == first)
                    .forEach(key -> columns.add(key.column()));
        }
        return List.copyOf(columns);
    }

    private static String key(Metric metric, String column) {
        return new ColumnKey(metric, column).toString();
    }

    /** Why a value is as it is, or why there is none; null when there is nothing to say. */
    private static String title(MetricValue value) {
        if (value == null) {
            return null;
        }
        return value.value() == null ? value.undefined() : value.note();
    }

    private static String figure(MetricValue value) {
        return value.value() == null ? "\u2013" : Figures.rounded(value.value());
    }
}
