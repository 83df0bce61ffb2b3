package io.jenkins.plugins.mlpipeline.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.registry.mlflow.MadeUpMlflow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The round trip: logged by another tool, validated by its alias, judged, registered; then the bytes change. */
class RegisterCommandTest {
    private static final Path FOREIGN =
            Path.of("src/test/resources/io/jenkins/plugins/mlpipeline/engine/model/foreign");
    private static final String STORE = "7/models/m-1/artifacts/";

    @TempDir
    private Path folder;

    private MadeUpMlflow server;
    private byte[] model;

    @BeforeEach
    void start() throws IOException {
        server = new MadeUpMlflow();
        model = Files.readAllBytes(FOREIGN.resolve("forest_str_tensor.onnx"));
        server.files.put(STORE + "model.onnx", model);
        server.version("iris", "mlflow-artifacts:/" + STORE.substring(0, STORE.length() - 1), "run1");
        server.run("run1");
        server.aliases.put("iris@candidate", "1");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Invocation run(Object... args) {
        return Invocation.of(Stream.concat(Stream.of(args), Stream.of("--registry", server.address()))
                .toArray());
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private Invocation validate(String named, Object... more) {
        return run(Stream.concat(
                        Stream.of(
                                "validate",
                                "--model",
                                named,
                                "--data",
                                FOREIGN.resolve("iris_str.csv"),
                                "--label",
                                "species",
                                "--output",
                                file("evaluation.json")),
                        Stream.of(more))
                .toArray());
    }

    private void judge(String gate) {
        Invocation.of("gate", "--evaluation", file("evaluation.json"), "--gate", gate, "--output", file("gate.json"));
    }

    private Invocation register(String named) {
        return run(
                "register",
                "--evaluation",
                file("evaluation.json"),
                "--gate-result",
                file("gate.json"),
                "--model",
                named,
                "--name",
                "iris",
                "--alias",
                "champion",
                "--json");
    }

    @Test
    void theModelOfAnAliasIsJudgedAndRegistered() throws IOException {
        Invocation validated = validate("models:/iris@candidate", "--baseline", "models:/iris/1", "--allow-same");
        assertThat(validated.code()).as(validated.err()).isZero();
        assertThat(validated.out()).startsWith("models:/iris@candidate is models:/iris/1: " + Digest.ofBytes(model));
        JsonNode said = Json.readTree(file("evaluation.json")).path("model");
        assertThat(said.path("source").asText()).isEqualTo("models:/iris/1");
        assertThat(said.path("digest").asText()).isEqualTo(Digest.ofBytes(model));
        judge("accuracy>=0.5");

        Invocation registered = register("models:/iris/1");

        assertThat(registered.code()).as(registered.err()).isZero();
        assertThat(Json.parse(registered.out(), JsonNode.class, "out").toString())
                .isEqualTo("{\"name\":\"iris\",\"version\":\"1\",\"digest\":\"" + Digest.ofBytes(model)
                        + "\",\"alias\":\"champion\"}");
        assertThat(server.aliases).containsEntry("iris@champion", "1");
        assertThat(Json.readTree(file("gate.json")).path("model").path("source").asText())
                .isEqualTo("models:/iris/1");
    }

    @Test
    void bytesThatChangedBehindOurBackAreRefusedAtEachPlace() throws IOException {
        validate("models:/iris@candidate");
        judge("accuracy>=0.5");
        register("models:/iris/1");
        server.aliases.put("iris@champion", "7");
        byte[] other = Files.readAllBytes(FOREIGN.resolve("lightgbm_multiclass.onnx"));
        server.files.put(STORE + "model.onnx", other);
        String sentence = "error: TAMPERED: models:/iris/1: its model is " + Digest.ofBytes(other) + " now, and "
                + Digest.ofBytes(model) + " was registered.";

        Invocation registered = register("models:/iris/1");
        assertThat(registered.err()).startsWith(sentence);
        assertThat(registered.code()).isEqualTo(1);
        assertThat(server.aliases).containsEntry("iris@champion", "7");

        Invocation asBaseline =
                validate(FOREIGN.resolve("forest_str_tensor.onnx").toString(), "--baseline", "models:/iris/1");
        assertThat(asBaseline.err()).startsWith(sentence);
        assertThat(asBaseline.code()).isEqualTo(2);

        Invocation validated = validate("models:/iris@candidate");
        assertThat(validated.err()).startsWith(sentence);
        assertThat(validated.code()).isEqualTo(2);
        assertThat(file("evaluation.json")).doesNotExist();
    }

    @Test
    void whatDidNotPassIsNotRegistered() throws IOException {
        validate("models:/iris/1");
        judge("accuracy>=1.0");

        Invocation registered = register("models:/iris/1");

        assertThat(registered.err()).contains("gate.json: the verdict is FAIL, and only a model that passed its gates");
        assertThat(registered.code()).isEqualTo(2);
        assertThat(server.asked).noneMatch(asked -> asked.startsWith("POST"));
    }

    @Test
    void anErrorNamesTheModelAndNotAFolderThatIsGone() {
        server.files.put(STORE + "model.onnx", new byte[] {1, 2, 3});

        Invocation validated = validate("models:/iris/1");

        assertThat(validated.err())
                .startsWith("error: models:/iris/1/model.onnx: is not an ONNX model, or is cut off (3 bytes).");
        assertThat(validated.code()).isEqualTo(2);
    }

    @Test
    void aReferenceNeedsARegistry() {
        Invocation validated = Invocation.of(
                "validate",
                "--model",
                "models:/iris/1",
                "--data",
                FOREIGN.resolve("iris_str.csv"),
                "--label",
                "species",
                "--output",
                file("evaluation.json"));

        assertThat(validated.err())
                .startsWith("error: models:/iris/1: is in a registry, and none is named. Give --registry, or set"
                        + " MLFLOW_TRACKING_URI.");
        assertThat(validated.code()).isEqualTo(2);
    }
}
