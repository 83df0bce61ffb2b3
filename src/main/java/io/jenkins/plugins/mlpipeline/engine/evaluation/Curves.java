package io.jenkins.plugins.mlpipeline.engine.evaluation;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;

/**
 * Curves for the report; each is null where it is not defined.
 *
 * @param roc false positive rate (x) against true positive rate (y), binary
 * @param pr recall (x) against precision (y), binary
 * @param calibration mean predicted probability against observed frequency by bin
 * @param cost expected cost by decision threshold, binary
 */
public record Curves(Curve roc, Curve pr, List<CalibrationBin> calibration, List<CostCurve> cost) {
    /** Curves without costs. */
    public Curves(Curve roc, Curve pr, List<CalibrationBin> calibration) {
        this(roc, pr, calibration, null);
    }

    /** These curves and those of costs. */
    public Curves with(List<CostCurve> costs) {
        return new Curves(roc, pr, calibration, costs);
    }

    /**
     * A curve of at most a few hundred points (thinned, ends kept).
     *
     * @param x abscissas in ascending order, in [0, 1]
     * @param y ordinates in [0, 1], as many as {@code x}
     * @param thresholds score from which a row counts as positive, as many as {@code x}; null at points that stand for
     *     "no row"
     */
    public record Curve(
            double[] x,
            double[] y,
            @JsonSetter(contentNulls = Nulls.SET) Double[] thresholds) {}

    /**
     * One bin of the calibration diagram.
     *
     * @param lower lower edge of the bin, in [0, 1)
     * @param upper upper edge of the bin, in (0, 1]
     * @param rows rows in the bin
     * @param meanScore mean of the predicted probability
     * @param frequency share of rows for which the prediction holds
     * @param weight what the rows count for; null where each counts the same
     */
    public record CalibrationBin(
            double lower, double upper, long rows, double meanScore, double frequency, Double weight) {
        /** Of rows that count the same. */
        public CalibrationBin(double lower, double upper, long rows, double meanScore, double frequency) {
            this(lower, upper, rows, meanScore, frequency, null);
        }

        /** What the rows count for. */
        public double mass() {
            return weight == null ? rows : weight;
        }
    }
}
