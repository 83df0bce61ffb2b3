package io.jenkins.plugins.mlpipeline.engine.registry.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.registry.OtherBytes;
import io.jenkins.plugins.mlpipeline.engine.registry.RegistrationGrounds;
import io.jenkins.plugins.mlpipeline.engine.registry.TamperedVersion;
import io.jenkins.plugins.mlpipeline.engine.registry.mlflow.ModelRegistration.Registered;
import io.jenkins.plugins.mlpipeline.engine.verification.http.Clients;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model is registered by its bytes, and an alias moves when everything before it went well. */
class ModelRegistrationTest {
    private static final Path IRIS =
            Path.of("src/test/resources/io/jenkins/plugins/mlpipeline/engine/model/foreign/forest_str_tensor.onnx");
    private static final Map<String, String> TAGS =
            Map.of("ml-pipeline.verdict", "PASS", "ml-pipeline.build", "https://ci.example/job/churn/4/");

    @TempDir
    private Path folder;

    private final List<String> said = new ArrayList<>();
    private MadeUpMlflow server;
    private Path model;
    private String digest;
    /** In the order in which the model was judged; null for any. */
    private List<String> columns;

    @BeforeEach
    void start() throws IOException {
        server = new MadeUpMlflow();
        model = Files.copy(IRIS, folder.resolve("forest.onnx"));
        digest = Digest.ofFile(model);
        server.version("churn", "mlflow-artifacts:/7/old/artifacts/model", "");
        server.files.put("7/old/artifacts/model/model.onnx", "old".getBytes(StandardCharsets.UTF_8));
        server.aliases.put("churn@champion", "1");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Registered register(String what, String judged, RunLog log) throws IOException {
        MlflowServer named = new MlflowServer("the MLflow server", MlflowServer.address(server.address()), null);
        MlflowClient client = new MlflowClient(named, Clients.standard().build(), Duration.ofSeconds(30));
        Clock clock = Clock.fixed(Instant.ofEpochMilli(1_000), ZoneOffset.UTC);
        return new ModelRegistration(client, clock, said::add)
                .run(new ModelRegistration.Request(
                        what, new RegistrationGrounds(judged, columns, TAGS), "churn", "champion", "ml-pipeline", log));
    }

    private String champion() {
        return server.aliases.get("churn@champion");
    }

    @Test
    void aFileBecomesAVersionWithItsTagsAndTheAliasPointsToIt() throws IOException {
        Registered registered = register(model.toString(), digest, null);

        assertThat(registered).isEqualTo(new Registered("churn", "2", digest, "champion"));
        assertThat(champion()).isEqualTo("2");
        String place = "7/run1/artifacts/registered/" + Digest.hex(digest).substring(0, 16) + "-1000/";
        assertThat(server.files.get(place + "forest.onnx")).isEqualTo(Files.readAllBytes(model));
        assertThat(new String(server.files.get(place + "MLmodel"), StandardCharsets.UTF_8))
                .contains("data: \"forest.onnx\"", "loader_module: mlflow.onnx");
        assertThat(server.tag("churn", 2, "ml-pipeline.digest")).isEqualTo(digest);
        assertThat(server.tag("churn", 2, "ml-pipeline.files")).startsWith("sha256:");
        assertThat(server.tag("churn", 2, "ml-pipeline.verdict")).isEqualTo("PASS");
        assertThat(server.tag("churn", 2, "ml-pipeline.build")).isEqualTo("https://ci.example/job/churn/4/");
        assertThat(server.runs.get("run1").path("info").path("status").asText()).isEqualTo("FINISHED");
        assertThat(said).containsExactly("models:/churn/2 was made", "models:/churn@champion is models:/churn/2");
        assertThat(server.asked.indexOf("POST registered-models/alias"))
                .as("the alias comes after the bytes were read back")
                .isGreaterThan(server.asked.lastIndexOf("GET " + place + "forest.onnx"));
    }

    @Test
    void theSameBytesAreTheSameVersion() throws IOException {
        register(model.toString(), digest, null);
        server.aliases.put("churn@champion", "1");

        assertThat(register(model.toString(), digest, null).version()).isEqualTo("2");
        assertThat(server.versions.get("churn")).hasSize(2);
        assertThat(champion()).isEqualTo("2");
        assertThat(said).contains("models:/churn/2 has these bytes already");
    }

    @Test
    void theOrderInWhichItWasJudgedIsTheSignatureOfWhatIsMade() throws IOException {
        columns = List.of("b", "a: '\"x", "c");
        register(model.toString(), digest, null);

        String place = "7/run1/artifacts/registered/" + Digest.hex(digest).substring(0, 16) + "-1000/MLmodel";
        String written = new String(server.files.get(place), StandardCharsets.UTF_8);
        assertThat(written).endsWith("""
                        signature:
                          inputs: "[{\\"type\\":\\"double\\",\\"name\\":\\"b\\",\\"required\\":true},{\\"type\\":\\"double\\",\\"name\\":\\"a: '\\\\\\"x\\",\\"required\\":true},{\\"type\\":\\"double\\",\\"name\\":\\"c\\",\\"required\\":true}]"
                          outputs: null
                          params: null
                        """);
        Path read = Files.createDirectory(folder.resolve("read"));
        Files.writeString(read.resolve("MLmodel"), written);
        assertThat(ColumnOrder.stated(read.resolve("forest.onnx"))).contains(columns);
    }

    @Test
    void theSameBytesInAnotherOrderAreAnotherVersion() throws IOException {
        columns = List.of("b", "a");
        assertThat(register(model.toString(), digest, null).version()).isEqualTo("2");
        assertThat(register(model.toString(), digest, null).version()).isEqualTo("2");
        columns = List.of("a", "b");
        assertThat(register(model.toString(), digest, null).version()).isEqualTo("3");
        columns = null;
        assertThat(register(model.toString(), digest, null).version())
                .as("who takes columns by name takes the newest")
                .isEqualTo("3");
    }

    @Test
    void aSignatureThatStatesAnotherOrderIsNotRegistered() throws IOException {
        columns = List.of("b", "a");
        server.files.put("7/t/artifacts/model/model.onnx", Files.readAllBytes(model));
        server.files.put(
                "7/t/artifacts/model/MLmodel",
                ("flavors:\n  onnx:\n    data: model.onnx\n" + ColumnOrder.signature(List.of("a", "b")))
                        .getBytes(StandardCharsets.UTF_8));
        server.version("churn", "mlflow-artifacts:/7/t/artifacts/model", "");

        assertThatThrownBy(() -> register("models:/churn/2", digest, null))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "models:/churn/2: its signature takes the columns as a, b, but it was judged with them as b, a."
                                + " Nothing was registered. Validate it without features, or log it again with the signature that"
                                + " is right.");
        assertThat(champion()).isEqualTo("1");
        assertThat(server.tag("churn", 2, "ml-pipeline.digest")).isNull();

        columns = List.of("a", "b");
        assertThat(register("models:/churn/2", digest, null).version()).isEqualTo("2");
    }

    @Test
    void aVersionWithoutASignatureIsSaid() throws IOException {
        columns = List.of("b", "a");
        server.files.put("7/t/artifacts/model/model.onnx", Files.readAllBytes(model));
        server.version("churn", "mlflow-artifacts:/7/t/artifacts/model", "");

        register("models:/churn/2", digest, null);
        assertThat(said)
                .contains("models:/churn/2 has no signature, so nothing in it says that it takes the columns as b, a:"
                        + " log models with a signature");
    }

    @Test
    void theVersionThatWasJudgedIsTheOneThatIsRegistered() throws IOException {
        server.files.put("7/t/artifacts/model/model.onnx", Files.readAllBytes(model));
        server.version("churn", "mlflow-artifacts:/7/t/artifacts/model", "run1");
        server.run("run1");

        assertThat(register("models:/churn/2", digest, null).version()).isEqualTo("2");
        assertThat(server.versions.get("churn")).hasSize(2);
        assertThat(server.tag("churn", 2, "ml-pipeline.digest")).isEqualTo(digest);
        assertThat(champion()).isEqualTo("2");
        assertThat(server.asked).noneMatch(asked -> asked.startsWith("PUT"));
    }

    @Test
    void aModelOfARunIsCopiedAndKeepsItsRun() throws IOException {
        server.run("r0");
        server.files.put("7/r0/artifacts/model/model.onnx", Files.readAllBytes(model));

        register("runs:/r0/model", digest, null);

        assertThat(server.versions.get("churn").get(1).path("run_id").asText()).isEqualTo("r0");
        assertThat(server.files.keySet())
                .contains("7/r0/artifacts/registered/" + Digest.hex(digest).substring(0, 16) + "-1000/model.onnx");
        assertThat(server.runs.get("r0").path("info").path("status").asText())
                .as("a run of somebody else is not ended")
                .isEqualTo("RUNNING");
    }

    @Test
    void metricsAndDocumentsAreLoggedBeforeTheAliasMoves() throws IOException {
        register(model.toString(), digest, new RunLog(Map.of("accuracy", 0.9), Map.of("gate.json", "{}")));

        assertThat(server.files).containsKey("7/run1/artifacts/ml-pipeline/gate.json");
        JsonNode metric = server.runs.get("run1").path("metrics").path(0);
        assertThat(metric.path("key").asText()).isEqualTo("accuracy");
        assertThat(metric.path("value").asDouble()).isEqualTo(0.9);
        assertThat(metric.path("timestamp").asLong()).isEqualTo(1_000);
        assertThat(server.asked.indexOf("POST runs/log-batch"))
                .isLessThan(server.asked.indexOf("POST registered-models/alias"));
    }

    @Test
    void otherBytesThanThoseThatWereJudgedAreRefused() {
        String other = Digest.ofText("another");
        assertThatThrownBy(() -> register(model.toString(), other, null))
                .isInstanceOf(OtherBytes.class)
                .hasMessage(model + " is " + digest + ", but the gate judged " + other
                        + ". Nothing was registered. Validate and gate what is to be registered.");
        assertThat(server.asked).isEmpty();
    }

    @Test
    void aVersionWhoseBytesChangedIsNotFoundAgain() throws IOException {
        register(model.toString(), digest, null);
        server.aliases.put("churn@champion", "1");
        server.files.replaceAll((path, bytes) -> path.endsWith("forest.onnx") ? new byte[] {8, 8} : bytes);

        assertThatThrownBy(() -> register(model.toString(), digest, null))
                .isInstanceOf(TamperedVersion.class)
                .hasMessageStartingWith("TAMPERED: models:/churn/2: its model is " + Digest.ofBytes(new byte[] {8, 8}));
        assertThatThrownBy(() -> register("models:/churn/2", digest, null)).isInstanceOf(TamperedVersion.class);
        assertThat(champion()).isEqualTo("1");
    }

    @Test
    void bytesThatAreNotStoredAsTheyWereSentMoveNoAlias() {
        server.faults.put("POST model-versions/create", exchange -> {
            server.files.replaceAll((path, bytes) -> path.endsWith("forest.onnx") ? new byte[] {9} : bytes);
            server.faults.clear();
            server.version(
                    "churn",
                    "mlflow-artifacts:/7/run1/artifacts/registered/"
                            + Digest.hex(digest).substring(0, 16) + "-1000",
                    "run1");
            MadeUpMlflow.status(200, "{\"model_version\": {\"name\": \"churn\", \"version\": \"2\"}}")
                    .answer(exchange);
        });

        assertThatThrownBy(() -> register(model.toString(), digest, null)).isInstanceOf(TamperedVersion.class);
        assertThat(champion()).isEqualTo("1");
        assertThat(server.tag("churn", 2, "ml-pipeline.digest")).isNull();
        assertThat(server.runs.get("run1").path("info").path("status").asText()).isEqualTo("FAILED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET registered-models/get",
                "POST runs/create",
                "GET model-versions/search",
                "POST model-versions/create",
                "GET model-versions/get-download-uri",
                "GET /api/2.0/mlflow-artifacts/artifacts",
                "POST model-versions/set-tag",
                "GET model-versions/get",
                "POST registered-models/alias"
            })
    void whateverFailsTheAliasIsWhatItWas(String endpoint) {
        server.faults.put(
                endpoint, MadeUpMlflow.status(500, "{\"error_code\": \"INTERNAL_ERROR\", \"message\": \"disk\"}"));

        assertThatThrownBy(() -> register(model.toString(), digest, null))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("status 500): disk.");
        assertThat(champion()).isEqualTo("1");
    }

    @Test
    void anAliasThatFailedSaysWhatItIs() {
        server.faults.put("POST registered-models/alias", MadeUpMlflow.status(500, "{\"message\": \"disk\"}"));

        assertThatThrownBy(() -> register(model.toString(), digest, null))
                .hasMessage("models:/churn@champion: was not set and is models:/churn/1: the MLflow server refuses"
                        + " (registered-models/alias, status 500): disk.");
    }

    @Test
    void anAliasThatSomebodyElseSetMeanwhileIsSaid() {
        server.faults.put("POST registered-models/alias", MadeUpMlflow.status(200, "{}"));

        assertThatThrownBy(() -> register(model.toString(), digest, null))
                .hasMessage(
                        "models:/churn@champion: is models:/churn/1 and not models:/churn/2: somebody else set it at the"
                                + " same time. Look which is right, and set it again.");
    }

    @Test
    void anAnswerThatWasLostIsNoFailureWhenTheAliasIsSet() throws IOException {
        server.faults.put("POST registered-models/alias", exchange -> {
            server.aliases.put("churn@champion", "2");
            MadeUpMlflow.status(503, "gone").answer(exchange);
        });

        assertThat(register(model.toString(), digest, null).version()).isEqualTo("2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"latest", "v1", "a b", ""})
    void namesThatMlflowKeepsForItselfAreNoAliases(String alias) {
        assertThatThrownBy(() -> new ModelRegistration.Request(
                        "m", new RegistrationGrounds(digest, null, TAGS), "churn", alias, "e", null))
                .isInstanceOf(UserError.class)
                .hasMessage("the alias \"" + alias
                        + "\" can't be one: letters, digits, - and _ are, but not \"latest\" or a"
                        + " version such as \"v1\".");
    }

    @Test
    void aVersionThatIsNoNumberIsNoPlaceToWriteTo() throws IOException {
        columns = List.of("a", "b");
        Path outside = Path.of(
                System.getProperty("java.io.tmpdir"),
                "ml-pipeline-escaped-" + ProcessHandle.current().pid());
        String tags = ", \"name\": \"churn\", \"status\": \"READY\", \"tags\": [{\"key\": \"ml-pipeline.digest\","
                + " \"value\": \"" + digest + "\"}]}";
        String out = "/../../" + outside.getFileName();
        server.faults.put(
                "GET model-versions/search",
                MadeUpMlflow.status(
                        200,
                        "{\"model_versions\": [{\"version\": \"\"" + tags + ", {\"version\": \"" + out + "\"" + tags
                                + "]}"));
        server.faults.put("GET model-versions/get", exchange -> {
            String asked = exchange.getRequestURI().getQuery().replaceFirst(".*version=([^&]*).*", "$1");
            MadeUpMlflow.status(200, "{\"model_version\": {\"version\": \"" + asked + "\"" + tags + "}")
                    .answer(exchange);
        });
        server.faults.put(
                "GET model-versions/get-download-uri",
                MadeUpMlflow.status(200, "{\"artifact_uri\": \"mlflow-artifacts:/7/evil\"}"));
        server.files.put("7/evil/model.onnx", Files.readAllBytes(model));

        assertThatThrownBy(() -> register(model.toString(), digest, null)).isInstanceOf(UserError.class);

        assertThat(outside).doesNotExist();
        assertThat(server.asked).doesNotContain("GET 7/evil/" + outside.getFileName());
    }
}
