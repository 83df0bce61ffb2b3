package io.jenkins.plugins.mlpipeline.engine.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutOptions.Unexplained;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Conflicts;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.KubeApi.PatchType;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Workloads that others wrote before, against a real API server: what of theirs goes, what stays, and what is said. */
@Tag("kubernetes")
@ExtendWith(ControlPlane.class)
class TakeoverOnClusterTest {
    private static final String V1 = "registry.test/fraud:v1";
    private static final String V2 = "registry.test/fraud:v2";

    /** A Deployment with all that a later manifest leaves out. */
    private static String large(Cluster cluster) {
        return cluster.deployment("fraud", V1, 2, "").replace("      containers:\n", """
                      hostNetwork: true
                      containers:
                      - {name: sidecar, image: "registry.test/side:v1", env: [{name: A, value: "1"}]}
                """) + """
                        args: ["--model", "old"]
                        env: [{name: THRESHOLD, value: "0.5"}, {name: KEPT, value: "1"}]
                """;
    }

    private static String small(Cluster cluster) {
        return cluster.deployment("fraud", V2, 2, "") + "        env: [{name: KEPT, value: \"1\"}]\n";
    }

    private static JsonNode podSpec(Cluster cluster) {
        return cluster.deployment().path("spec").path("template").path("spec");
    }

    private static List<String> managers(JsonNode object) {
        List<String> managers = new ArrayList<>();
        object.path("metadata")
                .path("managedFields")
                .forEach(e -> managers.add(
                        e.path("manager").asText() + " " + e.path("operation").asText()));
        return managers;
    }

    @Test
    void whatKubectlAppliedAndTheManifestNoLongerHasGoes(Cluster cluster) throws Exception {
        cluster.clientSideApply(large(cluster));
        Deployment d = cluster.run(cluster.plan(small(cluster)));
        assertThat(d.status()).isEqualTo(Outcome.DEPLOYED);
        JsonNode spec = podSpec(cluster);
        assertThat(spec.has("hostNetwork")).isFalse();
        assertThat(spec.path("containers")).hasSize(1);
        assertThat(spec.path("containers").path(0).has("args")).isFalse();
        assertThat(spec.path("containers").path(0).path("env")).hasToString("[{\"name\":\"KEPT\",\"value\":\"1\"}]");
        assertThat(managers(cluster.deployment()))
                .contains("jenkins-ml-pipeline Apply")
                .doesNotContain("kubectl-client-side-apply Update", "jenkins-ml-pipeline Update");
        // Who owns it, and what it is: one write each.
        assertThat(cluster.writesThatHeld())
                .containsExactly("patch deployments 200", "patch deployments 200", "patch replicasets 200");
        assertThat(d.warnings())
                .filteredOn(w -> w.contains("kubectl-client-side-apply"))
                .singleElement()
                .asString()
                .startsWith("deployment/fraud in namespace " + cluster.namespace
                        + " was applied by kubectl (kubectl-client-side-apply); what that owned goes over to"
                        + " jenkins-ml-pipeline, and what the manifest no longer has goes: ")
                .contains(
                        "spec.template.spec.hostNetwork",
                        "spec.template.spec.containers[app].args[0], ",
                        "spec.template.spec.containers[app].env[THRESHOLD].value",
                        "spec.template.spec.containers[sidecar].image")
                .doesNotContain("containers[app].terminationMessagePath", "env[KEPT]", "dnsPolicy");
    }

    @Test
    void theDryRunShowsWhatWouldGoAndWritesNothing(Cluster cluster) throws Exception {
        cluster.clientSideApply(large(cluster));
        Deployment d = cluster.rollout(cluster.api).dryRun(cluster.plan(small(cluster)), null, null);
        assertThat(d.status()).isEqualTo(Outcome.DRY_RUN);
        assertThat(d.diff())
                .contains(
                        "  - spec.template.spec.hostNetwork: true",
                        "  - spec.template.spec.containers[app].args[0]: \"--model\"",
                        "  - spec.template.spec.containers[app].env[THRESHOLD].value: \"0.5\"",
                        "  - spec.template.spec.containers[sidecar].image: \"registry.test/side:v1\"",
                        "  ~ spec.template.spec.containers[app].image: \"" + V1 + "\" -> \"" + V2 + "\"")
                .noneMatch(line -> line.contains("- spec.template.spec.dnsPolicy"));
        assertThat(cluster.writes()).isEmpty();
        assertThat(managers(cluster.deployment())).contains("kubectl-client-side-apply Update");
    }

    @Test
    void aConfigMapAndAServiceMoveToo(Cluster cluster) throws Exception {
        String config = "---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}, data: {a: '1'%s}}\n";
        String service =
                "---\n{apiVersion: v1, kind: Service, metadata: {name: fraud}, spec: {selector: {app: fraud%s},"
                        + " ports: [{port: 80}]}}\n";
        cluster.clientSideApply(
                cluster.deployment(V1) + config.formatted(", b: '2'") + service.formatted(", tier: old"));
        cluster.run(cluster.plan(cluster.deployment(V1) + config.formatted("") + service.formatted("")));
        assertThat(cluster.get("v1", "configmaps/settings").path("data")).hasToString("{\"a\":\"1\"}");
        assertThat(cluster.get("v1", "services/fraud").path("spec").path("selector"))
                .hasToString("{\"app\":\"fraud\"}");
    }

    @Test
    void theNumberOfReplicasStaysWhenItMoves(Cluster cluster) throws Exception {
        cluster.clientSideApply(cluster.deployment("fraud", V1, 4, ""));
        String without = cluster.deployment("fraud", V2, 4, "").replace("  replicas: 4\n", "");
        Deployment d = cluster.run(cluster.plan(without));
        assertThat(d.status()).isEqualTo(Outcome.DEPLOYED);
        assertThat(cluster.deployment().path("spec").path("replicas").asInt()).isEqualTo(4);
    }

    @Test
    void theNumberOfReplicasStaysWhenTheManifestDropsIt(Cluster cluster) throws Exception {
        cluster.run(cluster.plan(cluster.deployment("fraud", V1, 4, "")));
        String without = cluster.deployment("fraud", V2, 4, "").replace("  replicas: 4\n", "");
        for (int i = 0; i < 2; i++) {
            Deployment d = cluster.run(cluster.plan(without));
            assertThat(d.warnings())
                    .contains("spec.replicas stays 4, although the manifest no longer has it (replicas: manifest would"
                            + " scale to Kubernetes' default).");
            assertThat(cluster.deployment().path("spec").path("replicas").asInt())
                    .isEqualTo(4);
        }
    }

    @Test
    void whatOthersThanKubectlApplyWroteIsNotTaken(Cluster cluster) throws Exception {
        for (String manager : List.of("helm", "argocd-controller", "kubectl-edit", "kubectl-client-side-apply")) {
            String name = manager.replace("-", "");
            String before = cluster.deployment(name, V1, 1, "") + "        env: [{name: A, value: \"1\"}]\n";
            // Only kubectl apply leaves behind what it applied.
            cluster.create(manager, before, !manager.equals("kubectl-client-side-apply"));
            Deployment d = cluster.run(cluster.plan(cluster.deployment(name, V2, 1, "")));
            assertThat(d.status()).isEqualTo(Outcome.CONFLICT);
            assertThat(d.message()).contains("].image (" + manager + ")");
        }
        assertThat(cluster.writes()).isEmpty();
    }

    @Test
    void aPersonsUndoDoesNotBlockTheNextDeployment(Cluster cluster) throws Exception {
        cluster.run(cluster.plan(cluster.deployment(V1)));
        cluster.patch(
                "apps/v1",
                "deployments/fraud",
                "{\"metadata\":{\"annotations\":{\"ml-pipeline.jenkins.io/rollout-id\":\"x\",\"ml-pipeline.jenkins.io/build\":"
                        + "\"job#0\",\"kubernetes.io/change-cause\":\"undone\"}}}");
        assertThat(cluster.run(cluster.plan(cluster.deployment(V2))).status()).isEqualTo(Outcome.DEPLOYED);
    }

    @Test
    void ourAnnotationsDoNotForceAnybodyElsesFields(Cluster cluster) throws Exception {
        cluster.run(cluster.plan(cluster.deployment(V1)));
        cluster.patch(
                "apps/v1",
                "deployments/fraud",
                "{\"metadata\":{\"annotations\":{\"ml-pipeline.jenkins.io/rollout-id\":\"x\"}},\"spec\":{\"minReadySeconds\":1}}");
        Deployment d = cluster.run(cluster.plan(cluster.deployment("fraud", V2, 3, "  minReadySeconds: 0")));
        assertThat(d.status()).isEqualTo(Outcome.CONFLICT);
        assertThat(d.message()).contains(".spec.minReadySeconds (somebody-else)");
    }

    /** Fields that nobody's name stands on: the books were thrown away. */
    private static void unexplained(Cluster cluster) {
        cluster.create("somebody", cluster.deployment("fraud", V1, 1, "") + "        args: [\"--debug\"]\n", false);
        cluster.api.patch(
                "/apis/apps/v1/namespaces/" + cluster.namespace + "/deployments/fraud",
                PatchType.MERGE,
                Map.of("fieldManager", "somebody"),
                Json.parse("{\"metadata\":{\"managedFields\":[{}]}}", JsonNode.class, "patch"));
    }

    @Test
    void aFieldThatNothingExplainsIsShown(Cluster cluster) throws Exception {
        unexplained(cluster);
        cluster.options = cluster.options.withConflicts(Conflicts.FORCE);
        Deployment d = cluster.run(cluster.plan(cluster.deployment("fraud", V2, 1, "")));
        assertThat(d.status()).isEqualTo(Outcome.DEPLOYED);
        Deployment again = cluster.run(cluster.plan(cluster.deployment("fraud", "registry.test/fraud:v3", 1, "")));
        assertThat(again.warnings()).anyMatch(w -> w.contains("explains: spec.template.spec.containers[app].args[0]."));
        assertThat(d.warnings())
                .contains("deployment/fraud in namespace " + cluster.namespace
                        + " has fields in its pod template that neither the manifest, a default nor another manager"
                        + " explains: spec.template.spec.containers[app].args[0]. They stay; write them into the manifest,"
                        + " or remove them by kubectl edit.");
    }

    @Test
    void aFieldThatNothingExplainsIsRefusedWhereThatIsAskedFor(Cluster cluster) throws Exception {
        unexplained(cluster);
        cluster.options = cluster.options.withConflicts(Conflicts.FORCE).withUnexplained(Unexplained.FAIL);
        Deployment d = cluster.run(cluster.plan(cluster.deployment("fraud", V2, 1, "")));
        assertThat(d.status()).isEqualTo(Outcome.INVALID);
        assertThat(d.reason()).isEqualTo("Unexplained");
        assertThat(cluster.writes()).isEmpty();
        cluster.options = cluster.options.withUnexplained(Unexplained.IGNORE);
        assertThat(cluster.run(cluster.plan(cluster.deployment("fraud", V2, 1, "")))
                        .warnings())
                .noneMatch(w -> w.contains("explains"));
    }

    @Test
    void whatWasDeployedBeforeIsExplained(Cluster cluster) throws Exception {
        cluster.run(cluster.plan(small(cluster)));
        cluster.run(cluster.restart("deployment/fraud"));
        cluster.patch(
                "apps/v1",
                "deployments/fraud",
                "{\"spec\":{\"template\":{\"metadata\":{\"annotations\":{\"injected\":\"yes\"}}}}}");
        Deployment d = cluster.run(cluster.plan(small(cluster)));
        assertThat(d.warnings()).noneMatch(w -> w.contains("explains"));
    }
}
