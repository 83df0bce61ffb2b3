package io.jenkins.plugins.mlpipeline.steps.registry;

import hudson.FilePath;
import hudson.model.TaskListener;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.connection.ImageRegistries;
import io.jenkins.plugins.mlpipeline.connection.ModelRegistries;
import io.jenkins.plugins.mlpipeline.engine.registry.Fetched;
import io.jenkins.plugins.mlpipeline.engine.registry.FetchedModels;
import io.jenkins.plugins.mlpipeline.engine.registry.ModelReference;
import io.jenkins.plugins.mlpipeline.engine.registry.mlflow.MlflowRegistry;
import io.jenkins.plugins.mlpipeline.engine.registry.oci.OciModels;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.Delivery;
import io.jenkins.plugins.mlpipeline.engine.worker.Progress;
import java.io.IOException;
import java.nio.file.Path;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Models that one step takes from a registry. The controller reads and hashes them, and brings them to the agent from its own
 * disk: no agent sees a credential, and a job author names no address.
 */
@Restricted(NoExternalUse.class)
public final class RegistryModels implements AutoCloseable {
    private static final String FOLDER = "registry";

    private final String registry;
    private final FetchedModels models;
    private int brought;

    /**
     * Those of a step.
     *
     * @param registry as an administrator named it; null for the only one
     * @param listener told which version an alias is
     */
    public RegistryModels(String registry, TaskListener listener) {
        this.registry = registry;
        long most = (long) MlPipelineConfiguration.get().getMaxModelMegabytes() << 20;
        OciModels artefacts = new OciModels(place -> ImageRegistries.reading(ImageRegistries.of(place)), most);
        this.models = new FetchedModels(
                (reference, into) -> reference instanceof ModelReference.Artefact
                        ? artefacts.fetch(reference, into)
                        : new MlflowRegistry(ModelRegistries.reading(registry), most).fetch(reference, into),
                said -> listener.getLogger().println(Progress.MARK + said));
    }

    /**
     * A model on the agent.
     *
     * @param path of the file, or of the folder of the package
     * @param reference which version it is
     * @param registry what an administrator calls where it is from
     * @param digest {@code sha256:<hex>}, computed by the controller
     */
    public record OnAgent(String path, String reference, String registry, String digest) {}

    /** Whether a text names a model of a registry, and not a path or a digest. */
    public static boolean isNamedBy(String model) {
        return ModelReference.isOne(model);
    }

    /**
     * Brings a model to the agent, with what lies beside it: its signature says in which order it takes its columns.
     *
     * @param named for which {@link #isNamedBy} holds
     * @param folder on the agent
     */
    public OnAgent bring(String named, FilePath folder) throws IOException, InterruptedException {
        Fetched model = fetch(named);
        FilePath target = folder.child(FOLDER).child(String.valueOf(brought++));
        new FilePath(model.folder().toFile()).copyRecursiveTo(target);
        Path within = model.folder().relativize(model.model());
        FilePath there = within.toString().isEmpty() ? target : target.child(within.toString());
        return new OnAgent(there.getRemote(), model.reference().toString(), nameOf(model.reference()), model.digest());
    }

    private String nameOf(ModelReference reference) {
        return reference instanceof ModelReference.Artefact artefact
                ? ImageRegistries.of(artefact.place()).getName()
                : ModelRegistries.nameOf(registry);
    }

    /** The digests of a model as it is stored now. */
    public Delivery.Hashed hashed(String named) throws IOException {
        Fetched model = fetch(named);
        Delivery.Hashed hashed = Delivery.hash(model.model());
        return new Delivery.Hashed(model.reference().toString(), hashed.digest(), hashed.files());
    }

    private Fetched fetch(String named) throws IOException {
        return models.fetch(ModelReference.of(named).orElseThrow());
    }

    @Override
    public void close() {
        models.close();
    }
}
