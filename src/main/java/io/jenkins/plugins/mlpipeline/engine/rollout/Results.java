package io.jenkins.plugins.mlpipeline.engine.rollout;

import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment.Before;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment.Rollback;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment.RollbackStatus;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.Binding;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.FailureCause;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.ObservationVerdict;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Patience;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ContainerState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ObservedState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.PodState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Revision;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Plan;
import io.jenkins.plugins.mlpipeline.engine.rollout.restore.Asked;
import io.jenkins.plugins.mlpipeline.engine.rollout.restore.ImageIds;
import io.jenkins.plugins.mlpipeline.engine.rollout.restore.ObjectChange;
import io.jenkins.plugins.mlpipeline.engine.rollout.restore.Previous;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Writes the record of a rollout that ended. */
final class Results {
    private Results() {}

    /**
     * The record.
     *
     * @param state the rollout's last state
     * @param end how it ended
     * @param rollback what was done about it, or {@code null}
     * @param seen the last observation, or {@code null}
     * @param dry what a dry run found, or {@code null}
     */
    static Deployment of(
            RolloutState state,
            ObservationVerdict.Final end,
            Rollback rollback,
            ObservedState seen,
            Preflight.Prepared dry,
            Session session) {
        Plan plan = state.plan();
        Revision current = seen == null ? null : seen.current().orElse(null);
        List<PodState> pods = seen == null ? List.of() : seen.newPods();
        Asked asked = state.origin().asked();
        boolean changed = dry != null ? dry.changes() : state.write() != null && state.changed();
        long now = session.now();
        Deployment one = new Deployment(
                Deployment.SCHEMA_VERSION,
                status(end, rollback),
                changed,
                plan.workload().kind(),
                plan.workload().name(),
                plan.namespace(),
                session.api().server(),
                current == null ? null : current.number(),
                current == null ? null : current.name(),
                model(state, rollback),
                pods.isEmpty() ? Map.of() : ImageIds.common(pods),
                state.origin().gate(),
                before(asked == null ? state.previous() : asked.from()),
                pods.stream()
                        .map(p -> pod(p, seen, session.options().patience()))
                        .toList(),
                end.reason(),
                message(end, rollback),
                rollback,
                state.loss() == null ? null : state.loss().diagnostics(),
                dry == null ? null : dry.diff(),
                objects(state.objects()),
                state.warnings(),
                state.origin().build(),
                plan.rolloutId(),
                Instant.ofEpochMilli(state.origin().beganAtMillis()).toString(),
                Instant.ofEpochMilli(now).toString(),
                now - state.origin().beganAtMillis(),
                plan.rendered(),
                null,
                null);
        return Together.of(state.series(), one);
    }

    /** The record of a plan that was not carried out. */
    static Deployment refused(
            Plan plan, Binding.Decision.Refused refusal, String server, String build, long nowMillis) {
        String now = Instant.ofEpochMilli(nowMillis).toString();
        return new Deployment(
                Deployment.SCHEMA_VERSION,
                refusal.outcome(),
                false,
                plan.workload().kind(),
                plan.workload().name(),
                plan.namespace(),
                server,
                null,
                null,
                null,
                Map.of(),
                null,
                null,
                List.of(),
                refusal.outcome().name(),
                refusal.message(),
                null,
                null,
                null,
                List.of(),
                plan.warnings(),
                build,
                plan.rolloutId(),
                now,
                now,
                0,
                plan.rendered(),
                null,
                null);
    }

    /** The record of a deployment that could not be carried out; {@code plan} may be {@code null}. */
    static Deployment failed(Plan plan, String message, String server, String build, long nowMillis) {
        String now = Instant.ofEpochMilli(nowMillis).toString();
        return new Deployment(
                Deployment.SCHEMA_VERSION,
                Outcome.ERROR,
                false,
                plan == null ? "" : plan.workload().kind(),
                plan == null ? "" : plan.workload().name(),
                plan == null ? "" : plan.namespace(),
                server,
                null,
                null,
                plan == null ? null : plan.modelDigest(),
                Map.of(),
                null,
                null,
                List.of(),
                "Error",
                message,
                null,
                null,
                null,
                List.of(),
                plan == null ? List.of() : plan.warnings(),
                build,
                plan == null ? "" : plan.rolloutId(),
                now,
                now,
                0,
                plan == null ? null : plan.rendered(),
                null,
                null);
    }

    static List<Deployment.Companion> objects(List<ObjectChange> changes) {
        return changes.stream()
                .filter(c -> c.action() != null)
                .map(c -> new Deployment.Companion(
                        c.ref().kind(),
                        c.ref().name(),
                        c.ref().namespace(),
                        c.action().word()))
                .toList();
    }

    /** A rollback that couldn't be done, or brought back something else, is what must be known first. */
    private static Outcome status(ObservationVerdict.Final end, Rollback rollback) {
        if (rollback != null) {
            for (RollbackStatus worse : List.of(
                    RollbackStatus.ROLLBACK_FAILED,
                    RollbackStatus.NOT_RESTORABLE,
                    RollbackStatus.NO_KNOWN_GOOD,
                    RollbackStatus.UNGATED_RESTORED,
                    RollbackStatus.SUPERSEDED)) {
                if (rollback.status() == worse) {
                    return Outcome.valueOf(worse.name());
                }
            }
        }
        boolean asked = end.outcome() == Outcome.DEPLOYED && rollback != null;
        return asked && !rollback.status().isBack() ? Outcome.FAILED : end.outcome();
    }

    /** The model that was deployed; of a rollback that was asked for, the one that serves again. */
    private static String model(RolloutState state, Rollback rollback) {
        boolean back = state.origin().asked() != null
                && rollback != null
                && rollback.status().isBack();
        return back ? rollback.modelDigest() : state.plan().modelDigest();
    }

    private static String message(ObservationVerdict.Final end, Rollback rollback) {
        return rollback == null ? end.message() : end.message() + " " + rollback.message();
    }

    private static Before before(Previous p) {
        return p == null
                ? null
                : new Before(p.number(), p.revision(), p.modelDigest(), p.imageIds(), p.fullyAvailable());
    }

    private static Deployment.Pod pod(PodState p, ObservedState seen, Patience patience) {
        String reason = p.ready()
                ? null
                : FailureCause.of(p, seen.now(), patience)
                        .map(FailureCause::reason)
                        .orElseGet(() -> p.containers().stream()
                                .map(ContainerState::waitingReason)
                                .filter(r -> !r.isEmpty())
                                .findFirst()
                                .orElse("NotReady"));
        return new Deployment.Pod(p.name(), p.ready(), p.restarts(), reason);
    }
}
