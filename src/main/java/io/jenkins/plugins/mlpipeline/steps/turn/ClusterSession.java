package io.jenkins.plugins.mlpipeline.steps.turn;

import io.jenkins.plugins.mlpipeline.connection.ClusterConnection;
import io.jenkins.plugins.mlpipeline.engine.rollout.Rollout;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutOptions;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.KubeApi;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** What a step holds of a cluster while it waits: a connection that is opened anew when it gets old, and the rollout on it. */
public final class ClusterSession implements AutoCloseable {
    /** Tokens expire and credentials are replaced: a long wait does not hold on to what it began with. */
    private static final Duration CONNECTION_AGE = Duration.ofMinutes(5);

    private final Supplier<ClusterConnection> connections;
    private final Supplier<RolloutOptions> options;
    private final Rollout.Listener listener;
    private final Runnable ring;
    private ClusterConnection connection;
    private Rollout rollout;
    private Instant opened = Instant.MIN;

    /**
     * A session that is not connected yet.
     *
     * @param connections opens a connection
     * @param options of the rollout
     * @param listener hears of the rollout
     * @param ring is run when the next step is worth making at once
     */
    public ClusterSession(
            Supplier<ClusterConnection> connections,
            Supplier<RolloutOptions> options,
            Rollout.Listener listener,
            Runnable ring) {
        this.connections = connections;
        this.options = options;
        this.listener = listener;
        this.ring = ring;
    }

    /** The cluster. */
    public KubeApi api() {
        return new KubeApi(current().client());
    }

    /** The rollout on the connection that holds now. */
    public Rollout rollout() {
        ClusterConnection now = current();
        if (rollout == null) {
            rollout = new Rollout(
                    new KubeApi(now.client()), options.get(), now.mask(), listener, Clock.systemUTC(), ring);
        }
        return rollout;
    }

    private ClusterConnection current() {
        if (Duration.between(opened, Instant.now()).compareTo(CONNECTION_AGE) > 0) {
            close();
            connection = connections.get();
            opened = Instant.now();
        }
        return connection;
    }

    @Override
    public void close() {
        if (rollout != null) {
            rollout.close();
            rollout = null;
        }
        if (connection != null) {
            connection.close();
            connection = null;
        }
        opened = Instant.MIN;
    }
}
