package io.jenkins.plugins.mlpipeline.engine.registry.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.registry.Fetched;
import io.jenkins.plugins.mlpipeline.engine.registry.FetchedModels;
import io.jenkins.plugins.mlpipeline.engine.registry.ModelReference;
import io.jenkins.plugins.mlpipeline.engine.registry.TamperedVersion;
import io.jenkins.plugins.mlpipeline.engine.verification.http.Authorization;
import io.jenkins.plugins.mlpipeline.engine.verification.http.Clients;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MlflowRegistryTest {
    private static final String STORE = "7/models/m-1/artifacts";
    private static final Path IRIS =
            Path.of("src/test/resources/io/jenkins/plugins/mlpipeline/engine/model/foreign/forest_str_tensor.onnx");
    private static final ModelReference VERSION = new ModelReference.Version("churn", "1");

    @TempDir
    private Path folder;

    private MadeUpMlflow server;
    private byte[] model;

    @BeforeEach
    void start() throws IOException {
        server = new MadeUpMlflow();
        model = Files.readAllBytes(IRIS);
        server.files.put(STORE + "/model.onnx", model);
        server.files.put(STORE + "/MLmodel", bytes("flavors:\n  onnx:\n    data: model.onnx\n  python_function: {}\n"));
        server.version("churn", "mlflow-artifacts:/" + STORE, "run1");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private MlflowRegistry registry(String authorization) {
        MlflowServer named =
                new MlflowServer("the MLflow server", MlflowServer.address(server.address()), authorization);
        return new MlflowRegistry(new MlflowClient(named, Clients.standard().build(), Duration.ofSeconds(30)));
    }

    private Fetched fetch(ModelReference reference) throws IOException {
        return registry(null).fetch(reference, folder);
    }

    private void refused(ModelReference reference, String message) {
        assertThatThrownBy(() -> fetch(reference)).isInstanceOf(UserError.class).hasMessage(message);
    }

    @Test
    void aVersionComesWithTheDigestOfItsBytes() throws IOException {
        Fetched fetched = fetch(VERSION);

        assertThat(fetched.model()).hasBinaryContent(model);
        assertThat(fetched.digest()).isEqualTo(Digest.ofBytes(model));
        assertThat(fetched.files())
                .isEqualTo(Digest.ofListing(Map.of(
                        "MLmodel", Digest.ofBytes(server.files.get(STORE + "/MLmodel")),
                        "model.onnx", Digest.ofBytes(model))));
    }

    @Test
    void anAliasIsAskedOnceAndIsTheSameVersionFromThenOn() throws IOException {
        server.aliases.put("churn@champion", "1");
        List<String> said = new ArrayList<>();
        Path first;
        try (FetchedModels models = new FetchedModels(registry(null), said::add)) {
            first = Path.of(models.place("models:/churn@champion"));
            server.aliases.put("churn@champion", "2");
            assertThat(models.place("models:/churn@champion")).isEqualTo(first.toString());
            assertThat(models.sourceOf(first.toString())).isEqualTo("models:/churn/1");
            assertThat(models.place("a/path.onnx")).isEqualTo("a/path.onnx");
            assertThat(models.sourceOf("a/path.onnx")).isNull();
        }
        assertThat(said).containsExactly("models:/churn@champion is models:/churn/1: " + Digest.ofBytes(model));
        assertThat(first).doesNotExist();
    }

    @Test
    void aPackageIsTakenAsAWhole() throws IOException {
        server.files.clear();
        server.files.put(STORE + "/model.onnx", model);
        server.files.put(
                STORE + "/model.json",
                bytes("{\"files\": [{\"path\": \"model.onnx\", \"sha256\": \"" + Digest.ofBytes(model) + "\"}]}"));

        Fetched fetched = fetch(VERSION);

        assertThat(fetched.model()).isEqualTo(folder);
        assertThat(fetched.digest()).isEqualTo(fetched.files());
    }

    @Test
    void aModelLoggedWithARunIsFoundThereOrByItsName() throws IOException {
        server.files.put("7/run1/artifacts/sub/model.onnx", model);
        server.run("run1")
                .putObject("outputs")
                .putArray("model_outputs")
                .addObject()
                .put("model_id", "m-1");
        server.models.put(
                "m-1", Json.object(Json.tree(Map.of("name", "forest", "artifact_uri", "mlflow-artifacts:/" + STORE))));

        Fetched folderOfRun = registry(null)
                .fetch(new ModelReference.OfRun("run1", "sub"), Files.createDirectory(folder.resolve("a")));
        Fetched file = registry(null)
                .fetch(new ModelReference.OfRun("run1", "sub/model.onnx"), Files.createDirectory(folder.resolve("b")));
        Fetched logged = registry(null)
                .fetch(new ModelReference.OfRun("run1", "forest"), Files.createDirectory(folder.resolve("c")));

        assertThat(List.of(folderOfRun.digest(), file.digest(), logged.digest()))
                .containsOnly(Digest.ofBytes(model));
        assertThat(file.model().getFileName()).hasToString("model.onnx");
        refused(
                new ModelReference.OfRun("run1", "nothing"),
                "runs:/run1/nothing: the run logged nothing there. Check the path; log_artifact and log_model say where they"
                        + " put something.");
        refused(
                new ModelReference.OfRun("run9", "x"),
                "runs:/run9/x: the MLflow server has no such run. Check its id.");
    }

    @Test
    void bytesThatAreNotThoseThatWereRegisteredAreTampered() throws IOException {
        String registered = Digest.ofText("another");
        server.versions
                .get("churn")
                .get(0)
                .withArray("tags")
                .addObject()
                .put("key", "ml-pipeline.digest")
                .put("value", registered);

        assertThatThrownBy(() -> fetch(VERSION))
                .isInstanceOf(TamperedVersion.class)
                .hasMessage(
                        "TAMPERED: models:/churn/1: its model is " + Digest.ofBytes(model) + " now, and " + registered
                                + " was registered. Somebody changed a registered version: find out who, delete it, and register"
                                + " the right bytes as a new one.");
    }

    @Test
    void theDescriptionOfTheInputsMayNotChangeEither() throws IOException {
        String files = fetch(VERSION).files();
        server.versions
                .get("churn")
                .get(0)
                .withArray("tags")
                .addObject()
                .put("key", "ml-pipeline.files")
                .put("value", files);
        server.files.put(STORE + "/MLmodel", bytes("flavors: {onnx: {data: model.onnx}}\nsignature: {inputs: '[]'}\n"));

        assertThatThrownBy(() -> registry(null).fetch(VERSION, Files.createDirectory(folder.resolve("again"))))
                .isInstanceOf(TamperedVersion.class)
                .hasMessageStartingWith("TAMPERED: models:/churn/1: what is stored with its model is sha256:");
    }

    @Test
    void whatIsNotThereIsSaid() {
        refused(
                new ModelReference.Version("churn", "2"),
                "models:/churn/2: the MLflow server has no such version. Check name and number.");
        refused(
                new ModelReference.Aliased("churn", "nobody"),
                "models:/churn@nobody: the MLflow server has no such alias. Check the model's name and its aliases.");
        server.files.clear();
        refused(
                VERSION,
                "models:/churn/1: the MLflow server has no files of it. Log the model again, and register that.");
    }

    @Test
    void whatIsNoModelThatIsReadSaysHowToLogOne() {
        server.files.clear();
        server.files.put(STORE + "/MLmodel", bytes("flavors:\n  sklearn:\n    pickled_model: model.skops\n"));
        server.files.put(STORE + "/model.skops", bytes("x"));

        refused(
                VERSION,
                "models:/churn/1: holds a model of sklearn without an ONNX file, and nothing else of it is opened. Log it as"
                        + " ONNX: mlflow.onnx.log_model(skl2onnx.to_onnx(model, X[:1]), name=\"model\").");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://bucket/model",
                "file:///etc",
                "http://elsewhere.invalid/x",
                "mlflow-artifacts://elsewhere.invalid/7/x",
                "dbfs:/x"
            })
    void onlyTheServersOwnStoreIsAsked(String source) {
        server.version("other", source, "");
        refused(
                new ModelReference.Version("other", "1"),
                "models:/other/1: its files are at " + source
                        + ", and only the artifact proxy of the MLflow server is asked."
                        + " Run the server with --artifacts-destination, so that it serves the files itself, and log the"
                        + " model again; or download it in a step of your own and name the file.");
        assertThat(server.asked).noneMatch(asked -> asked.contains("artifacts"));
    }

    @Test
    void aSourceThatLeadsOutOfTheStoreIsRefused() {
        server.version("other", "mlflow-artifacts:/7/../../etc", "");
        refused(
                new ModelReference.Version("other", "1"),
                "models:/other/1: the MLflow server says that its files are at \"mlflow-artifacts:/7/../../etc\", which is no"
                        + " path. Log the model again.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "a/b", "a\\\\b", "", "C:x"})
    void aNameThatLeadsElsewhereIsRefused(String name) {
        server.faults.put(
                "GET /api/2.0/mlflow-artifacts/artifacts",
                MadeUpMlflow.status(200, "{\"files\": [{\"path\": \"" + name + "\", \"is_dir\": false}]}"));
        refused(
                VERSION,
                STORE + ": the MLflow server lists \"" + name.replace("\\\\", "\\")
                        + "\" in it, which is no name of a file, or is nested too deep. Log the model again.");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void foldersWithoutEndAreRefused() {
        server.faults.put(
                "GET /api/2.0/mlflow-artifacts/artifacts",
                MadeUpMlflow.status(200, "{\"files\": [{\"path\": \"a\", \"is_dir\": true}]}"));
        refused(
                VERSION,
                STORE
                        + ": the MLflow server lists \"a\" in it, which is no name of a file, or is nested too deep. Log the"
                        + " model again.");
    }

    @Test
    void moreFilesThanAModelHasAreRefused() {
        for (int i = 0; i < 1001; i++) {
            server.files.put(STORE + "/" + i, new byte[0]);
        }
        refused(
                VERSION,
                STORE + ": has more than 1000 files, which no model needs. Log the model into a folder of its own.");
    }

    @Test
    void credentialsAreSentAndNeverSaid() throws IOException {
        server.authorization = Authorization.basic("jenkins", "s3cret");
        assertThatThrownBy(
                        () -> registry(Authorization.basic("jenkins", "wr0ng")).fetch(VERSION, folder))
                .isInstanceOf(UserError.class)
                .hasMessage("the MLflow server does not let this user in (model-versions/get, status 401). Check the"
                        + " credentials and what they may do.");
        assertThat(registry(Authorization.basic("jenkins", "s3cret"))
                        .fetch(VERSION, folder)
                        .digest())
                .isEqualTo(Digest.ofBytes(model));
        assertThat(new MlflowServer("n", MlflowServer.address("http://h"), "Bearer s3cret").toString())
                .isEqualTo("n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "302|moved|the MLflow server answers with a redirect (model-versions/get, status 302), which is not followed"
                        + " because the credentials would go with it. Name the address that it leads to.",
                "404|<title>Not Found</title>|the MLflow server has no MLflow at its address, or one that is too old"
                        + " (model-versions/get, status 404). Check the address: it is what stands before /api/2.0/mlflow.",
                "500|<html>boom</html>|the MLflow server refuses (model-versions/get, status 500): it gives no reason.",
                "403|Permission denied|the MLflow server does not let this user do that (model-versions/get, status 403)."
                        + " Check the credentials and what they may do."
            })
    void otherAnswersAreSaid(int status, String body, String message) {
        server.faults.put("GET model-versions/get", MadeUpMlflow.status(status, body));
        refused(VERSION, message);
    }

    @Test
    void anAnswerThatIsNoJsonSaysToCheckTheAddress() {
        server.faults.put("GET model-versions/get", MadeUpMlflow.status(200, "<html>welcome</html>"));
        assertThatThrownBy(() -> fetch(VERSION))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(
                        "the MLflow server does not answer as an MLflow server does (model-versions/get):")
                .hasMessageEndingWith("Check the address.");
    }

    @Test
    void anAnswerWithoutEndIsNotRead() {
        server.faults.put("GET model-versions/get", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] spaces = new byte[1 << 16];
            Arrays.fill(spaces, (byte) ' ');
            try {
                for (int i = 0; i < 1_000; i++) {
                    exchange.getResponseBody().write(spaces);
                }
            } catch (IOException e) {
                // The client gave up, as it should.
                return;
            }
        });
        refused(
                VERSION,
                "the answer of the MLflow server about model-versions/get is larger than 4 MiB, and was not read.");
    }

    @Test
    void aVersionOfAnotherNameIsNotTaken() {
        server.faults.put(
                "GET model-versions/get",
                MadeUpMlflow.status(200, "{\"model_version\": {\"name\": \"fraud\", \"version\": \"1\"}}"));
        refused(VERSION, "models:/churn/1: the MLflow server answers with models:/fraud/1. Check the server.");
    }

    @Test
    void aServerThatIsNotThereIsSaid() throws IOException {
        server.close();
        assertThatThrownBy(() -> fetch(VERSION))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "the MLflow server can't be reached: there is no connection. Check its address, and whether it"
                                + " runs.");
    }

    @Test
    void veryManyFoldersAreNotFollowed() {
        String listing = "{\"files\": [{\"path\": \"a\", \"is_dir\": true}, {\"path\": \"b\", \"is_dir\": true}]}";
        server.faults.put("GET /api/2.0/mlflow-artifacts/artifacts", exchange -> {
            // Ten levels of two folders each, and no file in any of them.
            int depth = exchange.getRequestURI().getQuery().split("/").length - STORE.split("/").length;
            MadeUpMlflow.status(200, depth < 10 ? listing : "{}").answer(exchange);
        });
        refused(
                VERSION,
                STORE + ": has more than 1000 folders, or one of them twice, which no model needs. Log the model into a"
                        + " folder of its own.");
        assertThat(server.asked).hasSizeLessThan(1_010);
    }

    @Test
    void aFileThatIsAFolderTooIsRefused() {
        String listing = "{\"files\": [{\"path\": \"a\", \"is_dir\": false, \"file_size\": 1}, {\"path\": \"a\","
                + " \"is_dir\": true}]}";
        server.faults.put("GET /api/2.0/mlflow-artifacts/artifacts", exchange -> {
            boolean below = exchange.getRequestURI().getQuery().endsWith("/a");
            MadeUpMlflow.status(200, below ? "{}" : listing).answer(exchange);
        });
        refused(VERSION, STORE + ": the MLflow server lists \"a\" as a file and as a folder. Log the model again.");
    }
}
