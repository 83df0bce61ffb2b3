package io.jenkins.plugins.mlpipeline.engine.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutOptions.Recovery;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.ApiError;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Observer;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Refusal;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.ObservationVerdict;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ObservedState;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Diff;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.ObjectRef;
import io.jenkins.plugins.mlpipeline.engine.rollout.restore.Ladder;
import java.util.List;

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
        if (found.state().plan().kind().abortion().isPresent()) {
            return ended(found, aborts(found), List.of(), List.of());
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

    private static ObservationVerdict.Final aborts(Found found) {
        String label = found.state().plan().workload().label();
        return found.state()
                .plan()
                .kind()
                .stable(found.seen().workload())
                .map(stable -> new ObservationVerdict.Final(
                        Outcome.DRY_RUN,
                        "DryRun",
                        label + " would be aborted: its controller goes back to revision " + stable
                                + "; nothing was written."))
                .orElseGet(() -> new ObservationVerdict.Final(
                        Outcome.NO_KNOWN_GOOD,
                        "DryRun",
                        label
                                + " would not be rolled back: its controller has no stable revision beside the one that was"
                                + " deployed."));
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
