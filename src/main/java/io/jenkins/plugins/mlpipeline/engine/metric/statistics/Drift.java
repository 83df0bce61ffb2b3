package io.jenkins.plugins.mlpipeline.engine.metric.statistics;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/** How far the counts of later rows are from those of earlier ones, bin by bin. Both have k bins and at least one row. */
public final class Drift {
    /** The least share that a bin is given in {@link #psi}, so that an empty one does not make it infinite. */
    public static final double FLOOR = 1e-4;

    private Drift() {}

    /**
     * Population stability index: sum over the bins of (a - e) ln(a / e), with the shares e of the earlier and a of the
     * later rows, each at least {@link #FLOOR} (N. Siddiqi, Credit Risk Scorecards, 2006; the floor is ours).
     *
     * @return at least 0
     */
    public static double psi(long[] earlier, long[] later) {
        double n = sum(earlier);
        double m = sum(later);
        double psi = 0;
        for (int i = 0; i < earlier.length; i++) {
            double e = Math.max(FLOOR, earlier[i] / n);
            double a = Math.max(FLOOR, later[i] / m);
            psi += (a - e) * Math.log(a / e);
        }
        return Math.max(0, psi);
    }

    /**
     * What {@link #psi} exceeds by chance in a share {@code 1 - confidence} of all cases when nothing has changed:
     * (1 / n + 1 / m) times the quantile of chi-square with B - 1 degrees of freedom, B being the bins that are not empty
     * in both (B. Yurdakul, Statistical Properties of Population Stability Index, 2018).
     *
     * @return 0 when there is one bin
     */
    public static double psiCut(long[] earlier, long[] later, double confidence) {
        int bins = 0;
        for (int i = 0; i < earlier.length; i++) {
            bins += earlier[i] + later[i] > 0 ? 1 : 0;
        }
        return bins < 2
                ? 0
                : (1 / sum(earlier) + 1 / sum(later))
                        * ChiSquaredDistribution.of(bins - 1).inverseCumulativeProbability(confidence);
    }

    /**
     * Jensen-Shannon distance with logarithms to the base 2: the square root of the mean of the two divergences from the
     * middle (D. Endres and J. Schindelin, A New Metric for Probability Distributions, 2003).
     *
     * @return in [0, 1]
     */
    public static double jensenShannon(long[] earlier, long[] later) {
        double n = sum(earlier);
        double m = sum(later);
        double twice = 0;
        for (int i = 0; i < earlier.length; i++) {
            double e = earlier[i] / n;
            double a = later[i] / m;
            double middle = (e + a) / 2;
            twice += divergence(e, middle) + divergence(a, middle);
        }
        return Math.sqrt(Math.min(1, Math.max(0, twice / 2 / Math.log(2))));
    }

    /**
     * Kolmogorov-Smirnov distance of two samples that are known by ordered bins: the greatest difference of the cumulative
     * shares at the bins' ends. It is at most the distance of the values themselves, and less by no more than the share of
     * a bin.
     *
     * @return in [0, 1]
     */
    public static double kolmogorovSmirnov(long[] earlier, long[] later) {
        double n = sum(earlier);
        double m = sum(later);
        double greatest = 0;
        long before = 0;
        long after = 0;
        for (int i = 0; i < earlier.length; i++) {
            before += earlier[i];
            after += later[i];
            greatest = Math.max(greatest, Math.abs(before / n - after / m));
        }
        return greatest;
    }

    private static double divergence(double p, double q) {
        return p == 0 ? 0 : p * Math.log(p / q);
    }

    private static double sum(long[] counts) {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }
}
