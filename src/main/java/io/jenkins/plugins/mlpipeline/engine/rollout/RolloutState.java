package io.jenkins.plugins.mlpipeline.engine.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.GateLink;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Diagnostics;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.ObservationVerdict;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outage;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.StabilityWindow;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Plan;
import io.jenkins.plugins.mlpipeline.engine.rollout.restore.Asked;
import io.jenkins.plugins.mlpipeline.engine.rollout.restore.ObjectChange;
import io.jenkins.plugins.mlpipeline.engine.rollout.restore.Previous;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A rollout between two steps: all that is needed to go on after a restart, as JSON.
 *
 * <p>Until it is applied the plan is in it, with any Secret of the manifests: store it as safely as those.
 *
 * @param phase what the next step does
 * @param plan what is sent; without its objects once they were
 * @param origin where it comes from
 * @param attempts how often the write of this phase may have been made: not 0 after a restart in the middle of it
 * @param previous what was there before, or {@code null} when nothing was
 * @param write our last write, or {@code null} before it
 * @param hold see {@link StabilityWindow}
 * @param warnings for people, collected on the way
 * @param loss how the rollout failed, or {@code null}
 * @param target what a rollback goes back to, or {@code null}
 * @param result the end, or {@code null} before it is known
 * @param objects what is deployed beside the workload, and what was done to it; with the objects as they were, Secrets too
 * @param outage see {@link Outage}
 * @param series where it stands among the workloads of its deployment
 */
public record RolloutState(
        Phase phase,
        Plan plan,
        Origin origin,
        int attempts,
        Previous previous,
        Write write,
        StabilityWindow hold,
        List<String> warnings,
        Loss loss,
        RollbackTarget target,
        Deployment result,
        List<ObjectChange> objects,
        Outage outage,
        Series series) {
    public RolloutState {
        objects = objects == null ? List.of() : List.copyOf(objects);
        outage = outage == null ? Outage.NONE : outage;
        series = series == null ? Series.ALONE : series;
    }

    /** What the next step does. */
    public enum Phase {
        /** Reads what is there and asks for a dry run. */
        PLANNED,
        /** Writes. */
        APPLYING,
        /** Waits for the verdict. */
        WATCHING,
        /** Writes the template to go back to. */
        RESTORING,
        /** Waits for the rollback. */
        WATCHING_RESTORE,
        /** Deletes what the last deployment had and this one doesn't; how this one ended is known. */
        PRUNING,
        /** Nothing. */
        DONE
    }

    /**
     * A write of ours, as the API server answered it.
     *
     * @param uid the workload's uid
     * @param templateDigest its pod template (T)
     * @param serverTime the API server's time (T0), ISO 8601
     * @param atMillis our clock at the write
     * @param changed whether anything of the specification changed
     * @param rolled whether the pod template changed
     * @param timeoutSeconds our limit for it
     * @param progressingBefore the {@code Progressing} condition before, or {@code null}
     * @param statusBefore what its kind remembers of the status before; {@code null} when that is not known
     */
    public record Write(
            String uid,
            String templateDigest,
            String serverTime,
            long atMillis,
            boolean changed,
            boolean rolled,
            int timeoutSeconds,
            JsonNode progressingBefore,
            JsonNode statusBefore) {
        /** One of a kind that remembers nothing. */
        public Write(
                String uid,
                String templateDigest,
                String serverTime,
                long atMillis,
                boolean changed,
                boolean rolled,
                int timeoutSeconds,
                JsonNode progressingBefore) {
            this(uid, templateDigest, serverTime, atMillis, changed, rolled, timeoutSeconds, progressingBefore, null);
        }

        Write until(int seconds) {
            return new Write(
                    uid,
                    templateDigest,
                    serverTime,
                    atMillis,
                    changed,
                    rolled,
                    seconds,
                    progressingBefore,
                    statusBefore);
        }

        Write after(JsonNode status) {
            return new Write(
                    uid,
                    templateDigest,
                    serverTime,
                    atMillis,
                    changed,
                    rolled,
                    timeoutSeconds,
                    progressingBefore,
                    status);
        }
    }

    /**
     * What a rollback goes back to.
     *
     * @param why why this revision, in words
     * @param revision its name
     * @param number its number
     * @param modelDigest the model that its template names, or {@code null}
     * @param marks its marks, which the restored revision gets too
     * @param imageIds what its containers must run, as far as that is known
     * @param unpinned the containers for which it isn't
     * @param ungated whether a gated or verified one was asked for, and this is neither
     * @param failedTemplate the digest of the template that failed
     */
    public record RollbackTarget(
            String why,
            String revision,
            long number,
            String modelDigest,
            Map<String, String> marks,
            Map<String, String> imageIds,
            List<String> unpinned,
            boolean ungated,
            String failedTemplate) {}

    /**
     * Where a rollout comes from.
     *
     * @param gate how it is bound to a gate's verdict, or {@code null}
     * @param build the build that deploys, or {@code null}
     * @param beganAtMillis when it began, by our clock
     * @param asked the rollback that somebody asked for, or {@code null} for a deployment
     */
    public record Origin(GateLink gate, String build, long beganAtMillis, Asked asked) {
        /** Of a deployment. */
        public Origin(GateLink gate, String build, long beganAtMillis) {
            this(gate, build, beganAtMillis, null);
        }
    }

    /**
     * A rollout that failed.
     *
     * @param end how
     * @param diagnostics the evidence, or {@code null}
     * @param atMillis when, by our clock
     */
    public record Loss(ObservationVerdict.Final end, Diagnostics diagnostics, long atMillis) {}

    /** A rollout that did nothing yet. */
    public static RolloutState begin(Plan plan, Origin origin) {
        return new RolloutState(
                Phase.PLANNED,
                plan.then(List.of()),
                origin,
                0,
                null,
                null,
                StabilityWindow.NONE,
                plan.warnings(),
                null,
                null,
                null,
                List.of(),
                Outage.NONE,
                Series.of(plan));
    }

    /** Reads what {@link #json} wrote. */
    public static RolloutState parse(String json) {
        return Json.parse(json, RolloutState.class, "rollout state");
    }

    public String json() {
        return Json.tree(this).toString();
    }

    /** Whether anything was changed, of the workload or beside it. */
    boolean changed() {
        return write != null && write.changed()
                || objects.stream().anyMatch(o -> o.action() != ObjectChange.Action.UNCHANGED);
    }

    /** Whether nothing of the whole deployment was written yet. */
    public boolean untouched() {
        return phase == Phase.PLANNED && attempts == 0 && series.first();
    }

    public boolean done() {
        return phase == Phase.DONE;
    }

    /** Everything before the write is known. */
    RolloutState prepared(Phase next, Plan effective, Previous before, List<String> said) {
        return with(draft -> {
            draft.phase = next;
            draft.plan = effective;
            draft.attempts = 0;
            draft.previous = before;
            draft.warnings = said;
        });
    }

    /** The same bound to its verdict in another way: what is in force changed before anything was written. */
    public RolloutState boundBy(GateLink link) {
        return with(draft -> draft.origin = new Origin(link, origin.build(), origin.beganAtMillis(), origin.asked()));
    }

    RolloutState warned(List<String> said) {
        return with(draft -> draft.warnings = said);
    }

    /** The write of this phase is about to be made. */
    RolloutState attempt() {
        return with(draft -> draft.attempts = attempts + 1);
    }

    RolloutState written(Phase next, Write made) {
        return with(draft -> {
            draft.enter(next);
            draft.write = made;
        });
    }

    RolloutState held(StabilityWindow next) {
        return with(draft -> draft.hold = next);
    }

    /** What was done to the objects beside the workload. */
    RolloutState with(List<ObjectChange> changes) {
        return with(draft -> draft.objects = changes);
    }

    RolloutState down(Outage next) {
        return with(draft -> draft.outage = next);
    }

    RolloutState among(Series other) {
        return with(draft -> draft.series = other);
    }

    RolloutState until(int timeoutSeconds) {
        return with(draft -> {
            draft.write = write.until(timeoutSeconds);
            draft.hold = StabilityWindow.NONE;
        });
    }

    RolloutState lost(Loss how) {
        return with(draft -> {
            draft.enter(Phase.RESTORING);
            draft.loss = how;
        });
    }

    /** It was deployed, and what it no longer has goes. */
    RolloutState pruning(Deployment deployed, List<String> said) {
        return with(draft -> {
            draft.enter(Phase.PRUNING);
            draft.result = deployed;
            draft.warnings = said;
        });
    }

    RolloutState towards(RollbackTarget chosen) {
        return with(draft -> draft.target = chosen);
    }

    RolloutState ended(Deployment end) {
        return with(draft -> {
            draft.enter(Phase.DONE);
            draft.result = end;
            draft.objects = objects.stream().map(ObjectChange::listed).toList();
            draft.series = series.over();
        });
    }

    private RolloutState with(Consumer<Draft> change) {
        Draft draft = new Draft();
        change.accept(draft);
        return draft.state();
    }

    /** This state while something of it is changed, so that all is listed once. */
    private final class Draft {
        private Phase phase = RolloutState.this.phase;
        private Plan plan = RolloutState.this.plan;
        private int attempts = RolloutState.this.attempts;
        private Previous previous = RolloutState.this.previous;
        private Write write = RolloutState.this.write;
        private StabilityWindow hold = RolloutState.this.hold;
        private List<String> warnings = RolloutState.this.warnings;
        private Origin origin = RolloutState.this.origin;
        private Loss loss = RolloutState.this.loss;
        private RollbackTarget target = RolloutState.this.target;
        private Deployment result = RolloutState.this.result;
        private List<ObjectChange> objects = RolloutState.this.objects;
        private Outage outage = RolloutState.this.outage;
        private Series series = RolloutState.this.series;

        /** A phase that nothing was done in yet; the objects of the plan were sent. */
        private void enter(Phase next) {
            phase = next;
            plan = plan.sent();
            attempts = 0;
            hold = StabilityWindow.NONE;
        }

        private RolloutState state() {
            return new RolloutState(
                    phase, plan, origin, attempts, previous, write, hold, warnings, loss, target, result, objects,
                    outage, series);
        }
    }
}
