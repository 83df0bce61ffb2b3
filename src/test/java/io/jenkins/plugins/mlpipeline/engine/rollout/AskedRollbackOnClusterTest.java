package io.jenkins.plugins.mlpipeline.engine.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.cli.RollbackCommand;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment.RollbackStatus;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Annotations;
import io.jenkins.plugins.mlpipeline.engine.verification.VerifiedDeployment;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A rollback that somebody asks for, on a real API server. */
@Tag("kubernetes")
@ExtendWith(ControlPlane.class)
class AskedRollbackOnClusterTest {
    private static final String V1 = "registry.test/fraud:v1";
    private static final String V2 = "registry.test/fraud:v2";
    private static final String V3 = "registry.test/fraud:v3";

    @TempDir
    private Path folder;

    private String said;

    private static Deployment deploy(Cluster cluster, String image, String model) throws InterruptedException {
        // No deadline is what these tests are about; a busy machine takes its time.
        String manifest =
                cluster.deployment(image).replace("progressDeadlineSeconds: 2", "progressDeadlineSeconds: 120");
        cluster.options = cluster.options.withTimeout(120);
        Deployment d = cluster.run(cluster.plan(manifest, model), Cluster.GATED);
        assertThat(d.status()).as(d.message()).isEqualTo(Outcome.DEPLOYED);
        return d;
    }

    private static Deployment back(Cluster cluster, String to, Deployment last) {
        return cluster.rollout(cluster.api)
                .goBack(RollbackRequest.read(
                        "deployment/fraud", cluster.namespace, to, "too many errors", "job/8", last));
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

    private static JsonNode marks(Cluster cluster, Deployment deployment) {
        return cluster.get("apps/v1", "replicasets/" + deployment.replicaSet())
                .path("metadata")
                .path("annotations");
    }

    @Test
    void theRevisionBeforeIsBackPinnedAndTheRecordSaysWhatServesNow(Cluster cluster) throws Exception {
        Deployment first = deploy(cluster, V1, Cluster.MODEL);
        Deployment second = deploy(cluster, V2, Cluster.OTHER_MODEL);
        Deployment back = back(cluster, "previous", null);
        assertThat(back.message())
                .isEqualTo("A rollback of deployment/fraud in namespace " + cluster.namespace
                        + " was asked for: too many errors. Rolled back to revision 1 (" + first.replicaSet()
                        + "), the newest revision that was found deployed, and gated.");
        assertThat(back.status()).isEqualTo(Outcome.DEPLOYED);
        assertThat(back.exitCode()).isZero();
        assertThat(back.rollback().status()).isEqualTo(RollbackStatus.ROLLED_BACK);
        assertThat(back.rollback().pinned()).isTrue();
        assertThat(back.changed()).isTrue();
        assertThat(back.modelDigest()).isEqualTo(Cluster.MODEL);
        assertThat(back.replicaSet()).isNotEqualTo(second.replicaSet());
        assertThat(back.imageDigests()).isEqualTo(first.imageDigests());
        assertThat(back.previous().replicaSet()).isEqualTo(second.replicaSet());
        assertThat(back.previous().modelDigest()).isEqualTo(Cluster.OTHER_MODEL);
        assertThat(image(cluster)).isEqualTo(V1 + "@" + first.imageDigests().get("app"));
        assertThat(marks(cluster, second).path(Annotations.FAILED).asText()).endsWith(" Requested");
        assertThat(marks(cluster, back).path(Annotations.GATED).asText()).isNotEmpty();
        JsonNode object = cluster.deployment().path("metadata").path("annotations");
        assertThat(object.path(Annotations.CHANGE_CAUSE).asText()).isEqualTo("rollback to revision 1: too many errors");
        assertThat(object.path(Annotations.BUILD).asText()).isEqualTo("job/8");
        assertThat(new VerifiedDeployment(back, null).label())
                .as("it can be verified")
                .startsWith("deployment/fraud");
    }

    @Test
    void whatWasRolledBackFromOrFailedItsVerificationIsNoCandidate(Cluster cluster) throws Exception {
        Deployment first = deploy(cluster, V1, Cluster.MODEL);
        Deployment second = deploy(cluster, V2, Cluster.MODEL);
        VerificationMark.refute(cluster.api, second, Instant.now());
        Deployment third = deploy(cluster, V3, Cluster.MODEL);
        Deployment back = back(cluster, "previous", third);
        assertThat(back.rollback().replicaSet()).as(back.message()).isEqualTo(first.replicaSet());
        Deployment again = back(cluster, "previous", back);
        assertThat(again.status()).isEqualTo(Outcome.NO_KNOWN_GOOD);
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.changed()).isFalse();
        Deployment named = back(cluster, "2", null);
        assertThat(named.message())
                .endsWith("Not rolled back: revision 2 (" + second.replicaSet()
                        + ") failed its verification; deploy it anew, with its checks, to go back to it; it is left as"
                        + " it is.");
        assertThat(image(cluster)).isEqualTo(V1 + "@" + first.imageDigests().get("app"));
    }

    @Test
    void theRecordOfWhatIsInForceKnowsAHotfixThatNobodyMarked(Cluster cluster) throws Exception {
        deploy(cluster, V1, Cluster.MODEL);
        cluster.patch(
                "apps/v1",
                "deployments/fraud",
                "{\"spec\":{\"template\":{\"metadata\":{\"annotations\":{\"hotfix\":\"yes\"}}}}}");
        Cluster.await("the hotfix", () -> {
            JsonNode status = cluster.deployment().path("status");
            return status.path("observedGeneration").asLong()
                            == cluster.deployment()
                                    .path("metadata")
                                    .path("generation")
                                    .asLong()
                    && status.path("updatedReplicas").asInt() == 3
                    && status.path("replicas").asInt() == 3
                    && status.path("availableReplicas").asInt() == 3;
        });
        Deployment third = deploy(cluster, V3, Cluster.MODEL);
        Deployment back = back(cluster, "previous", third);
        assertThat(back.rollback().rung())
                .isEqualTo("the revision that was fully available just before, though neither gated nor verified");
        assertThat(cluster.deployment()
                        .path("spec")
                        .path("template")
                        .path("metadata")
                        .path("annotations")
                        .path("hotfix")
                        .asText())
                .isEqualTo("yes");
    }

    @Test
    void aDryRunShowsTheWayAndWritesNothing(Cluster cluster) throws Exception {
        Deployment first = deploy(cluster, V1, Cluster.MODEL);
        Deployment second = deploy(cluster, V2, Cluster.MODEL);
        VerificationMark.mark(cluster.api, first, Instant.now());
        List<String> before = cluster.writes();
        Deployment dry = cluster.rollout(cluster.api)
                .dryRun(RollbackRequest.read(
                        "deployment/fraud", cluster.namespace, "verified", "too many errors", null, second));
        assertThat(dry.status()).isEqualTo(Outcome.DRY_RUN);
        assertThat(dry.message())
                .isEqualTo("deployment/fraud in namespace " + cluster.namespace + " would go back to revision 1 ("
                        + first.replicaSet() + "), the newest revision that was verified; nothing was written.");
        assertThat(dry.diff())
                .containsExactly("~ spec.template.spec.containers[app].image: \"" + V2 + "\" -> \"" + V1 + "@"
                        + first.imageDigests().get("app") + "\"");
        assertThat(cluster.writes()).isEqualTo(before);
        assertThat(image(cluster)).isEqualTo(V2);
    }

    @Test
    void aPausedWorkloadAndOneThatIsNotThereAreSaid(Cluster cluster) throws Exception {
        deploy(cluster, V1, Cluster.MODEL);
        deploy(cluster, V2, Cluster.MODEL);
        cluster.patch("apps/v1", "deployments/fraud", "{\"spec\":{\"paused\":true}}");
        assertThat(back(cluster, "previous", null).status()).isEqualTo(Outcome.PAUSED);
        assertThat(image(cluster)).isEqualTo(V2);
        assertThatThrownBy(() -> cluster.rollout(cluster.api)
                        .goBack(RollbackRequest.read(
                                "deployment/frod", cluster.namespace, "previous", "x", null, null)))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("There is no deployment/frod in namespace " + cluster.namespace + ". ")
                .hasMessageContaining("fraud");
    }

    @Test
    void theCommandGoesBackAndLeavesARecordThatKeepsToItsSchema(Cluster cluster) throws Exception {
        Deployment first = deploy(cluster, V1, Cluster.MODEL);
        deploy(cluster, V2, Cluster.OTHER_MODEL);
        assertThat(rollback(cluster, "--reason", "INC-42", "--dry-run"))
                .as(said)
                .isZero();
        assertThat(record().path("status").asText()).isEqualTo("DRY_RUN");
        assertThat(rollback(cluster, "--reason", "INC-42", "--to", "gated"))
                .as(said)
                .isZero();
        assertThat(said)
                .contains("DEPLOYED: A rollback of deployment/fraud in namespace " + cluster.namespace
                        + " was asked for: INC-42. Rolled back to revision 1 (" + first.replicaSet()
                        + "), the newest revision that was gated and deployed.");
        assertThat(record().path("rollback").path("status").asText()).isEqualTo("ROLLED_BACK");
        assertThat(rollback(cluster, "--reason", "INC-42")).isEqualTo(1);
        assertThat(record().path("status").asText()).isEqualTo("NO_KNOWN_GOOD");
        assertThatThrownBy(() -> run(cluster, List.of("--reason", " ")))
                .hasMessage("A rollback needs a reason, which is recorded with it.");
        assertThat(record().path("status").asText()).isEqualTo("ERROR");
    }

    private JsonNode record() throws Exception {
        Path file = folder.resolve("deployment.json");
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(Files.readString(Path.of("docs/schemas/deployment.schema.json")))
                        .validate(Files.readString(file), InputFormat.JSON))
                .isEmpty();
        return Json.readTree(file);
    }

    private int rollback(Cluster cluster, String... args) throws Exception {
        return run(cluster, List.of(args));
    }

    private int run(Cluster cluster, List<String> args) throws Exception {
        List<String> all = new ArrayList<>(args);
        all.addAll(List.of(
                "--target",
                "deployment/fraud",
                "-n",
                cluster.namespace,
                "--kubeconfig",
                cluster.kubeconfig().toString(),
                "--stable-for",
                "0s",
                "--output",
                folder.resolve("deployment.json").toString()));
        StringWriter out = new StringWriter();
        Exception[] thrown = {null};
        int code = new CommandLine(new RollbackCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out))
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    thrown[0] = e;
                    return 2;
                })
                .execute(all.toArray(String[]::new));
        said = out.toString();
        if (thrown[0] != null) {
            throw thrown[0];
        }
        return code;
    }
}
