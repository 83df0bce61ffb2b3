package io.jenkins.plugins.mlpipeline.engine.report;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Curves.CalibrationBin;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.util.List;

/** How often what is predicted with a probability is so. */
final class CalibrationChart {
    private static final double[] DIAGONAL = {0, 1};

    private CalibrationChart() {}

    static void write(Markup figure, Evaluation evaluation, List<CalibrationBin> bins) {
        String error = CurvesSection.value(evaluation, "expected_calibration_error", "expected error ");
        figure.text("figcaption", "Calibration" + error);
        double[] x = bins.stream().mapToDouble(CalibrationBin::meanScore).toArray();
        double[] y = bins.stream().mapToDouble(CalibrationBin::frequency).toArray();
        long most = bins.stream().mapToLong(CalibrationBin::rows).max().orElse(1);
        Plot plot = new Plot(
                "calibration",
                "Calibration",
                "Observed frequency against predicted probability by bin; on the diagonal both agree.",
                Axis.share("predicted probability"),
                Axis.share("observed frequency"));
        plot.line("ref", DIAGONAL, DIAGONAL).line("a thin", x, y);
        for (CalibrationBin bin : bins) {
            // The area of a dot is the number of rows; the smallest can still be seen.
            double radius = Math.max(2.5, 9 * Math.sqrt((double) bin.rows() / Math.max(1, most)));
            plot.dot("a see-through", bin.meanScore(), bin.frequency(), radius);
        }
        plot.write(figure);
        figure.in(
                "p",
                p -> {
                    CurvesSection.key(p, "line ref", "perfectly calibrated");
                    CurvesSection.key(p, "dot a", "a bin; its area is the number of rows");
                },
                "class",
                "legend");
        Grid.folded(
                figure,
                "Values",
                d -> Grid.table(
                        d,
                        "Calibration",
                        List.of("Bin", "#Rows", "#Mean probability", "#Frequency"),
                        body -> bins.forEach(bin -> body.in("tr", row -> {
                            row.text("td", Figures.rounded(bin.lower()) + " \u2013 " + Figures.rounded(bin.upper()));
                            Grid.number(row, Figures.count(bin.rows()));
                            Grid.number(row, Figures.rounded(bin.meanScore()));
                            Grid.number(row, Figures.rounded(bin.frequency()));
                        })),
                        "plain"));
    }
}
