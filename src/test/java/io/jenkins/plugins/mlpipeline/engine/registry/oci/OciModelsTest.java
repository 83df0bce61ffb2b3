package io.jenkins.plugins.mlpipeline.engine.registry.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.registry.Fetched;
import io.jenkins.plugins.mlpipeline.engine.registry.ModelReference;
import io.jenkins.plugins.mlpipeline.engine.verification.http.Clients;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OciModelsTest {
    private static final Path MODEL =
            Path.of("src/test/resources/io/jenkins/plugins/mlpipeline/engine/model/foreign/forest_str_tensor.onnx");

    @TempDir
    private Path folder;

    private MadeUpRegistry registry;
    private byte[] model;
    private int number;

    @BeforeEach
    void start() throws IOException {
        registry = new MadeUpRegistry();
        model = Files.readAllBytes(MODEL);
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void aTagIsResolvedOnceAndWhatCameIsKnownByItsDigest() throws IOException {
        String digest = registry.artefact("models/iris", "1.0", Map.of("model.onnx", model));

        Fetched fetched = fetch("models/iris:1.0");

        assertThat(fetched.reference()).hasToString("oci://" + registry.host() + "/models/iris@" + digest);
        assertThat(fetched.digest()).isEqualTo(Digest.ofBytes(model));
        assertThat(fetched.model()).hasBinaryContent(model);
        assertThat(fetch("models/iris@" + digest).digest()).isEqualTo(fetched.digest());
    }

    @Test
    void whatLiesBesideTheModelComesToo() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("iris/README.md", "text".getBytes(StandardCharsets.UTF_8));
        files.put("iris/forest.onnx", model);
        registry.artefact("models/iris", "1.0", files);

        Fetched fetched = fetch("models/iris:1.0");

        assertThat(fetched.folder().relativize(fetched.model())).hasToString("iris/forest.onnx");
        assertThat(fetched.folder().resolve("iris/README.md")).hasContent("text");
    }

    @Test
    void bytesFromElsewhereAreAskedForWithoutCredentialsAndCompared() throws IOException {
        registry.writer = new OciCredentials("gate", "secret").basic();
        registry.artefact("models/iris", "1.0", Map.of("model.onnx", model));
        String blob = "/v2/models/iris/blobs/" + Digest.ofBytes(model);
        StringBuilder said = new StringBuilder();
        registry.faults.put("GET " + blob, exchange -> {
            exchange.getResponseHeaders().set("Location", "/storage/model");
            MadeUpRegistry.say(exchange, 307, "");
        });
        registry.faults.put("GET /storage/model", exchange -> {
            said.append(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(200, model.length);
            exchange.getResponseBody().write(model);
        });

        assertThat(fetch("models/iris:1.0").digest()).isEqualTo(Digest.ofBytes(model));
        assertThat(said).hasToString("null");

        registry.faults.put(
                "GET /storage/model", exchange -> MadeUpRegistry.say(exchange, 200, "x".repeat(model.length)));
        assertRefused(
                "models/iris:1.0",
                "the registry HOST: what it sends for models/iris@" + Digest.ofBytes(model) + " is "
                        + Digest.ofText("x".repeat(model.length))
                        + ". Somebody or something changed it; nothing was done.");
        registry.faults.put(
                "GET /storage/model", exchange -> MadeUpRegistry.say(exchange, 200, "x".repeat(model.length + 1)));
        assertRefused(
                "models/iris:1.0",
                "the registry HOST: models/iris@" + Digest.ofBytes(model) + " has more than " + model.length
                        + " bytes, which is more than the manifest said or than is taken. Nothing of it was used.");
        registry.faults.put("GET " + blob, exchange -> {
            exchange.getResponseHeaders().set("Location", "http://metadata.example/");
            MadeUpRegistry.say(exchange, 307, "");
        });
        assertRefused(
                "models/iris:1.0",
                "the registry HOST sends for models/iris@" + Digest.ofBytes(model)
                        + " to http://metadata.example/, which is no address with TLS.");
    }

    @Test
    void whatIsNoModelSaysWhatToPush() {
        assertRefused(
                "models/iris:2.0",
                "oci://HOST/models/iris:2.0: the registry HOST has no such artefact, or does not let this user see it. Check the"
                        + " repository and the tag.");
        registry.artefact("models/iris", "text", Map.of("README.md", new byte[] {'a'}));
        assertRefused(
                "models/iris:text",
                "oci://HOST/models/iris:text: has no model that is read in it (README.md). Push one model: an ONNX file, a file of"
                        + " XGBoost or LightGBM, or the files of a package.");
        registry.artefact("models/iris", "two", Map.of("a.onnx", model, "b.onnx", model));
        assertRefused(
                "models/iris:two",
                "oci://HOST/models/iris:two: has several models in it (a.onnx, b.onnx). Push one model: an ONNX file, a file of"
                        + " XGBoost or LightGBM, or the files of a package.");
        registry.artefact("models/iris", "out", Map.of("../model.onnx", model));
        assertRefused(
                "models/iris:out",
                "oci://HOST/models/iris:out: a layer's name is no path of a file, or stands twice. Push the model's files by relative"
                        + " paths.");
        ObjectNode packed = JsonNodeFactory.instance.objectNode();
        packed.putArray("layers")
                .addObject()
                .putObject("annotations")
                .put("org.opencontainers.image.title", "model")
                .put("io.deis.oras.content.unpack", "true");
        registry.artefact("models/iris", "packed", packed);
        assertRefused(
                "models/iris:packed",
                "oci://HOST/models/iris:packed: \"model\" is a folder that was packed, which is not unpacked here. Push its files,"
                        + " not the folder: oras push REFERENCE model/model.onnx model/model.json.");
        ObjectNode image = JsonNodeFactory.instance.objectNode();
        image.putArray("layers").addObject();
        registry.artefact("models/iris", "image", image);
        assertRefused(
                "models/iris:image",
                "oci://HOST/models/iris:image: a layer of it has no name (org.opencontainers.image.title), as those of images to run"
                        + " have none. Push the model's files: oras push REFERENCE model.onnx.");
        ObjectNode index = JsonNodeFactory.instance.objectNode();
        index.putArray("manifests");
        registry.artefact("models/iris", "index", index);
        assertRefused(
                "models/iris:index",
                "oci://HOST/models/iris:index: is an index of images for several platforms, and no artefact with a model. Push the"
                        + " model's files: oras push REFERENCE model.onnx.");
    }

    @Test
    void aModelMayNotBeLargerThanIsTaken() {
        registry.artefact("models/iris", "1.0", Map.of("model.onnx", new byte[(1 << 20) + 1]));
        assertThatThrownBy(() -> new OciModels(place -> client(), 1 << 20).fetch(reference("models/iris:1.0"), folder))
                .isInstanceOf(UserError.class)
                .hasMessage("oci://" + registry.host()
                        + "/models/iris:1.0: has more than 1 MiB of files, which is the most that is taken. Push the model"
                        + " alone.");
    }

    private void assertRefused(String what, String message) {
        assertThatThrownBy(() -> fetch(what))
                .isInstanceOf(UserError.class)
                .hasMessage(message.replace("HOST", registry.host()));
    }

    private ModelReference reference(String what) {
        return ModelReference.of("oci://" + registry.host() + "/" + what).orElseThrow();
    }

    private Fetched fetch(String what) throws IOException {
        Path into = Files.createDirectory(folder.resolve(String.valueOf(number++)));
        return new OciModels(place -> client()).fetch(reference(what), into);
    }

    private OciClient client() {
        OciServer server = new OciServer(OciServer.addressOf(registry.host()), new OciCredentials("gate", "secret"));
        return new OciClient(server, Clients.standard().build(), Duration.ofSeconds(30));
    }

    @Test
    void aFileThatWouldBeAFolderTooIsRefused() {
        for (List<String> names : List.of(List.of("a", "a/model.onnx"), List.of("a/model.onnx", "a"))) {
            Map<String, byte[]> files = new LinkedHashMap<>();
            names.forEach(name -> files.put(name, model));
            registry.artefact("models/iris", "both", files);
            assertRefused(
                    "models/iris:both",
                    "oci://HOST/models/iris:both: a layer's name is no path of a file, or stands twice. Push the model's files by"
                            + " relative paths.");
        }
        registry.artefact("models/iris", "near", Map.of("a.b", new byte[1], "a/model.onnx", model));
        assertThatCode(() -> fetch("models/iris:near")).doesNotThrowAnyException();
    }

    @Test
    void whatIsSaidElsewhereIsNotRepeated() {
        registry.artefact("models/iris", "1.0", Map.of("model.onnx", model));
        registry.faults.put("GET /v2/models/iris/blobs/" + Digest.ofBytes(model), exchange -> {
            exchange.getResponseHeaders().set("Location", "/metadata");
            MadeUpRegistry.say(exchange, 307, "");
        });
        registry.faults.put(
                "GET /metadata",
                exchange -> MadeUpRegistry.say(exchange, 403, "{\"errors\": [{\"message\": \"a secret\"}]}"));
        assertRefused(
                "models/iris:1.0",
                "the registry HOST sends for models/iris@" + Digest.ofBytes(model)
                        + " elsewhere, and there it can't be had (status 403). Check the registry's storage.");
    }
}
