package io.jenkins.plugins.mlpipeline.engine.rollout.observe;

import java.time.Instant;
import java.util.List;

/**
 * A pod.
 *
 * @param name its name
 * @param uid its uid, by which events are found
 * @param ownerUid the uid of the controller that owns it: a ReplicaSet, StatefulSet, DaemonSet or Job
 * @param revision its label {@code controller-revision-hash} (StatefulSet, DaemonSet), or empty
 * @param created when it was created
 * @param deleting whether it is being deleted
 * @param phase {@code Pending}, {@code Running}, {@code Succeeded}, {@code Failed}
 * @param reason why it failed as a whole, for example {@code Evicted}; mostly empty
 * @param ready whether it counts as ready
 * @param unschedulableSince since when the scheduler finds no node for it, or {@code null}
 * @param unschedulableMessage the scheduler's sentence
 * @param containers init containers first
 */
public record PodState(
        String name,
        String uid,
        String ownerUid,
        String revision,
        Instant created,
        boolean deleting,
        String phase,
        String reason,
        boolean ready,
        Instant unschedulableSince,
        String unschedulableMessage,
        List<ContainerState> containers) {
    public PodState {
        containers = List.copyOf(containers);
    }

    /** Restarts of all its containers together. */
    public int restarts() {
        return containers.stream().mapToInt(ContainerState::restarts).sum();
    }
}
