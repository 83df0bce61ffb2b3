package io.jenkins.plugins.mlpipeline.report;

import hudson.model.Run;
import hudson.util.Secret;
import io.jenkins.plugins.mlpipeline.engine.io.AtomicFiles;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The documents about one deployment in a build's folder; they are deleted with the build. */
public final class DeploymentFolder {
    /** What the folder of all deployments is called. */
    static final String NAME = "ml-pipeline-deployments";

    private static final String RECORD = "deployment.json";
    private static final String STATE = "rollout.state";

    private final Path folder;

    /**
     * The documents of a deployment.
     *
     * @param record its number makes a part of the path
     */
    public DeploymentFolder(Run<?, ?> run, DeploymentRecord record) {
        this(run, Integer.parseInt(record.getKey()));
    }

    private DeploymentFolder(Run<?, ?> run, int number) {
        this.folder = run.getRootDir().toPath().resolve(NAME).resolve(String.valueOf(number));
    }

    /** How the deployment with a number ended; empty when there is none, or it has not. */
    static Optional<Deployment> deployment(Run<?, ?> run, int number) throws IOException {
        return new DeploymentFolder(run, number).deployment();
    }

    /** Stores how it ended; the state on the way is of no use any more. */
    public void write(Deployment deployment) throws IOException {
        Json.write(folder.resolve(RECORD), deployment);
        Files.deleteIfExists(folder.resolve(STATE));
    }

    /** How it ended, or empty while it goes on. */
    public Optional<Deployment> deployment() throws IOException {
        Path file = folder.resolve(RECORD);
        return Files.isRegularFile(file) ? Optional.of(Json.read(file, Deployment.class)) : Optional.empty();
    }

    /** Stores the state on the way, encrypted: until it is applied the plan is in it, with any Secret of the manifests. */
    public void write(RolloutState state) throws IOException {
        String encrypted = Secret.fromString(state.json()).getEncryptedValue();
        AtomicFiles.write(folder.resolve(STATE), encrypted.getBytes(StandardCharsets.UTF_8));
    }

    /** The state on the way, or empty when there is none. */
    public Optional<RolloutState> state() throws IOException {
        Path file = folder.resolve(STATE);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Secret stored = Secret.decrypt(Files.readString(file, StandardCharsets.UTF_8));
        if (stored == null) {
            throw new IOException(file + " can't be decrypted with this controller's key");
        }
        return Optional.of(RolloutState.parse(stored.getPlainText()));
    }

    /** Forgets the state on the way. */
    public void forgetState() throws IOException {
        Files.deleteIfExists(folder.resolve(STATE));
    }
}
