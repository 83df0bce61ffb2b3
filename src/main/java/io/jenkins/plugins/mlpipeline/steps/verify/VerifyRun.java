package io.jenkins.plugins.mlpipeline.steps.verify;

import io.jenkins.plugins.mlpipeline.connection.ClusterAccess;
import io.jenkins.plugins.mlpipeline.connection.ClusterConnection;
import io.jenkins.plugins.mlpipeline.connection.MetricServers;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment.Rollback;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment.RollbackStatus;
import io.jenkins.plugins.mlpipeline.engine.rollout.Rollout;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutOptions;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutOptions.Recovery;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutState;
import io.jenkins.plugins.mlpipeline.engine.rollout.VerificationMark;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.ApiError;
import io.jenkins.plugins.mlpipeline.engine.verification.Aftermath;
import io.jenkins.plugins.mlpipeline.engine.verification.Conclusion;
import io.jenkins.plugins.mlpipeline.engine.verification.Verification;
import io.jenkins.plugins.mlpipeline.engine.verification.VerificationPlan;
import io.jenkins.plugins.mlpipeline.engine.verification.VerificationState;
import io.jenkins.plugins.mlpipeline.engine.verification.VerifiedDeployment;
import io.jenkins.plugins.mlpipeline.engine.verification.Verifier;
import io.jenkins.plugins.mlpipeline.engine.verification.prometheus.Prometheus;
import io.jenkins.plugins.mlpipeline.steps.turn.TargetPlace;
import io.jenkins.plugins.mlpipeline.steps.turn.TargetRun;
import io.jenkins.plugins.mlpipeline.targets.TargetStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The work of {@code mlVerify} in short steps: a turn at the target, one look after the other, then the mark or the way back.
 * What a step came to is in the build's folder before the next, so that a restart goes on from there.
 */
@Restricted(NoExternalUse.class)
public final class VerifyRun extends TargetRun {
    private static final Duration ASK_AGAIN = Duration.ofSeconds(5);
    /** How long a cluster that can't be reached is asked before nobody goes back. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** Null when nothing is watched. */
    private final VerificationPlan plan;

    /** Null when nobody asked. */
    private final Verification asked;

    private final Recovery recovery;
    private final Deployment deployment;
    private final VerifiedDeployment subject;
    /** Null when nothing is watched. */
    private final Prometheus prometheus;

    private final Verifier verifier;
    private Verification end;

    /**
     * A verification, new or stored.
     *
     * @param options of the way back
     * @throws UserError when the server is not known, or nothing was deployed
     */
    public VerifyRun(VerifyRequest request, TargetPlace place, Supplier<RolloutOptions> options) throws IOException {
        this(request, place, options, access(place));
    }

    private VerifyRun(VerifyRequest request, TargetPlace place, Supplier<RolloutOptions> options, ClusterAccess access)
            throws IOException {
        super(place, () -> ClusterConnection.open(place.run(), access), options);
        this.plan = request.plan();
        this.recovery = request.recovery();
        this.deployment = folder().deployment()
                .orElseThrow(() -> new UserError("The record of the deployment is gone from the build's folder()."));
        this.subject = new VerifiedDeployment(deployment, request.getService());
        this.asked = folder().asked()
                .map(said -> said.of(subject, place.run().getAbsoluteUrl()))
                .orElse(null);
        this.prometheus = plan == null ? null : MetricServers.open(request.getPrometheus());
        this.verifier = plan == null
                ? null
                : new Verifier(
                        plan,
                        subject,
                        prometheus,
                        VerifiedBefore.of(place.run(), target()),
                        Clock.systemUTC(),
                        this::say);
    }

    private static ClusterAccess access(TargetPlace place) throws IOException {
        return place.folder()
                .access()
                .orElseThrow(() -> new UserError("The record of the deployment does not say how the cluster is reached;"
                        + " deploy it with this version."));
    }

    /** How it ended. */
    public Verification end() {
        return end;
    }

    @Override
    public boolean heedsStop() throws IOException {
        return folder().reversal().isPresent();
    }

    @Override
    protected void store(RolloutState saved) throws IOException {
        folder().writeReversal(saved);
    }

    @Override
    protected Optional<Duration> proceed(boolean stop) throws IOException, InterruptedException {
        Optional<RolloutState> back = folder().reversal();
        if (back.isPresent()) {
            return goBack(back.get());
        }
        if (isDecided()) {
            return follow(asked);
        }
        VerificationState state =
                folder().verifying().orElseGet(() -> VerificationState.begin(System.currentTimeMillis()));
        if (!state.done()) {
            Verifier.Tick tick = verifier.step(state);
            folder().write(tick.state());
            if (!tick.state().done()) {
                return Optional.of(tick.delay());
            }
            state = tick.state();
        }
        return follow(seen(state));
    }

    /** Whether what was asked says it all: a failure needs no window. */
    private boolean isDecided() {
        return asked != null && (plan == null || asked.verdict() == Verdict.FAIL || asked.verdict() == Verdict.ERROR);
    }

    private Verification seen(VerificationState state) {
        Verification watched = Conclusion.of(
                plan, subject, state, prometheus.name(), place().run().getAbsoluteUrl());
        return asked == null ? watched : Conclusion.both(subject, watched, asked);
    }

    private Optional<Duration> follow(Verification seen) throws IOException {
        List<String> warnings = new ArrayList<>(seen.warnings());
        if (seen.verdict() == Verdict.PASS) {
            Optional<String> unmarked = VerificationMark.mark(cluster().api(), deployment, Instant.now());
            unmarked.ifPresent(warnings::add);
            end = seen.with(unmarked.isEmpty(), null, null, warnings);
            return Optional.empty();
        }
        if (seen.verdict() != Verdict.FAIL) {
            end = seen;
            return Optional.empty();
        }
        VerificationMark.refute(cluster().api(), deployment, Instant.now()).ifPresent(warnings::add);
        if (recovery == Recovery.LEAVE) {
            end = seen.with(false, null, null, warnings);
            return Optional.empty();
        }
        say(seen.message());
        try {
            folder().writeReversal(cluster().rollout().refute(deployment, Aftermath.REASON, seen.message()));
            return Optional.of(Duration.ZERO);
        } catch (ApiError e) {
            if (Instant.now().isBefore(Instant.parse(seen.finishedAt()).plus(PATIENCE))) {
                say(e.getMessage() + "; trying again");
                return Optional.of(ASK_AGAIN);
            }
            Rollback failed = new Rollback(
                    RollbackStatus.ROLLBACK_FAILED,
                    null,
                    null,
                    null,
                    null,
                    null,
                    "Not rolled back: " + e.getMessage() + ".");
            end = seen.with(false, failed, null, warnings);
            return Optional.empty();
        }
    }

    private Optional<Duration> goBack(RolloutState state) throws IOException {
        RolloutState now = state;
        if (!now.done()) {
            Rollout.Tick tick = cluster().rollout().step(now);
            now = tick.state();
            folder().writeReversal(now);
            if (!now.done()) {
                return Optional.of(tick.delay());
            }
        }
        Deployment back = now.result();
        TargetStore.get().goneBack(target(), back, place().run().getExternalizableId());
        Verification seen = isDecided() ? asked : seen(folder().verifying().orElseThrow());
        end = seen.with(false, back.rollback(), back.diagnostics(), back.warnings());
        return Optional.empty();
    }
}
