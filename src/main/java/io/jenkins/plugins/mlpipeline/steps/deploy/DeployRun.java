package io.jenkins.plugins.mlpipeline.steps.deploy;

import io.jenkins.plugins.mlpipeline.connection.ClusterConnection;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment;
import io.jenkins.plugins.mlpipeline.engine.rollout.Rollout;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutRun;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutState;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.Binding;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.GateLink;
import io.jenkins.plugins.mlpipeline.steps.turn.TargetPlace;
import io.jenkins.plugins.mlpipeline.steps.turn.TargetRun;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** One deployment: waits for its turn, then steps through the rollout. */
@Restricted(NoExternalUse.class)
public final class DeployRun extends TargetRun {
    private final TurnCheck check;
    private RolloutState state;
    private boolean stopping;
    private Deployment end;

    /**
     * A deployment whose state is stored.
     *
     * @param check whether it is still let through when its turn comes
     */
    public DeployRun(DeployRequest step, TargetPlace place, TurnCheck check) throws IOException {
        super(place, () -> ClusterConnection.open(place.run(), step.access()), step::options);
        this.check = check;
        this.state = folder().state()
                .orElseThrow(() -> new UserError("The state of this deployment is gone from the build's folder."));
    }

    /** How it ended. */
    public Deployment end() {
        return end;
    }

    /** The rollout does what {@code onAbort} says. */
    @Override
    public boolean heedsStop() {
        return true;
    }

    @Override
    protected void store(RolloutState saved) throws IOException {
        folder().write(saved);
    }

    @Override
    protected boolean needsTurn(boolean stop) {
        return !stop;
    }

    @Override
    protected void begin() throws IOException {
        if (state.write() != null || state.attempts() > 0) {
            say("going on with " + target().label() + " after a restart of the controller");
        }
        state = cluster().rollout().resumed(state);
    }

    @Override
    protected Optional<Duration> proceed(boolean stop) throws IOException, InterruptedException {
        if (stop && !stopping) {
            stopping = true;
            state = cluster().rollout().abort(state);
            folder().write(state);
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
        Rollout.Tick tick = cluster().rollout().step(state);
        state = tick.state();
        if (state.done()) {
            end = state.result();
            return Optional.empty();
        }
        return Optional.of(tick.delay());
    }

    /** The wait for its turn may have been long. */
    private Optional<Deployment> refused() throws IOException, InterruptedException {
        if (!state.untouched()) {
            return Optional.empty();
        }
        Binding.Decision decision = check.decide(state, target(), log());
        if (decision instanceof Binding.Decision.Refused refused) {
            return Optional.of(RolloutRun.refused(
                    state.plan(), refused, target().cluster(), state.origin().build()));
        }
        GateLink link = ((Binding.Decision.Allowed) decision).link();
        if (!link.equals(state.origin().gate())) {
            state = state.boundBy(link);
            folder().write(state);
            link.lines().forEach(log());
        }
        return Optional.empty();
    }
}
