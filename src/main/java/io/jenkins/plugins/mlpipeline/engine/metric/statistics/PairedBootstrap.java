package io.jenkins.plugins.mlpipeline.engine.metric.statistics;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Bootstrap of a metric of one model, or of the difference of two models' metric, over the same drawn rows (or groups of
 * rows): the percentile interval of Efron. A drawn sample that leaves the metric undefined, as one without a class does, is
 * counted and left out, never replaced.
 *
 * @param replicates the defined values, ascending
 * @param undefined drawn samples without a value
 * @param seed that the samples were drawn with
 */
public record PairedBootstrap(double[] replicates, int undefined, long seed) {
    /** {@link Interval#method()} of what is made here. */
    public static final String METHOD = "bootstrap-percentile";

    /** The replicates that are drawn unless told otherwise. */
    public static final int REPLICATES = 2000;

    /** More samples without a value than this share make the others a selection. */
    public static final double MOST_UNDEFINED = 0.05;

    /**
     * Draws samples of rows.
     *
     * @param rows n; each sample draws n rows with replacement
     * @param count how many samples
     * @param seed of the draws
     * @param value of a sample: gets how often each row was drawn, and answers NaN where it is undefined. For a
     *     comparison, the difference of two models on that sample
     */
    public static PairedBootstrap overRows(int rows, int count, long seed, ToDoubleFunction<int[]> value) {
        int[] own = new int[rows];
        Arrays.setAll(own, row -> row);
        return overGroups(own, rows, count, seed, value);
    }

    /**
     * Draws samples of groups, each with all of its rows.
     *
     * @param groupOf the group (0 ... groups - 1) of each row
     * @param groups g; each sample draws g groups with replacement
     */
    public static PairedBootstrap overGroups(
            int[] groupOf, int groups, int count, long seed, ToDoubleFunction<int[]> value) {
        return overGroups(groupOf, groups, count, seed, List.of(value)).get(0);
    }

    /** As the other, for several metrics on the same samples; one answer each. */
    public static List<PairedBootstrap> overGroups(
            int[] groupOf, int groups, int count, long seed, List<ToDoubleFunction<int[]>> metrics) {
        SplitMix64 random = new SplitMix64(seed);
        double[][] values = new double[metrics.size()][count];
        int[] defined = new int[metrics.size()];
        int[] drawn = new int[groups];
        int[] weights = new int[groupOf.length];
        for (int sample = 0; sample < count; sample++) {
            Arrays.fill(drawn, 0);
            for (int i = 0; i < groups; i++) {
                drawn[random.nextIndex(groups)]++;
            }
            for (int row = 0; row < weights.length; row++) {
                weights[row] = drawn[groupOf[row]];
            }
            for (int metric = 0; metric < values.length; metric++) {
                double replicate = metrics.get(metric).applyAsDouble(weights);
                if (Double.isFinite(replicate)) {
                    values[metric][defined[metric]++] = replicate;
                }
            }
        }
        List<PairedBootstrap> all = new ArrayList<>();
        for (int metric = 0; metric < values.length; metric++) {
            double[] replicates = Arrays.copyOf(values[metric], defined[metric]);
            Arrays.sort(replicates);
            all.add(new PairedBootstrap(replicates, count - defined[metric], seed));
        }
        return all;
    }

    /**
     * The two-sided percentile interval.
     *
     * @throws IllegalStateException when no sample has a value
     */
    public Interval interval(double confidence) {
        double tail = (1 - confidence) / 2;
        return new Interval(quantile(tail), quantile(1 - tail), confidence, METHOD);
    }

    /** The one-sided lower bound. */
    public double lower(double confidence) {
        return quantile(1 - confidence);
    }

    /** The one-sided upper bound. */
    public double upper(double confidence) {
        return quantile(confidence);
    }

    /** Whether all replicates are equal: such an interval says nothing and never passes a gate. */
    public boolean hasZeroWidth() {
        return replicates.length == 0 || replicates[0] >= replicates[replicates.length - 1];
    }

    /** Linear interpolation of order statistics (Hyndman and Fan's type 7, numpy's default). */
    double quantile(double share) {
        if (replicates.length == 0) {
            throw new IllegalStateException("none of " + undefined + " samples has a value");
        }
        double at = share * (replicates.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(below + 1, replicates.length - 1);
        return replicates[below] + (at - below) * (replicates[above] - replicates[below]);
    }
}
