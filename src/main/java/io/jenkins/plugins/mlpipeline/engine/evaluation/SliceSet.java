package io.jenkins.plugins.mlpipeline.engine.evaluation;

import java.util.List;
import java.util.Map;

/**
 * Rows divided by one criterion.
 *
 * @param name what gates call it: the columns with commas between, the name of an expression, or {@code files}
 * @param by columns; null for an expression
 * @param bins edges between which a number lies; null where values are taken as they are
 * @param where the expression; null where something else divides
 * @param files what the files are called of which each is a slice; null where something else divides
 * @param slices in the order of their names, numbers by size, files as they were given
 * @param excluded slices that were not evaluated
 */
public record SliceSet(
        String name,
        List<String> by,
        List<Double> bins,
        String where,
        List<String> files,
        List<Slice> slices,
        List<Excluded> excluded) {
    /** Slices that columns or an expression make. */
    public SliceSet(
            String name,
            List<String> by,
            List<Double> bins,
            String where,
            List<Slice> slices,
            List<Excluded> excluded) {
        this(name, by, bins, where, null, slices, excluded);
    }

    public SliceSet {
        if (name == null) {
            throw new IllegalArgumentException("slices have no name");
        }
        slices = slices == null ? List.of() : List.copyOf(slices);
        excluded = excluded == null ? List.of() : List.copyOf(excluded);
    }

    /**
     * The model on some of the rows.
     *
     * @param name for people, unique in its set: {@code sex=female}
     * @param rows rows in it
     * @param metrics by metric key
     * @param statistics what a gate needs for any confidence
     * @param comparisons with other models, by {@code baseline} or {@code dummy}; null without one
     */
    public record Slice(
            String name,
            long rows,
            Map<String, MetricValue> metrics,
            Statistics statistics,
            Map<String, Comparison> comparisons) {
        public Slice {
            if (name == null || metrics == null) {
                throw new IllegalArgumentException("a slice has no name or no metrics");
            }
        }
    }

    /**
     * A slice that was not evaluated.
     *
     * @param rows rows in it
     * @param reason why not, as a sentence fragment
     */
    public record Excluded(String name, long rows, String reason) {
        public Excluded {
            if (name == null || reason == null) {
                throw new IllegalArgumentException("a slice that was not evaluated has no name or no reason");
            }
        }
    }
}
