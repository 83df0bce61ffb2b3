package io.jenkins.plugins.mlpipeline.engine.metric.statistics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/** How far the counts of later rows are from those of earlier ones, bin by bin. Both have k bins and at least one row. */
public final class Drift {
    /** The least share that a bin is given in {@link #psi}, so that an empty one does not make it infinite. */
    public static final double FLOOR = 1e-4;

    /** The least expected count of a bin in {@link #chiSquareP}. */
    public static final double LEAST_EXPECTED = 5;

    /** Below it Kolmogorov's distribution is 0 to the last digit of a double, and its series converges slowly. */
    private static final double SURE = 0.18;

    private static final int MOST_TERMS = 40;

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

    /**
     * Pearson's chi-square test of homogeneity: how likely counts that differ so much come of one distribution. Bins in which
     * fewer than {@value #LEAST_EXPECTED} rows of the smaller side are expected are put together (W. Cochran, 1954), and with
     * the emptiest other bin when they are too few even so.
     *
     * @return in [0, 1]; 1 when one bin is left
     */
    public static double chiSquareP(long[] earlier, long[] later) {
        double n = sum(earlier);
        double m = sum(later);
        List<double[]> bins = filled(earlier, later, Math.min(n, m) / (n + m));
        double statistic = 0;
        for (double[] bin : bins) {
            double all = bin[0] + bin[1];
            double e = all * n / (n + m);
            double a = all * m / (n + m);
            statistic += (bin[0] - e) * (bin[0] - e) / e + (bin[1] - a) * (bin[1] - a) / a;
        }
        return bins.size() < 2 ? 1 : ChiSquaredDistribution.of(bins.size() - 1).survivalProbability(statistic);
    }

    private static List<double[]> filled(long[] earlier, long[] later, double share) {
        List<double[]> bins = new ArrayList<>();
        double[] sparse = new double[2];
        for (int i = 0; i < earlier.length; i++) {
            double all = (double) earlier[i] + later[i];
            if (all * share < LEAST_EXPECTED) {
                sparse[0] += earlier[i];
                sparse[1] += later[i];
            } else {
                bins.add(new double[] {earlier[i], later[i]});
            }
        }
        double left = sparse[0] + sparse[1];
        if (left * share >= LEAST_EXPECTED || left > 0 && bins.isEmpty()) {
            bins.add(sparse);
        } else if (left > 0) {
            double[] emptiest = Collections.min(bins, Comparator.comparingDouble(bin -> bin[0] + bin[1]));
            emptiest[0] += sparse[0];
            emptiest[1] += sparse[1];
        }
        return bins;
    }

    /**
     * How likely two samples of one continuous distribution are so far apart, by Kolmogorov's limit (N. Smirnov, 1948): with
     * x = d sqrt(n m / (n + m)), 2 times the sum over k of (-1)^(k-1) exp(-2 k^2 x^2). Ties and bins make it greater than the
     * truth, never less.
     *
     * @param distance see {@link #kolmogorovSmirnov}
     * @param n values of the one sample, at least 1
     * @param m of the other
     * @return in [0, 1]
     */
    public static double kolmogorovSmirnovP(double distance, long n, long m) {
        double x = distance * Math.sqrt((double) n / (n + m) * m);
        if (x < SURE) {
            return 1;
        }
        double sum = 0;
        double term = 1;
        for (int k = 1; k <= MOST_TERMS && term > 0; k++) {
            term = Math.exp(-2.0 * k * k * x * x);
            sum += (k & 1) == 1 ? term : -term;
        }
        return Math.min(1, Math.max(0, 2 * sum));
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
