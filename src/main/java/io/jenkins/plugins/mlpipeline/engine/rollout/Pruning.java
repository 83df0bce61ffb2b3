package io.jenkins.plugins.mlpipeline.engine.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.ApiError;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Refusal;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.ObservationVerdict;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Annotations;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.ObjectRef;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Plan;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Pods;
import io.jenkins.plugins.mlpipeline.engine.rollout.prune.Inventory;
import io.jenkins.plugins.mlpipeline.engine.rollout.prune.Ownership;
import io.jenkins.plugins.mlpipeline.engine.rollout.restore.ObjectChange;
import io.jenkins.plugins.mlpipeline.engine.rollout.restore.ObjectChange.Action;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the last deployment of a target had and this one doesn't goes, once this one serves: until then the pods before it may
 * need it. It goes by the list that the last deployment left, and only as it was left.
 */
final class Pruning {
    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;
    private static final int MOST_CONFLICTS = 20;

    private final Session session;

    Pruning(Session session) {
        this.session = session;
    }

    /** Whether it is asked for. */
    private boolean asked(Plan plan) {
        return session.options().prune() != null && !plan.restart();
    }

    private Optional<InventoryStore> store(RolloutState state) {
        return target(state).map(workload -> new InventoryStore(session, workload));
    }

    /** The workload by which a deployment's target is known: the first that stays; a Job has another name each time. */
    static Optional<ObjectRef> target(RolloutState state) {
        return all(state).filter(plan -> !plan.kind().ends()).findFirst().map(Plan::workload);
    }

    private static Stream<Plan> all(RolloutState state) {
        return Stream.of(
                        state.series().done().stream().map(RolloutState::plan),
                        Stream.of(state.plan()),
                        state.series().later().stream())
                .flatMap(plans -> plans);
    }

    /** A plan whose objects say in which list they stand. */
    Plan marked(RolloutState state, Plan plan) {
        Optional<InventoryStore> store = asked(plan) ? store(state) : Optional.empty();
        return store.map(list -> plan.with(
                        marked(plan.body(), list.name()),
                        plan.supporting().stream()
                                .map(object -> marked(object, list.name()))
                                .toList()))
                .orElse(plan);
    }

    private static JsonNode marked(JsonNode object, String list) {
        ObjectNode copy = object.deepCopy();
        Pods.child(Pods.child(copy, "metadata"), "annotations").put(Annotations.INVENTORY, list);
        return copy;
    }

    /**
     * What a deployment would let go.
     *
     * @param going the objects
     * @param refusal why the server would not let them go, or {@code null}
     */
    record Preview(List<ObjectChange> going, ObservationVerdict.Final refusal) {}

    /**
     * What would go; nothing is written.
     *
     * @param warnings gets what stays, and why
     * @throws ApiError when the server can't be reached
     */
    Preview preview(RolloutState state, List<String> warnings) {
        if (!asked(state.plan())) {
            return new Preview(List.of(), null);
        }
        Optional<InventoryStore> store = store(state);
        if (store.isEmpty()) {
            warnings.add("Nothing is pruned: a deployment of Jobs alone has no list of what it had.");
            return new Preview(List.of(), null);
        }
        ObjectRef about = store.get().ref();
        try {
            if (!store.get().tryOut()) {
                return new Preview(List.of(), null);
            }
            List<ObjectChange> going = going(state, store.get(), warnings);
            for (ObjectChange gone : going) {
                about = gone.ref();
                session.writer().wouldDelete(gone.ref(), gone.before());
            }
            return new Preview(
                    going.stream().map(gone -> gone.with(Action.PRUNED)).toList(), null);
        } catch (ApiError e) {
            if (e.passing()) {
                throw e;
            }
            return new Preview(List.of(), Refusal.of(about, e));
        }
    }

    /** What the list has, this deployment hasn't, and is as it was left. */
    private List<ObjectChange> going(RolloutState state, InventoryStore store, List<String> warnings) {
        String namespace = state.plan().namespace();
        List<ObjectChange> going = new ArrayList<>();
        for (Inventory.Entry entry :
                store.read().map(list -> list.without(had(state), namespace)).orElse(List.of())) {
            ObjectRef ref = entry.ref(namespace);
            Optional<JsonNode> live = live(ref);
            Optional<String> stays = live.flatMap(object -> stays(entry, object, store.name()));
            stays.ifPresent(why -> warnings.add(stays(ref, why)));
            if (live.isPresent() && stays.isEmpty()) {
                going.add(ObjectChange.of(ref, live.get()));
            }
        }
        return going;
    }

    private Optional<String> stays(Inventory.Entry entry, JsonNode live, String store) {
        return Ownership.stays(
                entry,
                live,
                store,
                session.writer().own(live).isPresent(),
                session.options().prune());
    }

    private static String stays(ObjectRef ref, String why) {
        return ref.label() + " stays, although this deployment no longer has it: " + why + ".";
    }

    private static List<ObjectRef> had(RolloutState state) {
        return Stream.concat(
                        all(state)
                                .flatMap(plan -> Stream.concat(
                                        Stream.of(plan.workload()),
                                        plan.supporting().stream().map(ObjectRef::of))),
                        state.objects().stream()
                                .filter(o -> o.written() != null)
                                .map(ObjectChange::ref))
                .toList();
    }

    /** A kind that is no longer served, or that lives outside of namespaces, has no object here. */
    private Optional<JsonNode> live(ObjectRef ref) {
        try {
            return session.kinds().clusterScoped(ref)
                    ? Optional.empty()
                    : session.writer().live(ref);
        } catch (UserError unserved) {
            return Optional.empty();
        }
    }

    /**
     * What comes after the end of a deployment's last workload.
     *
     * @return empty when that was all
     */
    Optional<RolloutState> after(RolloutState before, RolloutState ended) {
        boolean deployed = before.phase() == RolloutState.Phase.WATCHING
                && before.series().failed() == null
                && Together.well(ended.result().status());
        return deployed && asked(before.plan()) && store(before).isPresent()
                ? Optional.of(before.pruning(ended.result(), ended.warnings()))
                : Optional.empty();
    }

    /**
     * Writes the list of this deployment, then deletes what it no longer has.
     *
     * @throws ApiError when the server can't be reached: try again
     */
    RolloutState prune(RolloutState begun) {
        InventoryStore store = store(begun).orElseThrow();
        Set<String> warnings = new LinkedHashSet<>(begun.warnings());
        RolloutState state = begun.attempts() > 0 ? begun : listed(begun, store, warnings);
        List<ObjectChange> objects = new ArrayList<>(state.objects());
        for (int i = 0; i < objects.size(); i++) {
            ObjectChange change = objects.get(i);
            // All that was deployed has been written.
            if (change.action() == null) {
                objects.set(i, gone(change, warnings));
                session.listener().save(state.with(objects).warned(List.copyOf(warnings)));
            }
        }
        return ended(state.with(objects), List.copyOf(warnings));
    }

    private RolloutState listed(RolloutState state, InventoryStore store, Set<String> warnings) {
        List<String> said = new ArrayList<>();
        List<ObjectChange> going = List.of();
        List<Inventory.Entry> list = new ArrayList<>(own(state));
        try {
            boolean whole = state.result().workloads().stream()
                    .allMatch(part -> part.status().equals(Outcome.DEPLOYED.name())
                            || part.status().equals(Outcome.UNCHANGED.name()));
            if (whole) {
                going = going(state, store, said);
                list.addAll(entries(state, store, going));
            } else {
                List<Inventory.Entry> gone = store.read()
                        .map(old -> old.without(had(state), state.plan().namespace()))
                        .orElse(List.of());
                list.addAll(gone);
                if (!gone.isEmpty()) {
                    said.add("Nothing was pruned: it is not known to serve with all of its pods.");
                }
            }
            List<JsonNode> bodies = going.stream()
                    .flatMap(gone -> session.writer().own(gone.before()).stream())
                    .map(JsonNode.class::cast)
                    .toList();
            Optional<String> kept = store.write(store.of(state.plan().rolloutId(), list), bodies);
            if (kept.isPresent()) {
                session.writer().annotate(target(state).orElseThrow(), Map.of(Annotations.PRUNED, kept.get()));
            } else if (!going.isEmpty()) {
                said.add("What is pruned is too large to be kept: a rollback does not bring it back.");
            }
        } catch (ApiError e) {
            if (e.passing()) {
                throw e;
            }
            said.add("Nothing was pruned, and the list of what may be is not written: " + e.getMessage() + ".");
            going = List.of();
        }
        warnings.addAll(said);
        RolloutState next = state.with(
                        Stream.concat(state.objects().stream(), going.stream()).toList())
                .warned(List.copyOf(warnings))
                .attempt();
        session.listener().save(next);
        return next;
    }

    /** What goes stands in the list until it is gone: a process that dies before that leaves it to the next deployment. */
    private static List<Inventory.Entry> entries(RolloutState state, InventoryStore store, List<ObjectChange> going) {
        String namespace = state.plan().namespace();
        return store.read()
                .map(old -> old.without(had(state), namespace).stream()
                        .filter(entry ->
                                going.stream().anyMatch(gone -> gone.ref().equals(entry.ref(namespace))))
                        .toList())
                .orElse(List.of());
    }

    /** What this deployment wrote, as it wrote it. */
    private List<Inventory.Entry> own(RolloutState state) {
        List<Inventory.Entry> own = new ArrayList<>();
        state.objects().stream()
                .filter(o -> o.written() != null && !o.ref().namespace().isEmpty())
                .forEach(o -> own.add(Inventory.Entry.of(o.ref(), o.uid(), o.written())));
        Stream.concat(state.series().done().stream(), Stream.of(state))
                .filter(one -> !one.plan().kind().ends())
                .forEach(one -> own.add(Inventory.Entry.of(
                        one.plan().workload(), one.write().uid(), one.write().templateDigest())));
        return own;
    }

    private ObjectChange gone(ObjectChange change, Set<String> warnings) {
        ObjectRef ref = change.ref();
        try {
            Optional<String> changed = delete(ref, change.before());
            if (changed.isPresent()) {
                warnings.add(stays(ref, changed.get()));
                return change.with(Action.LEFT);
            }
            session.listener().progress(ref.label() + " pruned");
            return change.with(Action.PRUNED);
        } catch (ApiError e) {
            if (e.passing()) {
                throw e;
            }
            warnings.add(stays(ref, "it could not be deleted: " + e.getMessage()));
            return change.with(Action.LEFT);
        }
    }

    /** Deletes an object as it was when it was decided that it goes; its status may be another by now. */
    private Optional<String> delete(ObjectRef ref, JsonNode before) {
        JsonNode current = before;
        for (int attempt = 0; ; attempt++) {
            try {
                session.writer().delete(ref, current);
                return Optional.empty();
            } catch (ApiError e) {
                if (e.code() == NOT_FOUND) {
                    return Optional.empty();
                }
                if (e.code() != CONFLICT || attempt >= MOST_CONFLICTS) {
                    throw e;
                }
            }
            Optional<JsonNode> live = session.writer().live(ref);
            if (live.isEmpty()) {
                return Optional.empty();
            }
            current = live.get();
            if (!uid(current).equals(uid(before)) || !Ownership.digest(current).equals(Ownership.digest(before))) {
                return Optional.of("somebody changed it since");
            }
        }
    }

    private static String uid(JsonNode object) {
        return object.path("metadata").path("uid").asText();
    }

    /** The end when not all could be done; the deployment itself stands. */
    RolloutState cut(RolloutState state, String why) {
        return ended(
                state,
                Stream.concat(state.warnings().stream(), Stream.of("Not all was pruned: " + why + "."))
                        .toList());
    }

    private RolloutState ended(RolloutState state, List<String> warnings) {
        Deployment deployed = state.result();
        List<String> gone = state.objects().stream()
                .filter(o -> o.action() == Action.PRUNED)
                .map(o ->
                        o.ref().kind().toLowerCase(Locale.ROOT) + "/" + o.ref().name())
                .toList();
        long now = session.now();
        Deployment record = deployed.beside(
                Results.objects(state.objects()),
                warnings,
                Instant.ofEpochMilli(now).toString(),
                now - state.origin().beganAtMillis());
        return state.warned(warnings).ended(gone.isEmpty() ? record : record.pruned(gone));
    }
}
