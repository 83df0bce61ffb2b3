package io.jenkins.plugins.mlpipeline.engine.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.ApiError;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ObjectContent;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.ObjectRef;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Plan;
import io.jenkins.plugins.mlpipeline.engine.rollout.restore.ObjectChange;
import io.jenkins.plugins.mlpipeline.engine.rollout.restore.ObjectChange.Action;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The objects beside the workload: written before it, and put back when it is rolled back. */
final class CompanionWrites {
    /** With them goes what is in them; they are left as they are. */
    private static final Set<String> NEVER = Set.of("PersistentVolumeClaim", "CustomResourceDefinition", "Namespace");

    /** What pods read when they start goes back before the template, the way to the pods after it. */
    private static final Set<String> READ_BY_PODS = Set.of("ConfigMap", "Secret", "ServiceAccount");

    private final Session session;

    CompanionWrites(Session session) {
        this.session = session;
    }

    /**
     * The objects as they are before the first write; those that were read before an earlier attempt stay, and those that were
     * written before another workload come last.
     */
    List<ObjectChange> snapshots(RolloutState state) {
        List<ObjectChange> snapshots = new ArrayList<>();
        Set<ObjectRef> own = new HashSet<>();
        for (JsonNode object : state.plan().supporting()) {
            ObjectRef ref = ObjectRef.of(object);
            own.add(ref);
            snapshots.add(state.objects().stream()
                    .filter(known -> known.ref().equals(ref))
                    .findFirst()
                    .orElseGet(() ->
                            ObjectChange.of(ref, session.writer().live(ref).orElse(null))));
        }
        state.objects().stream().filter(known -> !own.contains(known.ref())).forEach(snapshots::add);
        return snapshots;
    }

    /**
     * Writes the objects of a plan.
     *
     * @param changes one for each object, in their order; gets what was done
     * @return the object that was refused and why, or empty
     */
    Optional<Refused> write(Plan plan, List<ObjectChange> changes) {
        for (int i = 0; i < plan.supporting().size(); i++) {
            ObjectChange change = changes.get(i);
            try {
                JsonNode answer = session.writer()
                        .apply(
                                plan.supporting().get(i),
                                change.before(),
                                session.options().conflicts());
                changes.set(i, change.answered(answer));
                session.writer().awaitServed(plan.supporting().get(i));
            } catch (ApiError e) {
                return Optional.of(new Refused(change.ref(), e));
            }
        }
        return Optional.empty();
    }

    record Refused(ObjectRef ref, ApiError error) {}

    /** What was done by an attempt whose answers were lost, from what is there. */
    List<ObjectChange> found(List<ObjectChange> changes) {
        return changes.stream()
                .map(change -> change.written() != null
                        ? change
                        : session.writer()
                                .live(change.ref())
                                .map(change::answered)
                                .orElse(change))
                .toList();
    }

    /** Puts back what pods read. */
    List<ObjectChange> restoreWhatPodsRead(RolloutState state, List<String> warnings) {
        return state.objects().stream()
                .map(c -> READ_BY_PODS.contains(c.ref().kind())
                                && (c.action() == Action.CHANGED || c.action() == Action.PRUNED)
                        ? restored(state, c, warnings)
                        : c)
                .toList();
    }

    /** Puts back all else, in the opposite order of their writes; not before all workloads of the deployment are. */
    List<ObjectChange> restoreTheRest(RolloutState state, List<String> warnings) {
        if (state.series().more()) {
            return state.objects();
        }
        List<ObjectChange> after = new ArrayList<>(state.objects());
        for (int i = after.size() - 1; i >= 0; i--) {
            if (after.get(i).stands() || after.get(i).action() == Action.PRUNED) {
                after.set(i, restored(state, after.get(i), warnings));
            }
        }
        return after;
    }

    private ObjectChange restored(RolloutState state, ObjectChange change, List<String> warnings) {
        ObjectRef ref = change.ref();
        if (NEVER.contains(ref.kind())) {
            return left(change, "a " + ref.kind() + " is never put back", warnings);
        }
        try {
            Optional<JsonNode> live = session.writer().live(ref);
            if (change.action() == Action.PRUNED) {
                return live.isEmpty()
                        ? putBack(state, change)
                        : left(change, "it was pruned, and somebody made it again since", warnings);
            }
            if (back(change, live)) {
                return change.with(Action.RESTORED);
            }
            if (live.isEmpty()) {
                return left(change, "somebody deleted it since", warnings);
            }
            if (!ObjectContent.digest(live.get()).equals(change.written())) {
                return left(change, "somebody changed it since", warnings);
            }
            if (change.before() == null) {
                session.writer().delete(ref, live.get());
            } else {
                session.writer().putBack(ref, change.before(), live.get());
            }
            session.listener().progress(ref.label() + (change.before() == null ? " removed again" : " put back"));
            return change.with(Action.RESTORED);
        } catch (ApiError e) {
            if (e.passing()) {
                throw e;
            }
            return left(change, "it could not be put back: " + e.getMessage(), warnings);
        }
    }

    private ObjectChange putBack(RolloutState state, ObjectChange pruned) {
        ObjectChange back = new PrunedObjects(session).putBack(state, pruned);
        session.listener().progress(pruned.ref().label() + " put back");
        return back;
    }

    private static boolean back(ObjectChange change, Optional<JsonNode> live) {
        return change.before() == null
                ? live.isEmpty()
                : live.isPresent() && ObjectContent.digest(live.get()).equals(ObjectContent.digest(change.before()));
    }

    private static ObjectChange left(ObjectChange change, String why, List<String> warnings) {
        warnings.add(change.ref().label() + " stays as this deployment left it: " + why + ".");
        return change.with(Action.LEFT);
    }

    /** What was put back and what was not, a sentence with a blank before it, or nothing. */
    static String sentence(List<ObjectChange> changes) {
        List<String> restored = named(changes, Action.RESTORED);
        List<String> left = named(changes, Action.LEFT);
        return (restored.isEmpty() ? "" : " Put back: " + String.join(", ", restored) + ".")
                + (left.isEmpty() ? "" : " Not put back: " + String.join(", ", left) + ".");
    }

    private static List<String> named(List<ObjectChange> changes, Action action) {
        return changes.stream()
                .filter(c -> c.action() == action)
                .map(c ->
                        c.ref().kind().toLowerCase(Locale.ROOT) + "/" + c.ref().name())
                .toList();
    }
}
