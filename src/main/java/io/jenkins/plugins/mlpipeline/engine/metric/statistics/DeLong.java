package io.jenkins.plugins.mlpipeline.engine.metric.statistics;

import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Sum;
import java.util.Arrays;

/**
 * Variance and covariance of areas under ROC curves on the same rows (DeLong, DeLong and Clarke-Pearson 1988), in n log n:
 * a row's structural component is found from its rank (Sun and Xu 2014), here by counting the other class's scores below
 * it and half of those equal to it.
 */
public final class DeLong {
    /** {@link Estimate#method()} of what is made here. */
    public static final String METHOD = "delong";

    private DeLong() {}

    /**
     * Two areas on the same rows. The variances are 0 where a class has no variation, NaN never: each class needs two rows.
     *
     * @param candidate area of the candidate
     * @param baseline area of the baseline
     * @param candidateVariance variance of the candidate's area
     * @param baselineVariance variance of the baseline's area
     * @param covariance covariance of both
     */
    public record PairedAreas(
            double candidate, double baseline, double candidateVariance, double baselineVariance, double covariance) {

        /** The candidate's area less the baseline's. */
        public Estimate difference() {
            double variance = candidateVariance + baselineVariance - 2 * covariance;
            return new Estimate(
                    candidate - baseline, Math.sqrt(Math.max(variance, 0)), Double.POSITIVE_INFINITY, METHOD);
        }
    }

    /**
     * One area with its standard error.
     *
     * @param positives scores of the positive rows, at least two, in any order; not changed
     * @param negatives scores of the other rows, at least two
     */
    public static Estimate area(double[] positives, double[] negatives) {
        PairedAreas same = areas(positives, negatives, positives, negatives);
        return new Estimate(same.candidate, Math.sqrt(same.candidateVariance), Double.POSITIVE_INFINITY, METHOD);
    }

    /**
     * The areas of two models.
     *
     * @param positives the candidate's scores of the positive rows
     * @param negatives the candidate's scores of the other rows
     * @param baselinePositives the baseline's scores of the same positive rows in the same order
     * @param baselineNegatives the baseline's scores of the same other rows in the same order
     */
    public static PairedAreas areas(
            double[] positives, double[] negatives, double[] baselinePositives, double[] baselineNegatives) {
        if (positives.length < 2 || negatives.length < 2) {
            throw new IllegalArgumentException("a variance needs two rows of each class");
        }
        if (positives.length != baselinePositives.length || negatives.length != baselineNegatives.length) {
            throw new IllegalArgumentException("the models were not asked about the same rows");
        }
        double[] candidate10 = shareBelow(positives, negatives);
        double[] candidate01 = shareBelow(negatives, positives);
        boolean same = positives == baselinePositives && negatives == baselineNegatives;
        double[] baseline10 = same ? candidate10 : shareBelow(baselinePositives, baselineNegatives);
        double[] baseline01 = same ? candidate01 : shareBelow(baselineNegatives, baselinePositives);
        return new PairedAreas(
                mean(candidate10),
                mean(baseline10),
                covariance(candidate10, candidate10) / positives.length
                        + covariance(candidate01, candidate01) / negatives.length,
                covariance(baseline10, baseline10) / positives.length
                        + covariance(baseline01, baseline01) / negatives.length,
                covariance(candidate10, baseline10) / positives.length
                        + covariance(candidate01, baseline01) / negatives.length);
    }

    /** For each score, the share of others that are less, ties counted one half. */
    private static double[] shareBelow(double[] scores, double[] others) {
        double[] sorted = others.clone();
        Arrays.sort(sorted);
        double[] shares = new double[scores.length];
        for (int i = 0; i < scores.length; i++) {
            int below = firstAt(sorted, scores[i], false);
            int notAbove = firstAt(sorted, scores[i], true);
            shares[i] = ((double) below + notAbove) / (2.0 * sorted.length);
        }
        return shares;
    }

    /** The first index whose value is greater than {@code score}, or at least it. */
    private static int firstAt(double[] sorted, double score, boolean greater) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (greater ? sorted[middle] <= score : sorted[middle] < score) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static double mean(double[] values) {
        Sum sum = new Sum();
        for (double value : values) {
            sum.add(value);
        }
        return sum.value() / values.length;
    }

    private static double covariance(double[] left, double[] right) {
        double leftMean = mean(left);
        double rightMean = mean(right);
        Sum sum = new Sum();
        for (int i = 0; i < left.length; i++) {
            sum.add((left[i] - leftMean) * (right[i] - rightMean));
        }
        return sum.value() / (left.length - 1);
    }
}
