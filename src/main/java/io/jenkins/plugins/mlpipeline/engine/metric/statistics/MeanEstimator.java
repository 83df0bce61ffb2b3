package io.jenkins.plugins.mlpipeline.engine.metric.statistics;

import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Sum;
import java.util.Arrays;

/**
 * The mean of a number per row (a loss, or the difference of two models' losses) and its standard error.
 *
 * <p>Rows on their own: s / sqrt(n), n - 1 degrees of freedom. Rows in groups that go together (a patient, a document):
 * the clustered standard error (Miller, arXiv 2411.00640), sqrt(G / (G - 1) sum over groups of (sum of (d - mean))^2) / n
 * with G - 1 degrees of freedom; the factor G / (G - 1) makes it the former where every group has one row, and is the
 * correction of statsmodels' {@code cov_type="cluster"}. Not for use by two threads.
 */
public final class MeanEstimator {
    /** {@link Estimate#method()} without groups. */
    public static final String T = "t";

    /** {@link Estimate#method()} with groups. */
    public static final String CLUSTERED_T = "clustered-t";

    private final Sum sum = new Sum();
    private final boolean grouped;
    private long[] groupRows = new long[16];
    private Sum[] groupSums = new Sum[16];
    private int groups;
    private long rows;
    private double mean;
    private double squares;

    private MeanEstimator(boolean grouped) {
        this.grouped = grouped;
    }

    /** For rows that are independent of one another. */
    public static MeanEstimator ofRows() {
        return new MeanEstimator(false);
    }

    /** For rows in groups; some 80 bytes a group. */
    public static MeanEstimator ofGroups() {
        return new MeanEstimator(true);
    }

    /** Adds a row that is independent of the others. */
    public void add(double value) {
        requireGrouped(false);
        addValue(value);
    }

    /**
     * Adds a row of a group.
     *
     * @param group 0, 1, ... in the order in which groups were first met
     */
    public void add(double value, int group) {
        requireGrouped(true);
        if (group > groups) {
            throw new IllegalArgumentException("group " + group + " after " + groups);
        }
        if (group == groups) {
            if (groups == groupRows.length) {
                groupRows = Arrays.copyOf(groupRows, groups * 2);
                groupSums = Arrays.copyOf(groupSums, groups * 2);
            }
            groupSums[groups++] = new Sum();
        }
        groupRows[group]++;
        groupSums[group].add(value);
        addValue(value);
    }

    private void requireGrouped(boolean wanted) {
        if (grouped != wanted) {
            throw new IllegalStateException("rows with and without groups");
        }
    }

    private void addValue(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("not a finite number: " + value);
        }
        sum.add(value);
        rows++;
        // Welford's recurrence: no cancellation where the mean is far from 0.
        double off = value - mean;
        mean += off / rows;
        squares += off * (value - mean);
    }

    /**
     * The mean with its standard error.
     *
     * @throws IllegalStateException with fewer than two rows, or two groups
     */
    public Estimate estimate() {
        long units = grouped ? groups : rows;
        if (units < 2) {
            throw new IllegalStateException("a standard error needs two rows (or groups), not " + units);
        }
        double average = sum.value() / rows;
        double variance = grouped ? clusteredVariance(average) : squares / (rows - 1.0) / rows;
        return new Estimate(average, Math.sqrt(variance), units - 1.0, grouped ? CLUSTERED_T : T);
    }

    private double clusteredVariance(double average) {
        Sum between = new Sum();
        for (int group = 0; group < groups; group++) {
            double off = groupSums[group].value() - groupRows[group] * average;
            between.add(off * off);
        }
        return between.value() / rows / rows * groups / (groups - 1.0);
    }
}
