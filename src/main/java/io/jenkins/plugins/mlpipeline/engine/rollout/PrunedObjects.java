package io.jenkins.plugins.mlpipeline.engine.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.ObjectRef;
import io.jenkins.plugins.mlpipeline.engine.rollout.prune.Inventory;
import io.jenkins.plugins.mlpipeline.engine.rollout.prune.Ownership;
import io.jenkins.plugins.mlpipeline.engine.rollout.restore.ObjectChange;
import io.jenkins.plugins.mlpipeline.engine.rollout.restore.ObjectChange.Action;
import java.util.List;

/** What went with the deployment that is in force: a rollback from it brings that back. */
final class PrunedObjects {
    private final Session session;

    PrunedObjects(Session session) {
        this.session = session;
    }

    /** What went with a target's last deployment, as it is read now. */
    List<ObjectChange> of(ObjectRef workload) {
        return session.writer().live(workload).map(live -> of(workload, live)).orElse(List.of());
    }

    /**
     * The same.
     *
     * @param live the workload by which the target is known, as it is
     */
    List<ObjectChange> of(ObjectRef workload, JsonNode live) {
        return new InventoryStore(session, workload)
                .kept(live).stream()
                        .map(object ->
                                ObjectChange.of(ObjectRef.of(object), object).with(Action.PRUNED))
                        .toList();
    }

    /** Makes one anew, and puts it on the list again. */
    ObjectChange putBack(RolloutState state, ObjectChange pruned) {
        JsonNode answer = session.writer().restore(pruned.before());
        ObjectChange back = pruned.answered(answer).with(Action.RESTORED);
        Pruning.target(state)
                .map(workload -> new InventoryStore(session, workload))
                .ifPresent(store -> store.read()
                        .ifPresent(list -> store.write(
                                list.with(Inventory.Entry.of(back.ref(), back.uid(), Ownership.digest(answer))))));
        return back;
    }
}
