package io.jenkins.plugins.mlpipeline.engine.foresight;

import java.util.Objects;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Between which values the next one is expected. Middle and spread are the median and the median absolute deviation, so that a
 * value that was wrong does not hide the next one. The factor is a quantile of Student's t with 0.37 (n - 1) degrees of freedom, times
 * the root of 1 + pi / 2n: the efficiency of that spread is 37 % of a standard deviation's, and the median of n values has an error of
 * its own (both for normal values, simulated for n from 8 to 50: never more false alarms than asked for).
 *
 * @param lower below it, a value is not explained
 * @param center the median
 * @param upper above it, a value is not explained
 * @param builds of how many values
 */
public record ControlLimits(double lower, double center, double upper, int builds) {
    /** Fewer say nothing. */
    static final int FEWEST = 8;
    /** More are not looked at: what was long ago explains little. */
    static final int MOST = 30;
    /** How often a value that is like the others may be called unexplained. */
    static final double FALSE_ALARMS = 0.005;

    private static final double EFFICIENCY = 0.37;

    /**
     * For the value that follows.
     *
     * @param before the values before, at least {@link #FEWEST}
     * @param error standard error of the value that follows; null when not known. Where it is greater than those before had, as of a
     *     smaller test set, the limits are wider
     */
    static ControlLimits of(History before, Double error) {
        double[] values = before.values();
        double center = Robust.median(values);
        double spread = Math.hypot(Robust.spread(values), more(before, error));
        double width = factor(values.length) * spread;
        return new ControlLimits(center - width, center, center + width, values.length);
    }

    private static double factor(int n) {
        return TDistribution.of(EFFICIENCY * (n - 1)).inverseSurvivalProbability(FALSE_ALARMS / 2)
                * Math.sqrt(1 + Math.PI / 2 / n);
    }

    /** By how much the error of a value is greater than that of those before, which their spread holds already. */
    private static double more(History before, Double error) {
        double[] errors = before.entries().stream()
                .map(History.Entry::error)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .toArray();
        if (error == null || errors.length < before.size()) {
            return 0;
        }
        double usual = Robust.median(errors);
        return error > usual ? Math.sqrt(error * error - usual * usual) : 0;
    }

    /** Whether a value is not explained. */
    boolean isLeftBy(double value) {
        return value < lower || value > upper;
    }
}
