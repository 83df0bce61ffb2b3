package io.jenkins.plugins.mlpipeline.engine.metric.outcomes;

import io.jenkins.plugins.mlpipeline.engine.RadixSort;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Placements;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.DeLong;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Estimate;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * The scores of the positive and of the other rows, each sorted ascending: 8 bytes a row (and 16 more while they
 * are sorted), and all that curves and areas need.
 */
public final class Ranking implements RankedRows {
    private final double[] positives;
    private final double[] negatives;

    /** Takes both arrays over and sorts them. */
    Ranking(double[] positives, double[] negatives) {
        this.positives = positives;
        this.negatives = negatives;
        RadixSort.sort(positives);
        RadixSort.sort(negatives);
    }

    /** Ranks the rows of binary outcomes that have a positive label and scores. */
    static Ranking of(ClassificationOutcomes outcomes) {
        int positive = outcomes.positive();
        int count = Math.toIntExact(outcomes.confusion().trueSum(positive));
        double[] positives = new double[count];
        double[] negatives = new double[outcomes.rows() - count];
        int p = 0;
        int n = 0;
        for (int row = 0; row < outcomes.rows(); row++) {
            double score = outcomes.score(row, positive);
            if (outcomes.truth(row) == positive) {
                positives[p++] = score;
            } else {
                negatives[n++] = score;
            }
        }
        return new Ranking(positives, negatives);
    }

    public int positives() {
        return positives.length;
    }

    public int negatives() {
        return negatives.length;
    }

    @Override
    public double positiveSum() {
        return positives.length;
    }

    @Override
    public double negativeSum() {
        return negatives.length;
    }

    @Override
    public double positiveSumFrom(double threshold) {
        return positivesFrom(threshold);
    }

    @Override
    public double negativeSumFrom(double threshold) {
        return negativesFrom(threshold);
    }

    @Override
    public void sweepSums(SumVisitor visitor) {
        sweep(visitor::visit);
    }

    /** Positive rows with at least that score. */
    int positivesFrom(double threshold) {
        return positives.length - firstFrom(positives, threshold);
    }

    /** Other rows with at least that score. */
    int negativesFrom(double threshold) {
        return negatives.length - firstFrom(negatives, threshold);
    }

    /** By Mann and Whitney. */
    @Override
    public double area() {
        return doubledWins(positives, negatives) / (2.0 * positives.length * negatives.length);
    }

    /**
     * By DeLong (1988), in one more pass over the sorted scores and without memory; empty where a class has fewer than two
     * rows.
     */
    @Override
    public Optional<Estimate> areaEstimate() {
        if (positives.length < 2 || negatives.length < 2) {
            return Optional.empty();
        }
        double area = area();
        double variance = squaredOff(positives, negatives, area) / (positives.length - 1.0) / positives.length
                + squaredOff(negatives, positives, 1 - area) / (negatives.length - 1.0) / negatives.length;
        return Optional.of(new Estimate(area, Math.sqrt(variance), Double.POSITIVE_INFINITY, DeLong.METHOD));
    }

    /** Where the rows of each label stand among the others, of a label with fewer rows than that. */
    public Placements placements(int few) {
        return new Placements(
                positives.length < few ? placements(positives, negatives, false) : null,
                negatives.length < few ? placements(negatives, positives, true) : null);
    }

    /** @param above the share of others that are ranked above, in place of below */
    private static double[] placements(double[] scores, double[] others, boolean above) {
        double[] shares = new double[scores.length];
        int[] next = {0};
        forEachRank(scores, others, doubledRank -> {
            double below = doubledRank / (2.0 * others.length);
            shares[next[0]++] = above ? 1 - below : below;
        });
        return shares;
    }

    /** The sum over the scores of (share of others below, ties one half, less the mean)^2. */
    private static double squaredOff(double[] scores, double[] others, double mean) {
        Sum sum = new Sum();
        forEachRank(scores, others, doubledRank -> {
            double off = doubledRank / (2.0 * others.length) - mean;
            sum.add(off * off);
        });
        return sum.value();
    }

    @Override
    public double averagePrecision() {
        Sum sum = new Sum();
        long[] before = {0};
        sweep((score, tp, fp) -> {
            if (tp > before[0]) {
                sum.add((double) (tp - before[0]) * tp / ((double) tp + fp));
                before[0] = tp;
            }
        });
        return sum.value() / positives.length;
    }

    /** Visits every distinct score, greatest first, with the rows that have at least that score. */
    void sweep(Visitor visitor) {
        int p = positives.length;
        int n = negatives.length;
        while (p > 0 || n > 0) {
            double score = p == 0
                    ? negatives[n - 1]
                    : n == 0 ? positives[p - 1] : Math.max(positives[p - 1], negatives[n - 1]);
            while (p > 0 && positives[p - 1] >= score) {
                p--;
            }
            while (n > 0 && negatives[n - 1] >= score) {
                n--;
            }
            visitor.visit(score, positives.length - p, negatives.length - n);
        }
    }

    /** One step of a sweep. */
    @FunctionalInterface
    interface Visitor {
        /**
         * @param score the score
         * @param tp positive rows with at least that score
         * @param fp other rows with at least that score
         */
        void visit(double score, int tp, int fp);
    }

    /**
     * Twice the number of pairs in which the winner's score is greater, ties counted once.
     *
     * @param winners sorted ascending
     * @param losers sorted ascending
     */
    static long doubledWins(double[] winners, double[] losers) {
        long[] doubled = {0};
        forEachRank(winners, losers, doubledRank -> doubled[0] += doubledRank);
        return doubled[0];
    }

    /** For each score, the number of others that are less, and once more the number that are not greater. */
    private static void forEachRank(double[] scores, double[] others, LongConsumer consumer) {
        int below = 0;
        int notAbove = 0;
        for (double score : scores) {
            while (below < others.length && others[below] < score) {
                below++;
            }
            while (notAbove < others.length && others[notAbove] <= score) {
                notAbove++;
            }
            consumer.accept((long) below + notAbove);
        }
    }

    /** The first index whose value is at least the threshold. */
    private static int firstFrom(double[] ascending, double threshold) {
        int low = 0;
        int high = ascending.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ascending[middle] < threshold) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
