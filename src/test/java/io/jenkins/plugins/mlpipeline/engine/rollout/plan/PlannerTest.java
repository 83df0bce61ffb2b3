package io.jenkins.plugins.mlpipeline.engine.rollout.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final String DIGEST = "sha256:" + "a".repeat(64);
    private static final String PINNED = "registry.test/fraud@" + DIGEST;

    private static String deployment(String image, String more) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: fraud, namespace: bank, resourceVersion: "7", managedFields: [], uid: u, generation: 3}
                spec:
                  selector: {matchLabels: {app: fraud}}
                  template:
                    metadata: {labels: {app: fraud}}
                    spec:
                      containers:
                      - name: app
                        image: %s
                        readinessProbe: {tcpSocket: {port: 80}}
                %s
                status: {replicas: 3}
                """.formatted(image, more);
    }

    private static PlanRequest request(String namespace, Map<String, String> images) {
        return new PlanRequest(namespace, "default", images, DIGEST, null, "job#7", "because", "r-1");
    }

    private static PlanRequest allowing(String kind) {
        return new PlanRequest(
                null,
                "default",
                Map.of(),
                DIGEST,
                null,
                "job#7",
                "because",
                "r-1",
                AllowedKinds.DEFAULT.and(List.of(kind)));
    }

    private static Plan plan(String yaml) {
        return plan(yaml, request(null, Map.of()));
    }

    private static Plan plan(String yaml, PlanRequest request) {
        return Planner.apply(
                Manifests.parse("m.yaml", yaml), request, r -> r.kind().startsWith("Cluster"));
    }

    @Test
    void whatTheServerFillsInIsStripped() {
        Plan plan = plan(deployment(PINNED, ""));
        assertThat(plan.body().has("status")).isFalse();
        assertThat(plan.body().path("metadata").properties())
                .extracting(Map.Entry::getKey)
                .containsExactly("name", "namespace", "annotations");
        assertThat(plan.warnings()).isEmpty();
    }

    @Test
    void contentGoesOnTheTemplateAndTheBuildOnTheObject() {
        JsonNode body = plan(deployment(PINNED, "")).body();
        assertThat(body.path("metadata").path("annotations"))
                .hasToString(
                        "{\"ml-pipeline.jenkins.io/rollout-id\":\"r-1\",\"ml-pipeline.jenkins.io/build\":\"job#7\","
                                + "\"kubernetes.io/change-cause\":\"because\"}");
        assertThat(body.path("spec").path("template").path("metadata").path("annotations"))
                .hasToString("{\"ml-pipeline.jenkins.io/model-digest\":\"" + DIGEST + "\"}");
    }

    @Test
    void thePlanSurvivesStorage() {
        Plan plan = plan(deployment(PINNED, ""));
        assertThat(Json.parse(Json.write(plan), Plan.class, "plan")).isEqualTo(plan);
        assertThat(plan.sent().body()).isNull();
    }

    @Test
    void theNamespaceIsResolvedOnce() {
        String nowhere = deployment(PINNED, "").replace("namespace: bank, ", "");
        assertThat(plan(deployment(PINNED, "")).namespace()).isEqualTo("bank");
        assertThat(plan(nowhere).namespace()).isEqualTo("default");
        assertThat(plan(nowhere, request("other", Map.of()))
                        .body()
                        .path("metadata")
                        .path("namespace")
                        .asText())
                .isEqualTo("other");
        refused(
                () -> plan(deployment(PINNED, ""), request("other", Map.of())),
                "m.yaml, document 1: has the namespace \"bank\", but \"other\" was asked for. Leave one of the two out, or"
                        + " make them equal.");
        refused(
                () -> plan(deployment(PINNED, "")
                        + "---\n{apiVersion: v1, kind: Service, metadata: {name: s, namespace: shop}}"),
                "The manifests name several namespaces (bank, shop); one deployment has one. Deploy each by itself.");
    }

    @Test
    void clusterScopedObjectsGetNoNamespace() {
        Plan plan = plan(
                deployment(PINNED, "")
                        + "---\n{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: r}}",
                allowing("ClusterRole"));
        assertThat(plan.supporting().get(0).path("metadata").has("namespace")).isFalse();
    }

    @Test
    void imagesAreReplacedAsAWholeOrByRepository() {
        Map<String, String> whole = Map.of("IMAGE", PINNED);
        assertThat(image(plan(deployment("IMAGE", ""), request(null, whole)))).isEqualTo(PINNED);
        Map<String, String> repository = Map.of("registry.test/fraud", PINNED);
        assertThat(image(plan(deployment("registry.test/fraud:v1", ""), request(null, repository))))
                .isEqualTo(PINNED);
        refused(
                () -> plan(
                        deployment("registry.test/fraud:v1", ""), request(null, Map.of("registry.test/frau", PINNED))),
                "images: no container of the manifests has the image \"registry.test/frau\". Did you mean"
                        + " \"registry.test/fraud:v1\"?");
    }

    private static String image(Plan plan) {
        return Pods.containers(Pods.template(plan.body())).get(0).path("image").asText();
    }

    private static String named(String name, String order) {
        String annotation = order == null ? "" : ", annotations: {ml-pipeline.jenkins.io/order: '" + order + "'}";
        return deployment(PINNED, "").replace("name: fraud,", "name: " + name + annotation + ",") + "---\n";
    }

    @Test
    void severalWorkloadsStandInTheirOrder() {
        Plan plan = plan(named("a", null) + named("b", "1") + named("c", "-5") + named("d", null));
        assertThat(plan.all().stream().map(p -> p.workload().name())).containsExactly("c", "a", "d", "b");
        assertThat(plan.body().path("metadata").path("annotations").toString()).contains("rollout-id", "order");
        refused(
                () -> plan(named("a", "first")),
                "deployment/a in namespace bank: the annotation ml-pipeline.jenkins.io/order is \"first\"; a whole number from -999"
                        + " to 999 is expected.");
    }

    @Test
    void oneWorkloadAtLeast() {
        refused(
                () -> plan("{apiVersion: v1, kind: Service, metadata: {name: s}}"),
                "The manifests hold no workload (Deployment, StatefulSet, DaemonSet, Job, or a custom resource) whose"
                        + " rollout could be watched. There is: service/s.");
    }

    @Test
    void aCustomResourceBesideAWorkloadIsNotTheWorkload() {
        String monitor = "{apiVersion: monitoring.coreos.com/v1, kind: ServiceMonitor, metadata: {name: m}}\n";
        assertThat(plan(deployment(PINNED, "") + "---\n" + monitor, allowing("ServiceMonitor.monitoring.coreos.com"))
                        .workload()
                        .kind())
                .isEqualTo("Deployment");
        Plan alone = plan(monitor);
        assertThat(alone.workload().kind()).isEqualTo("ServiceMonitor");
        assertThat(alone.body().path("metadata").path("annotations").has(Annotations.MODEL_DIGEST))
                .isTrue();
        assertThat(alone.body().has("spec")).isFalse();
    }

    @Test
    void tagsAreWarnedOf() {
        assertThat(plan(deployment("registry.test/fraud:v1", "")).warnings())
                .containsExactly(
                        "m.yaml, document 1: deployment/fraud: container app has the image registry.test/fraud:v1,"
                                + " which can be pushed again under the same name; name it by digest (@sha256:...).");
    }

    @Test
    void aWorkloadThatIsNeverAskedWhetherItIsReadyIsWarnedOf() {
        String probe = "        readinessProbe: {tcpSocket: {port: 80}}\n";
        String without = deployment(PINNED, "").replace(probe, "");
        assertThat(plan(without).warnings())
                .containsExactly(
                        "m.yaml, document 1: deployment/fraud: no container has a readinessProbe, so that a pod"
                                + " counts as ready as soon as it runs, whether it answers or not.");
        assertThat(plan(without.replace("kind: Deployment", "kind: Job").replace("apps/v1", "batch/v1"))
                        .warnings())
                .isEmpty();
    }

    @Test
    void whatServerSideApplyWouldRefuseIsNamed() {
        refused(
                () -> plan(deployment(PINNED, "        env: [{name: A, value: x}, {name: A, value: y}]")),
                "m.yaml, document 1: deployment/fraud: container app has the environment variable \"A\" twice. Server-side"
                        + " apply refuses that; remove one of the two.");
        refused(
                () -> plan(
                        deployment(PINNED, "        ports: [{containerPort: 80}, {containerPort: 80, protocol: TCP}]")),
                "m.yaml, document 1: deployment/fraud: container app has the port 80/TCP twice. Server-side apply refuses"
                        + " that; remove one of the two.");
    }

    @Test
    void aSelectorIsNoPlaceForADigest() {
        refused(
                () -> plan(deployment(PINNED, "").replace("app: fraud}}", "app: fraud, model-digest: abc}}")),
                "m.yaml, document 1: deployment/fraud: spec.selector.matchLabels has model-digest: abc, a digest. A selector"
                        + " can't be changed later, so that no other model could ever be deployed; put it into an"
                        + " annotation.");
        assertThat(plan(deployment(PINNED, "")
                                .replace("matchLabels: {app: fraud}", "matchLabels: {app: fraud, version: v1}"))
                        .warnings())
                .containsExactly(
                        "m.yaml, document 1: deployment/fraud: spec.selector.matchLabels has version: v1. A selector"
                                + " can't be changed later; keep versions out of it.");
    }

    @Test
    void aJobGetsANewNameThatFits() {
        String job = "{apiVersion: batch/v1, kind: Job, metadata: {name: " + "score-".repeat(12)
                + "x}, spec: {template: {}}}";
        PlanRequest request = new PlanRequest(null, "default", Map.of(), null, null, null, null, "7f1e-5d6c-4b3a-2918");
        Plan plan = plan(job, request);
        assertThat(plan.workload().name()).hasSizeLessThanOrEqualTo(63).endsWith("-6c4b3a2918");
    }

    @Test
    void aRestartIsAPatchOfAnnotations() {
        Plan plan = Planner.restart("deploy/fraud", "2026-11-24T08:00:00Z", request("bank", Map.of()));
        assertThat(plan.body())
                .hasToString("{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"metadata\":{\"name\":\"fraud\","
                        + "\"namespace\":\"bank\",\"annotations\":{\"ml-pipeline.jenkins.io/rollout-id\":\"r-1\","
                        + "\"ml-pipeline.jenkins.io/build\":\"job#7\",\"kubernetes.io/change-cause\":\"because\"}},"
                        + "\"spec\":{\"template\":{\"metadata\":{\"annotations\":{\"ml-pipeline.jenkins.io/model-digest\":\""
                        + DIGEST + "\",\"ml-pipeline.jenkins.io/gate-digest\":null,"
                        + "\"kubectl.kubernetes.io/restartedAt\":\"2026-11-24T08:00:00Z\"}}}}}");
        refused(
                () -> Planner.restart("job/x", "t", request(null, Map.of())),
                "\"job/x\" can't be restarted: name it as deployment/NAME, statefulset/NAME or daemonset/NAME.");
        refused(
                () -> Planner.restart("deployment", "t", request(null, Map.of())),
                "\"deployment\" names no object: write it as deployment/NAME.");
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(UserError.class).hasMessage(message);
    }
}
