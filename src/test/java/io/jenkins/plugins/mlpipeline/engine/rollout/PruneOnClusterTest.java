package io.jenkins.plugins.mlpipeline.engine.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment.RollbackStatus;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.KubeApi;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.LogMask;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.AllowedKinds;
import io.jenkins.plugins.mlpipeline.engine.rollout.restore.RollbackTo;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the last deployment had and this one doesn't goes, against a real API server; and nothing else does. */
@Tag("kubernetes")
@ExtendWith(ControlPlane.class)
class PruneOnClusterTest {
    private static final String V1 = "registry.test/fraud:v1";
    private static final String V2 = "registry.test/fraud:v2";
    private static final String LIST = "ml-pipeline-inventory-deployment-fraud";

    private static String config(String name) {
        return "---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: " + name + "}, data: {a: b}}\n";
    }

    private static String secret(String name) {
        return "---\n{apiVersion: v1, kind: Secret, metadata: {name: " + name + "}, data: {a: c2VjcmV0LXZhbHVl}}\n";
    }

    private static final String SERVICE =
            "---\n{apiVersion: v1, kind: Service, metadata: {name: more}, spec: {selector: {app: fraud}, ports: [{port: 80}]}}\n";

    private static Optional<JsonNode> find(Cluster cluster, String path) {
        return cluster.api.find("/api/v1/namespaces/" + cluster.namespace + "/" + path);
    }

    private static List<String> actions(Deployment d) {
        return d.objects().stream()
                .map(o -> o.kind() + "/" + o.name() + " " + o.action())
                .toList();
    }

    private static String stays(Cluster cluster, String label, String why) {
        return label + " in namespace " + cluster.namespace + " stays, although this deployment no longer has it: "
                + why + ".";
    }

    private static Deployment deploy(Cluster cluster, String yaml) throws InterruptedException {
        cluster.options = cluster.options.withPrune(AllowedKinds.DEFAULT);
        return cluster.run(cluster.plan(yaml));
    }

    private static Deployment deploy(Cluster cluster, String yaml, AllowedKinds prune) throws InterruptedException {
        cluster.options = cluster.options.withPrune(prune);
        return cluster.run(cluster.plan(yaml));
    }

    @Test
    void whatTheManifestsNoLongerHaveGoesOnceTheDeploymentServes(Cluster cluster) throws Exception {
        deploy(cluster, cluster.deployment(V1) + config("old") + config("kept") + SERVICE);
        Deployment d = deploy(cluster, cluster.deployment(V2) + config("kept"));
        assertThat(d.status()).isEqualTo(Outcome.DEPLOYED);
        assertThat(actions(d))
                .containsExactlyInAnyOrder("ConfigMap/kept unchanged", "ConfigMap/old pruned", "Service/more pruned");
        assertThat(d.message()).endsWith(" Pruned: configmap/old, service/more.");
        assertThat(find(cluster, "configmaps/old")).isEmpty();
        assertThat(find(cluster, "services/more")).isEmpty();
        assertThat(find(cluster, "configmaps/kept")).isPresent();
        List<String> writes = cluster.writesThatHeld();
        assertThat(writes.indexOf("patch deployments 200")).isPositive();
        // Deleted after the workload, its mark and the list.
        List<String> all = cluster.requests().stream()
                .filter(r -> !r.dry() && List.of("patch", "delete").contains(r.verb()))
                .filter(r -> r.verb().equals("delete") || r.uri().contains("jenkins-ml-pipeline"))
                .map(r -> r.verb() + " " + r.resource() + "/" + r.name())
                .toList();
        assertThat(all.subList(all.lastIndexOf("patch configmaps/" + LIST), all.size()))
                .containsExactly(
                        "patch configmaps/" + LIST,
                        "patch deployments/fraud",
                        "delete configmaps/old",
                        "delete services/more");
    }

    @Test
    void aDryRunShowsWhatWouldGoAndDeletesNothing(Cluster cluster) throws Exception {
        deploy(cluster, cluster.deployment(V1) + config("old"));
        Deployment d = cluster.rollout(cluster.api).dryRun(cluster.plan(cluster.deployment(V1)), null, "job#1");
        assertThat(d.status()).isEqualTo(Outcome.DRY_RUN);
        assertThat(d.changed()).isTrue();
        assertThat(actions(d)).containsExactly("ConfigMap/old pruned");
        assertThat(d.diff()).contains("configmap/old in namespace " + cluster.namespace + ": pruned");
        assertThat(find(cluster, "configmaps/old")).isPresent();
    }

    @Test
    void withoutPruneNothingGoes(Cluster cluster) throws Exception {
        deploy(cluster, cluster.deployment(V1) + config("old"));
        assertThat(deploy(cluster, cluster.deployment(V2), null).objects()).isEmpty();
        assertThat(find(cluster, "configmaps/old")).isPresent();
    }

    @Test
    void whatOthersHaveOrChangedStays(Cluster cluster) throws Exception {
        String shared = config("shared");
        deploy(
                cluster,
                cluster.deployment(V1) + config("edited") + shared + config("anew") + config("wanted")
                        + "---\n{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: cache}, spec: {accessModes:"
                        + " [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}\n");
        cluster.write("somebody", config("stranger"));
        cluster.patch("v1", "configmaps/edited", "{\"data\":{\"mine\":\"1\"}}");
        cluster.patch(
                "v1", "configmaps/wanted", "{\"metadata\":{\"annotations\":{\"helm.sh/resource-policy\":\"keep\"}}}");
        cluster.api.delete("/api/v1/namespaces/" + cluster.namespace + "/configmaps/anew");
        cluster.write("jenkins-ml-pipeline", config("anew"));
        // Another target's deployment, which doesn't prune, has the same ConfigMap.
        deploy(cluster, cluster.deployment("other", V1, 1, "") + shared, null);
        Deployment d = deploy(cluster, cluster.deployment(V1));
        assertThat(d.status()).isEqualTo(Outcome.UNCHANGED);
        assertThat(actions(d)).isEmpty();
        assertThat(d.warnings())
                .contains(
                        stays(cluster, "configmap/edited", "somebody changed it since"),
                        stays(cluster, "configmap/shared", "another deployment wrote it since"),
                        stays(cluster, "configmap/anew", "it was deleted and made again since"),
                        stays(cluster, "configmap/wanted", "its annotation helm.sh/resource-policy says keep"),
                        stays(cluster, "persistentvolumeclaim/cache", "a PersistentVolumeClaim is never pruned"));
        for (String name : List.of("edited", "shared", "anew", "wanted", "stranger")) {
            assertThat(find(cluster, "configmaps/" + name)).isPresent();
        }
        assertThat(find(cluster, "persistentvolumeclaims/cache")).isPresent();
    }

    /** Whoever may write the list can't have anything deleted that the target didn't deploy. */
    @Test
    void aForgedListDeletesNothing(Cluster cluster) throws Exception {
        deploy(cluster, cluster.deployment(V1) + config("own"));
        JsonNode victim = cluster.write("jenkins-ml-pipeline", config("victim"));
        cluster.patch(
                "v1",
                "configmaps/" + LIST,
                "{\"data\":{\"inventory.json\":\"{\\\"target\\\":\\\"deployment/fraud\\\",\\\"objects\\\":[{\\\"apiVersion\\\":"
                        + "\\\"v1\\\",\\\"kind\\\":\\\"ConfigMap\\\",\\\"name\\\":\\\"victim\\\",\\\"uid\\\":\\\""
                        + victim.path("metadata").path("uid").asText()
                        + "\\\"},{\\\"kind\\\":\\\"Namespace\\\",\\\"name\\\":"
                        + "\\\"default\\\",\\\"apiVersion\\\":\\\"v1\\\"}]}\"}}");
        Deployment d = deploy(cluster, cluster.deployment(V1));
        assertThat(actions(d)).isEmpty();
        assertThat(find(cluster, "configmaps/victim")).isPresent();
        assertThat(d.warnings()).contains(stays(cluster, "configmap/victim", "another deployment wrote it since"));
    }

    /** A permission that is missing shows before anything is written. */
    @Test
    void whoMayNotDeleteIsToldBeforeTheFirstWrite(Cluster cluster) throws Exception {
        deploy(cluster, cluster.deployment(V1) + config("old"));
        cluster.write("setup", """
                apiVersion: v1
                kind: ServiceAccount
                metadata: {name: deployer}
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata: {name: deployer}
                rules:
                - {apiGroups: [apps], resources: [deployments, replicasets], verbs: [get, list, watch, create, patch]}
                - {apiGroups: [""], resources: [pods, configmaps], verbs: [get, list, watch, create, patch]}
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: deployer}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: deployer}
                subjects: [{kind: ServiceAccount, name: deployer}]
                """);
        long before = cluster.applies();
        try (KubernetesClient client = cluster.as("deployer")) {
            Deployment d =
                    cluster.rollout(new KubeApi(client)).run(cluster.plan(cluster.deployment(V2)), null, "job#1");
            assertThat(d.status()).isEqualTo(Outcome.FORBIDDEN);
            assertThat(d.message())
                    .startsWith(
                            "configmap/old in namespace " + cluster.namespace + ": configmaps \"old\" is forbidden");
        }
        assertThat(cluster.applies()).isEqualTo(before);
    }

    @Test
    void aKindThatMayNoLongerBeDeployedStays(Cluster cluster) throws Exception {
        deploy(cluster, cluster.deployment(V1) + config("old"));
        AllowedKinds services = AllowedKinds.DEFAULT.only(Set.of("Service"));
        assertThat(deploy(cluster, cluster.deployment(V1), services).warnings())
                .contains(stays(cluster, "configmap/old", "its kind is none of those that may be deployed"));
    }

    @Test
    void aWorkloadOfSeveralGoesToo(Cluster cluster) throws Exception {
        deploy(cluster, cluster.deployment(V1) + "---\n" + cluster.deployment("side", V1, 1, ""));
        Deployment d = deploy(cluster, cluster.deployment(V1));
        assertThat(actions(d)).containsExactly("Deployment/side pruned");
        assertThat(d.status()).isEqualTo(Outcome.DEPLOYED);
        assertThat(cluster.api.find("/apis/apps/v1/namespaces/" + cluster.namespace + "/deployments/side"))
                .isEmpty();
    }

    /** The pods of before, which nobody has deleted yet, may read it. */
    @Test
    void whatIsNotKnownToServeAsAWholePrunesNothingYet(Cluster cluster) throws Exception {
        String set = """
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: fraud}
                spec:
                  replicas: 1
                  updateStrategy: {type: OnDelete}
                  selector: {matchLabels: {app: fraud}}
                  template:
                    metadata: {labels: {app: fraud}}
                    spec: {containers: [{name: app, image: "%s"}]}
                """;
        deploy(cluster, set.formatted(V1) + config("old"));
        Deployment part = deploy(cluster, set.formatted(V2));
        assertThat(part.status()).isEqualTo(Outcome.UNVERIFIED);
        assertThat(part.warnings()).contains("Nothing was pruned: it is not known to serve with all of its pods.");
        assertThat(find(cluster, "configmaps/old")).isPresent();
        cluster.api.delete("/api/v1/namespaces/" + cluster.namespace + "/pods/fraud-0");
        Cluster.await(
                "the new pod",
                () -> find(cluster, "pods/fraud-0")
                        .filter(pod -> pod.toString().contains(V2))
                        .isPresent());
        assertThat(actions(deploy(cluster, set.formatted(V2)))).containsExactly("ConfigMap/old pruned");
    }

    @Test
    void aDeploymentThatFailsPrunesNothing(Cluster cluster) throws Exception {
        deploy(cluster, cluster.deployment(V1) + config("old"));
        Deployment bad = deploy(cluster, cluster.deployment("registry.test/fraud:crash-1"));
        assertThat(bad.rollback().status()).isEqualTo(RollbackStatus.ROLLED_BACK);
        assertThat(find(cluster, "configmaps/old")).isPresent();
        // And it goes with the next one that serves.
        assertThat(actions(deploy(cluster, cluster.deployment(V2)))).containsExactly("ConfigMap/old pruned");
    }

    /** The template before reads what was pruned: it must be there before its pods start. */
    @Test
    void aRollbackBringsBackWhatWentWithTheDeployment(Cluster cluster) throws Exception {
        String reads = "        envFrom: [{configMapRef: {name: old}}, {secretRef: {name: token}}]\n";
        deploy(cluster, cluster.deployment(V1) + reads + config("old") + secret("token") + SERVICE);
        Deployment pruned = deploy(cluster, cluster.deployment(V2));
        assertThat(actions(pruned))
                .containsExactlyInAnyOrder("ConfigMap/old pruned", "Secret/token pruned", "Service/more pruned");
        assertThat(find(cluster, "configmaps/" + LIST).orElseThrow().toString()).doesNotContain("c2VjcmV0LXZhbHVl");

        Deployment back = cluster.rollout(cluster.api).refute(pruned, "Verification", "It answers wrongly.");
        assertThat(back.rollback().status()).isEqualTo(RollbackStatus.ROLLED_BACK);
        assertThat(actions(back))
                .containsExactlyInAnyOrder("ConfigMap/old restored", "Secret/token restored", "Service/more restored");
        assertThat(find(cluster, "secrets/token")
                        .orElseThrow()
                        .path("data")
                        .path("a")
                        .asText())
                .isEqualTo("c2VjcmV0LXZhbHVl");
        assertThat(find(cluster, "services/more")
                        .orElseThrow()
                        .path("spec")
                        .path("selector")
                        .path("app")
                        .asText())
                .isEqualTo("fraud");
        // They are the target's own again.
        assertThat(actions(deploy(cluster, cluster.deployment(V2))))
                .containsExactlyInAnyOrder("ConfigMap/old pruned", "Secret/token pruned", "Service/more pruned");
    }

    @Test
    void aRollbackThatIsAskedForBringsItBackToo(Cluster cluster) throws Exception {
        deploy(cluster, cluster.deployment(V1) + config("old"));
        Deployment pruned = deploy(cluster, cluster.deployment(V2));
        RollbackRequest request = RollbackRequest.read(
                "deployment/fraud", cluster.namespace, RollbackTo.PREVIOUS.word(), "wrong answers", null, pruned);
        assertThat(actions(cluster.rollout(cluster.api).goBack(request))).containsExactly("ConfigMap/old restored");
        assertThat(find(cluster, "configmaps/old")).isPresent();
    }

    /** What is kept for a rollback is applied with the deployer's rights: what others wrote there is not. */
    @Test
    void aForgedCopyIsNotBroughtBack(Cluster cluster) throws Exception {
        deploy(cluster, cluster.deployment(V1) + config("old"));
        Deployment pruned = deploy(cluster, cluster.deployment(V2));
        String kept = find(cluster, "configmaps/" + LIST)
                .orElseThrow()
                .path("data")
                .path("pruned.json")
                .asText();
        cluster.patch(
                "v1",
                "configmaps/" + LIST,
                "{\"data\":{\"pruned.json\":" + TextNode.valueOf(kept.replace("\"b\"", "\"evil\"")) + "}}");
        Deployment back = cluster.rollout(cluster.api).refute(pruned, "Verification", "It answers wrongly.");
        assertThat(back.rollback().status()).isEqualTo(RollbackStatus.ROLLED_BACK);
        assertThat(actions(back)).isEmpty();
        assertThat(find(cluster, "configmaps/old")).isEmpty();
    }

    /** Ended between two deletions, it goes on with the next one. */
    @Test
    void anotherProcessGoesOn(Cluster cluster) throws Exception {
        deploy(cluster, cluster.deployment(V1) + config("old") + config("older"));
        Rollout.Listener listener = cluster.listener(line -> {});
        try (Rollout rollout = new Rollout(
                cluster.api,
                cluster.options,
                new LogMask(UnaryOperator.identity()),
                listener,
                Clock.systemUTC(),
                () -> {})) {
            RolloutState state = rollout.begin(cluster.plan(cluster.deployment(V2)), null, "job#1");
            while (!state.done()) {
                state = rollout.step(state).state();
            }
        }
        RolloutState halfway = cluster.saved.stream()
                .filter(s -> s.phase() == RolloutState.Phase.PRUNING)
                .filter(s -> s.objects().stream().anyMatch(o -> o.action() == null))
                .reduce((first, second) -> second)
                .orElseThrow();
        Deployment d = cluster.rollout(cluster.api).resume(halfway);
        assertThat(actions(d)).containsExactlyInAnyOrder("ConfigMap/old pruned", "ConfigMap/older pruned");
        assertThat(d.status()).isEqualTo(Outcome.DEPLOYED);
    }
}
