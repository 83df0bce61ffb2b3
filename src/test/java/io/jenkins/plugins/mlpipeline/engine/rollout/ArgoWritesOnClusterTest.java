package io.jenkins.plugins.mlpipeline.engine.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.KubeApi.PatchType;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What Argo's controller writes into a Rollout and its Services, and what the next deployment makes of it: its writes, recorded from
 * argo-rollouts v1.10.1, are played on a real API server.
 */
@Tag("kubernetes")
@ExtendWith(ControlPlane.class)
class ArgoWritesOnClusterTest {
    private static final String MANIFEST = """
            apiVersion: argoproj.io/v1alpha1
            kind: Rollout
            metadata: {name: fraud}
            spec:
              replicas: 2
              selector: {matchLabels: {app: fraud}}
              strategy: {blueGreen: {activeService: fraud}}
              template:
                metadata: {labels: {app: fraud}}
                spec: {containers: [{name: app, image: "registry.test/fraud:%s", resources: {limits: {cpu: 1000m}}}]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: fraud}
            spec: {selector: {app: fraud}, ports: [{port: %d, targetPort: 8080}]}
            """;

    private Cluster cluster;

    /** The Service's selector just before its controller acts on a deployment. */
    private String selector;

    @BeforeEach
    void kind(Cluster its) {
        cluster = its;
        cluster.write("setup", """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: rollouts.argoproj.io}
                spec:
                  group: argoproj.io
                  scope: Namespaced
                  names: {plural: rollouts, singular: rollout, kind: Rollout}
                  versions:
                  - name: v1alpha1
                    served: true
                    storage: true
                    subresources: {status: {}}
                    schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
                """);
        Cluster.await(
                "the kind",
                () -> cluster.served("/apis/argoproj.io/v1alpha1/namespaces/" + cluster.namespace + "/rollouts"));
    }

    private void controller(String path, String patch) {
        cluster.api.patch(
                path.replace("$N", cluster.namespace),
                PatchType.MERGE,
                Map.of("fieldManager", "rollouts-controller"),
                Json.parse(patch, JsonNode.class, "patch"));
    }

    private JsonNode rollout() {
        return cluster.get("argoproj.io/v1alpha1", "rollouts/fraud");
    }

    /** Writes the template again as it does, points the Service to a colour, and says that all is well. */
    private void serves(String tag, String hash) {
        selector = cluster.get("v1", "services/fraud").at("/spec/selector").toString();
        String rollout = "/apis/argoproj.io/v1alpha1/namespaces/$N/rollouts/fraud";
        controller(
                rollout,
                "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"app\",\"image\":\"registry.test/fraud:"
                        + tag + "\",\"resources\":{\"limits\":{\"cpu\":\"1\"}}}]}}}}");
        controller(
                "/api/v1/namespaces/$N/services/fraud",
                "{\"spec\":{\"selector\":{\"app\":\"fraud\",\"rollouts-pod-template-hash\":\"" + hash + "\"}}}");
        controller(
                rollout + "/status",
                "{\"status\":{\"observedGeneration\":\""
                        + rollout().at("/metadata/generation").asText()
                        + "\",\"currentPodHash\":\"" + hash + "\",\"stableRS\":\"" + hash
                        + "\",\"phase\":\"Healthy\",\"updatedReplicas\":2,\"availableReplicas\":2}}");
    }

    private Deployment deploy(String tag, int port, String hash) throws InterruptedException {
        return cluster.run(
                cluster.plan(MANIFEST.formatted(tag, port)), "waiting for the controller", () -> serves(tag, hash));
    }

    @Test
    void whatItOwnsIsNoConflictAndTheServiceKeepsItsColour() throws Exception {
        Deployment first = deploy("v1", 80, "a");
        assertThat(first.status()).as(first.message()).isEqualTo(Outcome.DEPLOYED);
        Deployment second = deploy("v2", 81, "b");
        assertThat(second.status()).as(second.message()).isEqualTo(Outcome.DEPLOYED);
        assertThat(selector)
                .as("the colour of before, until its controller shows the other one")
                .isEqualTo("{\"app\":\"fraud\",\"rollouts-pod-template-hash\":\"a\"}");
        JsonNode service = cluster.get("v1", "services/fraud").path("spec");
        assertThat(service.at("/selector/rollouts-pod-template-hash").asText()).isEqualTo("b");
        assertThat(service.at("/ports/0/port").asInt()).isEqualTo(81);
    }

    @Test
    void whatItOnlySpellsOtherwiseIsUnchanged() throws Exception {
        deploy("v1", 80, "a");
        Deployment again = cluster.run(cluster.plan(MANIFEST.formatted("v1", 80)), "applied", () -> serves("v1", "a"));
        assertThat(again.status()).as(again.message()).isEqualTo(Outcome.UNCHANGED);
    }

    @Test
    void whatSomebodyElseOwnsIsAConflict() throws Exception {
        deploy("v1", 80, "a");
        cluster.patch(
                "argoproj.io/v1alpha1",
                "rollouts/fraud",
                "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"app\",\"image\":\"registry.test/fraud:fix\"}]}}}}");
        Deployment second = cluster.run(cluster.plan(MANIFEST.formatted("v2", 80)));
        assertThat(second.status()).isEqualTo(Outcome.CONFLICT);
        assertThat(second.message()).contains("(somebody-else)");
    }
}
