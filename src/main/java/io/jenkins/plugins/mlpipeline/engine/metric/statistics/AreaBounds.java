package io.jenkins.plugins.mlpipeline.engine.metric.statistics;

import java.util.Arrays;

/**
 * Bounds of one area under the ROC curve, which stay within 0 and 1.
 *
 * <p>With {@value #FEWEST} rows or more of either label: DeLong's standard error on the scale of the logit, with Student's t; where
 * fewer than {@value #FEWEST_WRONG} rows of the rarer label are worth of misranking, no closer than Newcombe's score bound
 * (2006, method 5), because the standard error of a few rows is no better known than they are. With fewer, Gaffke's bound of the
 * mean placement of each such label, put together with what the other label adds as distances of independent parts are
 * (Zou and Donner 2008).
 */
public final class AreaBounds {
    /** The rows of a label from which a standard error is known. */
    public static final int FEWEST = 50;

    /** The rows' worth of misranking, (1 - area) or area times the rows of the rarer label, from which it is. */
    static final int FEWEST_WRONG = 10;

    /** The method with many rows. */
    public static final String LOGIT = "delong-logit";

    /** The method with many rows that are hardly misranked. */
    public static final String NEWCOMBE = "delong-logit-newcombe";

    /** The method with few rows of a label. */
    public static final String GAFFKE = "gaffke-placements";

    private static final int HALVINGS = 60;

    private AreaBounds() {}

    /**
     * The one-sided lower bound with many rows.
     *
     * @param area with its standard error by DeLong, above 0
     */
    public static double lower(Estimate area, double positives, double negatives, double confidence) {
        return 1 - upper(turned(area), negatives, positives, confidence);
    }

    /** The one-sided upper bound with many rows. */
    public static double upper(Estimate area, double positives, double negatives, double confidence) {
        double a = area.value();
        if (!(a < 1)) {
            return 1;
        }
        double spread = area.quantile(1 - confidence) * area.standardError() / (a * (1 - a));
        double logit = a <= 0 ? 1 : 1 / (1 + (1 - a) / a * Math.exp(-spread));
        return isSharp(a, positives, negatives)
                ? Math.max(logit, newcombeUpper(a, positives, negatives, confidence))
                : logit;
    }

    /** Whether too few rows are misranked for the standard error alone. */
    public static boolean isSharp(double area, double positives, double negatives) {
        return Math.min(area, 1 - area) * Math.min(positives, negatives) < FEWEST_WRONG;
    }

    /** How bounds of such an area are made. */
    public static String method(Estimate area, double positives, double negatives, boolean placed) {
        return placed ? GAFFKE : isSharp(area.value(), positives, negatives) ? NEWCOMBE : LOGIT;
    }

    private static Estimate turned(Estimate area) {
        return new Estimate(1 - area.value(), area.standardError(), area.degreesOfFreedom(), area.method());
    }

    /** The greatest area that the observed one is not too far below, by the variance that it would have itself. */
    static double newcombeUpper(double area, double positives, double negatives, double confidence) {
        double z = Intervals.z(1 - confidence);
        double rest = (positives + negatives) / 2 - 1;
        double low = area;
        double high = 1;
        for (int i = 0; i < HALVINGS; i++) {
            double t = (low + high) / 2;
            double variance =
                    t * (1 - t) * (1 + rest * (1 - t) / (2 - t) + rest * t / (1 + t)) / (positives * negatives);
            if (t - area > z * Math.sqrt(variance)) {
                high = t;
            } else {
                low = t;
            }
        }
        return high;
    }

    /**
     * The one-sided lower bound with few rows of a label.
     *
     * @param area with its standard error by DeLong
     * @param positives placements of the positive rows; null where they are many
     * @param negatives placements of the negative rows; null where they are many
     */
    public static double placedLower(Estimate area, double[] positives, double[] negatives, double confidence) {
        return Math.max(0, area.value() - distance(area, positives, negatives, confidence, false));
    }

    /** The one-sided upper bound with few rows of a label. */
    public static double placedUpper(Estimate area, double[] positives, double[] negatives, double confidence) {
        return Math.min(1, area.value() + distance(area, positives, negatives, confidence, true));
    }

    private static double distance(
            Estimate area, double[] positives, double[] negatives, double confidence, boolean up) {
        double squares = 0;
        double known = 0;
        for (double[] placed : Arrays.asList(positives, negatives)) {
            if (placed != null) {
                double off = offBy(placed, confidence, up);
                squares += off * off;
                known += variance(placed) / placed.length;
            }
        }
        if (positives == null || negatives == null) {
            double rest = Math.max(0, area.standardError() * area.standardError() - known);
            double z = Intervals.z(1 - confidence);
            squares += z * z * rest;
        }
        return Math.sqrt(squares);
    }

    private static double offBy(double[] placed, double confidence, boolean up) {
        double[] points = placed.clone();
        Arrays.sort(points);
        double[] counts = new double[points.length];
        Arrays.fill(counts, 1);
        double mean = Arrays.stream(points).sum() / points.length;
        return up
                ? new Gaffke(points, counts, 1).upper(confidence) - mean
                : Gaffke.turned(points, counts, 0).upper(confidence) + mean;
    }

    /** The variance of single placements. */
    public static double variance(double[] placed) {
        double mean = Arrays.stream(placed).sum() / placed.length;
        double squares = 0;
        for (double share : placed) {
            squares += (share - mean) * (share - mean);
        }
        return squares / (placed.length - 1.0);
    }
}
