package io.jenkins.plugins.mlpipeline.engine.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Reading, merging, paths, near names, the schema and the documents agree with the table of keys. (The command line's options
 * are compared in {@code SettingOptionsTest}, the steps' parameters in {@code StepParametersTest}.)
 */
class KeyTableTest {
    private static final Path DOCS = Path.of("docs");
    /** By key two values as they stand in a spec; the second is given over the first. */
    private static final Map<SpecKey<?>, List<String>> VALUES = values();

    private static Map<SpecKey<?>, List<String>> values() {
        Map<SpecKey<?>, List<String>> values = new HashMap<>();
        values.put(SpecKeys.API_VERSION, List.of("ml-pipeline/v1", "ml-pipeline/v1"));
        values.put(SpecKeys.TASK, List.of("binary", "multiclass"));
        values.put(SpecKeys.LABELS, List.of("[a, b, c]", "[d, e, f]"));
        values.put(SpecKeys.COLUMNS, List.of("{zip: category}", "{age: number}"));
        values.put(SpecKeys.DECIMAL, List.of("'.'", "','"));
        values.put(SpecKeys.THOUSANDS, List.of("space", "','"));
        values.put(SpecKeys.NUMBER_SIGNS, List.of("true", "false"));
        values.put(SpecKeys.BAD_NUMBERS, List.of("error", "missing"));
        values.put(SpecKeys.DATES, List.of("dmy", "mdy"));
        values.put(TrainKeys.SPLIT, List.of("random", "group:g"));
        values.put(TrainKeys.ALGORITHM, List.of("auto", "mlp"));
        values.put(TrainKeys.CANDIDATES, List.of("[mlp]", "[random_forest]"));
        values.put(TrainKeys.HYPERPARAMETERS, List.of("{alpha: 1}", "{beta: 2}"));
        values.put(TrainKeys.THRESHOLD, List.of("f1", "recall>=0.9"));
        values.put(TrainKeys.CLASS_WEIGHT, List.of("balanced", "balanced"));
        values.put(TrainKeys.MANY_CATEGORIES, List.of("hash", "frequent"));
        values.put(TrainKeys.ENGINE, List.of("agent", "spark"));
        values.put(TrainKeys.SPARK_CONF, List.of("{spark.executor.memory: 1g}", "{spark.executor.cores: '2'}"));
        values.put(ValidateKeys.SHA256, List.of("a".repeat(64), "b".repeat(64)));
        values.put(ValidateKeys.SCORE_COLUMNS, List.of("{a: pa}", "{b: pb}"));
        values.put(ValidateKeys.SCORES, List.of("logits", "margins"));
        values.put(ValidateKeys.PROTOCOL, List.of("template:own.json", "mlflow"));
        values.put(ValidateKeys.ENGINE, List.of("agent", "spark"));
        values.put(ValidateKeys.SPARK_CONF, List.of("{spark.executor.memory: 1g}", "{spark.executor.cores: '2'}"));
        values.put(ValidateKeys.BASELINE, List.of("{from: file, file: a.gz}", "{from: model, model: m}"));
        values.put(ValidateKeys.SLICES, List.of("[{by: [sex]}]", "[{by: [age]}]"));
        values.put(ValidateKeys.COSTS, List.of("{one: {a: {b: 1}}}", "{two: {a: {b: 2}}}"));
        values.put(SpecKeys.GATES, List.of("[accuracy>=0.5]", "[f1_macro>=0.5]"));
        return values;
    }

    private static List<String> values(SpecKey<?> key) {
        if (VALUES.containsKey(key)) {
            return VALUES.get(key);
        }
        return switch (key.form().kind()) {
            case TEXT, PATH -> List.of("some/where", "some/thing");
            case COUNT, COUNT_OR_FLAG, INTEGER -> List.of("7", "8");
            case SHARE -> List.of("0.25", "0.5");
            case TEXTS, ITEMS, PATHS -> List.of("[x, y]", "[z]");
            default -> throw new AssertionError("the test has no value for " + key);
        };
    }

    private static Object value(Spec spec, SpecKey<?> key) {
        return spec.get(key);
    }

    private static Spec spec(SpecKey<?> key, String value) {
        String section = key.section().isEmpty() ? "" : key.section() + ":\n  ";
        String version = key == SpecKeys.API_VERSION ? "" : "apiVersion: ml-pipeline/v1\n";
        return Spec.parse(version + section + key.name() + ": " + value + "\n", "ml.yaml");
    }

    @Test
    void everyKeyIsInTheTable() throws IllegalAccessException {
        List<SpecKey<?>> declared = new ArrayList<>();
        for (Class<?> keys : List.of(SpecKeys.class, TrainKeys.class, ValidateKeys.class)) {
            for (Field field : keys.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) && field.getType() == SpecKey.class) {
                    declared.add((SpecKey<?>) field.get(null));
                }
            }
        }
        assertThat(KeyTable.KEYS).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(declared);
        assertThat(KeyTable.KEYS).extracting(SpecKey::toString).doesNotHaveDuplicates();
    }

    @Test
    void everyKeyIsReadWhereItStands() {
        for (SpecKey<?> key : KeyTable.KEYS) {
            for (String value : values(key)) {
                assertThat(value(spec(key, value), key)).as("%s", key).isNotNull();
            }
            assertThat(value(Spec.EMPTY, key)).as("%s", key).isNull();
        }
    }

    @Test
    void whatIsGivenReplacesOrIsJoined() {
        Set<SpecKey<?>> joined = Set.of(
                SpecKeys.COLUMNS,
                TrainKeys.HYPERPARAMETERS,
                TrainKeys.SPARK_CONF,
                ValidateKeys.SLICES,
                ValidateKeys.COSTS,
                ValidateKeys.SPARK_CONF,
                SpecKeys.GATES);
        for (SpecKey<?> key : KeyTable.KEYS) {
            Spec ours = spec(key, values(key).get(0));
            Spec over = spec(key, values(key).get(1));
            Object merged = value(ours.overriddenBy(over), key);
            assertThat(value(ours.overriddenBy(Spec.EMPTY), key)).as("%s", key).isEqualTo(value(ours, key));
            assertThat(value(Spec.EMPTY.overriddenBy(over), key)).as("%s", key).isEqualTo(value(over, key));
            if (joined.contains(key)) {
                assertThat(merged).as("%s", key).isNotEqualTo(value(ours, key)).isNotEqualTo(value(over, key));
            } else {
                assertThat(merged).as("%s", key).isEqualTo(value(over, key));
            }
        }
    }

    @Test
    void whatContradictsIsReplacedByWhatIsGiven() {
        Map<String, List<String>> replaced = new LinkedHashMap<>();
        for (SpecKey<?> key : KeyTable.KEYS) {
            if (!key.replaced().isEmpty()) {
                replaced.put(key.toString(), key.replaced());
                SpecKey<?> other =
                        KeyTable.named(key.section(), key.replaced()).iterator().next();
                Spec merged = spec(other, values(other).get(0))
                        .overriddenBy(spec(key, values(key).get(0)));
                assertThat(value(merged, other)).as("%s under %s", other, key).isNull();
                assertThat(value(merged, key)).isNotNull();
            }
        }
        assertThat(replaced)
                .isEqualTo(Map.of(
                        "train.testData", List.of("testSize"),
                        "train.testSize", List.of("testData"),
                        "validate.model", List.of("predictions", "endpoint", "protocol", "endpointCa"),
                        "validate.predictions", List.of("model", "endpoint", "protocol", "endpointCa"),
                        "validate.endpoint", List.of("model", "predictions"),
                        "validate.data", List.of("sha256")));
    }

    @Test
    void pathsAndNothingElseAreBelowTheFolderOfTheSpec() {
        Set<String> moved = new TreeSet<>();
        for (SpecKey<?> key : KeyTable.KEYS) {
            Spec spec = spec(key, values(key).get(0));
            Spec below = spec.below(Path.of("/folder"));
            if (key.form().kind() == Form.Kind.PATH) {
                assertThat(value(below, key)).as("%s", key).isEqualTo("/folder/some/where");
            }
            if (!below.equals(spec)) {
                moved.add(key.toString());
            }
        }
        assertThat(moved)
                .containsExactly(
                        "ledger.file",
                        "train.data",
                        "train.testData",
                        "validate.baseline",
                        "validate.data",
                        "validate.endpointCa",
                        "validate.model",
                        "validate.outcomes",
                        "validate.predictions",
                        "validate.protocol",
                        "validate.reference");
        assertThat(spec(ValidateKeys.PROTOCOL, "'template:own.json'")
                        .below(Path.of("/folder"))
                        .get(ValidateKeys.PROTOCOL))
                .isEqualTo("template:/folder/own.json");
        assertThat(spec(ValidateKeys.PROTOCOL, "v1").below(Path.of("/folder")).get(ValidateKeys.PROTOCOL))
                .isEqualTo("v1");
        assertThat(spec(ValidateKeys.MODEL, "'models:/churn@champion'")
                        .below(Path.of("/folder"))
                        .get(ValidateKeys.MODEL))
                .isEqualTo("models:/churn@champion");
        assertThat(spec(ValidateKeys.BASELINE, "{from: model, model: 'runs:/0a1b/model'}")
                        .below(Path.of("/folder"))
                        .get(ValidateKeys.BASELINE)
                        .path())
                .isEqualTo("runs:/0a1b/model");
        assertThat(spec(ValidateKeys.BASELINE, "{from: file, file: a.gz}")
                        .below(Path.of("/folder"))
                        .get(ValidateKeys.BASELINE)
                        .path())
                .isEqualTo("/folder/a.gz");
    }

    @Test
    void aMisspeltKeyIsToldItsName() {
        for (SpecKey<?> key : KeyTable.KEYS) {
            String misspelt = key.name() + "s1";
            String section = key.section().isEmpty() ? misspelt + ": 1" : key.section() + ": {" + misspelt + ": 1}";
            assertThatThrownBy(() -> Spec.parse("apiVersion: ml-pipeline/v1\n" + section + "\n", "ml.yaml"))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("the key \"" + misspelt + "\" is unknown here.")
                    .hasMessageContaining("\"" + key.name() + "\"");
        }
    }

    @Test
    void theSchemaSaysOfEachKeyWhatItsFormSays() throws IOException {
        JsonNode schema = Json.readTree(DOCS.resolve("schemas/spec.schema.json"));
        Set<String> inSchemaAlone = new TreeSet<>();
        for (SpecKey<?> key : KeyTable.KEYS) {
            String section = key.section().isEmpty() ? "" : "/properties/" + key.section();
            ObjectNode written =
                    schema.at(section + "/properties/" + key.name()).deepCopy();
            written.remove("description");
            if (key.form().schema().isEmpty()) {
                inSchemaAlone.add(key.toString());
                assertThat(written.fieldNames()).as("%s", key).toIterable().contains("type");
            } else {
                assertThat((JsonNode) written)
                        .as("%s", key)
                        .isEqualTo(Json.tree(key.form().schema()));
            }
        }
        assertThat(inSchemaAlone)
                .containsExactly("columns", "gates", "validate.baseline", "validate.costs", "validate.slices");
    }

    @Test
    void theCommandLinesDocumentListsTheTable() throws IOException {
        String document = Files.readString(DOCS.resolve("command-line.md"));
        String head = "| Key | Option of | Parameter of |\n|---|---|---|\n";
        String table = KeyTable.KEYS.stream().map(KeyTableTest::row).collect(Collectors.joining());
        assertThat(document).contains(head + table + "\n");
    }

    private static String row(SpecKey<?> key) {
        Map<String, List<String>> commands = new LinkedHashMap<>();
        List<String> steps = new ArrayList<>();
        for (SpecStage stage : SpecStage.values()) {
            String name = stage.name().toLowerCase(Locale.ROOT);
            key.option(stage)
                    .ifPresent(option -> commands.computeIfAbsent(option.name(), n -> new ArrayList<>())
                            .add(name));
            if (key.isParameter(stage)) {
                steps.add("`ml" + stage.name().charAt(0) + name.substring(1) + "`");
            }
        }
        String options = commands.entrySet().stream()
                .map(e -> "`" + e.getKey() + "`: " + String.join(", ", e.getValue()))
                .collect(Collectors.joining("; "));
        return "| `" + key + "` | " + options + " | " + String.join(", ", steps) + " |\n";
    }
}
