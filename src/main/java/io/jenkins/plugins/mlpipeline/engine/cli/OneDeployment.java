package io.jenkins.plugins.mlpipeline.engine.cli;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.cli.TargetsOptions.Place;
import io.jenkins.plugins.mlpipeline.engine.job.DeployJob;
import io.jenkins.plugins.mlpipeline.engine.job.TargetsJob;
import io.jenkins.plugins.mlpipeline.engine.registry.TamperedVersion;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment;
import io.jenkins.plugins.mlpipeline.engine.rollout.Rollout;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutOptions;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutRun;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutState;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.Binding;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Connection;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.KubeApi;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.LogMask;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.TurnLease;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Plan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A deployment to one target, from its connection to its end. */
final class OneDeployment implements TargetsJob.Site, AutoCloseable {
    private final Wish wish;
    private final Place place;
    private final Rollout.Listener listener;
    private final LogMask mask = new LogMask(UnaryOperator.identity());
    /** Null until it is connected. */
    private KubernetesClient client;

    private String server = "";
    private DeployJob job;
    /** What was to be deployed and where; null until it came to that. */
    private Plan draft;

    /** A source of something that may fail. */
    @FunctionalInterface
    interface Source<T> {
        T get() throws IOException;
    }

    /** What is to be deployed at a cluster. */
    @FunctionalInterface
    interface Wanted {
        /** The same for each cluster, or what a program makes of it for this one. */
        DeployJob.Wanted at(KubeApi api, String namespace, String fallback) throws IOException;
    }

    /**
     * What all targets have in common.
     *
     * @param wanted what is deployed
     * @param grounds what it stands on
     * @param options how it is rolled out
     * @param dryRun whether nothing is written
     * @param turn how long a turn is waited for; null when none is asked for
     * @param build recorded on the object and in the result; null for none
     */
    record Wish(
            Wanted wanted,
            Source<DeployJob.Grounds> grounds,
            RolloutOptions options,
            boolean dryRun,
            Duration turn,
            String build) {}

    /** A deployment that has not begun; progress goes to the log. */
    OneDeployment(Wish wish, Place place, Consumer<String> log) {
        this.wish = wish;
        this.place = place;
        this.listener = new Progress(log);
    }

    @Override
    public String name() {
        return place.name();
    }

    @Override
    public String cluster() {
        return server.isEmpty() ? null : server;
    }

    @Override
    public String namespace() {
        return draft == null ? place.namespace() : draft.namespace();
    }

    @Override
    public Deployment failed(String message) {
        return RolloutRun.failed(draft, message, server, wish.build());
    }

    @Override
    public Optional<Deployment> prepare() throws IOException {
        open();
        DeployJob.Answer answer = decide();
        if (answer instanceof DeployJob.Answer.Refused refused) {
            return Optional.of(refused.deployment());
        }
        DeployJob.Answer.Allowed allowed = (DeployJob.Answer.Allowed) answer;
        return wish.dryRun() ? Optional.of(job.dryRun(allowed, mask, listener)) : job.foreseen(allowed, mask, listener);
    }

    /** What was prepared may have waited for the waves before: it is decided again. */
    @Override
    public Deployment run() {
        try {
            return deploy();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All of it, from the connection to the end. */
    Deployment deploy() throws IOException {
        open();
        TurnLease turn = wish.dryRun() || wish.turn() == null ? null : turn();
        try {
            DeployJob.Answer answer = decide();
            if (answer instanceof DeployJob.Answer.Refused refused) {
                return refused.deployment();
            }
            DeployJob.Answer.Allowed allowed = (DeployJob.Answer.Allowed) answer;
            return wish.dryRun() ? job.dryRun(allowed, mask, listener) : job.run(allowed, mask, listener);
        } finally {
            if (turn != null) {
                turn.close();
            }
        }
    }

    private void open() throws IOException {
        if (draft != null) {
            return;
        }
        close();
        client = Connection.fromUser(place.kubeconfig(), place.context());
        KubeApi api = new KubeApi(client);
        server = api.server();
        String own = client.getConfiguration().getNamespace();
        job = new DeployJob(
                api, wish.wanted().at(api, place.namespace(), own == null ? "default" : own), wish.options());
        draft = job.draft();
    }

    private DeployJob.Answer decide() throws IOException {
        DeployJob.Grounds grounds;
        try {
            grounds = wish.grounds().get();
        } catch (TamperedVersion e) {
            Binding.Decision.Refused tampered = new Binding.Decision.Refused(Outcome.TAMPERED, e.sentence());
            return new DeployJob.Answer.Refused(RolloutRun.refused(draft, tampered, server, wish.build()));
        }
        return job.decide(draft, grounds);
    }

    private TurnLease turn() {
        String who = (wish.build() == null ? "ml-pipeline deploy" : wish.build()) + " ("
                + UUID.randomUUID().toString().substring(0, 8) + ")";
        try {
            return TurnLease.await(
                    new KubeApi(client), draft.serving().get(0).workload(), who, wish.turn(), listener::progress);
        } catch (InterruptedException e) {
            throw new UserError("It was stopped while it waited for its turn. Nothing was written.", e);
        }
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
            client = null;
        }
    }

    /** A command that ends has nothing to go on from, so that nothing is stored. */
    private record Progress(Consumer<String> log) implements Rollout.Listener {
        @Override
        public void progress(String line) {
            log.accept(line);
        }

        @Override
        public void save(RolloutState state) {
            // Nothing to do: see above.
        }
    }
}
