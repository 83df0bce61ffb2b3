package io.jenkins.plugins.mlpipeline.engine.rollout;

import io.jenkins.plugins.mlpipeline.engine.rollout.binding.GateLink;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.ApiError;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.Kind;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.RevisionKind;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.WorkloadKind;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ObservedState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Revision;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Annotations;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.ObjectRef;
import io.jenkins.plugins.mlpipeline.engine.rollout.restore.ImageIds;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Notes on a revision what is known of it, for the rollback of a later rollout. */
final class Marks {
    private final Session session;

    Marks(Session session) {
        this.session = session;
    }

    /**
     * Marks what was found deployed.
     *
     * @return a warning when it could not be written: a later rollback will not find this revision
     */
    Optional<String> deployed(RolloutState state, ObservedState seen) {
        Map<String, String> marks = new TreeMap<>();
        marks.put(Annotations.DEPLOYED, session.clock().instant().toString());
        marks.put(
                Annotations.IMAGE_IDS,
                ImageIds.write(seen.current()
                        .map(r -> ImageIds.pinnable(seen.newPods(), r.template()))
                        .orElse(Map.of())));
        GateLink gate = state.origin().gate();
        if (gate != null && gate.gated()) {
            marks.put(Annotations.GATED, String.valueOf(gate.gateDigest()));
        }
        if (seen.current()
                .filter(r -> r.annotations().containsKey(Annotations.FAILED))
                .isPresent()) {
            marks.put(Annotations.FAILED, null);
        }
        return put(state.plan().kind(), seen, marks);
    }

    /**
     * Marks what is rolled back from, so that no later rollback goes back to it.
     *
     * @return a warning when it could not be written
     */
    Optional<String> failed(WorkloadKind kind, ObservedState seen, String reason) {
        return put(kind, seen, Map.of(Annotations.FAILED, session.clock().instant() + " " + reason));
    }

    /** Puts marks on the current revision, unless it has them already. */
    Optional<String> put(WorkloadKind kind, ObservedState seen, Map<String, String> marks) {
        Optional<Revision> current = seen.current();
        Optional<RevisionKind> kept = kind.revisions();
        if (current.isEmpty() || kept.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> missing = new TreeMap<>(marks);
        missing.keySet()
                .removeIf(
                        k -> marks.get(k) != null && current.get().annotations().containsKey(k));
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        ObjectRef ref = ref(kept.get().api(), seen.workload().id().namespace(), current.get());
        try {
            session.writer().annotate(ref, missing);
            return Optional.empty();
        } catch (ApiError e) {
            return Optional.of(
                    ref.label() + " could not be marked, so that a later rollback will not know it: " + e.getMessage());
        }
    }

    private static ObjectRef ref(Kind kind, String namespace, Revision revision) {
        return new ObjectRef(kind.apiVersion(), kind.kind(), namespace, revision.name());
    }
}
