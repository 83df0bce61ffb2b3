package io.jenkins.plugins.mlpipeline.engine.rollout;

import io.jenkins.plugins.mlpipeline.engine.rollout.binding.Binding;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.GateLink;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.ApiError;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.KubeApi;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.LogMask;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Plan;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Runs a rollout to its end on the calling thread, for the command line and tests. */
public final class RolloutRun {
    /** Changes come in bursts: a burst is looked at once. */
    private static final long FIRST_PAUSE_MILLIS = 80;

    /** A large rollout changes all the time: the looks get rarer. */
    private static final long LAST_PAUSE_MILLIS = 1_000;

    private static final int QUICK_LOOKS = 10;

    private final KubeApi api;
    private final RolloutOptions options;
    private final LogMask mask;
    private final Rollout.Listener listener;

    public RolloutRun(KubeApi api, RolloutOptions options, LogMask mask, Rollout.Listener listener) {
        this.api = api;
        this.options = options;
        this.mask = mask;
        this.listener = listener;
    }

    /** Rolls a plan out; when the thread is interrupted, the record says what is known by then. */
    public Deployment run(Plan plan, GateLink gate, String build) {
        Semaphore rung = new Semaphore(0);
        try (Rollout rollout = rollout(rung)) {
            return run(rollout, rollout.begin(plan, gate, build), rung);
        }
    }

    /** How a plan ends when nothing is to be written, see {@link Rollout#foreseen}. */
    public Optional<Deployment> foreseen(Plan plan, GateLink gate, String build) {
        try (Rollout rollout = rollout(new Semaphore(0))) {
            return rollout.foreseen(plan, gate, build);
        }
    }

    /** Goes back from a deployment that had ended well, see {@link Rollout#refute}. */
    public Deployment refute(Deployment deployed, String reason, String why) throws InterruptedException {
        Semaphore rung = new Semaphore(0);
        try (Rollout rollout = rollout(rung)) {
            return run(rollout, rollout.refute(deployed, reason, why), rung);
        }
    }

    /** Goes back because somebody asks, see {@link Rollout#goBack}. */
    public Deployment goBack(RollbackRequest request) {
        Semaphore rung = new Semaphore(0);
        try (Rollout rollout = rollout(rung)) {
            return run(rollout, rollout.goBack(request), rung);
        }
    }

    /** What going back would change. */
    public Deployment dryRun(RollbackRequest request) {
        try (Rollout rollout = rollout(new Semaphore(0))) {
            return rollout.dryRun(request);
        }
    }

    /** Goes on with a stored rollout. */
    public Deployment resume(RolloutState stored) {
        Semaphore rung = new Semaphore(0);
        try (Rollout rollout = rollout(rung)) {
            return run(rollout, rollout.resumed(stored), rung);
        }
    }

    /** What a plan would change. */
    public Deployment dryRun(Plan plan, GateLink gate, String build) {
        try (Rollout rollout = rollout(new Semaphore(0))) {
            return rollout.dryRun(plan, gate, build);
        }
    }

    /**
     * The record of a deployment that could not be carried out.
     *
     * @param plan what was to be deployed, or {@code null} when it didn't come to that
     * @param server the API server's address, or empty when that is not known
     * @param build the build that deploys, or {@code null}
     */
    public static Deployment failed(Plan plan, String message, String server, String build) {
        return Results.failed(plan, message, server, build, Clock.systemUTC().millis());
    }

    /** The record of a deployment that its gate didn't let through. */
    public static Deployment refused(Plan plan, Binding.Decision.Refused refusal, String server, String build) {
        return Results.refused(plan, refusal, server, build, Clock.systemUTC().millis());
    }

    private Rollout rollout(Semaphore rung) {
        return new Rollout(api, options, mask, listener, Clock.systemUTC(), rung::release);
    }

    private static Deployment run(Rollout rollout, RolloutState begin, Semaphore rung) {
        RolloutState state = begin;
        int looks = 0;
        while (!state.done()) {
            try {
                if (Thread.interrupted()) {
                    return rollout.stop(state).result();
                }
                rung.drainPermits();
                Rollout.Tick tick = rollout.step(state);
                state = tick.state();
                if (!tick.delay().isZero()) {
                    looks = pause(tick.delay(), looks, rung) ? looks + 1 : 0;
                }
            } catch (InterruptedException e) {
                return rollout.stop(state).result();
            } catch (ApiError e) {
                // An interrupted request looks like one that had no answer.
                if (!Thread.interrupted()) {
                    throw e;
                }
                return rollout.stop(state).result();
            }
        }
        return state.result();
    }

    /** Waits for a change or the delay; whether there was a change. */
    private static boolean pause(Duration delay, int looks, Semaphore rung) throws InterruptedException {
        long least = Math.min(delay.toMillis(), looks < QUICK_LOOKS ? FIRST_PAUSE_MILLIS : LAST_PAUSE_MILLIS);
        TimeUnit.MILLISECONDS.sleep(least);
        return rung.tryAcquire(delay.toMillis() - least, TimeUnit.MILLISECONDS);
    }
}
