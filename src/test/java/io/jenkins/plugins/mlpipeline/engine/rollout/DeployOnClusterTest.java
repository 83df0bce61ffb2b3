package io.jenkins.plugins.mlpipeline.engine.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Annotations;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rollouts that go well, or that others take part in, against a real API server. */
@Tag("kubernetes")
@ExtendWith(ControlPlane.class)
class DeployOnClusterTest {
    private static final String V1 = "registry.test/fraud:v1";
    private static final String V2 = "registry.test/fraud:v2";

    @Test
    void threeReplicasBecomeAvailable(Cluster cluster) throws Exception {
        Deployment d = cluster.run(cluster.plan(cluster.deployment(V1)), Cluster.GATED);
        assertThat(d.status()).isEqualTo(Outcome.DEPLOYED);
        assertThat(d.message())
                .isEqualTo("deployment/fraud in namespace " + cluster.namespace
                        + " is deployed: 3 of 3 updated, 3 available.");
        assertThat(d.changed()).isTrue();
        assertThat(d.previous()).isNull();
        assertThat(d.pods()).hasSize(3).allMatch(Deployment.Pod::ready);
        assertThat(d.imageDigests()).containsOnlyKeys("app");
        assertThat(cluster.writes()).containsExactly("patch deployments 201", "patch replicasets 200");
        JsonNode template = cluster.deployment().path("spec").path("template");
        assertThat(template.path("metadata")
                        .path("annotations")
                        .path(Annotations.MODEL_DIGEST)
                        .asText())
                .isEqualTo(Cluster.MODEL);
        JsonNode marks = cluster.get("apps/v1", "replicasets/" + d.replicaSet())
                .path("metadata")
                .path("annotations");
        assertThat(marks.path(Annotations.GATED).asText()).isEqualTo(Cluster.GATED.gateDigest());
        assertThat(marks.path(Annotations.IMAGE_IDS).asText())
                .isEqualTo("{\"app\":\"" + d.imageDigests().get("app") + "\"}");
    }

    @Test
    void theHoldIsKept(Cluster cluster) throws Exception {
        cluster.options = cluster.options.withStableFor(2);
        Deployment d = cluster.run(cluster.plan(cluster.deployment(V1)));
        assertThat(d.status()).isEqualTo(Outcome.DEPLOYED);
        assertThat(d.durationMs()).isGreaterThanOrEqualTo(2_000);
        assertThat(cluster.lines).contains("3 of 3 updated, 3 available, must stay so for 2 s");
    }

    @Test
    void anEqualDeploymentIsUnchangedAndRestartsNothing(Cluster cluster) throws Exception {
        Deployment first = cluster.run(cluster.plan(cluster.deployment(V1)));
        Deployment second = cluster.run(cluster.plan(cluster.deployment(V1)));
        assertThat(second.status()).isEqualTo(Outcome.UNCHANGED);
        assertThat(second.changed()).isFalse();
        assertThat(second.message())
                .isEqualTo("deployment/fraud in namespace " + cluster.namespace
                        + " was deployed already and is healthy: 3 of 3 updated, 3 available.");
        assertThat(second.pods()).isEqualTo(first.pods());
        assertThat(second.replicaSet()).isEqualTo(first.replicaSet());
    }

    @Test
    void anotherModelInTheSameImageRollsOut(Cluster cluster) throws Exception {
        cluster.run(cluster.plan(cluster.deployment(V1)));
        Deployment second = cluster.run(cluster.plan(cluster.deployment(V1), Cluster.OTHER_MODEL));
        assertThat(second.status()).isEqualTo(Outcome.DEPLOYED);
        assertThat(second.revision()).isEqualTo(2);
        assertThat(second.previous().modelDigest()).isEqualTo(Cluster.MODEL);
        assertThat(second.previous().fullyAvailable()).isTrue();
    }

    @Test
    void aRestartRollsOutANewTemplateByOnePatch(Cluster cluster) throws Exception {
        cluster.write("kubectl-client-side-apply", cluster.deployment(V1));
        Cluster.await(
                "the first pods",
                () -> cluster.deployment()
                                .path("status")
                                .path("availableReplicas")
                                .asInt()
                        == 3);
        Deployment d = cluster.run(cluster.restart("deployment/fraud"));
        assertThat(d.status()).isEqualTo(Outcome.DEPLOYED);
        assertThat(d.revision()).isEqualTo(2);
        assertThat(cluster.writes()).containsExactly("patch deployments 200", "patch replicasets 200");
        assertThat(cluster.deployment()
                        .path("spec")
                        .path("template")
                        .path("metadata")
                        .path("annotations")
                        .path(Annotations.RESTARTED_AT)
                        .asText())
                .isNotEmpty();
    }

    @Test
    void aRestartWithoutAVerdictForgetsTheOneBefore(Cluster cluster) throws Exception {
        String forged = "annotations: {" + Annotations.GATE_DIGEST + ": 'sha256:old', team: ml}";
        cluster.write(
                "kubectl",
                cluster.deployment(V1)
                        .replace(
                                "metadata: {labels: {app: fraud}}",
                                "metadata: {labels: {app: fraud}, " + forged + "}"));
        RolloutState stored = RolloutState.parse(
                RolloutState.begin(cluster.restart("deployment/fraud"), new RolloutState.Origin(null, "job#1", 0))
                        .json());
        Deployment d = cluster.run(stored.plan());
        assertThat(d.status()).isEqualTo(Outcome.DEPLOYED);
        JsonNode annotations = cluster.deployment().at("/spec/template/metadata/annotations");
        assertThat(annotations.has(Annotations.GATE_DIGEST)).isFalse();
        assertThat(annotations.path("team").asText()).isEqualTo("ml");
        assertThat(annotations.path(Annotations.MODEL_DIGEST).asText()).isEqualTo(Cluster.MODEL);
    }

    @Test
    void aRestartOfWhatIsNotThereNamesWhatIs(Cluster cluster) throws Exception {
        cluster.write("kubectl", cluster.deployment("ml-fraud-detection", V1, 1, ""));
        Deployment d = cluster.run(cluster.restart("deployment/ml-fraud-detektion"));
        assertThat(d.status()).isEqualTo(Outcome.INVALID);
        assertThat(d.message())
                .isEqualTo("There is no deployment/ml-fraud-detektion in namespace " + cluster.namespace
                        + ". Did you mean \"ml-fraud-detection\"?");
        assertThat(cluster.writes()).isEmpty();
    }

    @Test
    void aScalerMayScaleDuringTheRollout(Cluster cluster) throws Exception {
        cluster.options = cluster.options.withStableFor(1);
        cluster.run(cluster.plan(cluster.deployment(V1)));
        Deployment d = cluster.run(
                cluster.plan(cluster.deployment(V2)),
                "must stay so",
                () -> cluster.patch("apps/v1", "deployments/fraud/scale", "{\"spec\":{\"replicas\":5}}"));
        assertThat(d.status()).isEqualTo(Outcome.DEPLOYED);
        assertThat(d.message()).endsWith("is deployed: 5 of 5 updated, 5 available.");
    }

    @Test
    void aScalersNumberIsPreserved(Cluster cluster) throws Exception {
        cluster.run(cluster.plan(cluster.deployment(V1)));
        cluster.patch("apps/v1", "deployments/fraud/scale", "{\"spec\":{\"replicas\":2}}");
        Deployment d = cluster.run(cluster.plan(cluster.deployment(V2)));
        assertThat(d.status()).isEqualTo(Outcome.DEPLOYED);
        assertThat(d.message()).endsWith("is deployed: 2 of 2 updated, 2 available.");
        assertThat(d.warnings()).contains("spec.replicas stays 2 (owned by somebody-else), the manifest says 3.");
    }

    @Test
    void anotherWritersTemplateSupersedes(Cluster cluster) throws Exception {
        cluster.options = cluster.options.withStableFor(5);
        Deployment d = cluster.run(
                cluster.plan(cluster.deployment(V1)),
                "must stay so",
                () -> cluster.write("other-pipeline", cluster.deployment("registry.test/fraud:other")));
        assertThat(d.status()).isEqualTo(Outcome.SUPERSEDED);
        assertThat(d.message())
                .isEqualTo("deployment/fraud in namespace " + cluster.namespace
                        + " got another pod template during the rollout (last written by other-pipeline): this rollout is"
                        + " over, and nothing was rolled back.");
        assertThat(cluster.applies()).isEqualTo(1);
    }

    @Test
    void pausedMeanwhileEndsAtOnce(Cluster cluster) throws Exception {
        cluster.options = cluster.options.withStableFor(5);
        Deployment d = cluster.run(
                cluster.plan(cluster.deployment(V1)),
                "must stay so",
                () -> cluster.patch("apps/v1", "deployments/fraud", "{\"spec\":{\"paused\":true}}"));
        assertThat(d.status()).isEqualTo(Outcome.PAUSED);
        assertThat(d.rollback()).isNull();
    }

    @Test
    void pausedBeforeIsNotWrittenTo(Cluster cluster) throws Exception {
        cluster.run(cluster.plan(cluster.deployment(V1)));
        cluster.patch("apps/v1", "deployments/fraud", "{\"spec\":{\"paused\":true}}");
        Deployment d = cluster.run(cluster.plan(cluster.deployment(V2)));
        assertThat(d.status()).isEqualTo(Outcome.PAUSED);
        assertThat(d.message()).contains("nothing was written");
        assertThat(cluster.applies()).isEqualTo(1);
    }

    @Test
    void zeroReplicasAreNotSuccess(Cluster cluster) throws Exception {
        Deployment d = cluster.run(cluster.plan(cluster.deployment("fraud", V1, 0, "")));
        assertThat(d.status()).isEqualTo(Outcome.SCALED_TO_ZERO);
    }

    @Test
    void supportingObjectsAreAppliedFirst(Cluster cluster) throws Exception {
        Deployment d = cluster.run(cluster.plan(cluster.deployment(V1) + """
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: fraud}
                spec: {selector: {app: fraud}, ports: [{port: 80, targetPort: 8080}]}
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: settings}
                data: {threshold: "0.5"}
                """));
        assertThat(d.status()).isEqualTo(Outcome.DEPLOYED);
        assertThat(cluster.writes())
                .containsExactly(
                        "patch configmaps 201", "patch services 201", "patch deployments 201", "patch replicasets 200");
    }

    @Test
    void aDryRunWritesNothingAndShowsNoSecret(Cluster cluster) throws Exception {
        cluster.run(cluster.plan(cluster.deployment(V1)));
        String secret = """
                ---
                apiVersion: v1
                kind: Secret
                metadata: {name: db}
                stringData: {password: hunter2}
                """;
        Deployment d = cluster.rollout(cluster.api).dryRun(cluster.plan(cluster.deployment(V2) + secret), null, null);
        assertThat(d.status()).isEqualTo(Outcome.DRY_RUN);
        assertThat(d.diff())
                .contains(
                        "secret/db in namespace " + cluster.namespace + ": new",
                        "  + data.password: ***",
                        "deployment/fraud in namespace " + cluster.namespace + ": changes",
                        "  ~ spec.template.spec.containers[app].image: \"registry.test/fraud:v1\" -> \"registry.test/fraud:v2\"");
        assertThat(d.diff().toString()).doesNotContain("hunter2").doesNotContain("aHVudGVyMg");
        assertThat(cluster.applies()).isEqualTo(1);
    }
}
