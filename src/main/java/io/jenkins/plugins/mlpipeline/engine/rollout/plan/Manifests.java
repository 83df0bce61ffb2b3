package io.jenkins.plugins.mlpipeline.engine.rollout.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Budget;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.io.JsonStream;
import io.jenkins.plugins.mlpipeline.engine.io.TextLimits;
import io.jenkins.plugins.mlpipeline.engine.io.UnicodeText;
import io.jenkins.plugins.mlpipeline.engine.io.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Reads manifests: YAML or JSON, several documents in a file, {@code kind: List} opened.
 *
 * <p>Only mappings, sequences and plain values are read. A tag is refused before anything is built (SECURITY-1731 and
 * SECURITY-2448 were YAML tags), a file is at most 3 MB, and all files of a deployment share one budget, see
 * {@link TextLimits#MANIFESTS}.
 */
public final class Manifests {
    /** The largest manifest file, in bytes. */
    public static final int MAX_BYTES = 3_000_000;

    private static final Path STANDARD_INPUT = Path.of("-");
    private static final Pattern GLOB = Pattern.compile("[*?\\[{]");

    private Manifests() {}

    /**
     * Reads files, and the YAML and JSON files of folders, or the files that a pattern names ({@code k8s/*.yaml}), in the order
     * of their names; errors as for {@link #parse(String, String)}.
     *
     * @param paths a {@code -} stands for standard input
     */
    public static List<Manifest> read(List<Path> paths) throws IOException {
        return read(paths, System.in);
    }

    static List<Manifest> read(List<Path> paths, InputStream standardInput) throws IOException {
        Budget budget = new Budget(TextLimits.MANIFESTS);
        List<Manifest> manifests = new ArrayList<>();
        if (Collections.frequency(paths, STANDARD_INPUT) > 1) {
            throw new UserError("\"-\" is given twice, and standard input can be read once. Name it once.");
        }
        for (Path path : paths) {
            if (path.equals(STANDARD_INPUT)) {
                manifests.addAll(read("standard input", standardInput, budget));
                continue;
            }
            for (Path file : files(path)) {
                manifests.addAll(read(file, budget));
            }
        }
        return manifests;
    }

    private static List<Path> files(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return matching(path, "*.{yaml,yml,json}", "in this folder");
        }
        String name = String.valueOf(path.getFileName());
        if (Files.exists(path) || !GLOB.matcher(name).find()) {
            return List.of(path);
        }
        Path parent = path.getParent();
        Path folder = parent == null ? Path.of("") : parent;
        if (!Files.isDirectory(folder)) {
            throw new UserError(path + ": there is no folder " + folder + ".");
        }
        return matching(folder, name, "that matches " + name);
    }

    private static List<Path> matching(Path folder, String pattern, String where) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> listed = Files.newDirectoryStream(folder, pattern)) {
            listed.forEach(file -> {
                if (Files.isRegularFile(file)) {
                    files.add(file);
                }
            });
        } catch (PatternSyntaxException e) {
            throw new UserError("\"" + pattern + "\" is no pattern of files: " + e.getDescription() + ".", e);
        }
        if (files.isEmpty()) {
            throw new UserError(folder + ": there is no YAML or JSON file " + where + ".");
        }
        Collections.sort(files);
        return files;
    }

    /** Reads a file; errors as for {@link #parse(String, String)}. */
    public static List<Manifest> read(Path file) throws IOException {
        return read(file, new Budget(TextLimits.MANIFESTS));
    }

    private static List<Manifest> read(Path file, Budget budget) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(file.toString(), in, budget);
        } catch (NoSuchFileException e) {
            throw new UserError(file + ": there is no such file.", e);
        }
    }

    private static List<Manifest> read(String name, InputStream in, Budget budget) throws IOException {
        try {
            return parse(name, UnicodeText.of(in.readNBytes(MAX_BYTES + 1)), budget);
        } catch (CharacterCodingException e) {
            throw new UserError(name + ": neither UTF-8 nor UTF-16 text. Save it as UTF-8.", e);
        }
    }

    /** The objects of several texts by their names, in that order; errors as for {@link #parse(String, String)}. */
    public static List<Manifest> parse(Map<String, String> texts) {
        Budget budget = new Budget(TextLimits.MANIFESTS);
        List<Manifest> manifests = new ArrayList<>();
        texts.forEach((name, text) -> manifests.addAll(parse(name, text, budget)));
        return manifests;
    }

    /**
     * The objects of a text, in their order.
     *
     * @param name what to call the text in an error
     * @throws UserError when it is too large, not YAML or JSON, has a tag, or a document is no Kubernetes object
     */
    public static List<Manifest> parse(String name, String text) {
        return parse(name, text, new Budget(TextLimits.MANIFESTS));
    }

    private static List<Manifest> parse(String name, String text, Budget budget) {
        if (text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new UserError(name + ": larger than 3 MB, which is more than a manifest needs"
                    + " (a model belongs into an image, a volume or an object store).");
        }
        List<Manifest> manifests = new ArrayList<>();
        int number = 0;
        for (JsonNode document : documents(name, text, budget)) {
            number++;
            if (!document.isNull()) {
                add(manifests, name + ", document " + number, document);
            }
        }
        if (manifests.isEmpty()) {
            throw new UserError(name + ": there is no Kubernetes object in it.");
        }
        return manifests;
    }

    /**
     * A kubeconfig as a tree, read as safely as a manifest.
     *
     * @param name what to call the text in an error; the text itself is never shown
     * @throws UserError when it is no mapping, has a tag, or is beyond {@link TextLimits#KUBECONFIG}
     */
    public static JsonNode plain(String name, String text) {
        List<JsonNode> documents = documents(name, text, new Budget(TextLimits.KUBECONFIG));
        if (documents.size() != 1 || !documents.get(0).isObject()) {
            throw new UserError(name + ": one mapping is expected.");
        }
        return documents.get(0);
    }

    private static List<JsonNode> documents(String name, String text, Budget budget) {
        boolean json = text.stripLeading().startsWith("{");
        List<String> stream = json ? JsonStream.objects(text) : List.of();
        if (!stream.isEmpty()) {
            List<JsonNode> documents = new ArrayList<>();
            for (String part : stream) {
                documents.add(json(name + ", document " + (documents.size() + 1), part, budget));
            }
            return documents;
        }
        if (json && text.indexOf('\t') >= 0) {
            // JSON is YAML, except for its tabs.
            return List.of(json(name, text, budget));
        }
        return YamlReader.trees(name, text, budget);
    }

    private static JsonNode json(String name, String text, Budget budget) {
        try {
            return Json.parse(text, JsonNode.class, name, budget);
        } catch (UserError e) {
            // What follows the place would quote the text.
            String message = e.getMessage();
            int place = message.indexOf(", column ");
            int end = place < 0 ? -1 : message.indexOf(':', place);
            throw new UserError(end < 0 ? name + ": not valid JSON." : message.substring(0, end) + ".");
        }
    }

    private static void add(List<Manifest> manifests, String source, JsonNode document) {
        if (!(document instanceof ObjectNode object)) {
            throw new UserError(source + ": not a Kubernetes object; a mapping with apiVersion, kind and metadata.name"
                    + " is expected.");
        }
        if (object.path("kind").asText().endsWith("List")
                && object.path("items").isArray()) {
            int item = 0;
            for (JsonNode child : object.path("items")) {
                item++;
                add(manifests, source + ", item " + item, ofList(object, child));
            }
            return;
        }
        require(source, "apiVersion", object.path("apiVersion"));
        require(source, "kind", object.path("kind"));
        JsonNode metadata = object.path("metadata");
        boolean generated = metadata.path("generateName").isTextual();
        if (!generated) {
            require(source, "metadata.name", metadata.path("name"));
        }
        if (metadata.has("namespace")) {
            require(source, "metadata.namespace", metadata.path("namespace"));
        }
        manifests.add(new Manifest(source, object));
    }

    /** The items of a {@code ConfigMapList} need not say what they are. */
    private static JsonNode ofList(ObjectNode list, JsonNode item) {
        String kind = list.path("kind").asText();
        if (kind.equals("List")
                || !(item instanceof ObjectNode object)
                || object.has("kind")
                || object.has("apiVersion")) {
            return item;
        }
        ObjectNode named = object.deepCopy();
        named.set("apiVersion", list.path("apiVersion"));
        return named.put("kind", kind.substring(0, kind.length() - "List".length()));
    }

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9./:_-]*[A-Za-z0-9])?");

    /** Names become parts of paths: what the API would refuse anyway is refused here. */
    private static void require(String source, String field, JsonNode value) {
        if (!value.isTextual() || value.asText().isEmpty()) {
            throw new UserError(source + ": " + field + " is missing, or is not a string.");
        }
        Placeholders.refuse(source, field, value.asText());
        boolean path = field.equals("apiVersion");
        if (!NAME.matcher(value.asText()).matches()
                || value.asText().contains("..")
                || (!path && value.asText().contains("/"))) {
            throw new UserError(source + ": " + field + " \"" + value.asText() + "\" is not a valid name.");
        }
    }
}
