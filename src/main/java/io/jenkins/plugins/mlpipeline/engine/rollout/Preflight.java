package io.jenkins.plugins.mlpipeline.engine.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.ApiError;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.ManagedFields;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Observer;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Refusal;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.ObservationVerdict;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.WorkloadKinds;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Annotations;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Diff;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.ObjectRef;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Plan;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Replicas;
import io.jenkins.plugins.mlpipeline.engine.rollout.restore.ObjectChange;
import io.jenkins.plugins.mlpipeline.engine.rollout.restore.Previous;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Everything before the first write: reads what is there, and asks the server whether it would accept every object. */
final class Preflight {
    private final Session session;
    private final List<String> warnings = new ArrayList<>();
    private final List<String> diff = new ArrayList<>();
    private final List<ObjectChange> objects = new ArrayList<>();
    private final ConfigurationRestart configuration = new ConfigurationRestart();
    private final FirstInstall first = new FirstInstall();
    private boolean changes;

    Preflight(Session session) {
        this.session = session;
    }

    /**
     * What came of it.
     *
     * @param refusal why nothing is written, or {@code null}
     * @param plan with the live number of replicas where that stays
     * @param previous what is there, or {@code null} when nothing is
     * @param warnings of the plan and of the preparation
     * @param diff what would change
     * @param objects what would be done beside the workload
     * @param changes whether anything would change but what every rollout writes anew
     * @param later the plans of the workloads after it, prepared the same way
     */
    record Prepared(
            ObservationVerdict.Final refusal,
            Plan plan,
            Previous previous,
            List<String> warnings,
            List<String> diff,
            List<ObjectChange> objects,
            boolean changes,
            List<Plan> later) {
        Prepared refused(ObservationVerdict.Final why) {
            return new Prepared(why, plan, null, warnings, List.of(), List.of(), false, later);
        }

        Prepared with(Prepared last, List<Plan> plans, boolean anything) {
            return new Prepared(null, plan, previous, last.warnings(), last.diff(), last.objects(), anything, plans);
        }
    }

    /** The workload that is next, and those after it, so that a refusal of any comes before the first write. */
    Prepared prepareAll(RolloutState state) {
        Optional<ObservationVerdict.Final> nothing = nothingToPromote(state);
        if (nothing.isPresent()) {
            return refused(nothing.get(), state.plan());
        }
        Pruning pruning = new Pruning(session);
        Prepared first = prepare(pruning.marked(state, state.plan()));
        List<Plan> later = new ArrayList<>();
        Prepared last = first;
        for (Plan plan : state.series().later()) {
            if (last.refusal() != null) {
                return first.refused(last.refusal());
            }
            last = prepare(pruning.marked(state, plan));
            later.add(last.plan());
        }
        if (last.refusal() != null) {
            return first.refused(last.refusal());
        }
        Pruning.Preview preview = pruning.preview(state, warnings);
        for (ObjectChange gone : preview.going()) {
            objects.add(gone);
            diff.add(gone.ref().label() + ": pruned");
            changes = true;
        }
        return preview.refusal() != null ? first.refused(preview.refusal()) : first.with(last, later, changes);
    }

    private Optional<ObservationVerdict.Final> nothingToPromote(RolloutState state) {
        boolean any = Stream.of(
                        Stream.of(state.plan()),
                        state.series().later().stream(),
                        state.series().done().stream().map(RolloutState::plan))
                .flatMap(plans -> plans)
                .anyMatch(plan -> plan.kind().abortion().isPresent());
        return any || !session.options().promote()
                ? Optional.empty()
                : Optional.of(new ObservationVerdict.Final(
                        Outcome.INVALID,
                        "NothingToPromote",
                        state.plan().workload().label()
                                + " can't be promoted: promote is for a Rollout of Argo (argoproj.io). Leave it out."));
    }

    private Prepared prepare(Plan plan) {
        warnings.addAll(plan.warnings());
        ObjectRef ref = plan.workload();
        Previous previous = null;
        Plan effective = plan;
        try {
            Observer observer = session.observer(ref);
            JsonNode live = observer.live().orElse(null);
            if (live != null) {
                previous = Previous.of(live, observer.around(live));
                effective = preserved(plan, live);
            } else if (plan.restart()) {
                return refused(missing(ref), plan);
            } else {
                observer.preflight();
            }
            for (JsonNode object : plan.supporting()) {
                Optional<ObservationVerdict.Final> refusal = dryRun(object);
                if (refusal.isPresent()) {
                    return refused(refusal.get(), plan);
                }
            }
            effective = restarted(effective, live);
            JsonNode would = would(effective, live);
            diff(ref, live, would);
            if (would.path("spec").path("paused").asBoolean(false)) {
                return refused(paused(ref), plan);
            }
            Optional<ObservationVerdict.Final> unexplained =
                    new UnexplainedFields(session).check(effective, live, would, warnings);
            if (unexplained.isPresent()) {
                return refused(unexplained.get(), plan);
            }
        } catch (ApiError e) {
            if (e.passing()) {
                throw e;
            }
            return refused(Refusal.of(ref, e), plan);
        }
        return new Prepared(null, effective, previous, warnings, diff, objects, changes, List.of());
    }

    private JsonNode would(Plan plan, JsonNode live) {
        if (plan.restart()) {
            return session.writer().restart(plan.body(), true);
        }
        return unknown(plan.workload())
                ? plan.body()
                : session.writer().would(plan.body(), live, session.options().conflicts());
    }

    /** Whether the server can't be asked before the deployment, which is said. */
    private boolean unknown(ObjectRef ref) {
        Optional<String> why = first.before(ref);
        why.ifPresent(w -> warnings.add(ref.label() + " could not be checked before the first write: " + w + "."));
        return why.isPresent();
    }

    private Prepared refused(ObservationVerdict.Final refusal, Plan plan) {
        return new Prepared(refusal, plan, null, warnings, List.of(), List.of(), false, List.of());
    }

    private Plan preserved(Plan plan, JsonNode live) {
        if (plan.restart() || !session.options().preserveReplicas()) {
            return plan;
        }
        ObjectNode body = plan.body().deepCopy();
        String manager = session.options().fieldManager();
        Optional<String> kept = Replicas.preserve(body, live, manager, ManagedFields.ownedOrMoving(live, manager));
        kept.ifPresent(warnings::add);
        return kept.isPresent() ? plan.withBody(body) : plan;
    }

    /** The plan with pods that start anew when their configuration changes. */
    private Plan restarted(Plan plan, JsonNode live) {
        if (live == null || plan.restart() || !plan.kind().restartable()) {
            return plan;
        }
        Set<String> changed = configuration.readBy(live.path("spec").path("template"));
        if (!session.options().restartOnConfig()) {
            if (!changed.isEmpty()) {
                warnings.add(plan.workload().label() + " keeps the configuration that its pods read when they started: "
                        + String.join(", ", changed) + " changed, and restartOnConfig is off.");
            }
            return plan;
        }
        return configuration.marked(plan, live);
    }

    private Optional<ObservationVerdict.Final> dryRun(JsonNode object) {
        ObjectRef ref = ObjectRef.of(object);
        try {
            JsonNode live = session.writer().live(ref).orElse(null);
            if (live == null) {
                first.makes(object);
            }
            JsonNode would = unknown(ref)
                    ? object
                    : session.writer().would(object, live, session.options().conflicts());
            diff(ref, live, would);
            objects.add(ObjectChange.of(ref, live).answered(would));
            configuration.saw(ref, live, would);
            return Optional.empty();
        } catch (ApiError e) {
            if (e.passing()) {
                throw e;
            }
            return Optional.of(Refusal.of(ref, e));
        }
    }

    private void diff(ObjectRef ref, JsonNode live, JsonNode would) {
        List<String> lines = Diff.lines(live == null ? MissingNode.getInstance() : live, would, ref.secret());
        diff.add(ref.label() + (live == null ? ": new" : lines.isEmpty() ? ": no change" : ": changes"));
        lines.forEach(l -> diff.add("  " + session.api().secrets().hide(l)));
        changes |= live == null || lines.stream().anyMatch(l -> !Annotations.isOfEveryRollout(l));
        if (live != null && ManagedFields.clientSideApplied(live)) {
            moves(ref, lines);
        }
    }

    private void moves(ObjectRef ref, List<String> lines) {
        List<String> gone = lines.stream()
                .filter(line -> line.startsWith("- "))
                .map(line -> line.substring(2, line.indexOf(": ")))
                .toList();
        warnings.add(ref.label() + " was applied by kubectl (" + ManagedFields.CLIENT_SIDE_APPLY
                + "); what that owned goes over to " + session.options().fieldManager()
                + (gone.isEmpty()
                        ? "."
                        : ", and what the manifest no longer has goes: " + String.join(", ", gone) + "."));
    }

    private ObservationVerdict.Final missing(ObjectRef ref) {
        return new ObservationVerdict.Final(
                Outcome.INVALID, "NotFound", session.observer(ref).missing());
    }

    static ObservationVerdict.Final paused(ObjectRef ref) {
        return new ObservationVerdict.Final(
                Outcome.PAUSED,
                "Paused",
                ref.label() + " is paused (spec.paused: true), so that a new template would not roll out: nothing was"
                        + " written. Resume it first: "
                        + WorkloadKinds.of(ref.apiVersion(), ref.kind()).resume(ref.name()) + ".");
    }
}
