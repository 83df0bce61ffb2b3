package io.jenkins.plugins.mlpipeline.engine.rollout.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads manifests: YAML or JSON, several documents in a file, {@code kind: List} opened.
 *
 * <p>Only mappings, sequences and plain values are read. A tag is refused before anything is built (SECURITY-1731 and
 * SECURITY-2448 were YAML tags), a file is at most 3 MB, and aliases are limited.
 */
public final class Manifests {
    /** The largest manifest file, in bytes. */
    public static final int MAX_BYTES = 3_000_000;

    private static final int MAX_ALIASES = 50;
    private static final int MAX_DEPTH = 60;

    private Manifests() {}

    /** Reads files, and the YAML and JSON files of folders in the order of their names; errors as for {@link #parse}. */
    public static List<Manifest> read(List<Path> paths) throws IOException {
        List<Manifest> manifests = new ArrayList<>();
        for (Path path : paths) {
            if (!Files.isDirectory(path)) {
                manifests.addAll(read(path));
                continue;
            }
            List<Path> files;
            try (Stream<Path> listed = Files.list(path)) {
                files = listed.filter(f -> f.toString().matches(".*\\.(ya?ml|json)"))
                        .sorted()
                        .toList();
            }
            if (files.isEmpty()) {
                throw new UserError(path + ": there is no YAML or JSON file in this folder.");
            }
            for (Path file : files) {
                manifests.addAll(read(file));
            }
        }
        return manifests;
    }

    /** Reads a file; errors as for {@link #parse}. */
    public static List<Manifest> read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            return parse(file.toString(), new String(bytes, StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            throw new UserError(file + ": there is no such file.", e);
        }
    }

    /**
     * The objects of a text, in their order.
     *
     * @param name what to call the text in an error
     * @throws UserError when it is too large, not YAML or JSON, has a tag, or a document is no Kubernetes object
     */
    public static List<Manifest> parse(String name, String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new UserError(name + ": larger than 3 MB, which is more than a manifest needs"
                    + " (a model belongs into an image, a volume or an object store).");
        }
        List<Manifest> manifests = new ArrayList<>();
        int number = 0;
        for (JsonNode document : documents(name, text)) {
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
     * One document as a tree, read as safely as a manifest; errors as for {@link #parse}.
     *
     * @param name what to call the text in an error; the text itself is never shown
     */
    public static JsonNode plain(String name, String text) {
        List<JsonNode> documents = documents(name, text);
        if (documents.size() != 1 || !documents.get(0).isObject()) {
            throw new UserError(name + ": one mapping is expected.");
        }
        return documents.get(0);
    }

    private static List<JsonNode> documents(String name, String text) {
        if (text.indexOf('\t') >= 0 && text.stripLeading().startsWith("{")) {
            // JSON is YAML, except for its tabs.
            return List.of(json(name, text));
        }
        try {
            for (Event event : yaml().parse(new StringReader(text))) {
                refuseTag(name, event, text);
            }
            List<JsonNode> documents = new ArrayList<>();
            for (Object document : yaml().loadAll(text)) {
                documents.add(Json.tree(document));
            }
            return documents;
        } catch (MarkedYAMLException e) {
            String at = e.getProblemMark() == null
                    ? ""
                    : " at line " + (e.getProblemMark().getLine() + 1) + ", column "
                            + (e.getProblemMark().getColumn() + 1);
            // The cause would show the lines around the place, which may be a Secret's.
            throw new UserError(name + ": not valid YAML" + at + ": " + problem(e.getProblem()) + ".");
        } catch (YAMLException e) {
            throw new UserError(
                    name + ": not valid YAML: "
                            + e.getMessage().lines().findFirst().orElse("") + ".",
                    e);
        }
    }

    private static JsonNode json(String name, String text) {
        try {
            return Json.parse(text, JsonNode.class, name);
        } catch (UserError e) {
            // What follows the place would quote the text.
            String message = e.getMessage();
            int place = message.indexOf(", column ");
            int end = place < 0 ? -1 : message.indexOf(':', place);
            throw new UserError(end < 0 ? name + ": not valid JSON." : message.substring(0, end) + ".");
        }
    }

    /** An alias's name stands where a value does, and may be one that lacks its quotes. */
    private static String problem(String problem) {
        int alias = String.valueOf(problem).indexOf("undefined alias");
        return alias < 0 ? problem : problem.substring(0, alias) + "undefined alias";
    }

    /** A tag that YAML doesn't have stands where a value does, and may be a Secret's that lacks its quotes. */
    private static void refuseTag(String name, Event event, String text) {
        String tag = null;
        if (event instanceof ScalarEvent scalar) {
            tag = scalar.getTag();
        } else if (event instanceof CollectionStartEvent collection) {
            tag = collection.getTag();
        }
        if (tag != null) {
            boolean shown = tag.startsWith(Tag.PREFIX) || !text.contains("Secret");
            throw new UserError(name + ": line " + (event.getStartMark().getLine() + 1)
                    + (shown ? " has the YAML tag " + tag : " has a YAML tag")
                    + ". Tags are not allowed in a manifest: write the value plainly, or in quotes if it is a string.");
        }
    }

    private static void add(List<Manifest> manifests, String source, JsonNode document) {
        if (!(document instanceof ObjectNode object)) {
            throw new UserError(source + ": not a Kubernetes object; a mapping with apiVersion, kind and metadata.name"
                    + " is expected.");
        }
        if (object.path("kind").asText().equals("List") && object.path("items").isArray()) {
            int item = 0;
            for (JsonNode child : object.path("items")) {
                item++;
                add(manifests, source + ", item " + item, child);
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

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9./:_-]*[A-Za-z0-9])?");

    /** Names become parts of paths: what the API would refuse anyway is refused here. */
    private static void require(String source, String field, JsonNode value) {
        if (!value.isTextual() || value.asText().isEmpty()) {
            throw new UserError(source + ": " + field + " is missing, or is not a string.");
        }
        boolean path = field.equals("apiVersion");
        if (!NAME.matcher(value.asText()).matches()
                || value.asText().contains("..")
                || (!path && value.asText().contains("/"))) {
            throw new UserError(source + ": " + field + " \"" + value.asText() + "\" is not a valid name.");
        }
    }

    private static Yaml yaml() {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setCodePointLimit(MAX_BYTES);
        options.setMaxAliasesForCollections(MAX_ALIASES);
        options.setNestingDepthLimit(MAX_DEPTH);
        DumperOptions unused = new DumperOptions();
        return new Yaml(new SafeConstructor(options), new Representer(unused), unused, options, new PlainValues());
    }

    /** YAML 1.2's idea of plain values, with the octal {@code 0644} of file modes: no dates, no yes/no, no 1:30. */
    private static final class PlainValues extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.MERGE, Pattern.compile("<<"), "<");
            addImplicitResolver(Tag.NULL, Pattern.compile("~|null|Null|NULL"), "~nN");
            addImplicitResolver(Tag.NULL, Pattern.compile(""), null);
            addImplicitResolver(Tag.BOOL, Pattern.compile("true|True|TRUE|false|False|FALSE"), "tTfF");
            addImplicitResolver(
                    Tag.INT, Pattern.compile("[-+]?(0|[1-9][0-9]*|0[0-7]+|0x[0-9a-fA-F]+)"), "-+0123456789");
            addImplicitResolver(
                    Tag.FLOAT,
                    Pattern.compile("[-+]?([0-9]+\\.[0-9]*|\\.[0-9]+|[0-9]+(?=[eE]))([eE][-+]?[0-9]+)?"),
                    "-+.0123456789");
        }
    }
}
