package io.jenkins.plugins.mlpipeline.engine.rollout.restore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ContainerState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.PodState;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.ImageRef;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Pods;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What containers run, as a map from container name to {@code sha256:<hex>} of the image in its registry.
 *
 * <p>A container that isn't in the map is one for which that can't be said: not pulled yet, an image without a registry's
 * digest, or pods of one template that run different images under one tag.
 */
public final class ImageIds {
    private ImageIds() {}

    /** What all these pods run alike. */
    public static Map<String, String> common(List<PodState> pods) {
        Map<String, String> ids = new TreeMap<>();
        Set<String> unclear = new HashSet<>();
        for (PodState pod : pods) {
            for (ContainerState c : pod.containers()) {
                String digest = ImageRef.parse(c.imageId()).digest();
                String other = ids.putIfAbsent(c.name(), digest);
                if (!Digest.isDigest(digest) || (other != null && !other.equals(digest))) {
                    unclear.add(c.name());
                }
            }
        }
        ids.keySet().removeAll(unclear);
        return ids;
    }

    /** Reads a mark on a revision; empty when it isn't one. */
    public static Map<String, String> read(String mark) {
        Map<String, String> ids = new TreeMap<>();
        if (mark == null) {
            return ids;
        }
        try {
            Json.parse(mark, JsonNode.class, "image-ids").properties().forEach(e -> {
                if (Digest.isDigest(e.getValue().asText())) {
                    ids.put(e.getKey(), e.getValue().asText());
                }
            });
            return ids;
        } catch (UserError notOurs) {
            return Map.of();
        }
    }

    /** Writes a mark; the same for equal maps. */
    public static String write(Map<String, String> ids) {
        return Json.tree(new TreeMap<>(ids)).toString();
    }

    /**
     * Pins every container of a template whose image can be pushed again.
     *
     * @param template changed in place
     * @return the first container for which it isn't known what to pin it to, or empty when all are pinned
     */
    public static Optional<String> pin(JsonNode template, Map<String, String> ids) {
        for (ObjectNode container : Pods.containers(template)) {
            ImageRef image = ImageRef.parse(container.path("image").asText());
            if (image.pinned()) {
                continue;
            }
            String digest = ids.get(container.path("name").asText());
            if (digest == null) {
                return Optional.of(container.path("name").asText());
            }
            container.put("image", image.at(digest));
        }
        return Optional.empty();
    }

    /** What the containers of a pinned template must run. */
    public static Map<String, String> wanted(JsonNode template) {
        Map<String, String> ids = new TreeMap<>();
        for (ObjectNode container : Pods.containers(template)) {
            ids.put(
                    container.path("name").asText(),
                    ImageRef.parse(container.path("image").asText()).digest());
        }
        return ids;
    }
}
