package io.jenkins.plugins.mlpipeline.steps.rollback;

import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment;
import io.jenkins.plugins.mlpipeline.engine.rollout.RollbackRequest;
import io.jenkins.plugins.mlpipeline.engine.rollout.Rollout;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutOptions;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutState;
import io.jenkins.plugins.mlpipeline.steps.deploy.DeployPreparation;
import io.jenkins.plugins.mlpipeline.steps.turn.DeployedTarget;
import io.jenkins.plugins.mlpipeline.steps.turn.DeployedTarget.Purpose;
import io.jenkins.plugins.mlpipeline.steps.turn.TargetPlace;
import io.jenkins.plugins.mlpipeline.steps.turn.TargetRun;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The way back in short steps: a turn at the target, then the engine's rollback. */
@Restricted(NoExternalUse.class)
public final class RollbackRun extends TargetRun {
    private final RollbackWish wish;
    private final DeployedTarget found;
    private boolean resumed;
    private Deployment end;

    /** A rollback, new or stored. */
    public RollbackRun(RollbackWish wish, TargetPlace place, DeployedTarget found) {
        super(place, () -> found.connect(place.run(), Purpose.ROLLBACK), () -> RolloutOptions.DEFAULT);
        this.wish = wish;
        this.found = found;
    }

    /** How it ended. */
    public Deployment end() {
        return end;
    }

    @Override
    public boolean heedsStop() throws IOException {
        return folder().state().isPresent();
    }

    @Override
    protected void store(RolloutState saved) throws IOException {
        folder().write(saved);
    }

    /** A dry run writes nothing. */
    @Override
    protected boolean needsTurn(boolean stop) {
        return !wish.isDryRun();
    }

    @Override
    protected Optional<Duration> proceed(boolean stop) throws IOException {
        if (wish.isDryRun()) {
            found.requireServer(cluster().api(), Purpose.ROLLBACK);
            end = cluster().rollout().dryRun(request());
            return Optional.empty();
        }
        Optional<RolloutState> stored = folder().state();
        RolloutState state;
        Duration delay = Duration.ZERO;
        if (stored.isEmpty()) {
            found.requireServer(cluster().api(), Purpose.ROLLBACK);
            state = cluster().rollout().goBack(request());
        } else {
            Rollout.Tick tick = cluster()
                    .rollout()
                    .step(resumed ? stored.get() : cluster().rollout().resumed(stored.get()));
            state = tick.state();
            delay = tick.delay();
        }
        resumed = true;
        if (state.done()) {
            end = state.result();
            return Optional.empty();
        }
        folder().write(state);
        return Optional.of(delay);
    }

    private RollbackRequest request() {
        return RollbackRequest.read(
                found.workload(),
                target().namespace(),
                MlPipelineConfiguration.get()
                        .limitsOf(place().run().getParent())
                        .rollbackTo(wish.to()),
                wish.getReason(),
                DeployPreparation.build(place().run()),
                found.last());
    }
}
