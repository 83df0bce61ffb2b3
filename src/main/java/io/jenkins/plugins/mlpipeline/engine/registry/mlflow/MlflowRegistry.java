package io.jenkins.plugins.mlpipeline.engine.registry.mlflow;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.registry.ArtifactPath;
import io.jenkins.plugins.mlpipeline.engine.registry.Fetched;
import io.jenkins.plugins.mlpipeline.engine.registry.ModelReference;
import io.jenkins.plugins.mlpipeline.engine.registry.ModelSource;
import io.jenkins.plugins.mlpipeline.engine.registry.TamperedVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;

/** Models of an MLflow server. */
public final class MlflowRegistry implements ModelSource {
    private final MlflowClient client;
    private final Models models;
    private final TrackedRuns runs;
    private final Artifacts artifacts;

    /** The registry of a server. */
    public MlflowRegistry(MlflowClient client) {
        this(client, Artifacts.MOST_BYTES);
    }

    /**
     * The registry of a server.
     *
     * @param most bytes of a model with all that lies beside it that are brought here
     */
    public MlflowRegistry(MlflowClient client, long most) {
        this.client = client;
        this.models = new Models(client);
        this.runs = new TrackedRuns(client);
        this.artifacts = new Artifacts(client, most);
    }

    @Override
    public Fetched fetch(ModelReference reference, Path into) throws IOException {
        if (reference instanceof ModelReference.OfRun run) {
            return ofRun(run, into);
        }
        return registered(pinned(reference), into);
    }

    /**
     * The version that a reference means now.
     *
     * @throws UserError when there is no such alias, or the server can't be asked
     */
    public ModelReference.Version pinned(ModelReference reference) throws IOException {
        if (reference instanceof ModelReference.Version version) {
            return version;
        }
        if (!(reference instanceof ModelReference.Aliased aliased)) {
            throw new UserError(reference + ": is no model of an MLflow server.");
        }
        return models.alias(aliased)
                .orElseThrow(() -> new UserError(aliased + ": " + client.server()
                        + " has no such alias. Check the model's name and its aliases."));
    }

    /** A version as it is stored now, whether or not it is what was registered. */
    Fetched stored(ModelReference.Version version, Path into) throws IOException {
        String folder = artifacts.path(version.toString(), models.source(version));
        SortedMap<String, Long> files = artifacts.files(folder);
        if (files.isEmpty()) {
            throw new UserError(
                    version + ": " + client.server() + " has no files of it. Log the model again, and register that.");
        }
        return ModelFolder.of(version, into, artifacts.download(folder, files, into));
    }

    private Fetched registered(ModelReference.Version version, Path into) throws IOException {
        Map<String, String> tags = models.version(version).tags();
        Fetched fetched = stored(version, into);
        requireSame(version, "its model", fetched.digest(), tags.get(Tags.DIGEST));
        requireSame(version, "what is stored with its model", fetched.files(), tags.get(Tags.FILES));
        return fetched;
    }

    private static void requireSame(ModelReference.Version version, String what, String now, String registered) {
        // A version that somebody else registered bears no digest of ours: then the gate's is the protection.
        if (registered != null && !registered.equals(now)) {
            throw new TamperedVersion(
                    version.toString(),
                    what,
                    now,
                    Digest.isDigest(registered) ? registered : "something that is no digest");
        }
    }

    private Fetched ofRun(ModelReference.OfRun run, Path into) throws IOException {
        String root = artifacts.path(run.toString(), runs.artifacts(run));
        String path = root + "/" + run.path();
        SortedMap<String, Long> files = artifacts.files(path);
        if (!files.isEmpty()) {
            return ModelFolder.of(run, into, artifacts.download(path, files, into));
        }
        String logged = runs.loggedModel(run).orElse(null);
        if (logged != null) {
            String folder = artifacts.path(run.toString(), logged);
            return ModelFolder.of(run, into, artifacts.download(folder, artifacts.files(folder), into));
        }
        String parent = path.substring(0, path.lastIndexOf('/'));
        String name = ArtifactPath.name(path);
        long size = artifacts
                .size(parent, name)
                .orElseThrow(
                        () -> new UserError(run + ": the run logged nothing there. Check the path; log_artifact and"
                                + " log_model say where they put something."));
        return ModelFolder.of(run, into, artifacts.download(parent, Map.of(name, size), into));
    }
}
