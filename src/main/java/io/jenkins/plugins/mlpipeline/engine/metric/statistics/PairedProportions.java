package io.jenkins.plugins.mlpipeline.engine.metric.statistics;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Interval;

/**
 * Two models on the same rows, by whether each is right: the 2 x 2 table of a paired comparison of proportions.
 *
 * @param bothRight rows that both get right
 * @param onlyCandidate rows that only the candidate gets right (b; flips wrong to right)
 * @param onlyBaseline rows that only the baseline gets right (c; flips right to wrong)
 * @param bothWrong rows that neither gets right
 */
public record PairedProportions(long bothRight, long onlyCandidate, long onlyBaseline, long bothWrong) {
    /** {@link Interval#method()} of {@link #interval}. */
    public static final String NEWCOMBE = "newcombe-10";

    public PairedProportions {
        if (bothRight < 0 || onlyCandidate < 0 || onlyBaseline < 0 || bothWrong < 0) {
            throw new IllegalArgumentException("a count is negative");
        }
        if (bothRight + onlyCandidate + onlyBaseline + bothWrong == 0) {
            throw new IllegalArgumentException("no rows");
        }
    }

    /** Rows compared. */
    public long rows() {
        return bothRight + onlyCandidate + onlyBaseline + bothWrong;
    }

    /** The candidate's proportion less the baseline's: (b - c) / n. */
    public double difference() {
        return (double) (onlyCandidate - onlyBaseline) / rows();
    }

    /** The two-sided interval of the difference by method 10 of Newcombe (Statistics in Medicine 17, 1998, 2635-2650). */
    public Interval interval(double confidence) {
        double tail = (1 - confidence) / 2;
        return new Interval(limit(tail, true), limit(tail, false), confidence, NEWCOMBE);
    }

    /** The one-sided lower bound of the difference by the same method. */
    public double lower(double confidence) {
        return limit(1 - confidence, true);
    }

    /** The one-sided upper bound of the difference by the same method. */
    public double upper(double confidence) {
        return limit(1 - confidence, false);
    }

    /**
     * The standard error of the difference with half a row added to each cell (Agresti and Min 2005), so that it is not 0
     * where no row is discordant; for planning, not for intervals.
     */
    public double planningStandardError() {
        double b = onlyCandidate + 0.5;
        double c = onlyBaseline + 0.5;
        double n = rows() + 2.0;
        return Math.sqrt(b + c - (b - c) * (b - c) / n) / n;
    }

    private double limit(double tail, boolean lower) {
        long n = rows();
        long candidate = bothRight + onlyCandidate;
        long baseline = bothRight + onlyBaseline;
        double p1 = (double) candidate / n;
        double p2 = (double) baseline / n;
        // Distances of the limits of each proportion, taken alone, towards the limit that is asked for.
        int side = lower ? -1 : 1;
        double first = side * (Intervals.wilsonLimit(candidate, n, tail, side) - p1);
        double second = side * (p2 - Intervals.wilsonLimit(baseline, n, tail, -side));
        double spread = Math.sqrt(Math.max(0, first * first - 2 * correlation() * first * second + second * second));
        return difference() + side * spread;
    }

    /** The phi coefficient, with a continuity correction where it is positive: what makes this method 10 of Newcombe's. */
    private double correlation() {
        double n = rows();
        double right1 = (double) bothRight + onlyCandidate;
        double right2 = (double) bothRight + onlyBaseline;
        double product = right1 * (n - right1) * right2 * (n - right2);
        if (product == 0) {
            return 0;
        }
        double above = (double) bothRight * bothWrong - (double) onlyCandidate * onlyBaseline;
        return (above > 0 ? Math.max(above - n / 2, 0) : above) / Math.sqrt(product);
    }
}
