package io.jenkins.plugins.mlpipeline.engine.modelpackage;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Digests of the files of a model, computed from their bytes: what a manifest says of them is not believed.
 *
 * @param byPath relative path (with {@code /}) to {@code sha256:<hex>}; not empty
 */
public record ModelDigests(SortedMap<String, String> byPath) {
    private static final int MOST_FILES = 1_000;

    /** @throws IllegalArgumentException when there are none */
    public ModelDigests {
        if (byPath.isEmpty()) {
            throw new IllegalArgumentException("a model has at least one file");
        }
    }

    /** Of files that the caller has hashed. */
    public static ModelDigests of(Map<String, String> byPath) {
        return new ModelDigests(new TreeMap<>(byPath));
    }

    /**
     * Hashes a model.
     *
     * @param model a file, or a folder with a {@code model.json} that lists its files
     * @throws UserError when there is no such model
     */
    public static ModelDigests read(Path model) throws IOException {
        if (Files.isRegularFile(model)) {
            return of(Map.of(String.valueOf(model.getFileName()), Digest.ofFile(model)));
        }
        Path manifest = model.resolve(PackageFiles.MANIFEST);
        if (!Files.isRegularFile(manifest)) {
            throw new UserError(model + ": there is no such model; a file, or a folder with " + PackageFiles.MANIFEST
                    + ", is expected.");
        }
        Map<String, String> digests = new TreeMap<>();
        digests.put(PackageFiles.MANIFEST, Digest.ofFile(manifest));
        Path folder = model.toRealPath();
        Set<Path> files = new HashSet<>();
        for (JsonNode listed : Json.readTree(manifest).path("files")) {
            String path = listed.path("path").asText();
            Path file = path.indexOf('\0') < 0 ? folder.resolve(path).normalize() : folder;
            if (!file.startsWith(folder) || !Files.isRegularFile(file)) {
                throw new UserError(manifest + ": lists \"" + path + "\", but there is no such file beside it.");
            }
            // Each is read as a whole: a short list must not make anybody read one file a thousand times.
            if (!files.add(file) || files.size() > MOST_FILES) {
                throw new UserError(manifest + ": lists "
                        + (files.size() > MOST_FILES
                                ? "more than " + MOST_FILES + " files"
                                : "the file \"" + path + "\" twice")
                        + ", which no package does. Train or write the package again.");
            }
            digests.put(path, Digest.ofFile(file));
        }
        return of(digests);
    }

    /** The digest of the model as a whole: that of its one file, or of the listing of several ({@link Digest#ofListing}). */
    public String whole() {
        return byPath.size() == 1 ? byPath.get(byPath.firstKey()) : Digest.ofListing(byPath);
    }

    /** The digests of the files. */
    public Set<String> files() {
        return Set.copyOf(byPath.values());
    }
}
