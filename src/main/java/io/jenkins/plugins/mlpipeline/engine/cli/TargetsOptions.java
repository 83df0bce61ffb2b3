package io.jenkins.plugins.mlpipeline.engine.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Budget;
import io.jenkins.plugins.mlpipeline.engine.io.TextLimits;
import io.jenkins.plugins.mlpipeline.engine.io.YamlReader;
import io.jenkins.plugins.mlpipeline.engine.rollout.waves.WaveSize;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Several clusters and namespaces that are deployed to, one wave after another. */
final class TargetsOptions {
    /** More of them are no longer one deployment that somebody looks after. */
    static final int MOST = 100;

    private static final List<String> KEYS = List.of("context", "namespace", "kubeconfig");

    @Option(
            names = "--targets",
            paramLabel = "FILE",
            description =
                    "Deploy to several clusters and namespaces: a YAML or JSON list with a context of the kubeconfig,"
                            + " a namespace, or both, for each; a kubeconfig of its own where it has one. A later run goes on"
                            + " where one stopped.")
    private Path file;

    @Option(
            names = "--wave",
            paramLabel = "N",
            description =
                    "With --targets: how many are deployed to together, as a number or a share ('25 %%'); the next"
                            + " wave begins when all of the one before ended well. Default: 1.")
    private String wave;

    /**
     * One of them; what was not given is null.
     *
     * @param name what people call it
     * @param kubeconfig a file
     * @param context a context of it
     * @param namespace for what names none
     */
    record Place(String name, Path kubeconfig, String context, String namespace) {}

    /** The file; null when there is one target alone. */
    Path file() {
        return file;
    }

    /** How many are deployed to together. */
    WaveSize size() {
        if (wave != null && file == null) {
            throw new UserError("--wave is for several targets: name them by --targets.");
        }
        return wave == null ? WaveSize.ONE : WaveSize.parse("--wave", wave);
    }

    /**
     * The targets, in their order.
     *
     * @throws UserError when the file is not a list of them
     */
    List<Place> read() throws IOException {
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new UserError("--targets: there is no file " + file + ".", e);
        } catch (CharacterCodingException e) {
            throw new UserError("--targets: " + file + " is not UTF-8 text.", e);
        }
        List<JsonNode> documents = YamlReader.trees(file.toString(), text, new Budget(TextLimits.SPEC));
        if (documents.size() != 1
                || !documents.get(0).isArray()
                || documents.get(0).isEmpty()) {
            throw new UserError(file + ": a list of targets is expected, for example \"- {context: edge-1, namespace:"
                    + " bank}\".");
        }
        if (documents.get(0).size() > MOST) {
            throw new UserError(file + ": " + documents.get(0).size() + " targets; at most " + MOST
                    + " are deployed to together. Make several lists of them.");
        }
        Map<Place, Integer> places = new LinkedHashMap<>();
        int number = 0;
        for (JsonNode entry : documents.get(0)) {
            number++;
            Place place = place(file + ", target " + number, entry);
            Integer before = places.put(place, number);
            if (before != null) {
                throw new UserError(file + ", target " + number + ": " + place.name() + " is target " + before
                        + " already. Leave one of the two out.");
            }
        }
        return new ArrayList<>(places.keySet());
    }

    private static Place place(String where, JsonNode entry) {
        if (!entry.isObject()) {
            throw new UserError(where + ": a mapping is expected, for example {context: edge-1, namespace: bank}.");
        }
        entry.fieldNames().forEachRemaining(key -> {
            if (!KEYS.contains(key)) {
                throw new UserError(where + ": unknown key \"" + key + "\". " + NearNames.hint(key, KEYS));
            }
        });
        String context = text(where, entry, "context");
        String namespace = text(where, entry, "namespace");
        String kubeconfig = text(where, entry, "kubeconfig");
        String cluster = context != null ? context : kubeconfig;
        if (cluster == null && namespace == null) {
            throw new UserError(where + ": names neither a context nor a namespace.");
        }
        String name = cluster == null ? namespace : namespace == null ? cluster : cluster + "/" + namespace;
        return new Place(name, kubeconfig == null ? null : Path.of(kubeconfig), context, namespace);
    }

    private static String text(String where, JsonNode entry, String key) {
        JsonNode value = entry.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual() || value.asText().isBlank()) {
            throw new UserError(where + ": " + key + " is no text; a number needs quotes.");
        }
        return value.asText();
    }
}
