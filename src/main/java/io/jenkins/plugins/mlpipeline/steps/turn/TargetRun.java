package io.jenkins.plugins.mlpipeline.steps.turn;

import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.connection.ClusterConnection;
import io.jenkins.plugins.mlpipeline.engine.rollout.Rollout;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutOptions;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutState;
import io.jenkins.plugins.mlpipeline.report.DeploymentFolder;
import io.jenkins.plugins.mlpipeline.targets.Claim;
import io.jenkins.plugins.mlpipeline.targets.TargetRef;
import io.jenkins.plugins.mlpipeline.targets.TargetStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Work on a target in short steps, as long as this controller runs: first it waits for its turn. All that must outlive the
 * controller is in the {@link DeploymentFolder} and the {@link TargetStore}.
 */
@Restricted(NoExternalUse.class)
public abstract class TargetRun implements AutoCloseable {
    private static final Duration ASK_AGAIN = Duration.ofSeconds(2);

    private final TargetPlace place;
    private final DeploymentFolder folder;
    private final ClusterSession cluster;
    private boolean turn;
    private String said = "";

    /**
     * Work that has not begun.
     *
     * @param connections opens a connection to the cluster
     * @param options of the rollout
     */
    protected TargetRun(TargetPlace place, Supplier<ClusterConnection> connections, Supplier<RolloutOptions> options) {
        this.place = place;
        this.folder = place.folder();
        this.cluster = new ClusterSession(
                connections,
                () -> MlPipelineConfiguration.get()
                        .limitsOf(place.run().getParent())
                        .within(options.get()),
                new Watching(),
                place.ring());
    }

    /** Stores the state of a rollout, before it writes to the cluster. */
    protected abstract void store(RolloutState state) throws IOException;

    /** Whether a first stop is left to its next step: it goes back already, or does so because of the stop. */
    public abstract boolean heedsStop() throws IOException;

    /** Makes one step of the work itself, whose turn it is. */
    protected abstract Optional<Duration> proceed(boolean stop) throws IOException, InterruptedException;

    /** Whether it waits for its turn before the next step. */
    protected boolean needsTurn(boolean stop) {
        return true;
    }

    /** Its turn has come. */
    protected void begin() throws IOException {}

    /**
     * Makes one step.
     *
     * @param stop whether somebody stops the build
     * @return how long until the next step, or empty when the work has ended
     */
    public final Optional<Duration> step(boolean stop) throws IOException, InterruptedException {
        return !turn && needsTurn(stop) && !isTurn() ? Optional.of(ASK_AGAIN) : proceed(stop);
    }

    private boolean isTurn() throws IOException {
        Optional<Claim> holder = TargetStore.get().turn(target(), place.claim(), Claims::alive);
        if (holder.isPresent()) {
            say("waiting for " + holder.get().getBuild() + ", which deploys to " + target().label() + " since "
                    + Instant.ofEpochMilli(holder.get().getSince()).truncatedTo(ChronoUnit.SECONDS));
            return false;
        }
        turn = true;
        begin();
        return true;
    }

    /** What it does now, for people. */
    public final String said() {
        return said;
    }

    protected final TargetPlace place() {
        return place;
    }

    protected final DeploymentFolder folder() {
        return folder;
    }

    protected final ClusterSession cluster() {
        return cluster;
    }

    protected final TargetRef target() {
        return place.target();
    }

    /** A line for the build's log, unless it was the last one. */
    protected final void say(String line) {
        if (!line.equals(said)) {
            said = line;
            place.log().accept(line);
        }
    }

    /** Where lines go that are no progress. */
    protected final Consumer<String> log() {
        return place.log();
    }

    @Override
    public final void close() {
        cluster.close();
    }

    private final class Watching implements Rollout.Listener {
        @Override
        public void progress(String line) {
            say(line);
        }

        @Override
        public void save(RolloutState saved) {
            try {
                store(saved);
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "The state of the rollout can't be stored, so that nothing is written", e);
            }
        }
    }
}
