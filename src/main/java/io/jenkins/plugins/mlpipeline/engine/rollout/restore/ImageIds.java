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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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

    /**
     * The same, as far as the pods' template can be pinned to it: an image that was imported under another name is not to be
     * had by its digest under the template's.
     */
    public static Map<String, String> pinnable(List<PodState> pods, JsonNode template) {
        Map<String, String> ids = common(pods);
        Map<String, ImageRef> named = new HashMap<>();
        Pods.containers(template)
                .forEach(c -> named.put(
                        c.path("name").asText(), ImageRef.parse(c.path("image").asText())));
        for (PodState pod : pods) {
            for (ContainerState c : pod.containers()) {
                ImageRef image = named.get(c.name());
                if (image != null && !image.sameRepository(ImageRef.parse(c.imageId()))) {
                    ids.remove(c.name());
                }
            }
        }
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
     * Pins every container of a template whose image can be pushed again, and whose digest is known.
     *
     * @param template changed in place
     * @return the containers for which it isn't known what to pin them to
     */
    public static List<String> pin(JsonNode template, Map<String, String> ids) {
        List<String> unpinned = new ArrayList<>();
        for (ObjectNode container : Pods.containers(template)) {
            String name = container.path("name").asText();
            ImageRef image = ImageRef.parse(container.path("image").asText());
            if (image.pinned()) {
                continue;
            }
            if (ids.containsKey(name)) {
                container.put("image", image.at(ids.get(name)));
            } else {
                unpinned.add(name);
            }
        }
        return unpinned;
    }

    /** What the containers of a template must run that are pinned. */
    public static Map<String, String> wanted(JsonNode template) {
        Map<String, String> ids = new TreeMap<>();
        for (ObjectNode container : Pods.containers(template)) {
            String digest = ImageRef.parse(container.path("image").asText()).digest();
            if (!digest.isEmpty()) {
                ids.put(container.path("name").asText(), digest);
            }
        }
        return ids;
    }
}
