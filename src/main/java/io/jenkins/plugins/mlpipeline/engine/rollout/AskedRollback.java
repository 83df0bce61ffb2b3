package io.jenkins.plugins.mlpipeline.engine.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutOptions.Recovery;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.ApiError;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Observer;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Refusal;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.ObservationVerdict;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.WorkloadKind;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ObservedState;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Diff;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.ObjectRef;
import io.jenkins.plugins.mlpipeline.engine.rollout.restore.Ladder;
import io.jenkins.plugins.mlpipeline.engine.rollout.restore.RollbackTo;
import java.util.List;
import java.util.Optional;

/** Begins a rollback that somebody asks for; from there on it is the rollback of a rollout that failed. */
final class AskedRollback {
    private final Session session;
    private final Endings endings;

    AskedRollback(Session session, Endings endings) {
        this.session = session;
        this.endings = endings;
    }

    /** What is there, and the state to go on from. */
    private record Found(JsonNode live, ObservedState seen, RolloutState state) {}

    /**
     * The first state: the evidence is collected, as long as the pods are there that have it.
     *
     * @throws UserError when there is no such workload
     */
    RolloutState begin(RollbackRequest request) {
        Found found = find(request);
        if (paused(found)) {
            return endings.end(found.state(), Preflight.paused(request.workload()), null, found.seen());
        }
        aborts(found, request);
        RolloutState state = found.state().with(new PrunedObjects(session).of(request.workload(), found.live()));
        return endings.lost(state, asked(request), found.seen(), Recovery.ROLLBACK);
    }

    /** What it would change, from the server: nothing is written. */
    Deployment dryRun(RollbackRequest request) {
        Found found = find(request);
        if (paused(found)) {
            return ended(found, Preflight.paused(request.workload()), List.of(), List.of());
        }
        ObjectRef ref = request.workload();
        Optional<String> stable = aborts(found, request);
        if (stable.isPresent()) {
            return ended(found, aborted(ref, stable.get()), List.of(), List.of());
        }
        Ladder.Choice choice = new Restoration(session).choose(found.state(), found.seen(), found.live());
        if (choice instanceof Ladder.Choice.None none) {
            ObservationVerdict.Final end = new ObservationVerdict.Final(
                    none.outcome(), "DryRun", ref.label() + " would not be rolled back: " + none.message() + ".");
            return ended(found, end, List.of(), List.of());
        }
        Ladder.Choice.To to = (Ladder.Choice.To) choice;
        JsonNode would;
        try {
            would = session.writer().wouldReplaceTemplate(ref, found.live(), to.template());
        } catch (ApiError e) {
            if (e.passing()) {
                throw e;
            }
            return ended(found, Refusal.of(ref, e), List.of(), List.of());
        }
        List<String> diff = Diff.lines(found.live(), would, false).stream()
                .map(line -> session.api().secrets().hide(line))
                .toList();
        List<String> warnings =
                to.ungated() ? List.of("No revision was " + request.to().word() + ": this one is neither.") : List.of();
        ObservationVerdict.Final end = new ObservationVerdict.Final(
                Outcome.DRY_RUN,
                "DryRun",
                ref.label() + " would go back to revision " + to.revision().number() + " ("
                        + to.revision().name() + "), " + to.why() + "; nothing was written.");
        return ended(found, end, diff, warnings);
    }

    /**
     * What its controller goes back to when it is told to; empty when it goes back by a template.
     *
     * @throws UserError when something else is asked for than that
     */
    private static Optional<String> aborts(Found found, RollbackRequest request) {
        WorkloadKind kind = found.state().plan().kind();
        Optional<String> stable = kind.abortion().isEmpty()
                ? Optional.empty()
                : kind.stable(found.seen().workload());
        if (stable.isPresent() && (request.to() != RollbackTo.PREVIOUS || request.revision() != null)) {
            throw new UserError(
                    "to: " + request.workload().label() + " is on its way, so that it is aborted, and its controller"
                            + " goes back to what it calls stable (" + stable.get()
                            + "); nothing else can be asked for. Leave to"
                            + " out; where the deployment rules ask for it (rollbackTo), ask the administrator.");
        }
        return stable;
    }

    private static ObservationVerdict.Final aborted(ObjectRef ref, String stable) {
        return new ObservationVerdict.Final(
                Outcome.DRY_RUN,
                "DryRun",
                ref.label() + " would be aborted: its controller goes back to revision " + stable
                        + "; nothing was written.");
    }

    private Deployment ended(Found found, ObservationVerdict.Final end, List<String> diff, List<String> warnings) {
        RolloutState state = found.state().warned(warnings);
        Preflight.Prepared dry = new Preflight.Prepared(
                null, state.plan(), state.previous(), warnings, diff, List.of(), !diff.isEmpty(), List.of());
        return Results.of(state, end, null, found.seen(), dry, session);
    }

    private Found find(RollbackRequest request) {
        Observer observer = session.observer(request.workload());
        JsonNode live = observer.live().orElseThrow(() -> new UserError(observer.missing()));
        ObservedState seen = observer.around(live);
        return new Found(
                live, seen, Reversal.asked(request, live, seen, session.api().server(), session.now()));
    }

    private static boolean paused(Found found) {
        return found.live().path("spec").path("paused").asBoolean(false);
    }

    private static ObservationVerdict.Final asked(RollbackRequest request) {
        String reason = request.reason();
        return new ObservationVerdict.Final(
                Outcome.DEPLOYED,
                "Requested",
                "A rollback of " + request.workload().label() + " was asked for: " + reason
                        + (reason.endsWith(".") ? "" : "."));
    }
}
