package io.jenkins.plugins.mlpipeline.engine.io;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The one JSON mapper: strict (no duplicate keys, no trailing text, no {@code NaN}), size-capped on reading, and with a
 * stable layout on writing.
 */
public final class Json {
    /** The largest document that is read unless a caller says otherwise, in bytes. */
    public static final long MAX_BYTES = 64L << 20;

    /** How the parser says that it does not show the text that it read. */
    private static final Pattern SOURCE = Pattern.compile(" \\(start marker at \\[Source: .*$");

    private static final ObjectMapper MAPPER = JsonMapper.builder(LimitedJson.factory()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .addModule(StrictDouble.module())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            // A list or map with a hole in it is no document of ours; a field that may have one says so.
            .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
            .build();

    private static final ObjectWriter WRITER = MAPPER.writer(new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(DefaultPrettyPrinter.FixedSpaceIndenter.instance));

    private Json() {}

    /**
     * Reads a document.
     *
     * @param file what to read, UTF-8
     * @param type a record whose components are the document's fields
     * @throws UserError when the file is missing, too large, not strict JSON, or not of that shape
     */
    public static <T> T read(Path file, Class<T> type) throws IOException {
        return parse(text(file), type, file.toString());
    }

    /** Reads a document as a tree; errors as for {@link #read}. */
    public static JsonNode readTree(Path file) throws IOException {
        return parse(text(file), JsonNode.class, file.toString());
    }

    /**
     * Reads a document from a text.
     *
     * @param name what to call the text in an error
     * @throws UserError when it is not strict JSON, not of that shape, or larger than {@link TextLimits} allows
     */
    public static <T> T parse(String text, Class<T> type, String name) {
        boolean tree = type == JsonNode.class || type == Map.class;
        return parse(text, type, name, new Budget(tree ? TextLimits.TREE : TextLimits.RECORD));
    }

    /** The same, with what is left of a budget. */
    public static <T> T parse(String text, Class<T> type, String name, Budget budget) {
        LimitedJson.check(text, name, budget);
        try {
            T value = MAPPER.readValue(text, type);
            if (value == null || (value instanceof JsonNode node && node.isMissingNode())) {
                throw new UserError(name + ": the file is empty; a JSON document is expected.");
            }
            return value;
        } catch (JsonProcessingException e) {
            String at = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            throw new UserError(name + ": not a valid document" + at + ": " + reason(e) + ".", e);
        }
    }

    /** Turns a tree into a record; errors as for {@link #parse}. */
    public static <T> T convert(JsonNode tree, Class<T> type, String name) {
        try {
            return MAPPER.treeToValue(tree, type);
        } catch (JsonProcessingException e) {
            throw new UserError(name + ": " + reason(e) + ".", e);
        }
    }

    /**
     * What another tool wrote as a tree, where {@code NaN} and infinities may be bare words.
     *
     * @return empty when it is not one document of JSON
     * @throws UserError when it goes beyond the budget
     */
    public static Optional<JsonNode> lenientTree(byte[] bytes, String name, Budget budget) {
        try (JsonParser parser = LimitedJson.lenient(bytes, 0, bytes.length, name, 1, budget)) {
            JsonNode tree = MAPPER.readTree(parser);
            return parser.nextToken() == null ? Optional.ofNullable(tree) : Optional.empty();
        } catch (IOException e) {
            // Said better by whoever reads it for what it holds.
            return Optional.empty();
        }
    }

    /** A value as a tree. */
    public static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** A value as indented text with a final line feed; equal values give equal texts. */
    public static String write(Object value) {
        try {
            return WRITER.writeValueAsString(value) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + value.getClass(), e);
        }
    }

    /** Writes a document so that a reader sees the old file or the whole new one. */
    public static void write(Path file, Object value) throws IOException {
        AtomicFiles.write(file, write(value).getBytes(StandardCharsets.UTF_8));
    }

    /** What is wrong, in one line; a check of ours says it better than the mapper that wraps it. */
    private static String reason(JsonProcessingException e) {
        if (e instanceof MismatchedInputException mismatch) {
            return JsonMismatch.describe(mismatch);
        }
        if (e instanceof InvalidDefinitionException definition) {
            return JsonMismatch.describe(definition);
        }
        String message = e instanceof ValueInstantiationException && e.getCause() != null
                ? e.getCause().getMessage()
                : e.getOriginalMessage();
        return message == null
                ? "not of the expected shape"
                : SOURCE.matcher(message.lines().findFirst().orElse(""))
                        .replaceAll("")
                        .replaceAll("\\.$", "");
    }

    /** A document as it stands; errors as for {@link #read}, but for its form. */
    public static String text(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes((int) MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new UserError(file + ": larger than " + (MAX_BYTES >> 20)
                        + " MiB, which is more than such a document needs.");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new UserError(file + ": there is no such file.", e);
        }
    }

    /**
     * A node that is known to be an object.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static ObjectNode object(JsonNode node) {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new IllegalArgumentException("a JSON object is expected, and not " + node.getNodeType());
    }
}
