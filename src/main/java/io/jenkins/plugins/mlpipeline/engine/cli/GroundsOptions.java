package io.jenkins.plugins.mlpipeline.engine.cli;

import io.jenkins.plugins.mlpipeline.engine.job.DeployJob;
import io.jenkins.plugins.mlpipeline.engine.registry.FetchedModels;
import io.jenkins.plugins.mlpipeline.engine.registry.ModelReference;
import io.jenkins.plugins.mlpipeline.engine.rollout.OptionText;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.Binding;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.Delivery;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.GateLink;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.GateVerdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a deployment stands on: the verdict, the model that is delivered, and how much of it must have been compared. */
final class GroundsOptions {
    @Option(names = "--gate", paramLabel = "gate.json", description = "The verdict. Without one nothing is deployed.")
    private Path gate;

    @Option(
            names = "--model",
            paramLabel = "PATH",
            description = "The model that is delivered: a file, a package, or one of a registry (models:/NAME/3,"
                    + " models:/NAME@ALIAS, runs:/RUN/PATH, oci://...), whose bytes are hashed again.")
    private String model;

    @Mixin
    private RegistryOptions registry;

    @Option(
            names = "--image-model-digest",
            paramLabel = "sha256:...",
            description = "The model digest that an annotation of the image names.")
    private String imageModelDigest;

    @Option(
            names = "--container",
            paramLabel = "NAME",
            description = "The container that serves, where the manifests don't tell.")
    private String container;

    @Option(
            names = "--minimum-binding",
            paramLabel = "LEVEL",
            description = "How much must have been compared with what the gate judged: BYTES, IMAGE, PIPELINE or"
                    + " DECLARED_ONLY. Default: DECLARED_ONLY.")
    private String minimumBinding;

    @Option(
            names = "--covered-text",
            paramLabel = "FILE",
            description =
                    "A text file in a volume that may stand beside the model, for example labels.txt; may be given"
                            + " several times.")
    private Set<String> coveredTexts = new LinkedHashSet<>();

    @Option(
            names = "--max-age",
            paramLabel = "TIME",
            defaultValue = "24h",
            description = "Of the verdict. Default: 24h.")
    private String maxAge;

    @Option(
            names = "--allow-ungated",
            paramLabel = "REASON",
            description = "Deploy without a passing verdict; recorded, and exit code 3 at best.")
    private String allowUngated;

    /** The files that it names. */
    List<Path> files() {
        return Stream.of(gate, model == null || ModelReference.isOne(model) ? null : Path.of(model))
                .filter(Objects::nonNull)
                .toList();
    }

    /** What is said of the delivery. */
    Delivery.Said said() {
        return new Delivery.Said(imageModelDigest, container);
    }

    /**
     * Reads the verdict and hashes the model, now.
     *
     * @param log is told of a registry that is asked
     * @throws io.jenkins.plugins.mlpipeline.engine.registry.TamperedVersion when a registry has other bytes than it says
     */
    DeployJob.Grounds read(Consumer<String> log) throws IOException {
        return new DeployJob.Grounds(
                delivered(log),
                gate == null ? null : GateVerdict.read(gate),
                terms(),
                new Binding.Ungated(allowUngated, true));
    }

    /** Null when none is named. */
    private Delivery.Hashed delivered(Consumer<String> log) throws IOException {
        if (!ModelReference.isOne(model)) {
            return model == null ? null : Delivery.hash(Path.of(model));
        }
        try (FetchedModels models = registry.models(log)) {
            Delivery.Hashed hashed = Delivery.hash(Path.of(models.place(model)));
            return new Delivery.Hashed(models.sourceOf(hashed.name()), hashed.digest(), hashed.files());
        }
    }

    private Binding.Terms terms() {
        GateLink.How minimum = minimumBinding == null
                ? GateLink.How.DECLARED_ONLY
                : GateLink.How.level("--minimum-binding", minimumBinding);
        return new Binding.Terms(OptionText.duration("--max-age", maxAge), List.of(), null, minimum, coveredTexts);
    }
}
