package io.jenkins.plugins.mlpipeline.engine.report;

import static io.jenkins.plugins.mlpipeline.engine.report.Plot.number;

import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnType;
import io.jenkins.plugins.mlpipeline.engine.evaluation.DataRef;
import io.jenkins.plugins.mlpipeline.engine.report.TrainingView.ColumnView;
import io.jenkins.plugins.mlpipeline.engine.report.TrainingView.ProfileView;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The rows: how often each label occurs, and what the columns look like. */
final class DataSection {
    private static final int MOST_LABELS = 30;
    private static final int MOST_COLUMNS = 150;
    private static final int MOST_CATEGORIES = 3;
    private static final int MOST_BANDS = 6;
    private static final double WIDTH = 180;
    private static final long DAY_SECONDS = 86_400;
    /** Beyond lie no years of four digits. */
    private static final double MOST_SECONDS = 2.6e11;

    private DataSection() {}

    static void write(Markup page, ReportInput input) {
        DataRef data = input.evaluation().data();
        ProfileView profile = input.training() == null ? null : input.training().profile();
        boolean labels = data != null
                && data.labelCounts() != null
                && !data.labelCounts().isEmpty();
        boolean columns = profile != null
                && profile.columns() != null
                && !profile.columns().isEmpty();
        if (!labels && !columns) {
            return;
        }
        Section.DATA.card(page, s -> {
            if (labels) {
                labels(s, data.labelCounts());
            }
            if (columns) {
                columns(s, profile);
            }
        });
    }

    private static void labels(Markup section, Map<String, Long> counts) {
        long total = counts.values().stream().mapToLong(Long::longValue).sum();
        section.text("h3", "Labels of the evaluated rows");
        Grid.table(
                section,
                "Labels",
                List.of("Label", "#Rows", "#Share", "Share"),
                body -> counts.entrySet().stream()
                        .limit(MOST_LABELS)
                        .forEach(e -> body.in("tr", row -> {
                            double share = total == 0 ? 0 : (double) e.getValue() / total;
                            row.text("th", e.getKey(), "scope", "row");
                            Grid.number(row, Figures.count(e.getValue()));
                            Grid.number(row, percent(share));
                            row.in("td", cell -> bands(cell, List.of(share)), "class", "wide");
                        })),
                "plain");
        Section.more(section, counts.size(), MOST_LABELS, "labels");
    }

    private static void columns(Markup section, ProfileView profile) {
        section.text("h3", "Columns of the training rows");
        Grid.table(
                section,
                "Columns",
                List.of("Column", "Type", "#Missing", "#Distinct", "Values", "Distribution"),
                body -> profile.columns().stream().limit(MOST_COLUMNS).forEach(c -> column(body, c)),
                "plain");
        Section.more(section, profile.columns().size(), MOST_COLUMNS, "columns");
        section.text(
                "p",
                "Numbers: the line spans the 1st to the 99th percentile, the box the middle half, the tick is the median."
                        + " Categories: shares of the most frequent ones.",
                "class",
                "legend");
    }

    private static void column(Markup body, ColumnView column) {
        long rows = column.count() + column.missing();
        body.in("tr", row -> {
                    row.text("th", String.valueOf(column.name()), "scope", "row");
                    row.text("td", String.valueOf(column.type()), "class", "type");
                    row.text(
                            "td",
                            column.missing() == 0 ? "0" : percent((double) column.missing() / rows),
                            "class",
                            column.missing() == 0 ? "n muted" : "n");
                    Grid.number(row, column.distinct() == null ? "" : Figures.count(column.distinct()));
                    row.text("td", values(column));
                    row.in("td", cell -> distribution(cell, column), "class", "wide");
                })
                .line();
    }

    private static String values(ColumnView column) {
        if (column.min() != null
                && column.max() != null
                && ColumnType.DATE.key().equals(String.valueOf(column.type()))) {
            return day(column.min()) + " to " + day(column.max());
        }
        if (column.min() != null && column.max() != null) {
            return Figures.rounded(column.min()) + " to " + Figures.rounded(column.max())
                    + (column.mean() == null ? "" : ", mean " + Figures.rounded(column.mean()));
        }
        if (column.frequencies() == null) {
            return "";
        }
        String first =
                column.frequencies().keySet().stream().limit(MOST_CATEGORIES).collect(Collectors.joining(" \u00b7 "));
        return column.frequencies().size() > MOST_CATEGORIES ? first + " \u00b7 \u2026" : first;
    }

    /** Of seconds since 1970; a stranger's may be no date. */
    private static String day(double seconds) {
        return Math.abs(seconds) < MOST_SECONDS
                ? LocalDate.ofEpochDay(Math.floorDiv((long) seconds, DAY_SECONDS))
                        .toString()
                : Figures.rounded(seconds);
    }

    private static void distribution(Markup cell, ColumnView column) {
        Map<String, Double> q = column.quantiles();
        if (q != null && q.get("0.01") != null && q.get("0.25") != null && q.get("0.5") != null) {
            double low = q.get("0.01");
            double high = q.getOrDefault("0.99", q.get("0.5"));
            Axis axis = Axis.around("", low, Math.max(low, high));
            new Strip(axis)
                    .band("a soft", low, high, 2)
                    .band("a", q.get("0.25"), q.getOrDefault("0.75", q.get("0.5")), 9)
                    .tick("median", q.get("0.5"))
                    .write(cell);
        } else if (column.frequencies() != null && column.count() > 0) {
            bands(
                    cell,
                    column.frequencies().values().stream()
                            .limit(MOST_BANDS)
                            .map(n -> (double) n / column.count())
                            .toList());
        }
    }

    /** Shares side by side, each fainter than the one before. */
    private static void bands(Markup cell, List<Double> shares) {
        cell.in(
                "svg",
                svg -> {
                    svg.empty(
                            "rect",
                            "class",
                            "trough",
                            "x",
                            "0",
                            "y",
                            "6",
                            "width",
                            number(WIDTH),
                            "height",
                            "10",
                            "rx",
                            "2");
                    double from = 0;
                    for (int i = 0; i < shares.size(); i++) {
                        double width = Math.max(0, Math.min(1 - from, shares.get(i))) * WIDTH;
                        svg.empty(
                                "rect",
                                "class",
                                "band a step-" + i,
                                "x",
                                number(from * WIDTH),
                                "y",
                                "6",
                                "width",
                                number(Math.max(0.5, width - 1)),
                                "height",
                                "10");
                        from = Math.min(1, from + shares.get(i));
                    }
                },
                "class",
                "strip",
                "viewBox",
                "0 0 180 22",
                "aria-hidden",
                "true");
    }

    private static String percent(double share) {
        return Figures.percent(Math.round(share * 1000) / 1000.0);
    }
}
