package io.jenkins.plugins.mlpipeline.engine.spec;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.endpoint.Protocol;
import io.jenkins.plugins.mlpipeline.engine.registry.ModelReference;
import io.jenkins.plugins.mlpipeline.engine.spec.Form.Kind;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The forms that several settings have. */
final class Forms {
    private static final String TYPE = "type";
    private static final String STRING = "string";
    private static final String INTEGER = "integer";
    private static final String MINIMUM = "minimum";
    private static final String MAXIMUM = "maximum";
    private static final Map<String, Object> TEXT_SCHEMA = Map.of(TYPE, STRING);
    /** A list, or a text that is the only item or has commas between them. */
    private static final List<String> ARRAY_OR_TEXT = List.of("array", STRING);

    private static final Map<String, Object> SCALAR_SCHEMA = Map.of(TYPE, List.of(STRING, "number", "boolean"));

    private Forms() {}

    static Form<String> text() {
        return of(Kind.TEXT, Fields::text, TEXT_SCHEMA);
    }

    /** A text that often looks like a number. */
    static Form<String> version() {
        return of(Kind.TEXT, Fields::text, Map.of(TYPE, List.of(STRING, "number")));
    }

    /** A name that may look like a number or a truth value. */
    static Form<String> name() {
        return of(Kind.TEXT, Fields::text, SCALAR_SCHEMA);
    }

    static Form<String> label() {
        return of(Kind.TEXT, Fields::label, SCALAR_SCHEMA);
    }

    static Form<List<String>> labels() {
        return of(Kind.TEXTS, Fields::labels, Map.of(TYPE, ARRAY_OR_TEXT, "items", SCALAR_SCHEMA, "minItems", 2));
    }

    static Form<String> path() {
        return of(Kind.PATH, Fields::text, TEXT_SCHEMA).placedBy(Forms::below);
    }

    /** Paths, of which one may stand without a list. */
    static Form<List<String>> paths() {
        Map<String, Object> list = Map.of(TYPE, "array", "items", TEXT_SCHEMA, "minItems", 1);
        return of(Kind.PATHS, Fields::oneOrMore, Map.of("oneOf", List.of(TEXT_SCHEMA, list)))
                .placedBy((folder, paths) -> paths == null
                        ? null
                        : paths.stream().map(path -> below(folder, path)).toList());
    }

    /** A path, or a reference to a model in a registry, which is below no folder. */
    static Form<String> model() {
        return of(Kind.TEXT, Fields::text, TEXT_SCHEMA).placedBy(Forms::modelBelow);
    }

    /** How a server takes rows; the file of a template is below the folder. */
    static Form<String> protocol() {
        return meant(
                        Protocol::known,
                        Map.of(TYPE, STRING, "pattern", "^(v2(:.+)?|v1|mlflow|" + Protocol.TEMPLATE + ".+)$"))
                .placedBy(Forms::templateBelow);
    }

    static Form<Long> integer() {
        return of(Kind.INTEGER, Fields::integer, Map.of(TYPE, INTEGER));
    }

    /** True or false. */
    static Form<Boolean> truth() {
        return of(Kind.FLAG, Fields::truth, Map.of(TYPE, List.of("boolean", STRING)));
    }

    /** A count from 1 to the most. */
    static Form<Integer> count(int most) {
        String expected = "an integer from 1 to " + most;
        return of(
                Kind.COUNT,
                (fields, key) -> fields.count(key, 1, most, expected),
                Map.of(TYPE, INTEGER, MINIMUM, 1, MAXIMUM, most));
    }

    /** A count from 0; who uses it says that there are more than the most. */
    static Form<Integer> countFromZero(int most) {
        return of(
                Kind.COUNT,
                (fields, key) -> fields.count(key, 0, Integer.MAX_VALUE, "an integer of at least 0"),
                Map.of(TYPE, INTEGER, MINIMUM, 0, MAXIMUM, most));
    }

    /** A count from 0 to the most; true stands for the usual one, false for 0. */
    static Form<Integer> countOrTruth(int usual, int most) {
        String expected = "true, false or an integer from 0 to " + most;
        return of(
                Kind.COUNT_OR_FLAG,
                (fields, key) -> {
                    try {
                        return fields.isTruth(key)
                                ? Integer.valueOf(fields.truth(key) ? usual : 0)
                                : fields.count(key, 0, most, expected);
                    } catch (UserError e) {
                        throw fields.wrong(fields.raw(key), key, expected);
                    }
                },
                Map.of(TYPE, List.of("boolean", INTEGER, STRING), MINIMUM, 0, MAXIMUM, most));
    }

    /** More than 0 and less than 1. */
    static Form<Double> part(String expected) {
        return of(
                Kind.SHARE,
                (fields, key) -> {
                    double part = fields.number(key);
                    if (part > 0 && part < 1) {
                        return part;
                    }
                    throw fields.wrong(fields.raw(key), key, expected);
                },
                Map.of(TYPE, "number", "exclusiveMinimum", 0, "exclusiveMaximum", 1));
    }

    /** From 0 to 1. */
    static Form<Double> score(String expected) {
        return of(
                Kind.SHARE,
                (fields, key) -> {
                    double score = fields.number(key);
                    if (score >= 0 && score <= 1) {
                        return score;
                    }
                    throw fields.wrong(fields.raw(key), key, expected);
                },
                Map.of(TYPE, "number", MINIMUM, 0, MAXIMUM, 1));
    }

    /** A text that must have a meaning, which is left to who uses it. */
    static Form<String> meant(Function<String, ?> meaning, Map<String, Object> schema) {
        return of(
                Kind.TEXT,
                (fields, key) -> {
                    fields.placed(key, meaning::apply);
                    return fields.text(key);
                },
                schema);
    }

    static Form<String> oneOf(List<String> choices) {
        Map<String, Object> schema = choices.size() == 1 ? Map.of("const", choices.get(0)) : Map.of("enum", choices);
        return choice((fields, key) -> fields.oneOf(key, choices), choices, schema);
    }

    /** One word, where another one that people try is told why not. */
    static Form<String> only(String choice, UnaryOperator<String> otherwise) {
        return choice(
                (fields, key) -> {
                    fields.placed(key, otherwise::apply);
                    return fields.oneOf(key, List.of(choice));
                },
                List.of(choice),
                Map.of("const", choice));
    }

    static <T> Form<T> choice(Form.Reader<T> reader, List<String> choices, Map<String, Object> schema) {
        return new Form<>(Kind.TEXT, reader, (ours, over) -> over, (folder, value) -> value, choices, schema);
    }

    /** A list of words of which each is called {@code one} in messages. */
    static Form<List<String>> listOf(String one, List<String> choices) {
        return new Form<>(
                Kind.TEXTS,
                (fields, key) -> {
                    List<String> items = fields.texts(key);
                    items.forEach(item -> Fields.requireOneOf(fields.at(key), one, item, choices));
                    return items;
                },
                (ours, over) -> over,
                (folder, value) -> value,
                choices,
                Map.of(TYPE, ARRAY_OR_TEXT, "items", Map.of("enum", choices)));
    }

    static Form<List<String>> texts() {
        return of(Kind.TEXTS, Fields::texts, Map.of(TYPE, ARRAY_OR_TEXT, "items", TEXT_SCHEMA));
    }

    /** Texts that may look like numbers or truth values, or be empty. */
    static Form<List<String>> tokens() {
        return of(Kind.TEXTS, Fields::tokens, Map.of(TYPE, ARRAY_OR_TEXT, "items", SCALAR_SCHEMA));
    }

    /** Texts by name; those that win are added to the others. */
    static Form<Map<String, String>> entries() {
        return of(Kind.ENTRIES, Fields::textMap, Map.of(TYPE, "object")).merging(Forms::both);
    }

    static <T> Form<T> nested(Form.Reader<T> reader) {
        return of(Kind.NESTED, reader, Map.of());
    }

    static <T> Form<T> of(Kind kind, Form.Reader<T> reader, Map<String, Object> schema) {
        return new Form<>(kind, reader, (ours, over) -> over, (folder, value) -> value, List.of(), schema);
    }

    /** The entries of both; of the same name the second. */
    static <T> Map<String, T> both(Map<String, T> ours, Map<String, T> over) {
        Map<String, T> both = new LinkedHashMap<>(ours);
        both.putAll(over);
        return both;
    }

    /** The items of both; of the same name the second, in the place of the first. */
    static <T> List<T> both(List<T> ours, List<T> over, Function<T, String> name) {
        return List.copyOf(Stream.concat(ours.stream(), over.stream())
                .collect(Collectors.toMap(name, item -> item, (first, second) -> second, LinkedHashMap::new))
                .values());
    }

    static String modelBelow(Path folder, String model) {
        return ModelReference.isOne(model) ? model : below(folder, model);
    }

    private static String templateBelow(Path folder, String protocol) {
        return protocol == null || !protocol.startsWith(Protocol.TEMPLATE)
                ? protocol
                : Protocol.TEMPLATE + below(folder, protocol.substring(Protocol.TEMPLATE.length()));
    }

    static String below(Path folder, String path) {
        return path == null ? null : folder.resolve(path).normalize().toString();
    }
}
