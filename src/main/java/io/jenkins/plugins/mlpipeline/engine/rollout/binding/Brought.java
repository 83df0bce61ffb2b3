package io.jenkins.plugins.mlpipeline.engine.rollout.binding;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.ModelDigests;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.ObjectRef;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The files that the manifests themselves bring: those of their ConfigMaps and Secrets.
 *
 * @param objects by {@code Kind/name}, then by key
 */
record Brought(Map<String, Map<String, Content>> objects) {
    static Brought of(List<JsonNode> manifests) {
        Map<String, Map<String, Content>> objects = new TreeMap<>();
        for (JsonNode object : manifests) {
            ObjectRef ref = ObjectRef.of(object);
            Content.of(object).ifPresent(files -> objects.put(ref.kind() + "/" + ref.name(), files));
        }
        return new Brought(objects);
    }

    /** The files of one object, or empty when the manifests don't hold it. */
    Optional<Map<String, Content>> files(String kind, String name) {
        return Optional.ofNullable(objects.get(kind + "/" + name));
    }

    /**
     * An object with the digest of its files.
     *
     * @param label for people, for example {@code configmap/fraud}
     */
    record Named(String label, String digest) {}

    /** The first object that holds a model by its names, but not the one that was judged. */
    Optional<Named> otherThan(JudgedModel model) {
        for (var object : objects.entrySet()) {
            Map<String, Content> files = object.getValue();
            JudgedModel.Found found = model.among(files);
            boolean foreign = files.entrySet().stream()
                    .anyMatch(file -> file.getValue().model() && !found.paths().contains(file.getKey()));
            if (foreign && !found.carried()) {
                return Optional.of(new Named(label(object.getKey()), digest(files)));
            }
        }
        return Optional.empty();
    }

    /** The first object that holds the model that was judged, for people. */
    Optional<String> carrier(JudgedModel model) {
        return objects.entrySet().stream()
                .filter(object -> model.among(object.getValue()).carried())
                .map(object -> label(object.getKey()))
                .findFirst();
    }

    private static String digest(Map<String, Content> files) {
        Map<String, String> digests = new TreeMap<>();
        files.forEach((path, content) -> digests.put(path, content.digest()));
        return ModelDigests.of(digests).whole();
    }

    private static String label(String key) {
        int slash = key.indexOf('/');
        return key.substring(0, slash).toLowerCase(Locale.ROOT) + key.substring(slash);
    }
}
