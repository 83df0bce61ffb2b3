package io.jenkins.plugins.mlpipeline.engine.registry.oci;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.model.booster.BoosterFile;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.read.ModelFiles;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.PackageFiles;
import io.jenkins.plugins.mlpipeline.engine.registry.ArtifactPath;
import io.jenkins.plugins.mlpipeline.engine.registry.Fetched;
import io.jenkins.plugins.mlpipeline.engine.registry.ModelReference;
import io.jenkins.plugins.mlpipeline.engine.registry.ModelSource;
import io.jenkins.plugins.mlpipeline.engine.registry.OciReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** Models that are artefacts of a registry, as {@code oras push} makes them: a layer for each file, with the file's name. */
public final class OciModels implements ModelSource {
    private static final String TITLE = "org.opencontainers.image.title";
    private static final String PACKED = "io.deis.oras.content.unpack";
    private static final int MOST_FILES = 1_000;
    /** Of all files of a model together. */
    private static final long MOST_BYTES = 16L << 30;

    private final Registries registries;
    private final long most;

    /** Opens the registry of a reference. */
    @FunctionalInterface
    public interface Registries {
        /** @throws UserError when it may not be asked */
        OciClient of(OciReference reference) throws IOException;
    }

    /** Models of these registries. */
    public OciModels(Registries registries) {
        this(registries, MOST_BYTES);
    }

    /**
     * Models of these registries.
     *
     * @param most bytes of a model with all that lies beside it that are brought here
     */
    public OciModels(Registries registries, long most) {
        this.registries = registries;
        this.most = most;
    }

    @Override
    public Fetched fetch(ModelReference asked, Path into) throws IOException {
        if (!(asked instanceof ModelReference.Artefact artefact)) {
            throw new UserError(asked + ": is no artefact of a registry of images.");
        }
        OciReference place = artefact.place();
        OciClient registry = registries.of(place);
        OciClient.Manifest manifest = registry.manifest(
                        place.repository(), place.digest() == null ? place.tag() : place.digest())
                .orElseThrow(() -> new UserError(asked + ": " + registry.server()
                        + " has no such artefact, or does not let this user see it. Check the repository and the "
                        + (place.digest() == null ? "tag" : "digest") + "."));
        // A tag means something else tomorrow: what was read is known by its digest.
        ModelReference.Artefact pinned = new ModelReference.Artefact(
                new OciReference(place.registry(), place.repository(), null, manifest.digest()));
        SortedMap<String, String> digests = new TreeMap<>();
        long left = most;
        for (JsonNode layer : layers(asked, manifest.tree())) {
            String name = name(asked, layer, digests);
            long size = layer.path("size").asLong(-1);
            if (size < 0 || size > left) {
                throw new UserError(asked + ": has more than " + (most >> 20)
                        + " MiB of files, which is the most that is taken. Push the model alone.");
            }
            Path here = into.resolve(name);
            Files.createDirectories(Objects.requireNonNullElse(here.getParent(), into));
            registry.download(place.repository(), digest(asked, layer), here, size);
            left -= size;
            digests.put(name, digest(asked, layer));
        }
        Path model = model(asked, into, digests);
        return new Fetched(pinned, into, model, ModelFiles.digests(model).whole(), Digest.ofListing(digests));
    }

    private static List<JsonNode> layers(ModelReference asked, JsonNode manifest) {
        if (manifest.has("manifests")) {
            throw new UserError(
                    asked + ": is an index of images for several platforms, and no artefact with a model. Push the"
                            + " model's files: oras push REFERENCE model.onnx.");
        }
        List<JsonNode> layers = new ArrayList<>();
        manifest.path("layers").forEach(layers::add);
        if (layers.size() > MOST_FILES) {
            throw new UserError(
                    asked + ": has more than " + MOST_FILES + " files, which no model needs. Push the model alone.");
        }
        return layers;
    }

    private static String digest(ModelReference asked, JsonNode layer) {
        String digest = layer.path("digest").asText("");
        if (!Digest.isDigest(digest)) {
            throw new UserError(asked + ": a layer of it has no SHA-256 digest, so nothing can be compared.");
        }
        return digest;
    }

    private static String name(ModelReference asked, JsonNode layer, SortedMap<String, String> others) {
        String name = layer.path("annotations").path(TITLE).asText("");
        if (name.isEmpty()) {
            throw new UserError(
                    asked + ": a layer of it has no name (" + TITLE
                            + "), as those of images to run have none. Push the model's files: oras push REFERENCE model.onnx.");
        }
        if (layer.path("annotations").path(PACKED).asText("").equals("true")) {
            throw new UserError(asked + ": \"" + (ArtifactPath.isOne(name) ? name : "a layer")
                    + "\" is a folder that was packed, which is not unpacked here. Push its files, not the folder: oras push"
                    + " REFERENCE model/model.onnx model/model.json.");
        }
        if (!ArtifactPath.isOne(name) || isTaken(name, others)) {
            throw new UserError(
                    asked + ": a layer's name is no path of a file, or stands twice. Push the model's files by"
                            + " relative paths.");
        }
        return name;
    }

    /** Whether there is a file of the name, or one that would have to be a folder too. */
    private static boolean isTaken(String name, SortedMap<String, String> others) {
        boolean isFolder = others.tailMap(name + "/").keySet().stream()
                .findFirst()
                .filter(next -> next.startsWith(name + "/"))
                .isPresent();
        boolean isInFile = false;
        for (int at = name.indexOf('/'); at >= 0; at = name.indexOf('/', at + 1)) {
            isInFile |= others.containsKey(name.substring(0, at));
        }
        return isFolder || isInFile || others.containsKey(name);
    }

    private static Path model(ModelReference asked, Path folder, SortedMap<String, String> files) throws IOException {
        for (String manifest : files.keySet()) {
            if (ArtifactPath.name(manifest).equals(PackageFiles.MANIFEST)) {
                Path around = Objects.requireNonNull(folder.resolve(manifest).getParent());
                if (Files.exists(around.resolve(PackageFiles.ONNX))) {
                    return around;
                }
            }
        }
        List<Path> models = new ArrayList<>();
        for (String file : files.keySet()) {
            Path here = folder.resolve(file);
            if (file.toLowerCase(Locale.ROOT).endsWith(".onnx") || BoosterFile.of(here) != BoosterFile.NONE) {
                models.add(here);
            }
        }
        if (models.size() != 1) {
            throw new UserError(
                    asked + ": has " + (models.isEmpty() ? "no model that is read" : "several models") + " in it ("
                            + String.join(", ", files.keySet().stream().limit(5).toList())
                            + "). Push one model: an ONNX file, a file of XGBoost or LightGBM, or the files of a package.");
        }
        return models.get(0);
    }
}
