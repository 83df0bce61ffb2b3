package io.jenkins.plugins.mlpipeline.engine.rollout;

import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment.Rollback;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment.RollbackStatus;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutOptions.Recovery;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.ApiError;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Diagnostics;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.ObservationVerdict;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ObservedState;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.ObjectRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a verdict leads to: marks and the record, or the evidence and a rollback. */
final class Endings {
    private final Session session;

    Endings(Session session) {
        this.session = session;
    }

    /** Deployed, or there already: marked for later rollbacks. */
    RolloutState deployed(RolloutState state, ObservationVerdict.Final end, ObservedState seen) {
        List<String> warnings = new ArrayList<>(state.warnings());
        new Marks(session).deployed(state, seen).ifPresent(warnings::add);
        ObservationVerdict.Final unchanged = new ObservationVerdict.Final(
                Outcome.UNCHANGED,
                "Unchanged",
                end.message().replace(" is deployed: ", " was deployed already and is healthy: "));
        return end(state.warned(warnings), state.changed() ? end : unchanged, null, seen);
    }

    /** Not deployed: the evidence first, because a rollback removes it, then what the options say. */
    RolloutState lost(RolloutState state, ObservationVerdict.Final end, ObservedState seen, Recovery recovery) {
        Diagnostics evidence = seen == null
                ? null
                : session.explainer().explain(seen, session.options().patience());
        RolloutState lost = state.lost(new RolloutState.Loss(end, evidence, session.now()));
        if (evidence != null) {
            evidence.lines().forEach(session.listener()::progress);
        }
        Optional<String> nothing = nothingToRestore(state, end);
        if (nothing.isPresent()) {
            return recovery == Recovery.ROLLBACK
                    ? withoutTemplate(lost, end, nothing.get(), seen)
                    : end(lost, end, rollback(RollbackStatus.NOT_NEEDED, nothing.get()), seen);
        }
        if (recovery == Recovery.LEAVE) {
            return end(lost, end, rollback(RollbackStatus.LEFT, "It was left as it is."), seen);
        }
        session.listener().progress(end.message());
        return lost;
    }

    /** No template goes back, but what was deployed beside it does. */
    private RolloutState withoutTemplate(
            RolloutState lost, ObservationVerdict.Final end, String why, ObservedState seen) {
        List<String> warnings = new ArrayList<>(lost.warnings());
        RolloutState back = lost;
        try {
            back = lost.with(new CompanionWrites(session).restoreTheRest(lost, warnings));
        } catch (ApiError e) {
            warnings.add("What was deployed beside " + lost.plan().workload().label() + " stays as it is: "
                    + e.getMessage() + ".");
        }
        String message = why + CompanionWrites.sentence(back.objects());
        return end(back.warned(warnings), end, rollback(RollbackStatus.NOT_NEEDED, message), seen);
    }

    private static Optional<String> nothingToRestore(RolloutState state, ObservationVerdict.Final end) {
        ObjectRef ref = state.plan().workload();
        if (end.reason().equals("Deleted") || end.reason().equals("Recreated")) {
            return Optional.of("There is nothing to roll back.");
        }
        if (state.plan().kind().revisions().isEmpty()
                && state.plan().kind().abortion().isEmpty()) {
            return Optional.of(("AEIOU".indexOf(ref.kind().charAt(0)) < 0 ? "A " : "An ") + ref.kind()
                    + " has no revisions to roll back to.");
        }
        return state.write().rolled()
                ? Optional.empty()
                : Optional.of("This deployment changed no pod template, so that nothing was rolled back.");
    }

    /** The end of a rollback: it counts only when the pods run what they ran before. */
    RolloutState restored(RolloutState state, ObservationVerdict.Final end, ObservedState seen) {
        RolloutState.RollbackTarget to = state.target();
        if (end.outcome() == Outcome.SUPERSEDED) {
            String other = "During the rollback to revision " + to.number() + ", " + end.message();
            return end(state, state.loss().end(), rollback(RollbackStatus.SUPERSEDED, other), seen);
        }
        Optional<String> wrong = end.outcome() == Outcome.DEPLOYED
                ? Restoration.wrongImage(seen.newPods(), to.imageIds())
                : Optional.of(end.message());
        if (wrong.isEmpty()) {
            new Marks(session).put(state.plan().kind(), seen, to.marks());
        }
        boolean numbered = to.number() > 0;
        String what =
                "revision " + (numbered ? to.number() + " (" + to.revision() + ")" : to.revision()) + ", " + to.why();
        RollbackStatus back = to.ungated() ? RollbackStatus.UNGATED_RESTORED : RollbackStatus.ROLLED_BACK;
        Rollback rollback = new Rollback(
                wrong.isEmpty() ? back : RollbackStatus.ROLLBACK_FAILED,
                to.why(),
                numbered ? (Long) to.number() : null,
                to.revision(),
                to.modelDigest(),
                to.unpinned().isEmpty(),
                wrong.map(w -> "The rollback to " + what + ", failed: " + w + hint(state))
                                .orElse("Rolled back to " + what + "." + unpinned(to))
                        + CompanionWrites.sentence(state.objects()));
        return end(state, state.loss().end(), rollback, seen);
    }

    private String hint(RolloutState state) {
        return state.plan().kind().waitsForBrokenPods() && !session.options().deleteBrokenPods()
                ? " A " + state.plan().workload().kind()
                        + " waits for its broken pod: delete it, or allow that (deleteBrokenPods)."
                : "";
    }

    private static String unpinned(RolloutState.RollbackTarget to) {
        return to.unpinned().isEmpty()
                ? ""
                : " Its image of " + (to.unpinned().size() == 1 ? "container " : "containers ")
                        + String.join(", ", to.unpinned())
                        + " is named by a tag alone, because no digest is known under that name: whether these are the"
                        + " bytes of before is not known.";
    }

    RolloutState end(RolloutState state, ObservationVerdict.Final end, Rollback rollback, ObservedState seen) {
        return state.ended(Results.of(state, end, rollback, seen, null, session));
    }

    static Rollback rollback(RollbackStatus status, String message) {
        return new Rollback(status, null, null, null, null, null, message);
    }
}
