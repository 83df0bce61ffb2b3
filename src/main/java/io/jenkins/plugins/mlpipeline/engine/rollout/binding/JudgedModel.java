package io.jenkins.plugins.mlpipeline.engine.rollout.binding;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.PackageFiles;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.Delivery.Hashed;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The model that a gate judged, and which files are its own. */
final class JudgedModel {
    /** What stands beside the model in a package; a server needs none of it to answer. */
    private static final Set<String> BESIDE = Set.of(PackageFiles.MANIFEST, PackageFiles.ROW_SET);

    private static final List<String> TEXTS = List.of(".csv", ".txt", ".md");

    private final String digest;
    private final Set<String> own;
    private final Set<String> essential;

    /**
     * A model.
     *
     * @param digest that was judged
     * @param delivered the model that the pipeline delivers, whose files are known, or {@code null}
     */
    JudgedModel(String digest, Hashed delivered) {
        this.digest = digest;
        Map<String, String> files =
                delivered != null && delivered.digest().equals(digest) ? delivered.files() : Map.of();
        this.own = new HashSet<>(files.values());
        own.add(digest);
        this.essential = files.entrySet().stream()
                .filter(file -> files.size() == 1 || !standsBeside(file.getKey()))
                .map(Map.Entry::getValue)
                .collect(Collectors.toSet());
    }

    String digest() {
        return digest;
    }

    /**
     * What files have to do with the model.
     *
     * @param carried whether all of it is among them that a server needs
     * @param paths those that are its own
     */
    record Found(boolean carried, Set<String> paths) {}

    /** Finds the model among files by path. */
    Found among(Map<String, Content> files) {
        Set<String> paths = new HashSet<>();
        Set<String> digests = new HashSet<>();
        files.forEach((path, content) -> {
            if (own.contains(content.digest())) {
                paths.add(path);
                digests.add(content.digest());
            }
        });
        boolean carried = digests.contains(digest) || (!essential.isEmpty() && digests.containsAll(essential));
        for (String path : files.keySet()) {
            if (path.equals(PackageFiles.MANIFEST) || path.endsWith("/" + PackageFiles.MANIFEST)) {
                Set<String> listed = listed(path, files);
                carried |= !listed.isEmpty();
                paths.addAll(listed);
            }
        }
        return new Found(carried, paths);
    }

    /** The files of the package whose manifest this is, when together they are what was judged; else none. */
    private Set<String> listed(String manifest, Map<String, Content> files) {
        String folder = manifest.substring(0, manifest.length() - PackageFiles.MANIFEST.length());
        Map<String, String> digests = new HashMap<>();
        digests.put(PackageFiles.MANIFEST, files.get(manifest).digest());
        try {
            JsonNode document = Json.parse(files.get(manifest).manifest(), JsonNode.class, manifest);
            for (JsonNode file : document.path("files")) {
                String path = file.path("path").asText();
                Content content = files.get(folder + path);
                if (content == null) {
                    return Set.of();
                }
                digests.put(path, content.digest());
            }
        } catch (UserError e) {
            return Set.of();
        }
        return Digest.ofListing(digests).equals(digest)
                ? digests.keySet().stream().map(path -> folder + path).collect(Collectors.toSet())
                : Set.of();
    }

    private static boolean standsBeside(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return BESIDE.contains(name) || TEXTS.stream().anyMatch(name::endsWith);
    }
}
