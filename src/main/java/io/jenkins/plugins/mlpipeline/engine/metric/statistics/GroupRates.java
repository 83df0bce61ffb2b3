package io.jenkins.plugins.mlpipeline.engine.metric.statistics;

import java.util.Arrays;

/**
 * Bounds of how far the rates of independent groups are apart. Two rates' difference is bounded by the distances of each rate's own
 * bounds (Newcombe 1998, Statistics in Medicine 17, 873-890), their ratio likewise (Donner and Zou 2012, Statistical Methods in
 * Medical Research 21, 347-359), here of Clopper and Pearson's bounds, which hold for groups of five rows too, where Wilson's err in
 * 8 % instead of 5. That the greatest and the least rate are at most so far apart is what holds for every pair; that they are
 * further apart is shown by any pair, so that the error is shared among them (Bonferroni).
 */
public final class GroupRates {
    /** How such bounds are made. */
    public static final String METHOD = "clopper-pearson-of-groups";

    private final long[] parts;
    private final long[] wholes;

    /**
     * @param parts rows of each group that count; at least two groups
     * @param wholes rows of each group, at least one
     */
    public GroupRates(long[] parts, long[] wholes) {
        if (parts.length < 2
                || parts.length != wholes.length
                || Arrays.stream(wholes).anyMatch(n -> n < 1)) {
            throw new IllegalArgumentException("rates of " + Arrays.toString(parts) + " of " + Arrays.toString(wholes));
        }
        this.parts = parts.clone();
        this.wholes = wholes.clone();
    }

    /** What two groups say of each other at a tail probability. */
    private interface Pair {
        double bound(double one, double oneLimit, double other, double otherLimit);
    }

    /** The one-sided upper bound of the greatest rate less the least. */
    public double differenceUpper(double confidence) {
        return Math.min(1, greatest(1 - confidence, 1, (p, high, q, low) -> p - q + Math.hypot(high - p, q - low)));
    }

    /**
     * The one-sided lower bound of it, at least 0.
     *
     * @param looks how many such questions share the error
     */
    public double differenceLower(double confidence, int looks) {
        double tail = (1 - confidence) / looks / pairs();
        return Math.max(0, greatest(tail, -1, (p, low, q, high) -> p - q - Math.hypot(p - low, high - q)));
    }

    /** The one-sided lower bound of the least rate by the greatest, which is not to be 0. */
    public double ratioLower(double confidence) {
        return -greatest(1 - confidence, -1, (p, low, q, high) -> -lower(p, low, q, high));
    }

    /** The one-sided upper bound of it, at most 1; see {@link #differenceLower}. */
    public double ratioUpper(double confidence, int looks) {
        double tail = (1 - confidence) / looks / pairs();
        return Math.min(1, -greatest(tail, 1, (p, high, q, low) -> -upper(p, high, q, low)));
    }

    private int pairs() {
        return parts.length * (parts.length - 1);
    }

    /** The greatest of what pairs say. One of a pair has its limit on this side, the other on the other side. */
    private double greatest(double tail, int side, Pair pair) {
        double[] ones = limits(tail, side);
        double[] others = limits(tail, -side);
        double greatest = Double.NEGATIVE_INFINITY;
        for (int one = 0; one < parts.length; one++) {
            for (int other = 0; other < parts.length; other++) {
                if (one != other) {
                    greatest = Math.max(greatest, pair.bound(rate(one), ones[one], rate(other), others[other]));
                }
            }
        }
        return greatest;
    }

    private double rate(int group) {
        return (double) parts[group] / wholes[group];
    }

    private double[] limits(double tail, int side) {
        double[] limits = new double[parts.length];
        for (int group = 0; group < limits.length; group++) {
            limits[group] = side < 0
                    ? Intervals.exactLower(parts[group], wholes[group], 1 - tail)
                    : Intervals.exactUpper(parts[group], wholes[group], 1 - tail);
        }
        return limits;
    }

    /** Of p / q, from p's lower and q's upper bound. */
    private static double lower(double p, double low, double q, double high) {
        double own = low * (2 * p - low);
        double product = p * q;
        return own <= 0 ? 0 : own / (product + Math.sqrt(Math.max(0, product * product - own * high * (2 * q - high))));
    }

    /** Of p / q, from p's upper and q's lower bound; infinite where q may be 0. */
    private static double upper(double p, double high, double q, double low) {
        double other = low * (2 * q - low);
        double product = p * q;
        return other <= 0
                ? Double.POSITIVE_INFINITY
                : (product + Math.sqrt(Math.max(0, product * product - high * (2 * p - high) * other))) / other;
    }
}
