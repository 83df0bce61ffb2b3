package io.jenkins.plugins.mlpipeline.engine.evaluation;

/**
 * The losses of all rows (or the differences of two models' losses) on at most 2,048 points. A loss between two points is
 * shared out outwards to both, so that the mean stays what it is and no tail becomes lighter; any bound of the mean follows.
 *
 * @param lower no row's loss can be less; null when nothing bounds it
 * @param upper no row's loss can be more, whatever its true label, given the scores or costs of these rows; null when nothing
 *     bounds it
 * @param rarest rows of the label that has fewest; null without labels
 * @param points ascending, finite
 * @param counts of rows at each point, more than 0; their sum is the number of rows
 */
public record Losses(Double lower, Double upper, Long rarest, double[] points, double[] counts) {
    /** The most points that a document holds. */
    public static final int MOST_POINTS = 2048;

    /** How far rounding may put a loss beyond what bounds it, by its size. */
    private static final double ROUNDING = 1e-9;

    public Losses {
        if (points == null || counts == null || points.length != counts.length || points.length == 0) {
            throw new IllegalArgumentException("losses need as many counts as points, at least one");
        }
        if (points.length > MOST_POINTS) {
            throw new IllegalArgumentException("losses on more than " + MOST_POINTS + " points");
        }
        if (rarest != null && rarest < 0) {
            throw new IllegalArgumentException("a number of rows is negative");
        }
        for (int i = 0; i < points.length; i++) {
            boolean ascends = i == 0 || points[i - 1] < points[i];
            if (!Double.isFinite(points[i]) || !ascends || !(counts[i] > 0) || !Double.isFinite(counts[i])) {
                throw new IllegalArgumentException(
                        "points of losses are finite and ascending, and their counts positive");
            }
        }
        double size = ROUNDING * Math.max(Math.abs(points[0]), Math.abs(points[points.length - 1]));
        if (lower != null && !(lower <= points[0] + size)
                || upper != null && !(upper >= points[points.length - 1] - size)) {
            throw new IllegalArgumentException("a loss is beyond what bounds it");
        }
    }

    /** The greatest loss of a row. */
    public double greatest() {
        return points[points.length - 1];
    }

    /** Rows, as their shares add up. */
    public double rows() {
        double sum = 0;
        for (double count : counts) {
            sum += count;
        }
        return sum;
    }
}
