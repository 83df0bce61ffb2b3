package io.jenkins.plugins.mlpipeline.engine.monitoring;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.time.Instant;
import java.util.List;

/**
 * The document {@code watch.json}, schema version 1: the looks at one model that were made, so that chance is told from change
 * over all of them.
 *
 * @param schemaVersion 1
 * @param model {@code sha256:<hex>} of the model
 * @param histogram the Prometheus histogram that is looked at; null where rows are
 * @param edges the upper edges of its buckets, ascending, without the last; null where rows are looked at
 * @param looks in the order of time
 */
public record WatchState(int schemaVersion, String model, String histogram, List<Double> edges, List<PastLook> looks) {
    /** The schema version that this code writes and reads. */
    public static final int SCHEMA_VERSION = 1;

    /** More looks are forgotten, the oldest first. */
    static final int MOST_LOOKS = 500;

    private static final int MOST_EDGES = 1000;
    private static final String NEW_WATCH = ". Name another file with --state; in a pipeline, give mlWatch another id.";

    public WatchState {
        if (schemaVersion != SCHEMA_VERSION) {
            throw new IllegalArgumentException("the state of a watch has schema version " + schemaVersion
                    + "; this version reads " + SCHEMA_VERSION);
        }
        if (!Digest.isDigest(model)) {
            throw new IllegalArgumentException("the state of a watch names its model by sha256");
        }
        if (looks == null || looks.size() > 2 * MOST_LOOKS) {
            throw new IllegalArgumentException("the state of a watch has at most " + 2 * MOST_LOOKS + " looks");
        }
        looks = List.copyOf(looks);
        for (int i = 1; i < looks.size(); i++) {
            if (!looks.get(i - 1).instant().isBefore(looks.get(i).instant())) {
                throw new IllegalArgumentException("the looks of a watch are in the order of time");
            }
        }
        if (edges != null && edges.size() > MOST_EDGES) {
            throw new IllegalArgumentException("a histogram has at most " + MOST_EDGES + " buckets");
        }
        edges = edges == null ? null : List.copyOf(edges);
    }

    /** A watch that begins. */
    public static WatchState begin(String model) {
        return new WatchState(SCHEMA_VERSION, model, null, null, List.of());
    }

    /** The last look's time; null before the first. */
    public Instant last() {
        return looks.isEmpty() ? null : looks.get(looks.size() - 1).instant();
    }

    /**
     * The same watch of a histogram.
     *
     * @param buckets the upper edges, ascending, without the last
     * @throws UserError when something else was looked at, or its buckets are others now
     */
    public WatchState of(String name, List<Double> buckets) {
        if (!looks.isEmpty() && (!name.equals(histogram) || !buckets.equals(edges))) {
            throw new UserError("the state holds looks at "
                    + (histogram == null ? "rows" : name.equals(histogram) ? "other buckets of " + name : histogram)
                    + ", and this one is at " + name + NEW_WATCH);
        }
        return new WatchState(schemaVersion, model, name, buckets, looks);
    }

    /**
     * The same watch of rows.
     *
     * @throws UserError when a histogram was looked at
     */
    public WatchState ofRows() {
        if (histogram != null) {
            throw new UserError(
                    "the state holds looks at the histogram " + histogram + ", and this one is at rows" + NEW_WATCH);
        }
        return this;
    }

    WatchState with(List<PastLook> others) {
        return new WatchState(schemaVersion, model, histogram, edges, others);
    }
}
