package io.jenkins.plugins.mlpipeline.steps.deploy;

import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.connection.ClusterConnection;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment;
import io.jenkins.plugins.mlpipeline.engine.rollout.Rollout;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutRun;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutState;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.Binding;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.GateLink;
import io.jenkins.plugins.mlpipeline.report.DeploymentFolder;
import io.jenkins.plugins.mlpipeline.targets.Claim;
import io.jenkins.plugins.mlpipeline.targets.TargetRef;
import io.jenkins.plugins.mlpipeline.targets.TargetStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * One deployment, as long as this controller runs: waits for its turn, then steps through the rollout. All that must outlive
 * the controller is in the {@link DeploymentFolder} and the {@link TargetStore}.
 */
@Restricted(NoExternalUse.class)
public final class DeployRun implements AutoCloseable {
    private static final Duration ASK_AGAIN = Duration.ofSeconds(2);

    private final DeploymentFolder folder;
    private final TargetRef target;
    private final Claim claim;
    private final TurnCheck check;
    private final Consumer<String> log;
    private final ClusterSession cluster;
    private RolloutState state;
    private boolean turn;
    private boolean stopping;
    private String said = "";

    /**
     * A deployment whose state is stored.
     *
     * @param check whether it is still let through when its turn comes
     * @param ring is run when the next step is worth making at once
     * @param log takes lines for the build's log
     */
    public DeployRun(
            DeployRequest step,
            Run<?, ?> run,
            DeploymentFolder folder,
            TargetRef target,
            Claim claim,
            TurnCheck check,
            Runnable ring,
            Consumer<String> log)
            throws IOException {
        this.folder = folder;
        this.target = target;
        this.claim = claim;
        this.check = check;
        this.log = log;
        this.cluster = new ClusterSession(
                () -> ClusterConnection.open(run, step.access()), step::options, new Watching(), ring);
        this.state = folder.state()
                .orElseThrow(() -> new UserError("The state of this deployment is gone from the build's folder."));
    }

    /**
     * Makes one step.
     *
     * @param stop whether somebody stops the build
     * @return how long until the next step, or empty when the deployment has ended
     */
    public Optional<Duration> step(boolean stop) throws IOException, InterruptedException {
        if (!turn && !stop && !isTurn()) {
            return Optional.of(ASK_AGAIN);
        }
        if (stop && !stopping) {
            stopping = true;
            state = cluster.rollout().abort(state);
            folder.write(state);
        }
        Optional<Deployment> refused = refused();
        if (refused.isPresent()) {
            state = null;
            end = refused.get();
            return Optional.empty();
        }
        if (state.done()) {
            end = state.result();
            return Optional.empty();
        }
        Rollout.Tick tick = cluster.rollout().step(state);
        state = tick.state();
        if (state.done()) {
            end = state.result();
            return Optional.empty();
        }
        return Optional.of(tick.delay());
    }

    private Deployment end;

    /** How it ended. */
    public Deployment end() {
        return end;
    }

    /** What it does now, for people. */
    public String said() {
        return said;
    }

    private boolean isTurn() throws IOException {
        Optional<Claim> holder = TargetStore.get().turn(target, claim, Claims::alive);
        if (holder.isPresent()) {
            say("waiting for " + holder.get().getBuild() + ", which deploys to " + target.label() + " since "
                    + Instant.ofEpochMilli(holder.get().getSince()).truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
            return false;
        }
        turn = true;
        if (state.write() != null || state.attempts() > 0) {
            say("going on with " + target.label() + " after a restart of the controller");
        }
        state = cluster.rollout().resumed(state);
        return true;
    }

    /** The wait for its turn may have been long. */
    private Optional<Deployment> refused() throws IOException, InterruptedException {
        if (!state.untouched()) {
            return Optional.empty();
        }
        Binding.Decision decision = check.decide(state, target, log);
        if (decision instanceof Binding.Decision.Refused refused) {
            return Optional.of(RolloutRun.refused(
                    state.plan(), refused, target.cluster(), state.origin().build()));
        }
        GateLink link = ((Binding.Decision.Allowed) decision).link();
        if (!link.equals(state.origin().gate())) {
            state = state.boundBy(link);
            folder.write(state);
            link.lines().forEach(log);
        }
        return Optional.empty();
    }

    private final class Watching implements Rollout.Listener {
        @Override
        public void progress(String line) {
            said = line;
            log.accept(line);
        }

        @Override
        public void save(RolloutState saved) {
            store(saved);
        }
    }

    private void store(RolloutState saved) {
        try {
            folder.write(saved);
        } catch (IOException e) {
            throw new UncheckedIOException("The state of the rollout can't be stored, so that nothing is written", e);
        }
    }

    private void say(String line) {
        if (!line.equals(said)) {
            said = line;
            log.accept(line);
        }
    }

    @Override
    public void close() {
        cluster.close();
    }
}
