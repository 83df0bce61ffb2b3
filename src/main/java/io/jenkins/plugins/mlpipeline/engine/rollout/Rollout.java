package io.jenkins.plugins.mlpipeline.engine.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment.Rollback;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment.RollbackStatus;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutState.Phase;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutState.Write;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.GateLink;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.ApiError;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Explainer;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Kinds;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.KubeApi;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.LogMask;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Observer;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Writer;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Expectation;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.ObservationVerdict;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outage;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.StabilityWindow;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.RolloutJudge;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ObservedState;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Annotations;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.ObjectRef;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Plan;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A rollout as a state machine: each {@link #step} does a bounded amount of work and says when the next is due.
 *
 * <p>The state is all there is to it and can be stored between any two steps; another process goes on with it after
 * {@link #resumed}. The listener is asked to store it before each write, and a write whose answer was lost is looked for
 * before it would be made again, so that nothing is applied twice. Not for use by several threads at a time.
 */
public final class Rollout implements AutoCloseable {
    private static final Duration POLL = Duration.ofSeconds(2);
    private static final Duration RESUME_GRACE = Duration.ofSeconds(30);

    /** How long a rollback waits for the evidence, which it removes. */
    private static final Duration EVIDENCE = Duration.ofSeconds(5);

    /** Hears of a rollout. */
    public interface Listener {
        /** A line for people; a line is said once as long as it doesn't change. */
        void progress(String line);

        /** The state before a write: to be stored before this returns. */
        void save(RolloutState state);
    }

    /**
     * The end of a step.
     *
     * @param state for the next step
     * @param delay until the next step, unless the ring comes first
     */
    public record Tick(RolloutState state, Duration delay) {}

    private final Session session;
    private final Endings endings;
    private final Watches bells;
    private String said = "";

    /** What is known when a step is cut short by a server out of reach. */
    private RolloutState latest;

    /**
     * A rollout on a cluster.
     *
     * @param mask hides secrets in logs and events
     * @param ring is run, on any thread, when the next step is worth making at once; may come often
     */
    public Rollout(KubeApi api, RolloutOptions options, LogMask mask, Listener listener, Clock clock, Runnable ring) {
        Kinds kinds = new Kinds(api);
        this.session = new Session(
                api,
                kinds,
                new Writer(api, kinds, options.fieldManager()),
                new Explainer(api, mask, options.logLines(), EVIDENCE),
                options,
                new Listener() {
                    @Override
                    public void progress(String line) {
                        listener.progress(line);
                    }

                    @Override
                    public void save(RolloutState state) {
                        latest = state;
                        listener.save(state);
                    }
                },
                clock);
        this.endings = new Endings(session);
        this.bells = new Watches(ring, clock);
    }

    /** The first state of a rollout. */
    public RolloutState begin(Plan plan, GateLink gate, String build) {
        return RolloutState.begin(plan, new RolloutState.Origin(gate, build, session.now()));
    }

    /** What a rollout would do, from the server: nothing is written. */
    public Deployment dryRun(Plan plan, GateLink gate, String build) {
        learn(plan);
        RolloutState first = begin(plan, gate, build);
        Preflight.Prepared prepared = new Preflight(session).prepareAll(first);
        RolloutState state = first.prepared(Phase.PLANNED, first.plan(), prepared.previous(), prepared.warnings())
                .with(prepared.objects());
        ObservationVerdict.Final end = prepared.refusal() != null
                ? prepared.refusal()
                : new ObservationVerdict.Final(
                        Outcome.DRY_RUN,
                        "DryRun",
                        plan.all().stream().map(p -> p.workload().label()).collect(Collectors.joining(", "))
                                + " would be accepted"
                                + (prepared.changes() ? "" : " and nothing would change") + "; nothing was written.");
        return Results.of(state, end, null, null, prepared, session);
    }

    /**
     * What is known of a rollout before any write: that the server refuses it, or that there is nothing to do, because the cluster has
     * all of it already, found deployed and serving now. Nothing is written.
     *
     * @return empty when there is something to do
     */
    public Optional<Deployment> foreseen(Plan plan, GateLink gate, String build) {
        learn(plan);
        return new NothingToWrite(session).of(begin(plan, gate, build));
    }

    /**
     * A stored state, to go on with after a pause in which nobody looked. A rollout that is complete by then still gets
     * its hold, although its time may be up.
     */
    public RolloutState resumed(RolloutState stored) {
        Write write = stored.write();
        if (write == null) {
            return stored;
        }
        long gone = (session.now() - write.atMillis()) / Duration.ofSeconds(1).toMillis();
        int needed = (int) Math.min(Integer.MAX_VALUE, gone + RESUME_GRACE.toSeconds());
        return stored.until(Math.max(write.timeoutSeconds(), needed));
    }

    /** Somebody stops the build. */
    public RolloutState abort(RolloutState state) {
        if (state.phase() == Phase.PRUNING) {
            return new Pruning(session).cut(state, "the build was stopped");
        }
        ObjectRef ref = state.plan().workload();
        ObservationVerdict.Final aborted = new ObservationVerdict.Final(
                Outcome.ABORTED,
                "Aborted",
                "The build was stopped while " + ref.label() + " was rolled out"
                        + (state.write() == null
                                        && state.attempts() == 0
                                        && state.series().first()
                                ? ", before anything was written."
                                : "."));
        if (state.phase() == Phase.DONE
                || state.phase() == Phase.RESTORING
                || state.phase() == Phase.WATCHING_RESTORE) {
            return state;
        }
        RolloutState ended = state.write() == null
                ? endings.end(state, aborted, null, null)
                : endings.lost(state, aborted, null, session.options().onAbort());
        return onward(state, now(ended)).state();
    }

    /** Somebody ends the process: the end that can be told now, without another look or write. */
    RolloutState stop(RolloutState state) {
        RolloutState aborted = state.loss() == null ? abort(state) : state;
        if (aborted.done()) {
            return aborted;
        }
        String unknown = aborted.target() == null
                ? "It was stopped before the rollback: what failed is left as it is."
                : "It was stopped during the rollback to revision "
                        + aborted.target().number() + ", whose end is not known.";
        return endings.end(
                aborted, aborted.loss().end(), Endings.rollback(RollbackStatus.ROLLBACK_FAILED, unknown), null);
    }

    /**
     * A deployment that had ended well does not stand a test: the evidence is collected, and then what the options say of a
     * failure is done. The next {@link #step} goes on from there.
     *
     * @param deployed its record
     * @param reason one word
     * @param why in a sentence
     * @throws io.jenkins.plugins.mlpipeline.engine.UserError when the record is of another cluster
     */
    public RolloutState refute(Deployment deployed, String reason, String why) {
        List<Deployment> parts = Reversal.parts(deployed);
        List<RolloutState> done = new ArrayList<>();
        List<Deployment.Part> before = new ArrayList<>();
        for (Deployment part : parts.subList(0, parts.size() - 1)) {
            ObservedState seen = session.observer(Reversal.workload(part)).observe();
            done.add(Reversal.of(part, seen, session.api().server(), session.now()));
            before.add(Together.part(part));
        }
        Deployment last = parts.get(parts.size() - 1);
        ObservedState seen = session.observer(Reversal.workload(last)).observe();
        RolloutState state = Reversal.of(last, seen, session.api().server(), session.now())
                .with(new PrunedObjects(session).of(Reversal.workload(parts.get(0))))
                .among(new Series(List.of(), done, before, null, 0));
        return endings.lost(
                state,
                (ObservationVerdict.Final) ObservationVerdict.failed(reason, why),
                seen,
                session.options().onFailure());
    }

    /**
     * Somebody asks to go back: the evidence is collected, and the next {@link #step} goes on from there.
     *
     * @throws io.jenkins.plugins.mlpipeline.engine.UserError when there is no such workload
     */
    public RolloutState goBack(RollbackRequest request) {
        return new AskedRollback(session, endings).begin(request);
    }

    /** What going back would change, from the server: nothing is written. */
    public Deployment dryRun(RollbackRequest request) {
        return new AskedRollback(session, endings).dryRun(request);
    }

    /** One step; a state that is done stays as it is. */
    public Tick step(RolloutState state) {
        latest = state;
        learn(state.plan());
        try {
            return onward(state, phase(state));
        } catch (ApiError e) {
            return onward(state, unreachable(latest, e));
        }
    }

    private Tick phase(RolloutState state) {
        return switch (state.phase()) {
            case PLANNED -> prepare(state);
            case APPLYING -> apply(state);
            case WATCHING -> watch(state);
            case RESTORING -> restore(state);
            case WATCHING_RESTORE -> watchRestore(state);
            case PRUNING -> now(new Pruning(session).prune(state));
            case DONE -> new Tick(state, Duration.ZERO);
        };
    }

    /** Where one workload of several ended: the next one, or the way back of the one before. */
    private Tick onward(RolloutState before, Tick tick) {
        Optional<RolloutState> next = before.done() || !tick.state().done() || before.phase() == Phase.PRUNING
                ? Optional.empty()
                : new Sequence(session, endings)
                        .after(before, tick.state())
                        .or(() -> new Pruning(session).after(before, tick.state()));
        next.ifPresent(session.listener()::save);
        return next.map(this::now).orElse(tick);
    }

    /** Before anything is sent: the first refusal may quote what would have been sent last. */
    private void learn(Plan plan) {
        plan.supporting().forEach(session.api().secrets()::learn);
        plan.supporting().forEach(session.kinds()::learn);
    }

    @Override
    public void close() {
        bells.close();
    }

    private Tick prepare(RolloutState state) {
        Preflight.Prepared prepared = new Preflight(session).prepareAll(state);
        RolloutState next = state.prepared(Phase.APPLYING, prepared.plan(), prepared.previous(), prepared.warnings())
                .among(state.series().with(prepared.later()));
        prepared.warnings().forEach(w -> say("warning: " + w));
        return prepared.refusal() != null ? now(endings.end(next, prepared.refusal(), null, null)) : now(next);
    }

    private Tick apply(RolloutState state) {
        Application.Applied applied = new Application(session).apply(state);
        RolloutState made = applied.state();
        if (applied.scaled()) {
            say(state.plan().workload().label() + " was scaled meanwhile; reading it again");
            return now(
                    made.prepared(Phase.PLANNED, made.plan(), null, made.plan().warnings()));
        }
        if (applied.refusal() != null) {
            return now(endings.end(made, applied.refusal(), null, null));
        }
        RolloutState next = made.written(Phase.WATCHING, applied.write());
        session.listener().save(next);
        say(state.plan().workload().label()
                + (state.plan().restart() ? " restarted" : " applied")
                + (applied.write().changed() ? "" : ", nothing changed"));
        return now(next);
    }

    /** What a look at the workload says. */
    private record Look(ObservedState seen, StabilityWindow.Step step) {
        Look judged(ObservationVerdict decision) {
            return new Look(seen, new StabilityWindow.Step(step.hold(), decision, step.remaining()));
        }
    }

    private Look look(RolloutState state) {
        ObjectRef ref = state.plan().workload();
        Observer observer = session.observer(ref);
        Optional<JsonNode> live = observer.live();
        ObservedState seen = live.map(observer::around)
                .orElseGet(() -> new ObservedState(
                        null, List.of(), List.of(), session.api().serverTime()));
        live.ifPresent(workload -> bells.hang(observer, workload));
        Expectation expectation = session.expectation(state.write());
        ObservationVerdict decision = RolloutJudge.of(
                state.plan().kind(), ref.label(), seen, expectation, state.phase() == Phase.WATCHING_RESTORE);
        if (live.isPresent() && !state.plan().kind().hasPodTemplate() && !carries(live.get(), state.plan())) {
            decision = new ObservationVerdict.Final(
                    Outcome.SUPERSEDED,
                    "Superseded",
                    ref.label() + " was deployed by somebody else during the rollout: this rollout is over, and nothing"
                            + " was rolled back.");
        }
        Duration stable = Duration.ofSeconds(session.options().stableForSeconds());
        return new Look(seen, state.hold().next(ref.label(), decision, expectation, stable, session.now()));
    }

    /** Whether a workload of which no template can be compared is still the one of this rollout. */
    private static boolean carries(JsonNode live, Plan plan) {
        return live.path("metadata")
                .path("annotations")
                .path(Annotations.ROLLOUT_ID)
                .asText()
                .equals(plan.rolloutId());
    }

    private Tick watch(RolloutState before) {
        RolloutState state = before;
        Look look = look(state);
        Optional<Outage.Availability> serves = look.seen().workload() == null
                ? Optional.empty()
                : state.plan().kind().availability(look.seen());
        if (serves.isPresent()) {
            state = state.down(state.outage().next(serves.get(), session.now()));
            look = look.judged(state.outage()
                    .judge(
                            state.plan().workload().label(),
                            look.step().decision(),
                            serves.get(),
                            session.options().patience(),
                            session.now()));
        }
        if (look.step().decision() instanceof ObservationVerdict.Wait wait) {
            say(wait.progress());
            return new Tick(state.held(look.step().hold()), delay(look.step().remaining()));
        }
        ObservationVerdict.Final end = (ObservationVerdict.Final) look.step().decision();
        if (end.outcome() == Outcome.PAUSED && promoted(state, look.seen())) {
            return new Tick(state.held(look.step().hold()), POLL);
        }
        return switch (end.outcome()) {
            case DEPLOYED -> now(endings.deployed(state, end, look.seen()));
            case FAILED ->
                now(endings.lost(state, end, look.seen(), session.options().onFailure()));
            case TIMED_OUT ->
                now(endings.lost(state, end, look.seen(), session.options().onTimeout()));
            default -> now(endings.end(state, end, null, look.seen()));
        };
    }

    /** Lets a paused workload go on, where that is asked for and its pause is one of those that somebody is to end. */
    private boolean promoted(RolloutState state, ObservedState seen) {
        Optional<JsonNode> patch =
                session.options().promote() ? state.plan().kind().promotion(seen.workload()) : Optional.empty();
        patch.ifPresent(p -> {
            session.writer().patchStatus(state.plan().workload(), p);
            say(state.plan().workload().label() + " promoted");
        });
        return patch.isPresent();
    }

    private Tick restore(RolloutState state) {
        Restoration.Restored restored = new Restoration(session).restore(state);
        if (restored.end() != null) {
            return now(endings.end(restored.state(), state.loss().end(), restored.end(), null));
        }
        if (!restored.again()) {
            session.listener().save(restored.state());
        }
        return now(restored.state());
    }

    /** What served before is let serve at once, where its controller would lead it through the steps of a new one. */
    private boolean hastened(RolloutState state, ObservedState seen) {
        Optional<JsonNode> patch = seen.workload() == null || !state.write().rolled()
                ? Optional.empty()
                : state.plan().kind().hastening(seen.workload());
        if (patch.isEmpty()) {
            return false;
        }
        ObjectRef ref = state.plan().workload();
        try {
            session.writer().patchStatus(ref, patch.get());
            say("rollback: " + ref.label() + " promoted");
            return true;
        } catch (ApiError e) {
            if (e.passing()) {
                throw e;
            }
            say("rollback: " + ref.label() + " could not be promoted: " + e.sentence());
            return false;
        }
    }

    private Tick watchRestore(RolloutState state) {
        Look look = look(state);
        if (hastened(state, look.seen())) {
            return new Tick(state.held(look.step().hold()), POLL);
        }
        if (look.step().decision() instanceof ObservationVerdict.Wait wait) {
            say("rollback: " + wait.progress());
            new Restoration(session).deleteBroken(state, look.seen());
            return new Tick(state.held(look.step().hold()), delay(look.step().remaining()));
        }
        ObservationVerdict.Final end = (ObservationVerdict.Final) look.step().decision();
        return now(endings.restored(state, end, look.seen()));
    }

    /** Before the first write that is an error; after it, it is waited out until the time is up. */
    private Tick unreachable(RolloutState state, ApiError e) {
        if (state.phase() == Phase.PLANNED && state.series().first()) {
            throw e;
        }
        long since = state.write() == null
                ? Math.max(state.origin().beganAtMillis(), state.series().sinceMillis())
                : state.phase() == Phase.RESTORING
                        ? state.loss().atMillis()
                        : state.write().atMillis();
        int limit =
                state.write() == null ? session.firstTimeout() : state.write().timeoutSeconds();
        if (session.now() - since < Duration.ofSeconds(limit).toMillis()) {
            say(e.getMessage() + "; trying again");
            return new Tick(state, POLL);
        }
        if (state.phase() == Phase.PRUNING) {
            return now(new Pruning(session).cut(state, e.getMessage()));
        }
        String what = state.plan().workload().label();
        if (state.loss() != null) {
            Rollback failed = Endings.rollback(
                    RollbackStatus.ROLLBACK_FAILED, "The rollback's end is not known: " + e.getMessage() + ".");
            return now(endings.end(state, state.loss().end(), failed, null));
        }
        return now(endings.end(
                state,
                new ObservationVerdict.Final(
                        Outcome.TIMED_OUT,
                        "Unreachable",
                        what + " had no verdict after " + limit + " s: " + e.getMessage() + "."),
                null,
                null));
    }

    private Tick now(RolloutState state) {
        return new Tick(state, Duration.ZERO);
    }

    private static Duration delay(Duration remaining) {
        return remaining.isZero() || remaining.compareTo(POLL) > 0 ? POLL : remaining;
    }

    private void say(String line) {
        if (!line.equals(said)) {
            said = line;
            session.listener().progress(line);
        }
    }
}
