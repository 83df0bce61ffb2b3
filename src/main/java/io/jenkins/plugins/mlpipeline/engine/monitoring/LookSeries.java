package io.jenkins.plugins.mlpipeline.engine.monitoring;

import io.jenkins.plugins.mlpipeline.engine.check.BinnedCounts;
import io.jenkins.plugins.mlpipeline.engine.check.ColumnBins;

/**
 * Something that is counted at each look and compared with what it was.
 *
 * @param kind what it is
 * @param name its own name
 * @param now rows by bin at this look
 * @param base rows by bin of the reference; null when the first looks are the reference
 * @param baseName what the reference is, as people call it; null without one
 * @param comparing puts two counts beside one another, the earlier first
 */
record LookSeries(Kind kind, String name, long[] now, long[] base, String baseName, Comparing comparing) {
    /** Puts two counts beside one another. */
    @FunctionalInterface
    interface Comparing {
        /** The earlier and the later rows by bin. */
        BinnedCounts compare(long[] earlier, long[] later);
    }

    /** What is counted. */
    enum Kind {
        /** A column that the model takes. */
        INPUT("input"),
        /** What the model answers. */
        PREDICTION("prediction"),
        /** A histogram that the server keeps. */
        HISTOGRAM("histogram");

        private final String key;

        Kind(String key) {
            this.key = key;
        }

        String key() {
            return key;
        }
    }

    /** A column that the model takes, beside the rows that it learnt from. */
    static LookSeries input(ColumnBins bins, long[] now) {
        return new LookSeries(Kind.INPUT, bins.name(), now, bins.training(), "training", bins::compare);
    }

    /** Counts in bins without an order. */
    static LookSeries labels(long[] now, long[] base, String baseName) {
        return new LookSeries(
                Kind.PREDICTION, "label", now, base, baseName, (e, a) -> new BinnedCounts("label", e, a, null, null));
    }

    /** Counts in bins with an order. */
    static LookSeries ordered(Kind kind, String name, long[] now, long[] base, String baseName) {
        return new LookSeries(kind, name, now, base, baseName, (e, a) -> new BinnedCounts(name, e, a, e, a));
    }

    /** Predicted numbers, in the bins of those that were learnt from. */
    static LookSeries numbers(ColumnBins bins, long[] now) {
        return new LookSeries(Kind.PREDICTION, "number", now, null, null, bins::compare);
    }

    /** What the ledger calls it: unlike any other. */
    String id() {
        return kind.key() + " " + name;
    }

    static long[] sum(Iterable<long[]> counts, int size) {
        long[] sum = new long[size];
        for (long[] one : counts) {
            for (int i = 0; i < size; i++) {
                sum[i] += one[i];
            }
        }
        return sum;
    }
}
