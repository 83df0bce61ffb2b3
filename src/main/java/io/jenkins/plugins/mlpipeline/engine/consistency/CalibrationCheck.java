package io.jenkins.plugins.mlpipeline.engine.consistency;

import io.jenkins.plugins.mlpipeline.engine.evaluation.ConfusionMatrix;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Curves.CalibrationBin;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.metric.CountedMetrics;
import io.jenkins.plugins.mlpipeline.engine.metric.Metric;
import java.util.List;
import java.util.Objects;

/**
 * Metrics of probabilities from the bins of the calibration diagram, whose ten bins are those of the calibration error. In a
 * bin the rows for which the prediction holds lose at least what the bin's upper edge loses, and the others at least what its
 * lower edge does.
 */
final class CalibrationCheck {
    private static final String BINS = "its calibration diagram";
    private static final double EDGE = 1e-12;
    private static final double EPSILON = Math.ulp(1.0);

    private CalibrationCheck() {}

    static void check(Evaluation evaluation, Contradictions found) {
        List<CalibrationBin> bins =
                evaluation.curves() == null ? null : evaluation.curves().calibration();
        if (bins == null || bins.isEmpty() || bins.stream().anyMatch(Objects::isNull)) {
            return;
        }
        ConfusionMatrix matrix = evaluation.confusionMatrix();
        long rows = 0;
        double all = 0;
        double hits = 0;
        double error = 0;
        double drift = 0;
        for (CalibrationBin bin : bins) {
            rows += bin.rows();
            all += bin.mass();
            hits += bin.mass() * bin.frequency();
            error += bin.mass() * Math.abs(bin.frequency() - bin.meanScore());
            drift += bin.mass() * (bin.frequency() - bin.meanScore());
            edges(bin, found);
            found.between(
                    "the mean score of the bin from " + bin.lower(),
                    bin.meanScore(),
                    bin.lower() - EDGE,
                    bin.upper() + EDGE,
                    "its edges");
            found.between("the frequency in the bin from " + bin.lower(), bin.frequency(), 0, 1, "its meaning");
        }
        if (evaluation.data().rows() != null) {
            long counted = evaluation.data().rows();
            // Rows that count for nothing may be in no bin.
            found.between(
                    "the number of rows in all bins of the calibration diagram",
                    rows,
                    Part.all(evaluation).isWeighted() ? 0 : counted,
                    counted,
                    "the rows");
        }
        if (rows <= 0) {
            return;
        }
        if (matrix != null && matrix.labels().size() == 2 && evaluation.posLabel() != null) {
            int positive = matrix.labels().indexOf(evaluation.posLabel());
            double positives = new CountedMetrics(matrix, null).sums().trueSum(positive);
            found.same(
                    "the number of positive rows in the calibration diagram",
                    hits,
                    positives,
                    all,
                    "its confusion matrix");
        }
        double exact = error / all;
        double least = Math.abs(drift) / all;
        evaluation
                .metrics()
                .forEach((written, said) -> Part.key(written)
                        .filter(key -> key.metric() == Metric.EXPECTED_CALIBRATION_ERROR && said.value() != null)
                        .ifPresent(key -> {
                            if (key.parameter() == 10) {
                                found.same(written, said.value(), exact, 1, BINS);
                            } else {
                                found.between(written, said.value(), least - EDGE, 1, BINS);
                            }
                        }));
        losses(evaluation, bins, all, found);
    }

    /** The bins are tenths. */
    private static void edges(CalibrationBin bin, Contradictions found) {
        double tenth = Math.rint(bin.lower() * 10);
        found.same("the lower edge of a bin of the calibration diagram", bin.lower(), tenth / 10, 1, "its tenths");
        found.same("the upper edge of the bin from " + bin.lower(), bin.upper(), (tenth + 1) / 10, 1, "its tenths");
    }

    private static void losses(Evaluation evaluation, List<CalibrationBin> bins, double rows, Contradictions found) {
        boolean binary = evaluation.labels() != null && evaluation.labels().size() == 2;
        double[] logs = new double[2];
        double[] squares = new double[2];
        for (CalibrationBin bin : bins) {
            double hits = bin.mass() * bin.frequency();
            double misses = bin.mass() - hits;
            double lower = Math.max(0, bin.lower() - EDGE);
            double upper = Math.min(1, bin.upper() + EDGE);
            // Of several labels, a miss leaves the true one at most what is left, and no more than the greatest has.
            double missed = binary ? 1 - lower : Math.min(1 - lower, upper);
            logs[0] += hits * log(upper) + misses * log(missed);
            logs[1] += hits * log(lower) + misses * (binary ? log(1 - upper) : log(0));
            squares[0] += hits * (1 - upper) * (1 - upper)
                    + misses * (binary ? lower * lower : lower * lower + (1 - missed) * (1 - missed));
            squares[1] += hits * (1 - lower) * (1 - lower) * (binary ? 1 : 2) + misses * (binary ? upper * upper : 2);
        }
        between(evaluation, Metric.LOG_LOSS, logs, rows, found);
        between(evaluation, Metric.BRIER_SCORE_LOSS, squares, rows, found);
    }

    private static void between(
            Evaluation evaluation, Metric metric, double[] bounds, double rows, Contradictions found) {
        Double said = Part.value(evaluation.metrics(), metric);
        if (said != null) {
            found.between(metric.key(), said, bounds[0] / rows - EDGE, bounds[1] / rows + EDGE, BINS);
        }
    }

    private static double log(double probability) {
        return -Math.log(Math.min(Math.max(probability, EPSILON), 1 - EPSILON));
    }
}
