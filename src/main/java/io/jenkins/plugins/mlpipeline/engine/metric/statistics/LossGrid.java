package io.jenkins.plugins.mlpipeline.engine.metric.statistics;

import java.util.Arrays;

/**
 * Many numbers on few points. A number between two points is shared out to both in such parts that the mean stays what it is:
 * a mean-preserving spread, so that the variance never shrinks. Points are dense where numbers are, and each gap adds about
 * as much to the variance as any other.
 *
 * @param points ascending
 * @param counts of numbers at each point, more than 0
 */
public record LossGrid(double[] points, double[] counts) {
    private static final int HALVINGS = 40;

    /**
     * Puts numbers on points.
     *
     * @param values at least one, finite; sorted by this method
     * @param most points, at least 2
     */
    public static LossGrid of(double[] values, int most) {
        for (int i = 0; i < values.length; i++) {
            // -0.0 and 0.0 are one number.
            values[i] += 0.0;
        }
        Arrays.sort(values);
        int distinct = knots(values, -1, null);
        return distinct <= most ? at(values, distinct, -1) : coarse(values, most);
    }

    private static LossGrid coarse(double[] values, int most) {
        double width = values[values.length - 1] - values[0];
        // Below the first, each number is a point of its own; at the second there are two points.
        double fine = Math.log(Double.MIN_NORMAL);
        double wide = Math.log(Math.max(width, Double.MIN_NORMAL)) * 2 + Math.log(values.length) + 1;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (fine + wide) / 2;
            if (knots(values, Math.exp(middle), null) <= most) {
                wide = middle;
            } else {
                fine = middle;
            }
        }
        double within = Math.exp(wide);
        return at(values, knots(values, within, null), within);
    }

    /**
     * The number of points when no gap may hold more than this much of (rows within) x (width)^2; negative: each number is a
     * point.
     *
     * @param into the points; null to count them alone
     */
    private static int knots(double[] values, double most, double[] into) {
        int found = 0;
        double knot = Double.NaN;
        int first = 0;
        for (int i = 0; i < values.length; i++) {
            boolean last = i == values.length - 1;
            double off = values[i] - knot;
            boolean opens = found == 0;
            if (off == 0) {
                first = i + 1;
            }
            if (!opens && off > 0 && !last) {
                double next = values[i + 1] - knot;
                // The gap may go on as far as it stays small enough with the next number in it.
                opens = most < 0 || (i + 1 - first) * next * next > most;
            }
            if (opens || last && off > 0) {
                if (into != null) {
                    into[found] = values[i];
                }
                found++;
                knot = values[i];
                first = i + 1;
            }
        }
        return found;
    }

    private static LossGrid at(double[] values, int found, double most) {
        double[] points = new double[found];
        knots(values, most, points);
        double[] counts = new double[found];
        int at = 0;
        for (double value : values) {
            while (at + 1 < found && points[at + 1] <= value) {
                at++;
            }
            double above = at + 1 < found ? (value - points[at]) / (points[at + 1] - points[at]) : 0;
            counts[at] += 1 - above;
            if (above > 0) {
                counts[at + 1] += above;
            }
        }
        return new LossGrid(points, counts);
    }
}
