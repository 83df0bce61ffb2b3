package io.jenkins.plugins.mlpipeline.engine.metric.statistics;

import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Sum;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.WeightSum;
import java.util.Optional;

/**
 * The weighted mean of a number per row and its standard error, as that of a ratio of two sums over independent units (rows, or
 * groups that go together), linearised (Taylor; Cochran 1977, 6.3): with w the weights and m the mean, sqrt(G / (G - 1) sum over
 * the G units of (sum of w (x - m))^2) / sum of w. It is statsmodels' WLS of a constant with {@code cov_type="HC1"}, of groups with
 * {@code cov_type="cluster"}. Student's t has as many degrees of freedom as units tell by the sums of their weights, less one.
 */
public final class RatioEstimator {
    /** {@link Estimate#method()} of rows. */
    public static final String ROWS = "linearised";

    /** {@link Estimate#method()} of groups. */
    public static final String GROUPS = "linearised-clustered";

    private RatioEstimator() {}

    /**
     * The mean.
     *
     * @param sums of weight times number, by unit
     * @param weights sum of weights by unit, more than 0
     * @param method {@link #ROWS} or {@link #GROUPS}
     * @return empty with fewer than two units, or as good as one
     */
    public static Optional<Estimate> of(double[] sums, double[] weights, String method) {
        Sum total = new Sum();
        WeightSum all = new WeightSum();
        for (int unit = 0; unit < sums.length; unit++) {
            total.add(sums[unit]);
            all.add(weights[unit]);
        }
        if (sums.length < 2 || !(all.effective() > 1)) {
            return Optional.empty();
        }
        double mean = total.value() / all.sum();
        Sum squares = new Sum();
        for (int unit = 0; unit < sums.length; unit++) {
            double off = (sums[unit] - weights[unit] * mean) / all.sum();
            squares.add(off * off);
        }
        double variance = squares.value() * sums.length / (sums.length - 1.0);
        return Double.isFinite(mean) && Double.isFinite(variance)
                ? Optional.of(new Estimate(mean, Math.sqrt(variance), all.effective() - 1, method))
                : Optional.empty();
    }
}
