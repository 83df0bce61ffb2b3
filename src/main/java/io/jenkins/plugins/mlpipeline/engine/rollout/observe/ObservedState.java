package io.jenkins.plugins.mlpipeline.engine.rollout.observe;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A workload, its revisions and its pods at one moment.
 *
 * @param workload the workload, or {@code null} when the API server answered 404
 * @param revisions ReplicaSets or ControllerRevisions that the workload owns, in any order
 * @param pods the pods that the workload's selector finds, in any order
 * @param now the API server's time
 */
public record ObservedState(Workload workload, List<Revision> revisions, List<PodState> pods, Instant now) {
    public ObservedState {
        revisions = List.copyOf(revisions);
        pods = List.copyOf(pods);
    }

    /**
     * The revision whose template is the workload's own: of several the one with the greatest number.
     *
     * <p>The number alone isn't enough: with strategy {@code Recreate} the controller reports the new generation as
     * observed while the newest ReplicaSet is still the old one, with the old one's broken pods.
     */
    public Optional<Revision> current() {
        if (workload == null) {
            return Optional.empty();
        }
        return revisions.stream()
                .filter(r -> r.ownerUid().equals(workload.id().uid()))
                .filter(workload::isCurrent)
                .max(Comparator.comparingLong(Revision::number));
    }

    /** The pods of the workload's own template, those that are being deleted left out. */
    public List<PodState> newPods() {
        Optional<Revision> current = current();
        return workload == null
                ? List.of()
                : pods.stream()
                        .filter(p -> !p.deleting() && workload.isNew(p, current))
                        .toList();
    }
}
