package io.jenkins.plugins.mlpipeline.engine.report;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.ThresholdRow;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** What other decision thresholds would have given. */
final class ThresholdSection {
    private static final int MOST = 100;

    private ThresholdSection() {}

    static void write(Markup page, ReportInput input) {
        Evaluation evaluation = input.evaluation();
        List<ThresholdRow> rows = evaluation.thresholds();
        if (rows == null || rows.isEmpty()) {
            return;
        }
        Section.THRESHOLDS.card(page, s -> {
            s.text(
                    "p",
                    "A row is predicted positive from the threshold on. Choosing a threshold by this table turns these"
                            + " rows into tuning data: judge the choice on other rows.",
                    "class",
                    "muted");
            s.in(
                    "div",
                    grid -> {
                        CurvesSection.figure(grid, figure -> chart(figure, evaluation, rows));
                        grid.in("div", d -> table(d, evaluation, rows));
                    },
                    "class",
                    "beside");
            CostChart.write(s, evaluation);
        });
    }

    private static void chart(Markup figure, Evaluation evaluation, List<ThresholdRow> rows) {
        Axis axis = Axis.around(
                "threshold", rows.get(0).threshold(), rows.get(rows.size() - 1).threshold());
        Axis x = axis.from() >= -0.1 && axis.to() <= 1.1 ? Axis.share("threshold") : axis;
        Plot plot = new Plot(
                "threshold-chart",
                "Precision, recall and F1 by threshold",
                "How precision, recall, F1 and the share of flagged rows change with the threshold; the table has the"
                        + " values.",
                x,
                Axis.share("share"));
        line(plot, "a", rows, ThresholdRow::precision);
        line(plot, "b", rows, ThresholdRow::recall);
        line(plot, "c", rows, ThresholdRow::f1);
        line(plot, "d", rows, ThresholdRow::flagRate);
        if (evaluation.threshold() != null) {
            plot.mark(evaluation.threshold());
        }
        plot.write(figure);
        figure.in(
                "p",
                p -> {
                    CurvesSection.key(p, "line a", "precision");
                    CurvesSection.key(p, "line b", "recall");
                    CurvesSection.key(p, "line c", "F1");
                    CurvesSection.key(p, "line d", "rows flagged");
                },
                "class",
                "legend");
    }

    private static void line(Plot plot, String style, List<ThresholdRow> rows, Function<ThresholdRow, Double> value) {
        List<ThresholdRow> known =
                rows.stream().filter(r -> value.apply(r) != null).toList();
        plot.line(
                style,
                known.stream().mapToDouble(ThresholdRow::threshold).toArray(),
                known.stream().mapToDouble(value::apply).toArray());
    }

    private static void table(Markup section, Evaluation evaluation, List<ThresholdRow> rows) {
        Grid.table(
                section,
                "Values at decision thresholds",
                List.of("#Threshold", "#Precision", "#Recall", "#F1", "#Flagged", "#True pos.", "#False pos."),
                body -> {
                    for (int i : Grid.spread(rows.size(), MOST)) {
                        row(body, rows.get(i), evaluation.threshold());
                    }
                },
                "plain dense");
    }

    private static void row(Markup body, ThresholdRow row, Double current) {
        boolean now = current != null && Double.compare(current, row.threshold()) == 0;
        body.in(
                "tr",
                cells -> {
                    Grid.number(cells, Figures.rounded(row.threshold()) + (now ? " (in force)" : ""));
                    Grid.number(cells, share(row.precision()));
                    Grid.number(cells, share(row.recall()));
                    Grid.number(cells, share(row.f1()));
                    Grid.number(cells, Figures.percent(Math.round(row.flagRate() * 1000) / 1000.0));
                    Grid.number(cells, Figures.count(row.truePositives()));
                    Grid.number(cells, Figures.count(row.falsePositives()));
                },
                "class",
                now ? "current" : null);
    }

    private static String share(Double value) {
        return value == null ? "\u2013" : String.format(Locale.ROOT, "%.3f", value);
    }
}
