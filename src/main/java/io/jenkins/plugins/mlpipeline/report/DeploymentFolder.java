package io.jenkins.plugins.mlpipeline.report;

import hudson.model.Run;
import hudson.util.Secret;
import io.jenkins.plugins.mlpipeline.connection.ClusterAccess;
import io.jenkins.plugins.mlpipeline.engine.io.AtomicFiles;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutState;
import io.jenkins.plugins.mlpipeline.engine.verification.AskedModel;
import io.jenkins.plugins.mlpipeline.engine.verification.Verification;
import io.jenkins.plugins.mlpipeline.engine.verification.VerificationState;
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
    private static final String ACCESS = "cluster.json";
    private static final String VERIFICATION = "verification.json";
    private static final String VERIFYING = "verification.state";
    private static final String REVERSAL = "reversal.state";
    private static final String ASKED = "asked.json";

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

    /** Stores how the cluster is reached, by names alone, for who verifies the deployment later. */
    public void write(ClusterAccess access) throws IOException {
        Json.write(folder.resolve(ACCESS), access);
    }

    /** How the cluster is reached; empty for a deployment of a version that did not store it. */
    public Optional<ClusterAccess> access() throws IOException {
        return read(ACCESS, ClusterAccess.class);
    }

    /** Stores how its verification ended; the states on the way are of no use any more. */
    public void write(Verification verification) throws IOException {
        Json.write(folder.resolve(VERIFICATION), verification);
        forgetVerifying();
    }

    /** How its verification ended; empty while it goes on, or there is none. */
    public Optional<Verification> verification() throws IOException {
        return read(VERIFICATION, Verification.class);
    }

    /** Forgets a verification that did not come to its end, and the result of an earlier one. */
    public void forgetVerification() throws IOException {
        Files.deleteIfExists(folder.resolve(VERIFICATION));
        forgetVerifying();
    }

    private void forgetVerifying() throws IOException {
        Files.deleteIfExists(folder.resolve(VERIFYING));
        Files.deleteIfExists(folder.resolve(REVERSAL));
        Files.deleteIfExists(folder.resolve(ASKED));
    }

    /** Stores what a served model answered that an agent asked. */
    public void write(AskedModel asked) throws IOException {
        Json.write(folder.resolve(ASKED), asked);
    }

    /** What a served model answered that an agent asked; empty when none was. */
    public Optional<AskedModel> asked() throws IOException {
        return read(ASKED, AskedModel.class);
    }

    /** Stores how far a verification is. */
    public void write(VerificationState state) throws IOException {
        AtomicFiles.write(folder.resolve(VERIFYING), state.json().getBytes(StandardCharsets.UTF_8));
    }

    /** How far a verification is; empty when none goes on. */
    public Optional<VerificationState> verifying() throws IOException {
        return read(VERIFYING, VerificationState.class);
    }

    /** Stores how far the way back from a deployment is that failed its verification; it holds nothing of any manifest. */
    public void writeReversal(RolloutState state) throws IOException {
        AtomicFiles.write(folder.resolve(REVERSAL), state.json().getBytes(StandardCharsets.UTF_8));
    }

    /** How far the way back is; empty when there is none. */
    public Optional<RolloutState> reversal() throws IOException {
        return read(REVERSAL, RolloutState.class);
    }

    private <T> Optional<T> read(String name, Class<T> type) throws IOException {
        Path file = folder.resolve(name);
        return Files.isRegularFile(file) ? Optional.of(Json.read(file, type)) : Optional.empty();
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
