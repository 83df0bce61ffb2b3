package io.jenkins.plugins.mlpipeline.engine.verification.check;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** What was observed of a check in a window. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "of")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Observation.Counts.class, name = "counts"),
    @JsonSubTypes.Type(value = Observation.Buckets.class, name = "buckets"),
    @JsonSubTypes.Type(value = Observation.Value.class, name = "value"),
    @JsonSubTypes.Type(value = Observation.Missing.class, name = "missing"),
    @JsonSubTypes.Type(value = Observation.Wrong.class, name = "wrong")
})
public sealed interface Observation {
    /**
     * Events of two counters.
     *
     * @param events of the numerator
     * @param requests of the denominator
     */
    record Counts(long events, long requests) implements Observation {}

    /**
     * A histogram's buckets.
     *
     * @param edges the upper edge of each but the last, which has none; ascending
     * @param counts how many values are in each, not cumulated; one more than edges
     */
    record Buckets(List<Double> edges, List<Long> counts) implements Observation {
        public Buckets {
            edges = List.copyOf(edges);
            counts = List.copyOf(counts);
            if (edges.isEmpty() || counts.size() != edges.size() + 1) {
                throw new IllegalArgumentException(edges.size() + " edges, " + counts.size() + " buckets");
            }
        }

        /** All values. */
        public long requests() {
            return counts.stream().mapToLong(Long::longValue).sum();
        }
    }

    /** A number; finite. */
    record Value(double value) implements Observation {}

    /**
     * Nothing that could be judged.
     *
     * @param reason a sentence without its full stop
     */
    record Missing(String reason) implements Observation {}

    /**
     * What shows that the check is wrong.
     *
     * @param reason a sentence without its full stop
     */
    record Wrong(String reason) implements Observation {}
}
