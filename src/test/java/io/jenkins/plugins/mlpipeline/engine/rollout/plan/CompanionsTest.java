package io.jenkins.plugins.mlpipeline.engine.rollout.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may ride along with a workload, and what may pose as judged: nothing. */
class CompanionsTest {
    private static final String DIGEST = "sha256:" + "a".repeat(64);
    private static final String FORGED = "ml-pipeline.jenkins.io/gate-digest: 'sha256:" + "f".repeat(64) + "'";
    private static final String DEFAULTS =
            "Allowed are Service, ConfigMap, Secret, ServiceAccount, PersistentVolumeClaim,"
                    + " HorizontalPodAutoscaler.autoscaling, PodDisruptionBudget.policy, Ingress.networking.k8s.io,"
                    + " NetworkPolicy.networking.k8s.io.";

    private static String deployment(String metadata, String template) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: fraud%s}
                spec:
                  selector: {matchLabels: {app: fraud}}
                  template:
                    metadata: {labels: {app: fraud}%s}
                    spec: {containers: [{name: app, image: "r/fraud@%s", readinessProbe: {tcpSocket: {port: 80}}}]}
                """.formatted(metadata, template, DIGEST);
    }

    private static Plan plan(AllowedKinds allowed, String... documents) {
        PlanRequest request = new PlanRequest(null, "bank", Map.of(), null, null, null, null, "r-1", allowed);
        return Planner.apply(
                Manifests.parse("k8s.yaml", String.join("\n---\n", documents)),
                request,
                ref -> ref.kind().startsWith("Cluster"));
    }

    private static Plan with(String companion) {
        return plan(AllowedKinds.DEFAULT, deployment("", ""), companion);
    }

    private static String object(String apiVersion, String kind) {
        return "{apiVersion: " + apiVersion + ", kind: " + kind + ", metadata: {name: x}}";
    }

    private static void refused(Runnable action, String message) {
        assertThatThrownBy(action::run).isInstanceOf(UserError.class).hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
        "v1, Service",
        "v1, ConfigMap",
        "v1, Secret",
        "v1, ServiceAccount",
        "v1, PersistentVolumeClaim",
        "autoscaling/v1, HorizontalPodAutoscaler",
        "autoscaling/v2, HorizontalPodAutoscaler",
        "policy/v1, PodDisruptionBudget",
        "networking.k8s.io/v1, Ingress",
        "networking.k8s.io/v1, NetworkPolicy"
    })
    void whatAWorkloadNeedsRidesAlong(String apiVersion, String kind) {
        assertThat(with(object(apiVersion, kind)).supporting()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "v1, Pod, Pod",
        "v1, ReplicationController, ReplicationController",
        "v1, Namespace, Namespace",
        "v1, PersistentVolume, PersistentVolume",
        "v1, Endpoints, Endpoints",
        "apps/v1, ReplicaSet, ReplicaSet.apps",
        "batch/v1, CronJob, CronJob.batch",
        "rbac.authorization.k8s.io/v1, Role, Role.rbac.authorization.k8s.io",
        "rbac.authorization.k8s.io/v1, RoleBinding, RoleBinding.rbac.authorization.k8s.io",
        "rbac.authorization.k8s.io/v1, ClusterRoleBinding, ClusterRoleBinding.rbac.authorization.k8s.io",
        "admissionregistration.k8s.io/v1, ValidatingWebhookConfiguration,"
                + " ValidatingWebhookConfiguration.admissionregistration.k8s.io",
        "argoproj.io/v1alpha1, Workflow, Workflow.argoproj.io",
        "evil.example/v1, Service, Service.evil.example",
        "evil.example/v1, ConfigMap, ConfigMap.evil.example"
    })
    void nothingElseDoes(String apiVersion, String kind, String name) {
        refused(
                () -> with(object(apiVersion, kind)),
                "k8s.yaml, document 2: " + kind.toLowerCase(Locale.ROOT) + "/x is of the kind " + name
                        + ", which may not be deployed with a workload: no gate judged what it brings. " + DEFAULTS
                        + " Leave it out and apply it by itself, or allow it with --allow-kind " + name + ".");
    }

    @Test
    void kindsAreAllowedOneByOne() {
        String cron = object("batch/v1", "CronJob");
        String monitor = object("monitoring.coreos.com/v1", "ServiceMonitor");
        AllowedKinds wider =
                AllowedKinds.DEFAULT.and(List.of("CronJob", "ServiceMonitor.monitoring.coreos.com", " Pod "));
        assertThat(plan(wider, deployment("", ""), cron, monitor, object("v1", "Pod"))
                        .supporting())
                .hasSize(3);
        assertThat(wider.kinds()).contains("CronJob.batch", "ServiceMonitor.monitoring.coreos.com", "Pod");
        // A kind of Kubernetes' own name never stands for a custom resource.
        assertThatThrownBy(() -> plan(wider, deployment("", ""), object("evil.example/v1", "CronJob")))
                .hasMessageContaining("is of the kind CronJob.evil.example");

        AllowedKinds narrow = AllowedKinds.DEFAULT.only(List.of("Service")).with("ask the administrator for");
        refused(
                () -> plan(narrow, deployment("", ""), object("v1", "ConfigMap")),
                "k8s.yaml, document 2: configmap/x is of the kind ConfigMap, which may not be deployed with a workload: no"
                        + " gate judged what it brings. Allowed are Service. Leave it out and apply it by itself, or ask"
                        + " the administrator for ConfigMap.");
        assertThatThrownBy(() -> plan(narrow.only(List.of()), deployment("", ""), object("v1", "ConfigMap")))
                .hasMessageContaining("Allowed is none. ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "cronjob", "batch/v1", "CronJob.", "CronJob.Batch", "*", "Cron Job"})
    void whatIsNoKindIsSaid(String written) {
        assertThatThrownBy(() -> AllowedKinds.name(written))
                .isInstanceOf(UserError.class)
                .hasMessage("\"" + written + "\" is no kind of object; write it as in a manifest, with the group of its"
                        + " apiVersion behind a dot if it has one: ConfigMap, CronJob.batch,"
                        + " ServiceMonitor.monitoring.coreos.com.");
    }

    @Test
    void aCustomResourceOutsideOfNamespacesIsNoWorkloadUnlessItsKindIsAllowed() {
        String policy = object("kyverno.io/v1", "ClusterPolicy");
        assertThatThrownBy(() -> plan(AllowedKinds.DEFAULT, policy))
                .hasMessageContaining("clusterpolicy/x is of the kind ClusterPolicy.kyverno.io, which may not");
        assertThat(plan(AllowedKinds.DEFAULT.and(List.of("ClusterPolicy.kyverno.io")), policy)
                        .workload()
                        .name())
                .isEqualTo("x");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "metadata: {name: x, annotations: {%s}}|metadata.annotations",
                "metadata: {name: x, labels: {%s}}|metadata.labels",
                "metadata: {name: x}, spec: {template: {metadata: {annotations: {%s}}}}|spec.template.metadata.annotations",
                "metadata: {name: x}, spec: {jobTemplate: {spec: {template: {metadata: {annotations: {%s}}}}}}"
                        + "|spec.jobTemplate.spec.template.metadata.annotations",
                "metadata: {name: x}, spec: {parts: [{}, {annotations: {%s}}]}|spec.parts[1].annotations"
            })
    void nothingButTheWorkloadCarriesOurAnnotations(String body, String path) {
        AllowedKinds all = AllowedKinds.DEFAULT.and(List.of("Pod", "CronJob"));
        for (String kind : List.of("apiVersion: v1, kind: Pod", "apiVersion: batch/v1, kind: CronJob")) {
            String label = (kind.contains("Pod") ? "pod" : "cronjob") + "/x";
            refused(
                    () -> plan(all, deployment("", ""), "{" + kind + ", " + body.formatted(FORGED) + "}"),
                    "k8s.yaml, document 2: " + label + " has " + path
                            + ".ml-pipeline.jenkins.io/gate-digest. What begins"
                            + " with ml-pipeline.jenkins.io/ is written by a rollout, on its workload alone, and says what"
                            + " a gate judged; remove it.");
        }
    }

    @Test
    void whatTheWorkloadItselfClaimsIsNotApplied() {
        Plan plan = plan(
                AllowedKinds.DEFAULT,
                deployment(
                        ", annotations: {ml-pipeline.jenkins.io/verified-at: now, team: ml}",
                        ", annotations: {" + FORGED + ", scrape: 'yes'}"));
        assertThat(plan.body().path("metadata").path("annotations"))
                .hasToString("{\"team\":\"ml\",\"ml-pipeline.jenkins.io/rollout-id\":\"r-1\"}");
        assertThat(plan.body().path("spec").path("template").path("metadata").path("annotations"))
                .hasToString("{\"scrape\":\"yes\"}");
        assertThat(plan.warnings())
                .containsExactly("k8s.yaml, document 1: deployment/fraud: the annotations"
                        + " ml-pipeline.jenkins.io/gate-digest, ml-pipeline.jenkins.io/verified-at of the manifest are not"
                        + " applied; they are the rollout's to write.");
    }

    @Test
    void elsewhereInTheWorkloadTheyAreRefused() {
        refused(
                () -> plan(
                        AllowedKinds.DEFAULT,
                        deployment("", ", labels: {" + FORGED + "}").replace("labels: {app: fraud}, ", "")),
                "k8s.yaml, document 1: deployment/fraud has spec.template.metadata.labels."
                        + "ml-pipeline.jenkins.io/gate-digest. What begins with ml-pipeline.jenkins.io/ is written by a"
                        + " rollout, on its workload alone, and says what a gate judged; remove it.");
        String service = "{apiVersion: serving.kserve.io/v1beta1, kind: InferenceService, metadata: {name: x},"
                + " spec: {predictor: {annotations: {" + FORGED + "}}}}";
        assertThatThrownBy(() -> plan(AllowedKinds.DEFAULT, service))
                .hasMessageStartingWith("k8s.yaml, document 1: inferenceservice/x has spec.predictor.annotations."
                        + "ml-pipeline.jenkins.io/gate-digest. ");
    }

    @Test
    void anObjectStandsInTheManifestsOnce() {
        refused(
                () -> plan(
                        AllowedKinds.DEFAULT,
                        deployment("", ""),
                        object("autoscaling/v1", "HorizontalPodAutoscaler"),
                        object("v1", "ConfigMap"),
                        object("autoscaling/v2", "HorizontalPodAutoscaler")),
                "k8s.yaml, document 4: horizontalpodautoscaler/x stands in k8s.yaml, document 2 already. The second would"
                        + " replace the first; remove one of the two.");
    }
}
