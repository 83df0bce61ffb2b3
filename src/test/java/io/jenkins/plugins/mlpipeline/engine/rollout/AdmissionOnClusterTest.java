package io.jenkins.plugins.mlpipeline.engine.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment.RollbackStatus;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.ApiError;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.KubeApi;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.KubeApi.PatchType;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Manifests;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Plan;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.PlanRequest;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Planner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The admission policy of the documentation, in force on a real API server. */
@Tag("kubernetes")
@ExtendWith(ControlPlane.class)
class AdmissionOnClusterTest {
    private static final Path EXAMPLES = Path.of("docs/examples");
    private static final String GATE = "sha256:" + "c".repeat(64);
    private static final String SECOND_GATE = "sha256:" + "d".repeat(64);
    private static final String GOOD = "registry.test/fraud:v1";

    private static void enforce(Cluster cluster) throws IOException {
        cluster.write("setup", Files.readString(EXAMPLES.resolve("admission/verdicts.yaml")));
        Cluster.await(
                "the kind of verdicts",
                () -> cluster.api.find("/apis/ml-pipeline.jenkins.io/v1").isPresent());
        cluster.write("setup", Files.readString(EXAMPLES.resolve("admission/rbac.yaml")));
        cluster.write("setup", Files.readString(EXAMPLES.resolve("admission/policy.yaml")));
        cluster.write("setup", """
                apiVersion: v1
                kind: Namespace
                metadata:
                  name: %s
                  labels: {ml-pipeline.jenkins.io/admission: verdict}
                  annotations:
                    ml-pipeline.jenkins.io/jobs: bank/train,bank/other
                    ml-pipeline.jenkins.io/cluster: bank-prod
                """.formatted(cluster.namespace));
        Cluster.await("the policy", () -> {
            try {
                cluster.api.patch(
                        "/api/v1/namespaces/" + cluster.namespace + "/pods/probe",
                        PatchType.APPLY,
                        Map.of("fieldManager", "probe", "dryRun", "All"),
                        pod("probe", ""));
                return false;
            } catch (ApiError e) {
                return e.getMessage().contains("ml-pipeline-verdict");
            }
        });
    }

    private static JsonNode pod(String name, String annotations) {
        return Json.parse(
                "{\"apiVersion\": \"v1\", \"kind\": \"Pod\", \"metadata\": {\"name\": \"" + name
                        + "\", \"annotations\": {"
                        + annotations + "}}, \"spec\": {\"containers\": [{\"name\": \"app\", \"image\": \"" + GOOD
                        + "\"}]}}",
                JsonNode.class,
                "pod");
    }

    private static Plan plan(Cluster cluster, String image, String gate) {
        PlanRequest request = new PlanRequest(
                cluster.namespace,
                "default",
                Map.of(),
                Cluster.MODEL,
                gate,
                "job#1",
                null,
                UUID.randomUUID().toString());
        return Planner.apply(
                Manifests.parse("test.yaml", cluster.deployment(image)), request, cluster.kinds::clusterScoped);
    }

    /** Writes a verdict as a service account of the namespace. */
    private static void verdict(Cluster cluster, String identity, String gate, String fields) throws IOException {
        try (KubernetesClient client = cluster.as(identity)) {
            new KubeApi(client)
                    .patch(
                            "/apis/ml-pipeline.jenkins.io/v1/namespaces/" + cluster.namespace
                                    + "/gateverdicts/verdicts",
                            PatchType.APPLY,
                            Map.of("fieldManager", gate.substring(0, 10), "force", "true"),
                            Json.parse(
                                    "{\"apiVersion\": \"ml-pipeline.jenkins.io/v1\", \"kind\": \"GateVerdicts\","
                                            + " \"metadata\": {\"name\": \"verdicts\"}, \"spec\": {\"verdicts\": {\""
                                            + gate
                                            + "\": {" + fields + "}}}}",
                                    JsonNode.class,
                                    "verdict"));
        }
    }

    private static String fields(String model, String job, String cluster) {
        return "\"model\": \"" + model + "\", \"job\": \"" + job + "\", \"cluster\": \"" + cluster + "\"";
    }

    private static void given(Cluster cluster, String gate) throws IOException {
        verdict(cluster, "ml-gate", gate, fields(Cluster.MODEL, "bank/train", "bank-prod"));
        // The API server's own copy of the object follows a moment later.
        Cluster.await("the verdict", () -> admitted(cluster, gate));
    }

    private static boolean admitted(Cluster cluster, String gate) {
        return refusal(
                        cluster,
                        "\"ml-pipeline.jenkins.io/gate-digest\": \"" + gate
                                + "\", \"ml-pipeline.jenkins.io/model-digest\": \"" + Cluster.MODEL + "\"")
                .isEmpty();
    }

    /** What the server says about a bare pod with these annotations; empty when it would be admitted. */
    private static String refusal(Cluster cluster, String annotations) {
        try {
            cluster.api.patch(
                    "/api/v1/namespaces/" + cluster.namespace + "/pods/probe",
                    PatchType.APPLY,
                    Map.of("fieldManager", "probe", "dryRun", "All"),
                    pod("probe", annotations));
            return "";
        } catch (ApiError e) {
            return e.getMessage();
        }
    }

    @Test
    void withoutAVerdictNothingIsAdmitted(Cluster cluster) throws Exception {
        enforce(cluster);
        Deployment d = cluster.rollout(cluster.api).dryRun(plan(cluster, GOOD, GATE), Cluster.GATED, "job#1");
        assertThat(d.status().exitCode()).isEqualTo(2);
        assertThat(d.gate().gateDigest()).as("what the verdict is written with").isEqualTo(GATE);
        assertThat(d.modelDigest()).isEqualTo(Cluster.MODEL);
        assertThat(d.message()).contains("ml-pipeline-verdict");
        assertThat(cluster.writes()).isEmpty();
        given(cluster, SECOND_GATE);
        Deployment other = cluster.run(plan(cluster, GOOD, GATE));
        assertThat(other.message()).contains("there is no verdict " + GATE + " in this namespace");
        assertThat(refusal(cluster, "")).contains("there is no verdict on its pod template in this namespace");
    }

    @Test
    void withAVerdictItIsDeployedScaledRescheduledAndRolledBack(Cluster cluster) throws Exception {
        enforce(cluster);
        given(cluster, GATE);
        Deployment good = cluster.run(plan(cluster, GOOD, GATE), Cluster.GATED);
        assertThat(good.status()).isEqualTo(Outcome.DEPLOYED);
        assertThat(cluster.deployment().toString()).doesNotContain("\"job\"", "bank/train");

        cluster.patch("apps/v1", "deployments/fraud/scale", "{\"spec\": {\"replicas\": 4}}");
        Cluster.await("a fourth pod", () -> ready(cluster) == 4);
        String name =
                cluster.pods(p -> true).get(0).path("metadata").path("name").asText();
        cluster.api.delete("/api/v1/namespaces/" + cluster.namespace + "/pods/" + name);
        Cluster.await(
                "another pod in its place",
                () -> ready(cluster) == 4
                        && cluster.pods(p ->
                                        p.path("metadata").path("name").asText().equals(name))
                                .isEmpty());

        given(cluster, SECOND_GATE);
        Deployment bad = cluster.run(plan(cluster, "registry.test/fraud:crash-1", SECOND_GATE), Cluster.GATED);
        assertThat(bad.status()).isEqualTo(Outcome.FAILED);
        assertThat(bad.rollback().status()).isEqualTo(RollbackStatus.ROLLED_BACK);
        assertThat(cluster.deployment()
                        .at("/spec/template/metadata/annotations/ml-pipeline.jenkins.io~1gate-digest")
                        .asText())
                .isEqualTo(GATE);
    }

    private static long ready(Cluster cluster) {
        return cluster.deployment().path("status").path("readyReplicas").asLong();
    }

    @Test
    void aVerdictIsForOneModelItsJobItsClusterAndItsImages(Cluster cluster) throws Exception {
        enforce(cluster);
        String annotations = "\"ml-pipeline.jenkins.io/gate-digest\": \"" + GATE
                + "\", \"ml-pipeline.jenkins.io/model-digest\": \"" + Cluster.MODEL + "\"";
        Map<String, String> refused = Map.of(
                fields(Cluster.OTHER_MODEL, "bank/train", "bank-prod"),
                "the verdict is about another model than its pod template names",
                fields(Cluster.MODEL, "shop/train", "bank-prod"),
                "the verdict is of a job that this namespace doesn't name",
                fields(Cluster.MODEL, "bank/train", "bank-test"),
                "the verdict is for another cluster than this namespace names",
                fields(Cluster.MODEL, "bank/train", "bank-prod") + ", \"images\": [\"registry.test/other:1\"]",
                "one of its images is not among those of the verdict");
        for (var entry : refused.entrySet()) {
            verdict(cluster, "ml-gate", GATE, entry.getKey());
            Cluster.await(entry.getValue(), () -> refusal(cluster, annotations).contains(entry.getValue()));
        }
        verdict(
                cluster,
                "ml-gate",
                GATE,
                fields(Cluster.MODEL, "bank/other", "bank-prod") + ", \"images\": [\"" + GOOD + "\"]");
        Cluster.await("a verdict that fits", () -> admitted(cluster, GATE));
    }

    @Test
    void nobodyElseWritesVerdicts(Cluster cluster) throws Exception {
        enforce(cluster);
        cluster.write("setup", Files.readString(EXAMPLES.resolve("kubernetes/rbac.yaml")));
        for (String identity : new String[] {"default", "ml-deployer"}) {
            assertThatThrownBy(() -> verdict(cluster, identity, GATE, fields(Cluster.MODEL, "bank/train", "bank-prod")))
                    .isInstanceOf(ApiError.class)
                    .hasMessageContaining("gateverdicts.ml-pipeline.jenkins.io \"verdicts\" is forbidden: User"
                            + " \"system:serviceaccount:" + cluster.namespace + ":" + identity + "\" cannot patch");
        }
        assertThat(cluster.api.find(
                        "/apis/ml-pipeline.jenkins.io/v1/namespaces/" + cluster.namespace + "/gateverdicts/verdicts"))
                .isEmpty();
    }
}
