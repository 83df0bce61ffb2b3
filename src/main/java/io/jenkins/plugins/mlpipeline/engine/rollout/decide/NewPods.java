package io.jenkins.plugins.mlpipeline.engine.rollout.decide;

import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ObservedState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.PodState;
import java.util.List;
import java.util.Optional;

/** What the pods of the new template say together, whatever kind of workload they belong to. */
public final class NewPods {
    private NewPods() {}

    /** Pods beyond hope: all of them, or more than {@code allowFailures}. */
    public static Optional<ObservationVerdict> doomed(String label, ObservedState state, Expectation e) {
        List<PodState> pods = state.newPods();
        List<FailureCause> dooms = pods.stream()
                .map(p -> FailureCause.of(p, state.now(), e.patience()))
                .flatMap(Optional::stream)
                .toList();
        if (dooms.isEmpty() || (dooms.size() < pods.size() && dooms.size() <= e.allowFailures())) {
            return Optional.empty();
        }
        FailureCause first = dooms.get(0);
        return Optional.of(ObservationVerdict.failed(
                first.reason(),
                label + ": " + dooms.size() + " of " + pods.size() + " new pods can't become ready: "
                        + ProgressLine.shortened(first.sentence()) + "."));
    }

    /** Container restarts of all of them. */
    public static int restarts(ObservedState state) {
        return state.newPods().stream().mapToInt(PodState::restarts).sum();
    }
}
