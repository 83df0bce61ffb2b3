package io.jenkins.plugins.mlpipeline.engine.report;

import io.jenkins.plugins.mlpipeline.engine.evaluation.ConfusionMatrix;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Curves;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Curves.Curve;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** ROC, precision and recall, calibration. */
final class CurvesSection {
    private static final int MOST_POINTS = 400;
    private static final int TABLE_ROWS = 21;
    private static final double DOT = 5;
    private static final double[] ENDS = {0, 1};

    private CurvesSection() {}

    static void write(Markup page, ReportInput input) {
        Evaluation evaluation = input.evaluation();
        Curves curves = evaluation.curves();
        if (curves == null || curves.roc() == null && curves.pr() == null && curves.calibration() == null) {
            return;
        }
        Section.CURVES.card(
                page,
                s -> s.in(
                        "div",
                        grid -> {
                            if (usable(curves.roc())) {
                                figure(grid, m -> roc(m, evaluation, thinned(curves.roc())));
                            }
                            if (usable(curves.pr())) {
                                figure(grid, m -> precisionRecall(m, evaluation, thinned(curves.pr())));
                            }
                            if (curves.calibration() != null
                                    && !curves.calibration().isEmpty()) {
                                figure(grid, m -> CalibrationChart.write(m, evaluation, curves.calibration()));
                            }
                        },
                        "class",
                        "figures"));
    }

    static void figure(Markup grid, Consumer<Markup> content) {
        grid.in("figure", content).line();
    }

    private static boolean usable(Curve curve) {
        return curve != null
                && curve.x() != null
                && curve.y() != null
                && curve.x().length > 0
                && curve.x().length == curve.y().length
                && (curve.thresholds() == null || curve.thresholds().length == curve.x().length);
    }

    private static Curve thinned(Curve curve) {
        int[] kept = Grid.spread(curve.x().length, MOST_POINTS);
        return new Curve(
                Arrays.stream(kept).mapToDouble(i -> curve.x()[i]).toArray(),
                Arrays.stream(kept).mapToDouble(i -> curve.y()[i]).toArray(),
                curve.thresholds() == null
                        ? new Double[kept.length]
                        : Arrays.stream(kept)
                                .mapToObj(i -> curve.thresholds()[i])
                                .toArray(Double[]::new));
    }

    private static void roc(Markup figure, Evaluation evaluation, Curve curve) {
        String area = value(evaluation, "roc_auc", "AUC ");
        figure.text("figcaption", "ROC curve" + area);
        Plot plot = new Plot(
                "roc",
                "ROC curve",
                "Share of positives found against share of negatives flagged, over all thresholds" + area + ".",
                Axis.share("false positive rate"),
                Axis.share("true positive rate"));
        plot.area("a", curve.x(), curve.y()).line("ref", ENDS, ENDS).line("a", curve.x(), curve.y());
        Optional<Cells> cells = cells(evaluation);
        cells.ifPresent(c -> plot.dot("a", c.falsePositives() / c.negatives(), c.recall(), DOT));
        plot.write(figure);
        legend(figure, "ref", "chance", cells.isPresent() ? inForce(evaluation) : null);
        values(figure, "ROC curve", "False positive rate", "True positive rate", curve);
    }

    private static void precisionRecall(Markup figure, Evaluation evaluation, Curve curve) {
        String average = value(evaluation, "average_precision", "AP ");
        figure.text("figcaption", "Precision and recall" + average);
        Plot plot = new Plot(
                "pr",
                "Precision and recall",
                "Precision against recall over all thresholds" + average + ".",
                Axis.share("recall"),
                Axis.share("precision"));
        plot.area("a", curve.x(), curve.y());
        Optional<Cells> cells = cells(evaluation);
        cells.ifPresent(c -> {
            double share = c.positives() / (c.positives() + c.negatives());
            plot.line("ref", ENDS, new double[] {share, share});
        });
        plot.line("a", curve.x(), curve.y());
        Optional<Cells> flagging = cells.filter(c -> c.flagged() > 0);
        flagging.ifPresent(c -> plot.dot("a", c.recall(), c.truePositives() / c.flagged(), DOT));
        plot.write(figure);
        legend(
                figure,
                cells.isPresent() ? "ref" : null,
                "share of positives",
                flagging.isPresent() ? inForce(evaluation) : null);
        values(figure, "Precision and recall", "Recall", "Precision", curve);
    }

    private static void values(Markup figure, String caption, String x, String y, Curve curve) {
        Grid.folded(
                figure,
                "Values",
                d -> Grid.table(
                        d,
                        caption,
                        List.of("#" + x, "#" + y, "#Threshold"),
                        body -> {
                            for (int i : Grid.spread(curve.x().length, TABLE_ROWS)) {
                                body.in("tr", row -> {
                                    Grid.number(row, Figures.rounded(curve.x()[i]));
                                    Grid.number(row, Figures.rounded(curve.y()[i]));
                                    Double threshold = curve.thresholds()[i];
                                    Grid.number(row, threshold == null ? "\u2013" : Figures.rounded(threshold));
                                });
                            }
                        },
                        "plain"));
    }

    private static void legend(Markup figure, String reference, String meaning, String dot) {
        figure.in(
                "p",
                p -> {
                    if (reference != null) {
                        key(p, "line " + reference, meaning);
                    }
                    if (dot != null) {
                        key(p, "dot a", dot);
                    }
                },
                "class",
                "legend");
    }

    private static String inForce(Evaluation evaluation) {
        return evaluation.threshold() == null
                ? "as the model decides"
                : "threshold " + Figures.rounded(evaluation.threshold());
    }

    static void key(Markup legend, String style, String text) {
        legend.in("span", k -> k.in("span", i -> {}, "class", "key " + style).text(text));
    }

    /** The value of a metric to follow a title; nothing when there is none. */
    static String value(Evaluation evaluation, String key, String name) {
        MetricValue value =
                evaluation.metrics() == null ? null : evaluation.metrics().get(key);
        return value == null || value.value() == null ? "" : ", " + name + Figures.rounded(value.value());
    }

    private static Optional<Cells> cells(Evaluation evaluation) {
        ConfusionMatrix matrix = evaluation.confusionMatrix();
        OptionalInt index = ConfusionSection.positive(evaluation);
        if (index.isEmpty()) {
            return Optional.empty();
        }
        int positive = index.getAsInt();
        int negative = 1 - positive;
        Cells cells = new Cells(
                cell(matrix, positive, positive),
                cell(matrix, negative, positive),
                cell(matrix, positive, negative),
                cell(matrix, negative, negative));
        return cells.positives() > 0 && cells.negatives() > 0 ? Optional.of(cells) : Optional.empty();
    }

    /** What rows count for; the document may come from anywhere. */
    private static double cell(ConfusionMatrix matrix, int truth, int predicted) {
        boolean weighted = matrix.weights() != null
                && matrix.weights().length > truth
                && matrix.weights()[truth] != null
                && matrix.weights()[truth].length > predicted;
        return weighted ? matrix.weights()[truth][predicted] : matrix.counts()[truth][predicted];
    }

    /** The cells of a confusion matrix of two labels. */
    private record Cells(double truePositives, double falsePositives, double falseNegatives, double trueNegatives) {
        double positives() {
            return truePositives + falseNegatives;
        }

        double negatives() {
            return falsePositives + trueNegatives;
        }

        double flagged() {
            return truePositives + falsePositives;
        }

        double recall() {
            return truePositives / positives();
        }
    }
}
