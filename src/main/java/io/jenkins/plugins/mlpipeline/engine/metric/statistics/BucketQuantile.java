package io.jenkins.plugins.mlpipeline.engine.metric.statistics;

import java.util.List;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * A quantile of values of which only the buckets are known. Its bounds are order statistics, whose ranks are binomial
 * whatever the distribution (David and Nagaraja, Order Statistics, 2003, 7.1); of a rank the bucket is known, so that the
 * lower bound is that bucket's lower edge and the upper bound its upper edge: no shape within a bucket is assumed.
 *
 * @param edges the upper edge of each bucket but the last, which has none; ascending
 * @param counts how many values are in each bucket; one more than edges
 * @param quantile in (0, 1)
 */
public record BucketQuantile(List<Double> edges, List<Long> counts, double quantile) {
    public BucketQuantile {
        edges = List.copyOf(edges);
        counts = List.copyOf(counts);
        if (edges.isEmpty() || counts.size() != edges.size() + 1 || !(quantile > 0 && quantile < 1)) {
            throw new IllegalArgumentException(edges.size() + " edges, " + counts.size() + " buckets, " + quantile);
        }
    }

    /** How many values there are. */
    public int values() {
        return Math.toIntExact(counts.stream().mapToLong(Long::longValue).sum());
    }

    /**
     * The estimate, as Prometheus' {@code histogram_quantile} makes it: linear within its bucket, the last edge for a value
     * beyond it, and 0 as the lower edge of a first bucket that ends above it.
     */
    public double value() {
        double rank = quantile * values();
        double below = 0;
        for (int i = 0; i < edges.size(); i++) {
            double upTo = below + counts.get(i);
            if (upTo >= rank && counts.get(i) > 0) {
                double upper = edges.get(i);
                double lower = i > 0 ? edges.get(i - 1) : Math.min(0, upper);
                return i == 0 && upper <= 0 ? upper : lower + (upper - lower) * (rank - below) / counts.get(i);
            }
            below = upTo;
        }
        return edges.get(edges.size() - 1);
    }

    /** The lower bound; 0, or minus infinity when a bucket ends below 0, where the first bucket is all that is known. */
    public double lower(double confidence) {
        int rank = ranks().inverseCumulativeProbability(1 - confidence);
        int bucket = rank == 0 ? 0 : bucket(rank);
        if (bucket > 0) {
            return edges.get(bucket - 1);
        }
        return edges.get(0) > 0 ? 0 : Double.NEGATIVE_INFINITY;
    }

    /** The upper bound; infinite when it may lie beyond the last edge, or there are too few values for one. */
    public double upper(double confidence) {
        int rank = ranks().inverseSurvivalProbability(1 - confidence) + 1;
        if (rank > values()) {
            return Double.POSITIVE_INFINITY;
        }
        int bucket = bucket(rank);
        return bucket == edges.size() ? Double.POSITIVE_INFINITY : edges.get(bucket);
    }

    private BinomialDistribution ranks() {
        return BinomialDistribution.of(values(), quantile);
    }

    /** The bucket that holds the value of this rank, counted from 1. */
    private int bucket(long rank) {
        long upTo = 0;
        for (int i = 0; i < edges.size(); i++) {
            upTo += counts.get(i);
            if (upTo >= rank) {
                return i;
            }
        }
        return edges.size();
    }
}
