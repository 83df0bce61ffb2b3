package io.jenkins.plugins.mlpipeline.engine.rollout.binding;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.ImageRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A volume of a pod, as far as the manifests say what is in it.
 *
 * @param name its name in the pod
 * @param files what is known of its content, by path
 * @param unseen what is not known, in words
 * @param image the image that it is, or {@code null}
 * @param scratch whether it begins empty, so that only containers write into it
 */
record Volume(String name, Map<String, Content> files, List<String> unseen, ImageRef image, boolean scratch) {
    Volume {
        files = new TreeMap<>(files);
        unseen = List.copyOf(unseen);
    }

    /**
     * The volumes of a workload's pods by name. A claim of a StatefulSet takes the place of a volume of its name.
     *
     * @param template of its pods
     */
    static Map<String, Volume> of(JsonNode workload, JsonNode template, Brought brought) {
        Map<String, Volume> volumes = new HashMap<>();
        for (JsonNode volume : template.path("spec").path("volumes")) {
            String name = volume.path("name").asText();
            volumes.put(name, new Reader(brought).read(name, volume));
        }
        for (JsonNode claim : workload.path("spec").path("volumeClaimTemplates")) {
            String name = claim.path("metadata").path("name").asText();
            volumes.put(name, unknown(name));
        }
        return volumes;
    }

    /** One of which nothing is known. */
    static Volume unknown(String name) {
        return new Volume(name, Map.of(), List.of("what is in it"), null, false);
    }

    /** Reads one. */
    private static final class Reader {
        private final Brought brought;
        private final Map<String, Content> files = new TreeMap<>();
        private final List<String> unseen = new ArrayList<>();

        Reader(Brought brought) {
            this.brought = brought;
        }

        Volume read(String name, JsonNode volume) {
            boolean scratch = false;
            ImageRef image = null;
            for (var source : volume.properties()) {
                JsonNode value = source.getValue();
                switch (source.getKey()) {
                    case "name" -> {}
                    case "emptyDir" -> scratch = true;
                    case "image" ->
                        image = ImageRef.parse(value.path("reference").asText());
                    case "projected" -> value.path("sources").forEach(this::projected);
                    default -> source(source.getKey(), value);
                }
            }
            return new Volume(name, files, unseen, image, scratch);
        }

        private void projected(JsonNode sources) {
            sources.properties().forEach(source -> source(source.getKey(), source.getValue()));
        }

        private void source(String type, JsonNode value) {
            switch (type) {
                case "configMap" -> object("ConfigMap", value.path("name").asText(), value.path("items"));
                case "secret" ->
                    object(
                            "Secret",
                            value.path("secretName").asText(value.path("name").asText()),
                            value.path("items"));
                case "serviceAccountToken" -> {}
                case "downwardAPI" -> value.path("items").forEach(this::downward);
                default -> unseen.add("what is in the " + type);
            }
        }

        /** Labels and annotations are as long as a small model. */
        private void downward(JsonNode item) {
            String field = item.path("fieldRef").path("fieldPath").asText();
            if (field.startsWith("metadata.annotations") || field.startsWith("metadata.labels")) {
                unseen.add(item.path("path").asText() + ", which is the pod's " + field);
            }
        }

        private void object(String kind, String name, JsonNode items) {
            Map<String, Content> keys = brought.files(kind, name).orElse(null);
            if (keys == null) {
                unseen.add("what is in the " + kind + " " + name + ", which is not among the manifests");
            } else if (items.isEmpty()) {
                keys.forEach(this::put);
            } else {
                for (JsonNode item : items) {
                    Content content = keys.get(item.path("key").asText());
                    if (content != null) {
                        put(item.path("path").asText(), content);
                    }
                }
            }
        }

        private void put(String path, Content content) {
            Content other = files.putIfAbsent(path, content);
            if (other != null && !other.equals(content)) {
                unseen.add(path + ", which two of its sources have");
            }
        }
    }
}
