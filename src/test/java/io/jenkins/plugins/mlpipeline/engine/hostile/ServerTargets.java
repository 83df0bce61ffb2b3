package io.jenkins.plugins.mlpipeline.engine.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.audit.Envelope;
import io.jenkins.plugins.mlpipeline.engine.endpoint.Endpoint;
import io.jenkins.plugins.mlpipeline.engine.endpoint.Protocol;
import io.jenkins.plugins.mlpipeline.engine.endpoint.ServedAnswers;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.registry.Fetched;
import io.jenkins.plugins.mlpipeline.engine.registry.ModelReference;
import io.jenkins.plugins.mlpipeline.engine.registry.OciReference;
import io.jenkins.plugins.mlpipeline.engine.registry.mlflow.MlflowClient;
import io.jenkins.plugins.mlpipeline.engine.registry.mlflow.MlflowRegistry;
import io.jenkins.plugins.mlpipeline.engine.registry.mlflow.MlflowServer;
import io.jenkins.plugins.mlpipeline.engine.registry.oci.ImageAttestation;
import io.jenkins.plugins.mlpipeline.engine.registry.oci.OciClient;
import io.jenkins.plugins.mlpipeline.engine.registry.oci.OciModels;
import io.jenkins.plugins.mlpipeline.engine.registry.oci.OciServer;
import io.jenkins.plugins.mlpipeline.engine.verification.prometheus.PrometheusClient;
import io.jenkins.plugins.mlpipeline.engine.verification.prometheus.PrometheusServer;
import io.jenkins.plugins.mlpipeline.engine.verification.prometheus.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;

/** What servers answer that somebody else runs: Prometheus, registries of models and of images, served models. */
final class ServerTargets {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final URI ADDRESS = URI.create("https://server.example");
    private static final int MOST_SERIES = 5_000;
    private static final int ROWS = 3;
    private static final List<Mutator> DAMAGE = List.of(new JsonMutator(), new ByteMutator(), BombMutator.json());

    private ServerTargets() {}

    private static Target.Sample sample(String name, String text) {
        return new Target.Sample(name, text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    static Target prometheus() {
        String series = "{'metric': {'__name__': 'up', 'pod': 'fraud-1'}, ";
        String data = "{'status': 'success', 'data': {'resultType': '%s', 'result': %s}, 'warnings': ['slow']}";
        List<Target.Sample> corpus = List.of(
                sample("vector", data.formatted("vector", "[" + series + "'value': [1700000000.123, '0.25']}]")),
                sample(
                        "matrix",
                        data.formatted(
                                "matrix", "[" + series + "'values': [[1700000000, '1'], [1700000060, 'NaN']]}]")),
                sample("scalar", data.formatted("scalar", "[1700000000, '+Inf']")),
                sample("error", "{'status': 'error', 'errorType': 'bad_data', 'error': 'parse error'}"));
        return new Target("answers of Prometheus", corpus, DAMAGE, (of, bytes, folder) -> {
            HttpClient server = new AnsweringClient(asked -> AnsweringClient.Answer.of(bytes));
            Reply reply = new PrometheusClient(new PrometheusServer("prod", ADDRESS, Map.of()), server, PATIENCE)
                    .ask("up", Instant.EPOCH);
            if (reply instanceof Reply.Refused refused) {
                throw new UserError(refused.reason());
            }
            assertThat(reply).isInstanceOf(Reply.Data.class);
            List<Reply.Series> all = ((Reply.Data) reply).series();
            assertThat(all).hasSizeLessThanOrEqualTo(MOST_SERIES);
            for (Reply.Series one : all) {
                assertThat(one.values()).hasSameSizeAs(one.millis());
                one.labels().values().forEach(label -> assertThat(label.chars()).noneMatch(Character::isISOControl));
            }
        });
    }

    /** @param model an ONNX file */
    static Target artefacts(byte[] model) {
        String layer = "{'mediaType': 'application/vnd.oci.image.layer.v1.tar', 'size': " + model.length
                + ", 'digest': '" + Digest.ofBytes(model)
                + "', 'annotations': {'org.opencontainers.image.title': '%s'}}";
        String manifest = "{'schemaVersion': 2, 'mediaType': 'application/vnd.oci.image.manifest.v1+json', 'config':"
                + " {'size': 2}, 'layers': [%s]}";
        List<Target.Sample> corpus = List.of(
                sample("one", manifest.formatted(layer.formatted("model.onnx"))),
                sample(
                        "several",
                        manifest.formatted(layer.formatted("a/model.onnx") + ", " + layer.formatted("a/b/notes.txt"))));
        return new Target("artefacts", corpus, DAMAGE, (of, bytes, folder) -> {
            HttpClient server = new AnsweringClient(asked -> {
                String path = asked.uri().getPath();
                boolean known = path.endsWith(Digest.ofBytes(model));
                return path.contains("/manifests/")
                        ? AnsweringClient.Answer.of(bytes)
                        : new AnsweringClient.Answer(known ? 200 : 404, Map.of(), known ? model : bytes);
            });
            OciModels models =
                    new OciModels(place -> new OciClient(new OciServer(ADDRESS, null), server, PATIENCE), 1 << 20);
            ModelReference asked =
                    ModelReference.of("oci://server.example/models/churn:1").orElseThrow();
            brought(folder, into -> models.fetch(asked, into));
        });
    }

    /** What brings a model somewhere. */
    private interface Bringing {
        Fetched into(Path folder) throws IOException;
    }

    /** Whatever is said of names, everything lies in the folder that was given. */
    private static void brought(Path folder, Bringing model) throws IOException {
        Path around = Files.createDirectories(folder.resolve("around"));
        Path into = Files.createDirectories(around.resolve("into"));
        try {
            Fetched fetched = model.into(into);
            assertThat(fetched.model().normalize()).startsWith(into).exists();
            assertThat(Digest.isDigest(fetched.digest())).isTrue();
        } finally {
            try (Stream<Path> beside = Files.list(around)) {
                assertThat(beside).containsExactly(into);
            }
            FileUtils.deleteDirectory(around.toFile());
        }
    }

    /** @param model an ONNX file */
    static Target mlflow(byte[] model) {
        String version = "{'name': 'churn', 'version': '1', 'status': 'READY', 'run_id': 'run1', 'tags': [{'key': 'a',"
                + " 'value': 'b'}]}";
        Map<String, String> answers = new LinkedHashMap<>();
        answers.put("/api/2.0/mlflow/registered-models/alias", "{'model_version': " + version + "}");
        answers.put("/api/2.0/mlflow/model-versions/get", "{'model_version': " + version + "}");
        answers.put(
                "/api/2.0/mlflow/model-versions/get-download-uri", "{'artifact_uri': 'mlflow-artifacts:/7/m/model'}");
        answers.put(
                "/api/2.0/mlflow-artifacts/artifacts",
                "{'files': [{'path': 'MLmodel', 'is_dir': false, 'file_size': 30}, {'path': 'model.onnx', 'is_dir':"
                        + " false, 'file_size': " + model.length + "}, {'path': 'deep', 'is_dir': true}]}");
        answers.put(
                "/api/2.0/mlflow-artifacts/artifacts/7/m/model/MLmodel",
                "{'flavors': {'onnx': {'data': 'model.onnx'}}, 'signature': {'inputs': '[]'}}");
        List<Target.Sample> corpus = answers.entrySet().stream()
                .map(answer -> sample(answer.getKey(), answer.getValue()))
                .toList();
        return new Target("answers of MLflow", corpus, DAMAGE, (of, bytes, folder) -> {
            HttpClient server = new AnsweringClient(asked -> {
                String path = asked.uri().getPath();
                if (path.equals(of.name())) {
                    return AnsweringClient.Answer.of(bytes);
                }
                String query = String.valueOf(asked.uri().getQuery());
                String good = query.endsWith("/deep") ? "{}" : answers.get(path);
                return good == null
                        ? AnsweringClient.Answer.of(path.endsWith("/model.onnx") ? model : new byte[] {'x'})
                        : AnsweringClient.Answer.of(good.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
            });
            MlflowRegistry registry = new MlflowRegistry(
                    new MlflowClient(new MlflowServer("the server", ADDRESS, null), server, PATIENCE), 1 << 20);
            brought(folder, into -> registry.fetch(new ModelReference.Aliased("churn", "champion"), into));
        });
    }

    static Target attestations() throws IOException {
        byte[] manifest = "{\"schemaVersion\": 2}".getBytes(StandardCharsets.UTF_8);
        String image = Digest.ofBytes(manifest);
        String statement = "{'_type': 'https://in-toto.io/Statement/v1', 'subject': [{'digest': {'sha256': '"
                + Digest.hex(image) + "'}}], 'predicateType': 'https://in-toto.io/attestation/test-result/v0.1',"
                + " 'predicate': {'result': 'PASSED'}}";
        String signed = Json.write(envelope(statement.replace('\'', '"')));
        String there = "{'schemaVersion': 2, 'config': {'size': 2, 'digest': '" + image
                + "'}, 'layers': [{'mediaType': 'x', 'size': 1, 'digest': '" + Digest.ofText("layer") + "'}]}";
        List<Target.Sample> corpus = List.of(
                new Target.Sample("envelope", signed.getBytes(StandardCharsets.UTF_8)),
                sample("attached", there),
                sample("refusal", "{'errors': [{'code': 'DENIED', 'message': 'no'}], 'token': 'abc'}"));
        return new Target("attestations", corpus, DAMAGE, (of, bytes, folder) -> {
            String text = of.name().equals("envelope") ? new String(bytes, StandardCharsets.UTF_8) : signed;
            ImageAttestation.Statement read = ImageAttestation.Statement.of(text, "verdict.json");
            assertThat(read.result()).isIn("PASSED", "WARNED", "FAILED");
            OciReference reference = OciReference.byDigest("server.example/bank/scorer@" + image);
            byte[] attached = sample("attached", there).bytes();
            HttpClient server = of.name().equals("refusal")
                    ? new AnsweringClient(asked -> new AnsweringClient.Answer(400, Map.of(), bytes))
                    : new StatefulRegistry(manifest, of.name().equals("attached") ? bytes : attached).client();
            OciClient registry = new OciClient(new OciServer(ADDRESS, null), server, PATIENCE);
            assertThat(ImageAttestation.attach(registry, reference, read).image())
                    .isEqualTo(reference.toString());
        });
    }

    /** A registry that keeps the last statements that were attached to its one image. */
    private static final class StatefulRegistry {
        private static final Map<String, String> UPLOAD = Map.of("Location", "/v2/bank/scorer/upload");

        private final byte[] image;
        private byte[] attached;

        StatefulRegistry(byte[] image, byte[] attached) {
            this.image = image;
            this.attached = attached;
        }

        HttpClient client() {
            return new AnsweringClient(this::answer);
        }

        private AnsweringClient.Answer answer(HttpRequest asked) {
            boolean statements = asked.uri().getPath().endsWith(".att");
            if (asked.method().equals("PUT") && statements) {
                attached = AnsweringClient.body(asked);
            }
            return switch (asked.method()) {
                case "POST" -> new AnsweringClient.Answer(202, UPLOAD, new byte[0]);
                case "PUT" -> new AnsweringClient.Answer(201, UPLOAD, new byte[0]);
                default -> AnsweringClient.Answer.of(statements ? attached : image);
            };
        }
    }

    private static Envelope envelope(String statement) throws IOException {
        try {
            return Envelope.sign(
                    "application/vnd.in-toto+json",
                    statement.getBytes(StandardCharsets.UTF_8),
                    KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate(),
                    null);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    static Target served() {
        List<Target.Sample> corpus = List.of(
                sample(
                        "v2",
                        "{'model_name': 'm', 'outputs': [{'name': 'label', 'datatype': 'INT64', 'shape': [3],"
                                + " 'data': [0, 1, 1]}, {'name': 'probabilities', 'datatype': 'FP32', 'shape': [3, 2],"
                                + " 'data': [0.9, 0.1, 0.2, 0.8, 0.3, 0.7]}]}"),
                sample("v1", "{'predictions': [[0.9, 0.1], [0.2, 0.8], [0.3, 0.7]]}"),
                sample("mlflow", "{'predictions': ['no', 'yes', 'yes']}"),
                sample("error", "{'error': 'no', 'detail': [{'msg': 'x', 'input': [1]}]}"));
        return new Target("answers of served models", corpus, DAMAGE, (of, bytes, folder) -> {
            boolean isError = of.name().equals("error");
            HttpClient server =
                    new AnsweringClient(asked -> new AnsweringClient.Answer(isError ? 500 : 200, Map.of(), bytes));
            Endpoint.Reply reply =
                    new Endpoint(ADDRESS, Map.of(), server, PATIENCE).askOnce(JsonNodeFactory.instance.objectNode());
            if (reply instanceof Endpoint.Reply.Refused refused) {
                throw new UserError("The endpoint " + refused.reason() + ".");
            }
            if (reply instanceof Endpoint.Reply.Failed failed) {
                throw new UserError("The endpoint " + failed.reason() + ".");
            }
            assertThat(reply).isInstanceOf(Endpoint.Reply.Answer.class);
            read(Protocol.of(of.name()), ((Endpoint.Reply.Answer) reply).body());
        });
    }

    private static void read(Protocol protocol, JsonNode body) {
        try {
            assertThat(protocol.rows(body)).isNotNegative();
            ServedAnswers answers = protocol.read(body, ROWS);
            for (int size : new int[] {answers.values().size(), answers.scores().size()}) {
                assertThat(size).isIn(0, ROWS);
            }
        } catch (ServedAnswers.Unreadable e) {
            throw new UserError("The endpoint: " + e.getMessage() + ".");
        }
    }
}
