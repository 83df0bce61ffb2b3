package io.jenkins.plugins.mlpipeline.engine.rollout;

import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Plan;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a rollout stands among those of one deployment: they are rolled out one after another, and when one fails, those that were
 * deployed before it go back too, the last first.
 *
 * @param later what is rolled out after this one
 * @param done what was deployed before it and would go back with it, each as it was when it was deployed
 * @param parts what came of those before it
 * @param failed the record when one failed and those before it began to go back, or {@code null}
 * @param sinceMillis when this one began, by our clock; 0 for the first
 */
public record Series(
        List<Plan> later, List<RolloutState> done, List<Deployment.Part> parts, Deployment failed, long sinceMillis) {
    /** A deployment of one workload. */
    static final Series ALONE = new Series(List.of(), List.of(), List.of(), null, 0);

    public Series {
        later = later == null ? List.of() : List.copyOf(later);
        done = done == null ? List.of() : List.copyOf(done);
        parts = parts == null ? List.of() : List.copyOf(parts);
    }

    /** Before the first. */
    static Series of(Plan plan) {
        return new Series(plan.then(), List.of(), List.of(), null, 0);
    }

    /** With what the others will be sent as. */
    Series with(List<Plan> prepared) {
        return new Series(prepared, done, parts, failed, sinceMillis);
    }

    /** The next one's, after one was deployed. */
    Series after(RolloutState deployed, Deployment.Part part, long nowMillis) {
        return new Series(
                later.subList(1, later.size()),
                Stream.concat(done.stream(), Stream.of(deployed)).toList(),
                Stream.concat(parts.stream(), Stream.of(part)).toList(),
                null,
                nowMillis);
    }

    /** The last one's that was deployed, which goes back now. */
    Series back(Deployment record) {
        return new Series(List.of(), done.subList(0, done.size() - 1), record.workloads(), record, sinceMillis);
    }

    /** Whether nothing of the deployment was written before this one. */
    boolean first() {
        return parts.isEmpty();
    }

    /** Whether others go back after this one. */
    boolean more() {
        return !done.isEmpty();
    }

    /** All is in the record; what was there before is needed no more. */
    Series over() {
        return ALONE;
    }
}
