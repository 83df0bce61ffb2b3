package io.jenkins.plugins.mlpipeline.engine.evaluation;

import java.util.List;

/**
 * What a binary model would have cost at other decision thresholds, on the same rows.
 *
 * @param metric the key of the expected cost
 * @param points by descending threshold, thinned to a few hundred, ends kept
 * @param least the point of least cost of all thresholds; of several, the one that flags fewest rows. It was chosen by
 *     looking at these rows, so that other rows will cost more
 */
public record CostCurve(String metric, List<Point> points, Point least) {
    /**
     * One threshold.
     *
     * @param threshold score from which a row is predicted positive; null: no row is
     * @param cost mean cost of a row, at least 0
     */
    public record Point(Double threshold, double cost) {}
}
