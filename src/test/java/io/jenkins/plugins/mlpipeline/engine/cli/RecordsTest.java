package io.jenkins.plugins.mlpipeline.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Origin;
import io.jenkins.plugins.mlpipeline.engine.gate.Circumstances;
import io.jenkins.plugins.mlpipeline.engine.gate.GateEvaluator;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.spec.GateReader;
import io.jenkins.plugins.mlpipeline.engine.spec.PolicyReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records for an auditor: made, signed and verified. */
class RecordsTest {
    private static final Path KEYS = Path.of("src/test/resources/io/jenkins/plugins/mlpipeline/engine/audit");
    private static final String SPEC = """
            apiVersion: ml-pipeline/v1
            model: {name: credit, version: 3.1, owner: Retail Credit Risk, intendedUse: To rank applications for review.}
            ledger: {maxUses: 5, file: ledger.json}
            gates:
              - {id: ranking, metric: roc_auc, min: 0.6}
              - {id: wish, metric: accuracy, min: 0.99, criticality: NOTE}
            """;

    @TempDir
    private Path folder;

    private Path evaluation;
    private Path gate;
    private Path spec;
    private Path training;

    @BeforeEach
    void judge() throws IOException {
        evaluation = copy("german-credit.evaluation.json");
        training = copy("german-credit.training.json");
        spec = Files.writeString(folder.resolve("spec.yaml"), SPEC);
        gate = folder.resolve("gate.json");
        assertThat(Invocation.of("gate", "--evaluation", evaluation, "--spec", spec, "--output", gate)
                        .code())
                .isZero();
    }

    private Path copy(String name) throws IOException {
        try (InputStream in = RecordsTest.class.getResourceAsStream("../report/" + name)) {
            Path file = folder.resolve(name);
            Files.copy(in, file);
            return file;
        }
    }

    private Invocation report(String format, Object... more) {
        List<Object> args = new ArrayList<>(
                List.of("report", "--evaluation", evaluation, "--gate-result", gate, "--format", format));
        args.addAll(Arrays.asList(more));
        return Invocation.of(args.toArray());
    }

    private JsonNode record(String format, Object... more) {
        Invocation report = report(format, more);
        assertThat(report.err()).isEmpty();
        assertThat(report.code()).isZero();
        return Json.parse(report.out(), JsonNode.class, format);
    }

    private static List<String> problems(JsonSchema schema, JsonNode document) {
        return schema.validate(document).stream().map(Object::toString).toList();
    }

    private static JsonSchema schema(String name) throws IOException {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Json.readTree(Path.of("docs/schemas", name + ".schema.json")));
    }

    /** The schema that the CycloneDX project publishes, from its own library. */
    private static JsonSchema cyclonedx() throws IOException {
        JsonSchemaFactory factory = JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V7,
                builder -> builder.schemaMappers(
                        mappers -> mappers.mapPrefix("http://cyclonedx.org/schema/", "classpath:/")));
        try (InputStream in = RecordsTest.class.getResourceAsStream("/bom-1.6.schema.json")) {
            return factory.getSchema(in);
        }
    }

    @Test
    void theAuditRecordHoldsWhatAnAuditorAsksFor() throws IOException {
        JsonNode record = record(
                "audit", "--spec", spec, "--training", training, "--commit", "abc123", "--build-url", "https://ci/7/");

        assertThat(problems(schema("audit"), record)).isEmpty();
        assertThat(record.at("/identity/name").asText()).isEqualTo("credit");
        assertThat(record.at("/identity/version").asText()).isEqualTo("3.1");
        assertThat(record.at("/identity/owner").asText()).isEqualTo("Retail Credit Risk");
        assertThat(record.at("/identity/intendedUse").asText()).isEqualTo("To rank applications for review.");
        JsonNode judged = Json.readTree(evaluation);
        assertThat(record.at("/identity/digest").asText())
                .isEqualTo(judged.at("/model/digest").asText());
        assertThat(record.at("/provenance/commit").asText()).isEqualTo("abc123");
        assertThat(record.at("/provenance/buildUrl").asText()).isEqualTo("https://ci/7/");
        assertThat(record.at("/provenance/algorithm").asText())
                .isEqualTo(Json.readTree(training).get("algorithm").asText());
        assertThat(record.at("/data/test/sha256").asText())
                .isEqualTo(judged.at("/data/sha256").asText());
        assertThat(record.at("/data/reuse/reason").asText()).isEqualTo("This is use 1 of 5 of the test set.");
        assertThat(record.at("/policy/text").asText()).isEqualTo(SPEC);
        assertThat(record.at("/policy/spec/sha256").asText()).isEqualTo(Digest.ofFile(spec));
        assertThat(record.get("results").findValuesAsText("id")).containsExactly("ranking", "wish", "test-set-uses");
        assertThat(record.at("/decision/verdict").asText()).isEqualTo("PASS");
        assertThat(record.at("/documents").findValuesAsText("sha256"))
                .containsExactly(
                        Digest.ofFile(evaluation), Digest.ofFile(gate), Digest.ofFile(training), Digest.ofFile(spec));
    }

    @Test
    void theModelCardIsValidCycloneDx() throws IOException {
        JsonNode card = record("cyclonedx", "--spec", spec, "--training", training);
        JsonSchema schema = cyclonedx();

        assertThat(problems(schema, card)).isEmpty();
        JsonNode model = card.at("/metadata/component");
        assertThat(model.get("type").asText()).isEqualTo("machine-learning-model");
        assertThat(model.at("/modelCard/quantitativeAnalysis/performanceMetrics")
                        .findValuesAsText("type"))
                .contains("accuracy", "roc_auc");
        assertThat(model.at("/modelCard/considerations/useCases/0").asText())
                .isEqualTo("To rank applications for review.");
        assertThat(card.get("components").findValuesAsText("bom-ref")).containsExactly("test-data", "training-data");
        ((ObjectNode) model).put("type", "model");
        assertThat(problems(schema, card)).isNotEmpty();
    }

    @Test
    void theStatementIsAnInTotoTestResult() throws IOException {
        JsonNode statement = record("in-toto", "--build-url", "https://ci/7/");

        assertThat(statement.get("_type").asText()).isEqualTo("https://in-toto.io/Statement/v1");
        assertThat(statement.get("predicateType").asText())
                .isEqualTo("https://in-toto.io/attestation/test-result/v0.1");
        assertThat("sha256:" + statement.at("/subject/0/digest/sha256").asText())
                .isEqualTo(Json.readTree(evaluation).at("/model/digest").asText());
        JsonNode predicate = statement.get("predicate");
        assertThat(predicate.get("result").asText()).isEqualTo("WARNED");
        assertThat(predicate.get("passedTests").toString()).isEqualTo("[\"ranking\",\"test-set-uses\"]");
        assertThat(predicate.get("warnedTests").toString()).isEqualTo("[\"wish\"]");
        assertThat(predicate.get("failedTests").toString()).isEqualTo("[]");
        assertThat(predicate.get("configuration").findValuesAsText("name"))
                .containsExactly("evaluation", "gate", "test-data", "spec");
    }

    @Test
    void inconclusiveAndErrorAreFailedInWordsOfInToto() {
        Map<String, Integer> demanded =
                Map.of("roc_auc>=0.999", 1, "psi_max<=0.1", 2, "test.auc(direction=higher)>=0", 2);
        demanded.forEach((expression, code) -> {
            assertThat(Invocation.of("gate", "--evaluation", evaluation, "--gate", expression, "--output", gate)
                            .code())
                    .isEqualTo(code);
            assertThat(record("in-toto").at("/predicate/result").asText()).isEqualTo("FAILED");
        });
    }

    @Test
    void aSignedRecordIsVerifiedAgainstItsDocuments() throws IOException {
        for (String format : List.of("in-toto", "audit")) {
            Path record = folder.resolve(format + ".json");
            assertThat(report(format, "--sign-key", KEYS.resolve("p256.pem"), "--output", record, "--quiet")
                            .code())
                    .isZero();
            Invocation verified = verify(record, "p256");

            assertThat(verified.err()).isEmpty();
            assertThat(verified.out().lines())
                    .satisfiesExactly(
                            line -> assertThat(line).isEqualTo("ok      The record is signed by the key."),
                            line -> assertThat(line).startsWith("ok      The record is about this evaluation, sha256:"),
                            line -> assertThat(line).startsWith("ok      The record is about this verdict, sha256:"),
                            line -> assertThat(line)
                                    .startsWith("ok      The record says ")
                                    .endsWith("the verdict is PASS."),
                            line -> assertThat(line)
                                    .isEqualTo("ok      Judging the evaluation again gives the same verdict."));
            assertThat(verified.code()).isZero();
            assertThat(verify(record, "p384").out())
                    .isEqualToNormalizingNewlines("FAILED  The record is not signed by the key.\n");
            assertThat(verify(record, "p384").code()).isEqualTo(1);
        }
    }

    @Test
    void whatWasChangedAfterwardsIsFound() throws IOException {
        Path record = folder.resolve("record.json");
        report("in-toto", "--sign-key", KEYS.resolve("ed25519.pem"), "--output", record);
        String judged = Files.readString(evaluation);
        Files.writeString(evaluation, judged + "\n");
        assertThat(verify(record, "ed25519").out()).contains("FAILED  The record is about the evaluation sha256:");

        Files.writeString(evaluation, judged);
        String verdict = Files.readString(gate);
        Files.writeString(
                gate,
                verdict.replaceFirst("\"threshold\" : 0.6", "\"threshold\" : 0.999")
                        .replace(">= 0.6", ">= 0.999"));
        assertThat(verify(record, "ed25519").out())
                .contains("FAILED  The record is about the verdict sha256:")
                .contains(
                        "FAILED  Gate \"ranking\" is PASS in the verdict, and judging the evaluation again gives FAIL.");
        assertThat(verify(record, "ed25519").code()).isEqualTo(1);

        Files.writeString(gate, verdict);
        JsonNode envelope = Json.readTree(record);
        String payload =
                new String(Base64.getDecoder().decode(envelope.get("payload").asText()), StandardCharsets.UTF_8);
        ((ObjectNode) envelope)
                .put(
                        "payload",
                        Base64.getEncoder()
                                .encodeToString(
                                        payload.replace("WARNED", "PASSED").getBytes(StandardCharsets.UTF_8)));
        Json.write(record, envelope);
        assertThat(verify(record, "ed25519").out())
                .isEqualToNormalizingNewlines("FAILED  The record is not signed by the key.\n");
    }

    @Test
    void aGateThatIsMoreThanAThresholdIsJudgedAgainByItsSpec() throws IOException {
        Files.writeString(spec, SPEC.replace("roc_auc, min: 0.6}", "accuracy, min: 0.6, decide: lowerBound}"));
        Invocation.of("gate", "--evaluation", evaluation, "--spec", spec, "--output", gate);
        Path record = folder.resolve("record.json");
        report("in-toto", "--sign-key", KEYS.resolve("ed25519.pem"), "--output", record);

        assertThat(verify(record, "ed25519").code()).isEqualTo(2);
        assertThat(verify(record, "ed25519").err())
                .startsWith(
                        "error: gate \"ranking\" is more than a threshold on all rows, so the verdict alone does not say"
                                + " how it was decided. Give the spec that it came from with --spec.");
        Invocation verified = verify(record, "ed25519", "--spec", spec);
        assertThat(verified.out())
                .contains("ok      The record is about this spec, sha256:")
                .contains("ok      Judging the evaluation again gives the same verdict.");
        assertThat(verified.code()).isZero();
    }

    @Test
    void anotherModelIsNotTheOneOfTheRecord() throws IOException {
        Path record = folder.resolve("record.json");
        report("in-toto", "--sign-key", KEYS.resolve("ed25519.pem"), "--output", record);
        Path other = Files.writeString(folder.resolve("other.onnx"), "x");

        Invocation verified = verifyOnly(record, "ed25519", "--model", other, "--json");
        JsonNode answer = Json.parse(verified.out(), JsonNode.class, "answer");
        assertThat(verified.code()).isEqualTo(1);
        assertThat(answer.get("verified").asBoolean()).isFalse();
        assertThat(answer.at("/checks/1/what").asText()).isEqualTo("model");
        assertThat(answer.at("/checks/1/holds").asBoolean()).isFalse();
    }

    @Test
    void whatCannotBeMadeOrCheckedSaysWhy() throws IOException {
        assertThat(Invocation.of("report", "--evaluation", evaluation, "--format", "audit")
                        .err())
                .startsWith("error: a record is about a verdict. Give --gate-result");
        assertThat(report("html", "--sign-key", KEYS.resolve("p256.pem")).err())
                .startsWith("error: --sign-key signs records; a report of format html is not signed.");
        assertThat(Invocation.of("report", "--format", "html").err())
                .startsWith("error: Missing required option: '--evaluation=FILE'");
        Path changed = Files.writeString(folder.resolve("changed.yaml"), SPEC + "# later\n");
        assertThat(report("audit", "--spec", changed).err()).contains("give the spec that the gates came from.");
        Path card = folder.resolve("card.json");
        report("cyclonedx", "--sign-key", KEYS.resolve("p256.pem"), "--output", card);
        assertThat(verify(card, "p256").err())
                .startsWith(
                        "error: " + card + ": holds \"application/vnd.cyclonedx+json\", which can't be compared with"
                                + " documents. Give a record of format in-toto or audit.");
        assertThat(verify(gate, "p256").err()).startsWith("error: " + gate + ": not a valid document");
    }

    private Invocation verify(Path record, String key, Object... more) {
        return verifyOnly(
                record,
                key,
                Stream.concat(Stream.of("--evaluation", evaluation, "--gate-result", gate), Arrays.stream(more))
                        .toArray());
    }

    private static Invocation verifyOnly(Path record, String key, Object... more) {
        return Invocation.of(Stream.concat(
                        Stream.of("report", "verify", "--record", record, "--key", KEYS.resolve(key + ".pub.pem")),
                        Arrays.stream(more))
                .toArray());
    }

    /** A verdict as a controller gives it. */
    private void judgeInJenkins() throws IOException {
        GateResult result = GateEvaluator.evaluate(
                Json.read(evaluation, Evaluation.class),
                GateReader.parse(List.of("roc_auc>=0.6")),
                new Circumstances(
                        PolicyReader.parse("accuracy>=0.6\n{job: risk/judge}", "policy"),
                        false,
                        new Origin(Origin.Source.RECORDED, "risk/judge", "7", "risk"),
                        false),
                new GateResult.Reference("evaluation.json", Digest.ofFile(evaluation)),
                null,
                Instant.parse("2026-03-01T12:00:00Z"));
        Json.write(gate, result);
    }

    private Invocation expecting(String format, Object... expected) {
        Path record = folder.resolve("record.json");
        report(format, "--sign-key", KEYS.resolve("ed25519.pem"), "--output", record);
        return verify(record, "ed25519", expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"in-toto", "audit"})
    void aRecordIsAboutTheJobDataPolicyAndOriginThatAreExpected(String format) throws IOException {
        judgeInJenkins();
        String data = Json.readTree(evaluation).at("/data/sha256").asText();
        Path policy = Files.writeString(folder.resolve("policy.txt"), "# all\naccuracy>=0.6\n\n{job: risk/judge}\n");
        Invocation all = expecting(
                format,
                "--expect-job",
                "risk/judge",
                "--expect-build",
                "7",
                "--expect-folder",
                "risk",
                "--expect-data",
                data,
                "--expect-policy",
                policy,
                "--expect-origin",
                "recorded");
        assertThat(all.err()).isEmpty();
        assertThat(all.out()).contains("ok      The job of the record is risk/judge, as expected.");
        assertThat(all.code()).isZero();
        assertUnexpected(
                expecting(format, "--expect-job", "risk/other"),
                "The job of the record is risk/judge, and risk/other is expected.");
        assertUnexpected(
                expecting(format, "--expect-origin", "file"),
                "The origin of the record is recorded, and file is expected.");
        assertUnexpected(expecting(format, "--expect-build", "8"), "The build of the record is 7, and 8 is expected.");
        assertUnexpected(
                expecting(format, "--expect-folder", ""), "The folder of the record is risk, and  is expected.");
        String other = Digest.ofFile(policy);
        assertUnexpected(
                expecting(format, "--expect-data", policy),
                "The data of the record is " + data + ", and " + other + " is expected.");
        assertUnexpected(expecting(format, "--expect-policy", other), "and " + other + " is expected.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"in-toto", "audit"})
    void whatARecordDoesNotSayIsNotAsExpected(String format) throws IOException {
        assertUnexpected(
                expecting(format, "--spec", spec, "--expect-job", "risk/judge"),
                "The record does not say its job, and risk/judge is expected.");
        assertUnexpected(
                expecting(format, "--spec", spec, "--expect-policy", Digest.ofText("p")),
                "The record does not say its policy, and " + Digest.ofText("p") + " is expected.");
        assertUnexpected(
                expecting(format, "--spec", spec, "--expect-origin", "recorded"),
                "The origin of the record is file, and recorded is expected.");
    }

    @Test
    void anOriginThatDoesNotExistIsAMistakeOfTheCommandLine() throws IOException {
        Invocation invocation = expecting("audit", "--spec", spec, "--expect-origin", "recorder");
        assertThat(invocation.code()).isEqualTo(2);
        assertThat(invocation.err()).contains("origin \"recorder\" is unknown. Did you mean \"recorded\"?");
    }

    private static void assertUnexpected(Invocation invocation, String sentence) {
        assertThat(invocation.out()).contains("FAILED  ").contains(sentence);
        assertThat(invocation.code()).isEqualTo(1);
    }
}
