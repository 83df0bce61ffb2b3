package io.jenkins.plugins.mlpipeline.engine.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.jenkins.plugins.mlpipeline.engine.cli.DeployCommand;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code deploy --targets} against a real API server: several namespaces, and two clusters. */
@Tag("kubernetes")
@ExtendWith(ControlPlane.class)
class WavesOnClusterTest {
    private static final String NO_PODS =
            "{apiVersion: v1, kind: ResourceQuota, metadata: {name: none}, spec: {hard: {pods: '%s'}}}";

    @TempDir
    private Path folder;

    private String said;

    private int deploy(String image, String targets, String... more) throws IOException {
        Files.writeString(folder.resolve("k8s.yaml"), """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: fraud}
                spec:
                  replicas: 1
                  progressDeadlineSeconds: 2
                  selector: {matchLabels: {app: fraud}}
                  template:
                    metadata: {labels: {app: fraud}}
                    spec: {containers: [{name: app, image: '%s'}]}
                """.formatted(image));
        Files.writeString(folder.resolve("targets.yaml"), targets);
        List<String> all = new ArrayList<>(List.of(
                folder.resolve("k8s.yaml").toString(),
                "--targets",
                folder.resolve("targets.yaml").toString(),
                "--allow-ungated",
                "a test",
                "--stable-for",
                "0",
                "--output",
                folder.resolve("deployment.json").toString()));
        all.addAll(List.of(more));
        StringWriter out = new StringWriter();
        int code = new CommandLine(new DeployCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out))
                .execute(all.toArray(String[]::new));
        said = out.toString();
        return code;
    }

    private static String target(Cluster cluster) {
        return "- {kubeconfig: '" + cluster.kubeconfig() + "', namespace: " + cluster.namespace + "}\n";
    }

    private static String name(Cluster cluster) {
        return cluster.kubeconfig() + "/" + cluster.namespace;
    }

    private JsonNode record() throws IOException {
        String text = Files.readString(folder.resolve("deployment.json"));
        var errors = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(Path.of("docs/schemas/deployment.schema.json")))
                .validate(text, InputFormat.JSON);
        assertThat(errors).isEmpty();
        return Json.parse(text, JsonNode.class, "deployment.json");
    }

    private List<String> statuses() throws IOException {
        List<String> statuses = new ArrayList<>();
        record().path("targets")
                .forEach(t -> statuses.add(
                        t.path("wave").asInt() + " " + t.path("status").asText()));
        return statuses;
    }

    private static String image(Cluster cluster) {
        return cluster.deployment()
                .path("spec")
                .path("template")
                .path("spec")
                .path("containers")
                .path(0)
                .path("image")
                .asText();
    }

    @Test
    void itStopsWhereOneFailsAndGoesOnFromThere(Cluster first, Cluster second, Cluster third, Cluster fourth)
            throws Exception {
        String targets = target(first) + target(second) + target(third) + target(fourth);
        assertThat(deploy("registry.test/fraud:v1", targets, "--wave", "100 %"))
                .as(said)
                .isEqualTo(3);
        assertThat(statuses()).containsExactly("1 DEPLOYED", "1 DEPLOYED", "1 DEPLOYED", "1 DEPLOYED");
        List<String> waiting = fourth.writes();
        third.write("an-administrator", NO_PODS.formatted(1));

        assertThat(deploy("registry.test/fraud:v2", targets)).as(said).isEqualTo(1);
        assertThat(statuses()).containsExactly("1 DEPLOYED", "2 DEPLOYED", "3 ROLLBACK_FAILED", "4 NOT_BEGUN");
        assertThat(said)
                .contains("wave 1 of 4: " + name(first) + "\n")
                .contains("wave 3 of 4: " + name(third) + "\n")
                .doesNotContain("wave 4 of 4")
                .contains("ROLLBACK_FAILED: It stopped in wave 3 of 4. " + name(third) + " is ROLLBACK_FAILED: ")
                .contains(" Done: " + name(first) + ", " + name(second) + ". Not begun: " + name(fourth)
                        + ". Run it again to go on from there: what is done stays as it is.\n");
        // Where no pod may be made there is no way back either, which is the worst that is said.
        assertThat(record().path("status").asText()).isEqualTo("ROLLBACK_FAILED");
        assertThat(record().path("rollback").path("status").asText()).isEqualTo("ROLLBACK_FAILED");
        assertThat(record().path("targets")
                        .path(2)
                        .path("deployment")
                        .path("rollback")
                        .path("status")
                        .asText())
                .isEqualTo("ROLLBACK_FAILED");
        assertThat(image(third)).startsWith("registry.test/fraud:v1");
        assertThat(image(fourth)).isEqualTo("registry.test/fraud:v1");
        assertThat(fourth.writes()).as("what was not begun was not written to").isEqualTo(waiting);
        List<String> before = first.writesThatHeld();
        assertThat(before)
                .containsExactly(
                        "patch deployments 201",
                        "patch replicasets 200",
                        "patch deployments 200",
                        "patch replicasets 200");

        third.write("an-administrator", NO_PODS.formatted(9));
        assertThat(deploy("registry.test/fraud:v2", targets)).as(said).isEqualTo(3);
        assertThat(statuses()).containsExactly("1 UNCHANGED", "2 UNCHANGED", "3 DEPLOYED", "4 DEPLOYED");
        assertThat(said).doesNotContain("wave 2 of 4").contains("wave 3 of 4: ").contains("wave 4 of 4: ");
        assertThat(first.writesThatHeld())
                .as("what runs this already costs no write")
                .isEqualTo(before);
        assertThat(Stream.of(first, second, third, fourth).map(WavesOnClusterTest::image))
                .allMatch("registry.test/fraud:v2"::equals);

        assertThat(deploy("registry.test/fraud:v2", targets)).isEqualTo(3);
        assertThat(said).doesNotContain("wave ").contains("UNCHANGED: 4 targets: 4 UNCHANGED.\n");
        assertThat(first.writesThatHeld()).isEqualTo(before);
    }

    @Test
    void whatIsBrokenIsNotCalledUnchanged(Cluster first, Cluster second) throws Exception {
        String targets = target(first) + target(second);
        assertThat(deploy("registry.test/fraud:crash-1", target(first), "--on-failure", "leave"))
                .as(said)
                .isEqualTo(1);
        assertThat(deploy("registry.test/fraud:crash-1", targets, "--on-failure", "leave"))
                .as(said)
                .isEqualTo(1);
        assertThat(statuses()).containsExactly("1 FAILED", "2 NOT_BEGUN");
    }

    @Test
    void aConflictOfTheLastIsFoundBeforeTheFirstWrite(Cluster first, Cluster second) throws Exception {
        String targets = target(first) + target(second);
        second.write("somebody-else", second.deployment("registry.test/fraud:theirs"));
        assertThat(deploy("registry.test/fraud:v1", targets)).as(said).isEqualTo(2);
        assertThat(statuses()).containsExactly("1 NOT_BEGUN", "2 CONFLICT");
        assertThat(said)
                .contains("CONFLICT: Nothing was written to any of the 2 targets. " + name(second) + " is CONFLICT: ");
        assertThat(first.writes()).isEmpty();
        assertThat(second.writes()).isEmpty();
    }

    @Test
    void whoCantBeReachedIsNamedBeforeTheFirstWrite(Cluster cluster) throws Exception {
        Path nowhere = Files.writeString(folder.resolve("nowhere"), """
                apiVersion: v1
                kind: Config
                current-context: c
                contexts: [{name: c, context: {cluster: c, user: u}}]
                clusters: [{name: c, cluster: {server: 'https://127.0.0.1:1'}}]
                users: [{name: u, user: {token: t}}]
                """);
        assertThat(deploy(
                        "registry.test/fraud:v1",
                        target(cluster) + "- {kubeconfig: '" + nowhere + "', namespace: bank}\n"))
                .as(said)
                .isEqualTo(2);
        assertThat(statuses()).containsExactly("1 NOT_BEGUN", "2 ERROR");
        assertThat(said)
                .contains("ERROR: Nothing was written to any of the 2 targets. " + nowhere + "/bank is ERROR: ");
        assertThat(cluster.writes()).isEmpty();
    }

    @Test
    void aDryRunSaysWhatWouldChangeAtEach(Cluster first, Cluster second) throws Exception {
        deploy("registry.test/fraud:v1", target(first));
        String targets = target(first) + target(second);
        assertThat(deploy("registry.test/fraud:v1", targets, "--dry-run", "--exit-code-on-change"))
                .as(said)
                .isEqualTo(4);
        assertThat(said)
                .contains(name(first) + ":\n  deployment/fraud in namespace " + first.namespace + ": ")
                .contains(name(second) + ":\n  deployment/fraud in namespace " + second.namespace + ": new\n")
                .contains("and nothing would change; nothing was written.");
        assertThat(statuses()).containsExactly("1 DRY_RUN", "2 DRY_RUN");
        assertThat(second.writes()).isEmpty();
    }

    @Test
    void oneTargetByTwoNamesIsRefused(Cluster cluster) throws Exception {
        Path copy = Files.copy(cluster.kubeconfig(), folder.resolve("copy"));
        String twice = target(cluster) + "- {kubeconfig: '" + copy + "', namespace: " + cluster.namespace + "}\n";
        assertThat(deploy("registry.test/fraud:v1", twice)).as(said).isEqualTo(2);
        assertThat(said).contains("is the same cluster and namespace as ");
        assertThat(cluster.writes()).isEmpty();
    }

    @Test
    void twoClusters(Cluster here) throws Exception {
        Path binary = Testbed.find().orElseThrow();
        try (Testbed elsewhere = Testbed.start(binary)) {
            try (Cluster there = new Cluster(new ControlPlane.Running(elsewhere.kubeconfig(), elsewhere), "there")) {
                assertThat(deploy("registry.test/fraud:v1", target(here) + target(there)))
                        .as(said)
                        .isEqualTo(3);
                assertThat(image(here)).isEqualTo(image(there)).isEqualTo("registry.test/fraud:v1");
                JsonNode targets = record().path("targets");
                assertThat(targets.path(0).path("cluster").asText())
                        .isNotEqualTo(targets.path(1).path("cluster").asText());
            }
        }
    }
}
