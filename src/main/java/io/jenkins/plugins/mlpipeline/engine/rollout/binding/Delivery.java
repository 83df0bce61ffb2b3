package io.jenkins.plugins.mlpipeline.engine.rollout.binding;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.ImageRef;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Plan;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Pods;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a deployment brings to the cluster, as far as it can be hashed.
 *
 * @param model the model that the pipeline delivers, hashed again, or {@code null}
 * @param images every image of the workload
 * @param imageModelDigest the model digest that an annotation of the image names, or {@code null}
 * @param configMaps every file of a model that the manifests' ConfigMaps hold
 * @param restart whether the workload is only restarted, and fetches its model itself
 */
public record Delivery(
        Hashed model, List<ImageRef> images, String imageModelDigest, List<Hashed> configMaps, boolean restart) {
    private static final Pattern MODEL_FILE = Pattern.compile(".*\\.(onnx|pt|json|bin|model)");

    public Delivery {
        images = List.copyOf(images);
        configMaps = List.copyOf(configMaps);
    }

    /**
     * Bytes that were hashed.
     *
     * @param name for people
     * @param digest of the file or package as a whole
     * @param files digests of its files
     */
    public record Hashed(String name, String digest, Set<String> files) implements Serializable {
        public Hashed {
            files = Set.copyOf(files);
        }
    }

    /**
     * What a plan delivers.
     *
     * @param model from {@link #hash}, or {@code null}
     */
    public static Delivery of(Plan plan, Hashed model, String imageModelDigest) {
        List<ImageRef> images = new ArrayList<>();
        JsonNode template = Pods.template(plan.body());
        Pods.containers(template)
                .forEach(c -> images.add(ImageRef.parse(c.path("image").asText())));
        for (JsonNode volume : template.path("spec").path("volumes")) {
            if (volume.path("image").has("reference")) {
                images.add(ImageRef.parse(volume.path("image").path("reference").asText()));
            }
        }
        List<Hashed> configMaps = new ArrayList<>();
        for (JsonNode object : plan.supporting()) {
            if (object.path("kind").asText().equals("ConfigMap")) {
                hashed(object).ifPresent(configMaps::add);
            }
        }
        return new Delivery(model, images, imageModelDigest, configMaps, plan.restart());
    }

    /** A ConfigMap that holds a model: binary entries, or a {@code model.json}; settings are none. */
    private static Optional<Hashed> hashed(JsonNode configMap) {
        String name = "configmap/" + configMap.path("metadata").path("name").asText();
        boolean isModel = configMap.path("data").has("model.json");
        Map<String, String> digests = new TreeMap<>();
        for (var entry : configMap.path("binaryData").properties()) {
            isModel |= MODEL_FILE.matcher(entry.getKey()).matches();
            try {
                byte[] bytes = Base64.getMimeDecoder().decode(entry.getValue().asText());
                digests.put(entry.getKey(), Digest.ofBytes(bytes));
            } catch (IllegalArgumentException e) {
                throw new UserError(name + ": binaryData." + entry.getKey() + " is not Base64.", e);
            }
        }
        if (!isModel) {
            return Optional.empty();
        }
        for (var entry : configMap.path("data").properties()) {
            digests.put(entry.getKey(), Digest.ofBytes(entry.getValue().asText().getBytes(StandardCharsets.UTF_8)));
        }
        String whole = digests.size() == 1 ? digests.values().iterator().next() : Digest.ofListing(digests);
        return Optional.of(new Hashed(name, whole, new LinkedHashSet<>(digests.values())));
    }

    /**
     * Hashes a model from its bytes; what {@code model.json} says of them is not believed.
     *
     * @param model a file, or a folder with a {@code model.json} that lists its files
     * @throws UserError when there is no such model
     */
    public static Hashed hash(Path model) throws IOException {
        if (Files.isRegularFile(model)) {
            String digest = Digest.ofFile(model);
            return new Hashed(model.toString(), digest, Set.of(digest));
        }
        Path manifest = model.resolve("model.json");
        if (!Files.isRegularFile(manifest)) {
            throw new UserError(model + ": there is no such model; a file, or a folder with model.json, is expected.");
        }
        Map<String, String> digests = new TreeMap<>();
        digests.put("model.json", Digest.ofFile(manifest));
        Path folder = model.toRealPath();
        for (JsonNode listed : Json.readTree(manifest).path("files")) {
            String path = listed.path("path").asText();
            Path file = folder.resolve(path).normalize();
            if (!file.startsWith(folder) || !Files.isRegularFile(file)) {
                throw new UserError(manifest + ": lists \"" + path + "\", but there is no such file beside it.");
            }
            digests.put(path, Digest.ofFile(file));
        }
        return new Hashed(model.toString(), Digest.ofListing(digests), new LinkedHashSet<>(digests.values()));
    }
}
