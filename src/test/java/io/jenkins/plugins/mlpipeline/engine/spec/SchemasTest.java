package io.jenkins.plugins.mlpipeline.engine.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.gate.Evaluations;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.gate.Gates;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** The published schemas say what is written and read. */
public class SchemasTest {
    private static final Path FOLDER = Path.of("docs/schemas");

    @ParameterizedTest
    @ValueSource(strings = {"german-credit", "wine", "diabetes"})
    void evaluationsAreValid(String name) throws IOException {
        JsonNode document = fixture(name + ".evaluation.json");
        assertThat(problems("evaluation", document)).isEmpty();
        assertThat(problems("evaluation", Json.tree(Json.convert(document, Evaluation.class, name))))
                .isEmpty();
    }

    @Test
    void trainingDocumentsAreValid() throws IOException {
        assertThat(problems("training", fixture("german-credit.training.json"))).isEmpty();
    }

    @Test
    void verdictsAreValid() throws IOException {
        Evaluations evaluation = new Evaluations()
                .with("accuracy", 0.85, 0.8, 0.9)
                .with("recall", MetricValue.undefined("no row has the positive label"));
        for (GateResult result : List.of(
                evaluation.judge("accuracy>=0.9", "recall>=0.5", "f1>=0.5"),
                evaluation.judge(Gates.NONE),
                evaluation.model(null).judge("accuracy>=0.8"),
                evaluation.data(null).judge("accuracy>=0.8"))) {
            assertThat(problems("gate", Json.tree(result))).isEmpty();
        }
    }

    @Test
    void valueAndLedgerAreWrittenEvenWhenThereIsNone() {
        JsonNode written = Json.tree(new Evaluations()
                .with("recall", MetricValue.undefined("no row has the positive label"))
                .judge("recall>=0.5"));
        assertThat(written.get("ledger").isNull()).isTrue();
        assertThat(written.get("override").isNull()).isTrue();
        assertThat(written.get("gates").get(0).get("value").isNull()).isTrue();
    }

    @Test
    void aVerdictIsReadAsItWasWritten() {
        GateResult result = Evaluations.of("accuracy", 0.85).judge("accuracy>=0.9");
        GateResult read = Json.parse(Json.write(result), GateResult.class, "gate.json");
        assertThat(Json.write(read)).isEqualTo(Json.write(result));
        assertThat(read.consequence()).isEqualTo(result.consequence());
    }

    @Test
    void whatIsMissingOrContradictoryIsNotValid() throws IOException {
        ObjectNode evaluation = (ObjectNode) fixture("wine.evaluation.json");
        assertThat(problems("evaluation", evaluation.deepCopy().without("metrics")))
                .isNotEmpty();
        assertThat(problems("evaluation", evaluation.deepCopy().put("schemaVersion", 2)))
                .isNotEmpty();
        assertThat(problems("evaluation", evaluation.deepCopy().without("task")))
                .isNotEmpty();
        ObjectNode both = evaluation.deepCopy();
        both.withObject("/metrics/accuracy").put("undefined", "one class");
        assertThat(problems("evaluation", both)).isNotEmpty();
        ObjectNode neither = evaluation.deepCopy();
        neither.withObject("/metrics/accuracy").putNull("value");
        assertThat(problems("evaluation", neither)).isNotEmpty();
        ObjectNode digest = evaluation.deepCopy();
        digest.withObject("/model").put("digest", "latest");
        assertThat(problems("evaluation", digest)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/examples/german-credit/ml-pipeline.yaml", "docs/examples/census/ml-pipeline.yaml"})
    void examplesAreValidAndRead(String example) throws IOException {
        Path file = Path.of(example);
        assertThat(problems("spec", yaml(Files.readString(file)))).isEmpty();
        assertThat(Spec.read(file).gates().gates()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lable: x",
                "task: classification",
                "train: {testSize: 20}",
                "train: {testSize: 0.5, testData: t.csv}",
                "train: {algorithm: forest}",
                "validate: {baseline: {from: lastPased}}",
                "validate: {baseline: {}}",
                "validate: {slices: [{}]}",
                "validate: {slices: [{where: a > 1}]}",
                "gates: [accuracy]",
                "gates: [{metric: accuracy}]",
                "gates: [{metric: accuracy, min: 0.5, max: 0.6}]",
                "gates: [{metric: accuracy, min: 0.5, vs: baseline}]",
                "gates: [{metric: accuracy, vs: baseline}]",
                "gates: [{metric: accuracy, vs: baseline, maxDrop: 0.1, minGain: 0.1}]",
                "gates: [{metric: accuracy, min: 0.5, decide: lower}]",
                "gates: [{metric: accuracy, min: 0.5, confidence: 95}]",
                "gates: [{metric: accuracy, min: 0.5, slice: {}}]"
            })
    void schemaAndReaderRefuseTheSame(String yaml) throws IOException {
        String spec = "apiVersion: ml-pipeline/v1\n" + yaml + "\n";
        assertThat(problems("spec", yaml(spec))).isNotEmpty();
        assertThat(catchThrowable(() -> Spec.parse(spec, "ml.yaml"))).isInstanceOf(UserError.class);
    }

    @Test
    void theSpecsSchemaKnowsTheKeysThatTheReaderKnows() throws IOException {
        JsonNode schema = Json.readTree(FOLDER.resolve("spec.schema.json"));
        for (Map.Entry<String, Set<String>> section : KeyTable.names().entrySet()) {
            JsonNode properties = section.getKey().isEmpty()
                    ? schema.get("properties")
                    : schema.at("/properties/" + section.getKey() + "/properties");
            assertThat(names(properties)).as(section.getKey()).isEqualTo(section.getValue());
        }
        assertThat(names(schema.at("/$defs/gate/properties"))).isEqualTo(GateReader.KNOWN);
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new HashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static JsonNode yaml(String text) {
        return Json.tree(new Yaml().load(text));
    }

    private static JsonNode fixture(String name) throws IOException {
        try (InputStream in = SchemasTest.class.getResourceAsStream("../report/" + name)) {
            return Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), JsonNode.class, name);
        }
    }

    public static List<String> problems(String schema, JsonNode document) throws IOException {
        JsonSchema compiled = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Json.readTree(FOLDER.resolve(schema + ".schema.json")));
        List<String> problems = new ArrayList<>();
        compiled.validate(document).forEach(message -> problems.add(message.toString()));
        return problems;
    }
}
