package io.jenkins.plugins.mlpipeline.engine.rollout;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.cli.DeployCommand;
import io.jenkins.plugins.mlpipeline.engine.cli.Main;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.io.BufferedReader;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code ml-pipeline deploy} against a real API server, with gate, model and the examples of the documentation. */
@Tag("kubernetes")
@ExtendWith(ControlPlane.class)
class CommandOnClusterTest {
    private static final Path EXAMPLES = Path.of("docs/examples/kubernetes");

    @TempDir
    private Path folder;

    private String said;

    private int deploy(Cluster cluster, String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of(
                "--kubeconfig",
                cluster.kubeconfig().toString(),
                "--namespace",
                cluster.namespace,
                "--stable-for",
                "0",
                "--output",
                folder.resolve("deployment.json").toString()));
        StringWriter out = new StringWriter();
        int code = new CommandLine(new DeployCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out))
                .execute(all.toArray(String[]::new));
        said = out.toString();
        return code;
    }

    private String gate(String verdict, String digest) throws IOException {
        return Files.writeString(folder.resolve("gate.json"), """
                        {"schemaVersion": 1, "createdAt": "%s", "verdict": "%s", "model": {"name": "m", "digest": "%s"},
                         "gates": [{"id": "floor", "metric": "accuracy", "comparison": ">=", "threshold": 0.94}]}
                        """.formatted(Instant.now(), verdict, digest))
                .toString();
    }

    private Path model(String bytes) throws IOException {
        return Files.writeString(folder.resolve("model.onnx"), bytes);
    }

    private JsonNode record() throws IOException {
        Path file = folder.resolve("deployment.json");
        var errors = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(Path.of("docs/schemas/deployment.schema.json")))
                .validate(Files.readString(file), InputFormat.JSON);
        assertThat(errors).isEmpty();
        return Json.readTree(file);
    }

    @Test
    void theSeedsDeploymentWithThreeReplicasOfMlModel(Cluster cluster) throws Exception {
        Path model = model("weights");
        String gate = gate("PASS", Digest.ofFile(model));
        String manifest = EXAMPLES.resolve("deployment.yaml").toString();
        int code = deploy(cluster, manifest, "--gate", gate, "--model", model.toString(), "--build", "job/7");
        assertThat(said)
                .contains("DEPLOYED: deployment/ml-model in namespace " + cluster.namespace
                        + " is deployed: 3 of 3 updated, 3 available.");
        assertThat(code).isZero();
        JsonNode record = record();
        assertThat(record.path("modelDigest").asText()).isEqualTo(Digest.ofFile(model));
        assertThat(record.path("gate").path("how").asText())
                .as("the manifest nowhere names the model")
                .isEqualTo("PIPELINE");
        assertThat(said).contains("  not covered: container server: what its image registry.example/ml-model holds\n");
        assertThat(record.path("build").asText()).isEqualTo("job/7");
        assertThat(deploy(cluster, manifest, "--gate", gate, "--model", model.toString()))
                .isZero();
        assertThat(record().path("status").asText()).isEqualTo("UNCHANGED");
    }

    @Test
    void whatIsPrunedStandsInTheRecord(Cluster cluster) throws Exception {
        Path model = model("weights");
        String gate = gate("PASS", Digest.ofFile(model));
        Path manifest = folder.resolve("k8s.yaml");
        String workload = cluster.deployment("registry.test/fraud:v1");
        String config = "---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: old}, data: {a: b}}\n";
        String[] args = {manifest.toString(), "--gate", gate, "--model", model.toString(), "--prune"};
        Files.writeString(manifest, workload + config);
        assertThat(deploy(cluster, args)).as(said).isZero();
        Files.writeString(manifest, workload);
        assertThat(deploy(cluster, args)).as(said).isZero();
        assertThat(said)
                .contains("configmap/old in namespace " + cluster.namespace + " pruned\n")
                .contains(" Pruned: configmap/old.");
        assertThat(record().path("objects").path(0).path("action").asText()).isEqualTo("pruned");
    }

    @Test
    void aRuleThatIsNotUnderstoodIsToldBeforeTheClusterIsAsked() {
        StringWriter out = new StringWriter();
        int code = new CommandLine(new DeployCommand())
                .setErr(new PrintWriter(out))
                .setExecutionExceptionHandler((e, line, result) -> {
                    out.write(e.getMessage());
                    return 2;
                })
                .execute("k8s.yaml", "--kind-rule", "Feature ready=Ready", "--kubeconfig", "/nowhere");
        assertThat(code).isEqualTo(2);
        assertThat(out.toString())
                .startsWith("The rule \"Feature ready=Ready\" begins with no kind of a custom resource;");
    }

    /** The record's folder becomes a file while the workload is applied. */
    @Test
    void whatWasDeployedIsSaidWhenOnlyItsRecordIsMissing(Cluster cluster) throws Exception {
        Path model = model("weights");
        Path records = folder.resolve("records");
        Path output = records.resolve("deployment.json");
        List<String> args = List.of(
                EXAMPLES.resolve("deployment.yaml").toString(),
                "--gate",
                gate("PASS", Digest.ofFile(model)),
                "--model",
                model.toString(),
                "--kubeconfig",
                cluster.kubeconfig().toString(),
                "--namespace",
                cluster.namespace,
                "--stable-for",
                "0",
                "--output",
                output.toString());
        Files.createDirectory(records);
        StringWriter out = new StringWriter();
        PrintWriter printed = new PrintWriter(new FilterWriter(out) {
            @Override
            public void write(String text, int from, int length) throws IOException {
                super.write(text, from, length);
                if (text.startsWith("DEPLOYED: ") && Files.isDirectory(records)) {
                    Files.delete(records);
                    Files.createFile(records);
                }
            }
        });
        List<Exception> errors = new ArrayList<>();
        new CommandLine(new DeployCommand())
                .setOut(printed)
                .setExecutionExceptionHandler((e, command, parsed) -> errors.add(e) ? 2 : 0)
                .execute(args.toArray(String[]::new));

        assertThat(out.toString()).contains("DEPLOYED: deployment/ml-model in namespace " + cluster.namespace);
        assertThat(errors)
                .singleElement()
                .isInstanceOf(UserError.class)
                .extracting(Exception::getMessage, as(InstanceOfAssertFactories.STRING))
                .startsWith("The deployment ended as DEPLOYED, and only its record is missing: " + output)
                .endsWith("Not written: " + output + ".");
    }

    @Test
    void theBanksRestartIsDeclaredOnly(Cluster cluster) throws Exception {
        cluster.write("kubectl", Files.readString(EXAMPLES.resolve("ml-fraud-detection.yaml")));
        Cluster.await(
                "the first pods",
                () -> cluster.get("apps/v1", "deployments/ml-fraud-detection")
                                .path("status")
                                .path("availableReplicas")
                                .asInt()
                        == 2);
        Path model = model("weights");
        String gate = gate("PASS", Digest.ofFile(model));
        int code = deploy(
                cluster, "--restart", "deployment/ml-fraud-detection", "--gate", gate, "--model", model.toString());
        assertThat(said).contains("DEPLOYED: ");
        assertThat(code).isZero();
        assertThat(record().path("gate").path("how").asText()).isEqualTo("DECLARED_ONLY");
    }

    @Test
    void theModelInAConfigMapIsDeployedAsAWhole(Cluster cluster) throws Exception {
        String manifest = Files.readString(EXAMPLES.resolve("configmap.yaml"));
        byte[] bytes = "weights".getBytes(StandardCharsets.UTF_8);
        String base64 = Base64.getEncoder().encodeToString(bytes);
        String filled = manifest.replace("MODEL_BASE64", base64).replace("MODEL_HASH", "0123abcd");
        Path file = Files.writeString(folder.resolve("configmap.yaml"), filled);
        int code = deploy(cluster, file.toString(), "--gate", gate("PASS", Digest.ofBytes(bytes)));
        assertThat(said).contains("DEPLOYED: ");
        assertThat(code).isZero();
        assertThat(record().path("gate").path("how").asText()).isEqualTo("BYTES");
        int other = deploy(cluster, file.toString(), "--gate", gate("PASS", Cluster.MODEL));
        assertThat(other).isEqualTo(2);
        assertThat(said).contains("TAMPERED: configmap/fraud-model-0123abcd is ");
    }

    private Path withModels(String entries, String argument) throws IOException {
        String manifest = Files.readString(EXAMPLES.resolve("configmap.yaml"))
                .replace("  model.onnx: MODEL_BASE64", entries)
                .replace("MODEL_HASH", "0123abcd")
                .replace("/models/model.onnx", "/models/" + argument);
        return Files.writeString(folder.resolve("configmap.yaml"), manifest);
    }

    @Test
    void anotherModelBesideTheJudgedOneIsNotCalledItsBytes(Cluster cluster) throws Exception {
        String judged = Base64.getEncoder().encodeToString("weights".getBytes(StandardCharsets.UTF_8));
        String gate = gate("PASS", Digest.ofText("weights"));
        Path file = withModels("  model.onnx: " + judged + "\n  weights.dat: ZXZpbA==", "weights.dat");

        assertThat(deploy(cluster, file.toString(), "--gate", gate, "--minimum-binding", "BYTES"))
                .isEqualTo(2);
        assertThat(said)
                .contains("UNGATED: Not deployed, because its binding to the gate is PIPELINE")
                .contains("; not covered: container server: /models/weights.dat (volume model).");
        assertThat(cluster.applies()).isZero();

        assertThat(deploy(cluster, file.toString(), "--gate", gate)).isZero();
        assertThat(said)
                .contains("bound to the gate: PIPELINE, container server (")
                .contains("  compared: /models/model.onnx (volume model)\n")
                .contains("  not covered: container server: /models/weights.dat (volume model)\n")
                .contains("DEPLOYED: ");
        JsonNode bound = record().path("gate");
        assertThat(bound.path("how").asText()).isEqualTo("PIPELINE");
        assertThat(bound.path("container").asText()).isEqualTo("server");
        assertThat(bound.path("uncovered")).hasSize(1);
    }

    @Test
    void whatSomebodyElsePutIntoTheConfigMapIsAccountedFor(Cluster cluster) throws Exception {
        String judged = Base64.getEncoder().encodeToString("weights".getBytes(StandardCharsets.UTF_8));
        cluster.write("somebody", """
                {apiVersion: v1, kind: ConfigMap, metadata: {name: fraud-model-0123abcd}, data: {other: evil}}
                """);
        Path file = withModels("  model.onnx: " + judged, "other");
        String manifest = Files.readString(file).replace("immutable: true\n", "");
        Files.writeString(file, manifest);
        assertThat(deploy(cluster, file.toString(), "--gate", gate("PASS", Digest.ofText("weights"))))
                .isZero();
        assertThat(record().path("gate").path("how").asText()).isEqualTo("PIPELINE");
        assertThat(said).contains("  not covered: container server: /models/other (volume model)\n");
    }

    @Test
    void whatSomebodyElseMountsIntoTheContainerIsAccountedFor(Cluster cluster) throws Exception {
        String judged = Base64.getEncoder().encodeToString("weights".getBytes(StandardCharsets.UTF_8));
        Path file = withModels("  model.onnx: " + judged, "model.onnx");
        String gate = gate("PASS", Digest.ofText("weights"));
        assertThat(deploy(cluster, file.toString(), "--gate", gate)).isZero();
        assertThat(record().path("gate").path("how").asText()).isEqualTo("BYTES");
        cluster.write("somebody", "{apiVersion: v1, kind: ConfigMap, metadata: {name: evil}, data: {evil: x}}");
        cluster.write("somebody", """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: fraud}
                spec:
                  template:
                    spec:
                      containers: [{name: server, volumeMounts: [{name: evil, mountPath: /evil}]}]
                      volumes: [{name: evil, configMap: {name: evil}}]
                """);
        assertThat(deploy(cluster, file.toString(), "--gate", gate)).isZero();
        assertThat(record().path("gate").path("how").asText()).isEqualTo("PIPELINE");
        assertThat(said)
                .contains("  not covered: container server: what is in the ConfigMap evil, which is not among the"
                        + " manifests, mounted at /evil (volume evil)\n");
    }

    @Test
    void everyExampleIsAcceptedByTheServer(Cluster cluster) throws Exception {
        for (String example : List.of("image-by-digest.yaml", "oci-volume.yaml", "object-store.yaml", "pvc.yaml")) {
            int code = deploy(cluster, EXAMPLES.resolve(example).toString(), "--allow-ungated", "example", "--dry-run");
            assertThat(said).contains("DRY_RUN: ").as(example);
            assertThat(code).isZero();
            assertThat(record().path("diff")).isNotEmpty();
        }
    }

    @Test
    void aTamperedModelIsNotWritten(Cluster cluster) throws Exception {
        Path model = model("weights");
        String gate = gate("PASS", Digest.ofFile(model));
        String judged = Digest.ofFile(model);
        model("weights, changed");
        int code = deploy(
                cluster, EXAMPLES.resolve("deployment.yaml").toString(), "--gate", gate, "--model", model.toString());
        assertThat(code).isEqualTo(2);
        assertThat(said)
                .contains("TAMPERED: " + model + " is " + Digest.ofFile(model) + ", but the gate judged " + judged
                        + ". Nothing was written. Validate and gate what is to be deployed.");
        assertThat(record().path("status").asText()).isEqualTo("TAMPERED");
        assertThat(cluster.requests()).noneMatch(r -> r.uri().contains("jenkins-ml-pipeline"));
    }

    @Test
    void aFailedGateIsNotWritten(Cluster cluster) throws Exception {
        Path model = model("weights");
        int code = deploy(
                cluster,
                EXAMPLES.resolve("deployment.yaml").toString(),
                "--gate",
                gate("FAIL", Digest.ofFile(model)),
                "--model",
                model.toString());
        assertThat(code).isEqualTo(2);
        assertThat(said).contains("UNGATED: Not deployed, because the gate's verdict is FAIL.");
        assertThat(record().path("status").asText()).isEqualTo("UNGATED");
        assertThat(cluster.requests()).noneMatch(r -> r.uri().contains("jenkins-ml-pipeline"));
    }

    @Test
    void withoutAVerdictItIsUnstableAtBest(Cluster cluster) throws Exception {
        int code = deploy(cluster, EXAMPLES.resolve("deployment.yaml").toString(), "--allow-ungated", "first try");
        assertThat(code).isEqualTo(3);
        assertThat(said)
                .contains("warning: deployed without a gate verdict: first try (there is no gate verdict (gate))")
                .contains("DEPLOYED: ");
        assertThat(record().path("gate").path("how").asText()).isEqualTo("UNGATED");
    }

    @Test
    void aFailureIsExplainedRolledBackAndRecorded(Cluster cluster) throws Exception {
        String manifest = EXAMPLES.resolve("deployment.yaml").toString();
        deploy(cluster, manifest, "--allow-ungated", "test");
        int code = deploy(
                cluster,
                manifest,
                "--allow-ungated",
                "test",
                "--image",
                "registry.example/ml-model=registry.test/x:crash-1");
        assertThat(code).isEqualTo(1);
        assertThat(said)
                .contains("    | FATAL: cannot open model file /models/current: no such file")
                .contains("rolling back to revision 1")
                .contains("FAILED: deployment/ml-model in namespace " + cluster.namespace
                        + ": 1 of 1 new pods can't become" + " ready: ")
                .contains(" Rolled back to revision 1 (");
        JsonNode record = record();
        assertThat(record.path("rollback").path("status").asText()).isEqualTo("ROLLED_BACK");
        assertThat(record.path("diagnostics").path("pods")).hasSize(1);
    }

    @Test
    void aDryRunSaysByItsExitCodeWhetherSomethingWouldChange(Cluster cluster) throws Exception {
        String manifest = EXAMPLES.resolve("deployment.yaml").toString();
        String[] dry = {manifest, "--allow-ungated", "test", "--dry-run", "--exit-code-on-change", "--build", "job/2"};
        assertThat(deploy(cluster, dry)).isEqualTo(4);
        assertThat(record().path("changed").asBoolean()).isTrue();
        assertThat(deploy(cluster, manifest, "--allow-ungated", "test", "--build", "job/1"))
                .isEqualTo(3);
        assertThat(deploy(cluster, dry)).as("who deploys is no change").isZero();
        assertThat(record().path("changed").asBoolean()).isFalse();
        assertThat(said).contains("would be accepted and nothing would change; nothing was written.");
    }

    /** A signal, as Ctrl-C and a scheduler send it: a process of its own. */
    @Test
    void whatIsStoppedLeavesItsRecord(Cluster cluster) throws Exception {
        Path output = folder.resolve("deployment.json");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "deploy",
                        EXAMPLES.resolve("deployment.yaml").toString(),
                        "--kubeconfig",
                        cluster.kubeconfig().toString(),
                        "--namespace",
                        cluster.namespace,
                        "--stable-for",
                        "10m",
                        "--allow-ungated",
                        "test",
                        "--json",
                        "--output",
                        output.toString())
                .start();
        try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8);
                BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            List<String> lines = new ArrayList<>();
            for (String line = err.readLine(); line != null; line = err.readLine()) {
                lines.add(line);
                if (line.contains("must stay so")) {
                    // Unlike the process's own way to be destroyed, this leaves its output.
                    process.toHandle().destroy();
                }
            }
            String json = out.lines().collect(Collectors.joining("\n"));
            assertThat(process.waitFor()).as(lines.toString()).isEqualTo(143);
            assertThat(lines)
                    .last()
                    .isEqualTo("ABORTED: The build was stopped while deployment/ml-model in namespace "
                            + cluster.namespace + " was rolled out. It was left as it is.");
            assertThat(record().path("status").asText()).isEqualTo("ABORTED");
            assertThat(Json.parse(json, JsonNode.class, "out")).isEqualTo(record());
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void anErrorLeavesItsRecordToo(Cluster cluster) throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.yaml"), "apiVersion: v1\nkind: ConfigMap\n");
        assertThat(deploy(cluster, broken.toString(), "--allow-ungated", "test"))
                .isNotZero();
        JsonNode record = record();
        assertThat(record.path("status").asText()).isEqualTo("ERROR");
        assertThat(record.path("message").asText())
                .isEqualTo(broken + ", document 1: metadata.name is missing, or is not a string.");
        assertThat(record.path("cluster").asText()).startsWith("https://");
    }

    @Test
    void jsonIsOneDocumentOnStandardOutput(Cluster cluster) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = new CommandLine(new DeployCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(
                        EXAMPLES.resolve("deployment.yaml").toString(),
                        "--kubeconfig",
                        cluster.kubeconfig().toString(),
                        "--namespace",
                        cluster.namespace,
                        "--allow-ungated",
                        "test",
                        "--dry-run",
                        "--json");
        assertThat(code).isZero();
        assertThat(Json.parse(out.toString(), JsonNode.class, "out")
                        .path("status")
                        .asText())
                .isEqualTo("DRY_RUN");
        assertThat(err.toString()).contains("deployment/ml-model in namespace " + cluster.namespace + ": new");
    }
}
