package io.jenkins.plugins.mlpipeline.engine.rollout.binding;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.read.ModelFiles;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.ModelDigests;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Plan;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Map;

/** What a deployment brings to the cluster, as far as it can be hashed. */
public final class Delivery {
    private final Hashed model;
    private final String imageModelDigest;
    private final boolean restart;
    private final Pod pod;
    private final Brought brought;

    private Delivery(Hashed model, String imageModelDigest, boolean restart, Pod pod, Brought brought) {
        this.model = model;
        this.imageModelDigest = imageModelDigest;
        this.restart = restart;
        this.pod = pod;
        this.brought = brought;
    }

    /**
     * Bytes that were hashed.
     *
     * @param name for people
     * @param digest of the file or package as a whole
     * @param files digests of its files, by path within it
     */
    public record Hashed(String name, String digest, Map<String, String> files) implements Serializable {
        public Hashed {
            files = Map.copyOf(files);
        }
    }

    /** What the pipeline says of a delivery, beside the manifests. */
    public record Said(String imageModelDigest, String container) {
        /** Nothing. */
        public static final Said NOTHING = new Said(null, null);
    }

    /**
     * What a plan delivers.
     *
     * @param model from {@link #hash}, or {@code null}
     * @param said the model digest that an annotation of the image names, and the container that serves; {@code null} each
     *     when nothing is said of it
     * @throws UserError when there is no such container, or what the manifests hold in Base64 isn't
     */
    public static Delivery of(Plan plan, Hashed model, Said said) {
        Brought brought = Brought.of(plan.supporting());
        return new Delivery(
                model,
                said.imageModelDigest(),
                plan.restart(),
                Pod.of(plan, brought, plan.restart() ? null : said.container()),
                brought);
    }

    /** The model that the pipeline delivers, hashed again, or {@code null}. */
    Hashed model() {
        return model;
    }

    /** The model digest that an annotation of the image is said to name, or {@code null}. */
    String imageModelDigest() {
        return imageModelDigest;
    }

    /** Whether the workload is only restarted, and fetches its model itself. */
    boolean restart() {
        return restart;
    }

    Pod pod() {
        return pod;
    }

    Brought brought() {
        return brought;
    }

    /**
     * Hashes a model from its bytes; what {@code model.json} says of them is not believed.
     *
     * @param model a file, or a folder with a {@code model.json} that lists its files
     * @throws UserError when there is no such model
     */
    public static Hashed hash(Path model) throws IOException {
        ModelDigests digests = ModelFiles.digests(model);
        return new Hashed(model.toString(), digests.whole(), digests.byPath());
    }
}
