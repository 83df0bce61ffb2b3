package io.jenkins.plugins.mlpipeline.engine.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Conflicts;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.KubeApi;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a real API server doesn't accept: the outcome, one good sentence, and no write. */
@Tag("kubernetes")
@ExtendWith(ControlPlane.class)
class RefusedByClusterTest {
    private static final String V1 = "registry.test/fraud:v1";
    private static final String V2 = "registry.test/fraud:v2";

    @Test
    void aConflictNamesFieldAndManager(Cluster cluster) throws Exception {
        cluster.write("kubectl-client-side-apply", cluster.deployment(V1));
        Deployment d = cluster.run(cluster.plan(cluster.deployment(V2)));
        assertThat(d.status()).isEqualTo(Outcome.CONFLICT);
        assertThat(d.message())
                .isEqualTo("deployment/fraud in namespace " + cluster.namespace
                        + ": other field managers own fields with other values: .spec.template.spec.containers[name=\"app\"].image"
                        + " (kubectl-client-side-apply). Let the manifest agree with them, remove the fields from it, or"
                        + " take them over (conflicts: force, or name the manager).");
        assertThat(cluster.writes()).isEmpty();
    }

    @Test
    void aNamedManagersFieldsAreAdopted(Cluster cluster) throws Exception {
        cluster.write("kubectl-client-side-apply", cluster.deployment(V1));
        cluster.options = cluster.options.withConflicts(new Conflicts(false, List.of("helm")));
        assertThat(cluster.run(cluster.plan(cluster.deployment(V2))).status()).isEqualTo(Outcome.CONFLICT);
        cluster.options = cluster.options.withConflicts(Conflicts.parse("helm, kubectl-client-side-apply"));
        assertThat(cluster.run(cluster.plan(cluster.deployment(V2))).status()).isEqualTo(Outcome.DEPLOYED);
    }

    @Test
    void forceTakesEverythingOver(Cluster cluster) throws Exception {
        cluster.write("kubectl-client-side-apply", cluster.deployment(V1));
        cluster.options = cluster.options.withConflicts(Conflicts.FORCE);
        assertThat(cluster.run(cluster.plan(cluster.deployment(V2))).status()).isEqualTo(Outcome.DEPLOYED);
    }

    @Test
    void anImmutableSelectorIsFoundBeforeAnyWrite(Cluster cluster) throws Exception {
        cluster.run(cluster.plan(cluster.deployment(V1)));
        String other = cluster.deployment(V2).replace("app: fraud", "app: fraud2");
        String config = "---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}, data: {a: b}}\n";
        Deployment d = cluster.run(cluster.plan(other + config));
        assertThat(d.status()).isEqualTo(Outcome.IMMUTABLE);
        assertThat(d.message())
                .isEqualTo("deployment/fraud in namespace " + cluster.namespace
                        + ": spec.selector can't be changed after the object was created. Leave it as it is, or deploy"
                        + " under another name.");
        assertThat(cluster.writes()).containsExactly("patch deployments 201", "patch replicasets 200");
    }

    @Test
    void anUnknownFieldIsInvalid(Cluster cluster) throws Exception {
        Deployment d = cluster.run(cluster.plan(cluster.deployment("fraud", V1, 3, "  replcas: 3")));
        assertThat(d.status()).isEqualTo(Outcome.INVALID);
        assertThat(d.message()).contains(".spec.replcas: field not declared in schema");
        assertThat(cluster.writes()).isEmpty();
    }

    @Test
    void aValueThatIsNotAllowedIsInvalidAndASecretsIsNotShown(Cluster cluster) throws Exception {
        Deployment d = cluster.run(
                cluster.plan(cluster.deployment(V1).replace("containerPort: 8080", "containerPort: 99999")));
        assertThat(d.status()).isEqualTo(Outcome.INVALID);
        assertThat(d.message())
                .contains("spec.template.spec.containers[0].ports[0].containerPort: Invalid value: 99999");
        Deployment secret = cluster.run(cluster.plan(cluster.deployment(V1)
                + "---\n{apiVersion: v1, kind: Secret, metadata: {name: s}, type: kubernetes.io/dockerconfigjson,"
                + " stringData: {.dockerconfigjson: hunter2}}\n"));
        assertThat(secret.status()).isEqualTo(Outcome.INVALID);
        assertThat(secret.message()).startsWith("secret/s in namespace ").doesNotContain("hunter2");
    }

    @Test
    void aNamespaceThatIsNotThereIsInvalid(Cluster cluster) throws Exception {
        Deployment d = cluster.run(cluster.plan(cluster.deployment(V1), Cluster.MODEL, "nowhere"));
        assertThat(d.status()).isEqualTo(Outcome.INVALID);
        assertThat(d.message()).isEqualTo("deployment/fraud in namespace nowhere: there is no namespace \"nowhere\".");
    }

    @Test
    void anotherNamespaceIsForbidden(Cluster cluster) throws Exception {
        cluster.write("kubectl", rbac());
        try (KubernetesClient client = cluster.as("ml-deployer")) {
            Deployment d = cluster.rollout(new KubeApi(client))
                    .run(cluster.plan(cluster.deployment(V1), Cluster.MODEL, "default"), null, null);
            assertThat(d.status()).isEqualTo(Outcome.FORBIDDEN);
            assertThat(d.message())
                    .startsWith("deployment/fraud in namespace default: ")
                    .contains("User \"system:serviceaccount:" + cluster.namespace + ":ml-deployer\" cannot get resource"
                            + " \"deployments\"")
                    .contains("in the namespace \"default\"");
        }
    }

    /** The documented role is enough, and what it says is needed is what is used. */
    @Test
    void theDocumentedRoleIsEnough(Cluster cluster) throws Exception {
        cluster.write("kubectl", rbac());
        try (KubernetesClient client = cluster.as("ml-deployer")) {
            RolloutRun rollout = cluster.rollout(new KubeApi(client));
            Deployment good = rollout.run(cluster.plan(cluster.deployment(V1)), Cluster.GATED, null);
            assertThat(good.status()).isEqualTo(Outcome.DEPLOYED);
            assertThat(good.warnings())
                    .hasSize(2)
                    .allMatch(
                            w -> w.contains("can be pushed again") || w.contains("no container has a readinessProbe"));
            Deployment bad =
                    rollout.run(cluster.plan(cluster.deployment("registry.test/fraud:crash-1")), Cluster.GATED, null);
            assertThat(bad.rollback().status()).isEqualTo(Deployment.RollbackStatus.ROLLED_BACK);
            assertThat(bad.diagnostics().pods().get(0).containers().get(0).log())
                    .hasSize(2);
            assertThat(bad.diagnostics().pods().get(0).events()).hasSize(1);
        }
        assertThat(cluster.requests()).noneMatch(r -> r.code() == 403);
    }

    private static String rbac() throws Exception {
        return Files.readString(Path.of("docs/examples/kubernetes/rbac.yaml"));
    }
}
