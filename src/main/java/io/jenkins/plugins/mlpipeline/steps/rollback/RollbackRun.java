package io.jenkins.plugins.mlpipeline.steps.rollback;

import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.connection.ClusterConnection;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment;
import io.jenkins.plugins.mlpipeline.engine.rollout.DeploymentLimits;
import io.jenkins.plugins.mlpipeline.engine.rollout.RollbackRequest;
import io.jenkins.plugins.mlpipeline.engine.rollout.Rollout;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutOptions;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutState;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.WorkloadKinds;
import io.jenkins.plugins.mlpipeline.report.DeploymentFolder;
import io.jenkins.plugins.mlpipeline.steps.deploy.Claims;
import io.jenkins.plugins.mlpipeline.steps.deploy.ClusterSession;
import io.jenkins.plugins.mlpipeline.steps.deploy.DeployPreparation;
import io.jenkins.plugins.mlpipeline.targets.Claim;
import io.jenkins.plugins.mlpipeline.targets.TargetRef;
import io.jenkins.plugins.mlpipeline.targets.TargetStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The way back in short steps: a turn at the target, then the engine's rollback. Its state is in the build's folder before each
 * write, so that a restart of the controller goes on from there.
 */
@Restricted(NoExternalUse.class)
public final class RollbackRun implements AutoCloseable {
    private static final Duration ASK_AGAIN = Duration.ofSeconds(2);

    private final RollbackWish wish;
    private final Run<?, ?> run;
    private final DeploymentFolder folder;
    private final DeployedTarget target;
    private final Claim claim;
    private final Consumer<String> log;
    private final ClusterSession cluster;
    private boolean turn;
    private boolean resumed;
    private String said = "";
    private Deployment end;

    /**
     * A rollback, new or stored.
     *
     * @param ring is run when the next step is worth making at once
     * @param log takes lines for the build's log
     */
    public RollbackRun(
            RollbackWish wish,
            Run<?, ?> run,
            DeploymentFolder folder,
            DeployedTarget target,
            Claim claim,
            Runnable ring,
            Consumer<String> log) {
        this.wish = wish;
        this.run = run;
        this.folder = folder;
        this.target = target;
        this.claim = claim;
        this.log = log;
        this.cluster = new ClusterSession(this::connect, () -> RolloutOptions.DEFAULT, new Watching(), ring);
    }

    /** The same cluster, by the same owner's word, and one that the job's rules permit. */
    private ClusterConnection connect() {
        DeploymentLimits limits = MlPipelineConfiguration.get().limitsOf(run.getParent());
        TargetRef ref = target.ref();
        limits.requireCluster(target.access().cloud(), ref.cluster());
        limits.requireNamespace(ref.namespace());
        ClusterConnection connection = ClusterConnection.open(run, target.access());
        if (!connection.owner().equals(ref.owner())) {
            String owner = connection.owner();
            connection.close();
            throw new UserError("The credential that deployed " + ref.label() + " belongs to " + ref.owner()
                    + ", and the one of that name which this job may use to " + owner + "; nothing was rolled back.");
        }
        return connection;
    }

    /** How it ended. */
    public Deployment end() {
        return end;
    }

    /** What it does now, for people. */
    public String said() {
        return said;
    }

    /** Whether it goes back already, which is better not broken off. */
    public boolean reversing() throws IOException {
        return folder.state().isPresent();
    }

    /**
     * Makes one step.
     *
     * @return how long until the next step, or empty when the rollback has ended
     */
    public Optional<Duration> step() throws IOException {
        if (wish.isDryRun()) {
            requireServer();
            end = cluster.rollout().dryRun(request());
            return Optional.empty();
        }
        if (!turn && !isTurn()) {
            return Optional.of(ASK_AGAIN);
        }
        Optional<RolloutState> stored = folder.state();
        RolloutState state;
        Duration delay = Duration.ZERO;
        if (stored.isEmpty()) {
            requireServer();
            state = cluster.rollout().goBack(request());
        } else {
            Rollout.Tick tick = cluster.rollout()
                    .step(resumed ? stored.get() : cluster.rollout().resumed(stored.get()));
            state = tick.state();
            delay = tick.delay();
        }
        resumed = true;
        if (state.done()) {
            end = state.result();
            return Optional.empty();
        }
        folder.write(state);
        return Optional.of(delay);
    }

    private void requireServer() {
        if (!cluster.api().server().equals(target.ref().cluster())) {
            throw new UserError(
                    target.ref().label() + " is one of " + target.ref().cluster() + ", and the cluster at hand is "
                            + cluster.api().server() + "; nothing was rolled back.");
        }
    }

    private RollbackRequest request() {
        TargetRef ref = target.ref();
        return RollbackRequest.read(
                WorkloadKinds.named(ref.kind()).isPresent() ? ref.kind() + "/" + ref.name() : ref.name(),
                ref.namespace(),
                wish.to(),
                wish.getReason(),
                DeployPreparation.build(run),
                target.last());
    }

    private boolean isTurn() throws IOException {
        Optional<Claim> holder = TargetStore.get().turn(target.ref(), claim, Claims::alive);
        holder.ifPresent(other -> say("waiting for " + other.getBuild() + ", which has "
                + target.ref().label()));
        turn = holder.isEmpty();
        return turn;
    }

    private final class Watching implements Rollout.Listener {
        @Override
        public void progress(String line) {
            say(line);
        }

        @Override
        public void save(RolloutState saved) {
            try {
                folder.write(saved);
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "The state of the rollback can't be stored, so that nothing is written", e);
            }
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
