package io.jenkins.plugins.mlpipeline.engine.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment.RollbackStatus;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.KubeApi.PatchType;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.LogMask;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.ConditionRule;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Manifests;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Plan;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Custom resources on a real API server; their controllers are played: each status is written when the rollout says what it waits
 * for. Where the statuses come from is said in the tables of their kinds ({@code ArgoRolloutKindTest}, {@code
 * InferenceServiceKindTest}, {@code KnativeServiceKindTest}).
 */
@Tag("kubernetes")
@ExtendWith(ControlPlane.class)
class CustomKindsOnClusterTest {
    private static final String ROLLOUT = """
            apiVersion: argoproj.io/v1alpha1
            kind: Rollout
            metadata: {name: fraud}
            spec:
              replicas: 2
              selector: {matchLabels: {app: fraud}}
              strategy: {canary: {steps: [{setWeight: 50}, {pause: {duration: 10}}]}}
              template:
                metadata: {labels: {app: fraud}}
                spec: {containers: [{name: app, image: "registry.test/fraud:%s"}]}
            """;
    private static final String SERVICE = """
            apiVersion: serving.kserve.io/v1beta1
            kind: InferenceService
            metadata: {name: fraud}
            spec: {predictor: {model: {modelFormat: {name: onnx}, storageUri: "s3://models/%s"}}}
            """;
    private static final String FEATURE = """
            apiVersion: example.com/v1
            kind: Feature
            metadata: {name: fraud}
            spec: {size: %s}
            """;

    /** A controller that answers: what it waits for, and the status that is written when the rollout says that. */
    private static final class Controller {
        private final Cluster cluster;
        private final String path;
        private final Deque<String[]> script = new ArrayDeque<>();

        Controller(Cluster cluster, String group, String kind, String plural) {
            this.cluster = cluster;
            cluster.write("setup", """
                    apiVersion: apiextensions.k8s.io/v1
                    kind: CustomResourceDefinition
                    metadata: {name: %1$s.%2$s}
                    spec:
                      group: %2$s
                      scope: Namespaced
                      names: {plural: %1$s, singular: %3$s, kind: %4$s}
                      versions:
                      - name: %5$s
                        served: true
                        storage: true
                        subresources: {status: {}}
                        schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
                    """.formatted(
                            plural, group.split("/")[0], kind.toLowerCase(Locale.ROOT), kind, group.split("/")[1]));
            this.path = "/apis/" + group + "/namespaces/" + cluster.namespace + "/" + plural;
            Cluster.await("the kind", () -> cluster.api.find(path).isPresent());
        }

        Controller when(String said, String status) {
            script.add(new String[] {said, status});
            return this;
        }

        private JsonNode live() {
            return cluster.api.get(path + "/fraud", Map.of());
        }

        void write(String status) {
            String generation = live().path("metadata").path("generation").asText();
            String json = Manifests.plain("status", "{status: " + status.replace("$G", generation) + "}")
                    .toString();
            cluster.api.patch(
                    path + "/fraud/status",
                    PatchType.MERGE,
                    Map.of("fieldManager", "controller"),
                    Json.parse(json, JsonNode.class, "status"));
        }

        private void hear(String line) {
            if (!script.isEmpty() && line.contains(script.peek()[0])) {
                write(script.remove()[1]);
            }
        }

        Deployment run(Plan plan) {
            Deployment d = new RolloutRun(
                            cluster.api,
                            cluster.options,
                            new LogMask(UnaryOperator.identity()),
                            cluster.listener(this::hear))
                    .run(plan, null, "job#1");
            assertThat(script)
                    .as("statuses that nobody waited for; said was " + cluster.lines)
                    .isEmpty();
            return d;
        }
    }

    private static Controller rollouts(Cluster cluster) {
        return new Controller(cluster, "argoproj.io/v1alpha1", "Rollout", "rollouts");
    }

    private static final String HEALTHY =
            "{observedGeneration: '$G', currentPodHash: %1$s, stableRS: %1$s, phase: Healthy,"
                    + " updatedReplicas: 2, availableReplicas: 2, currentStepIndex: 2, message: '', pauseConditions: null,"
                    + " abort: null, conditions: []}";
    private static final String PROGRESSING =
            "{observedGeneration: '$G', currentPodHash: b, phase: Progressing, message: more"
                    + " replicas need to be updated, updatedReplicas: 1, availableReplicas: 2, currentStepIndex: 0}";

    private static Deployment first(Cluster cluster, Controller controller) {
        controller.when("applied", HEALTHY.formatted("a"));
        Deployment d = controller.run(cluster.plan(ROLLOUT.formatted("v1")));
        assertThat(d.status()).isEqualTo(Outcome.DEPLOYED);
        return d;
    }

    @Test
    void aCanaryIsDeployedOnceItIsPromoted(Cluster cluster) {
        Controller controller = rollouts(cluster);
        first(cluster, controller);
        controller
                .when("applied", PROGRESSING)
                .when(
                        "more replicas need to be updated",
                        "{phase: Paused, message: CanaryPauseStep, currentStepIndex: 1, pauseConditions: [{reason:"
                                + " CanaryPauseStep, startTime: '2026-11-24T08:00:00Z'}]}")
                .when("pausing for 10 s (CanaryPauseStep)", HEALTHY.formatted("b"));
        Deployment d = controller.run(cluster.plan(ROLLOUT.formatted("v2")));
        assertThat(d.status()).isEqualTo(Outcome.DEPLOYED);
        assertThat(d.message())
                .isEqualTo("rollout/fraud in namespace " + cluster.namespace
                        + " is deployed: step 2 of 2 done, 2 of 2 updated, 2 available.");
        // The verdict's word is on the pods' template, as with a Deployment.
        assertThat(controller
                        .live()
                        .path("spec")
                        .path("template")
                        .path("metadata")
                        .path("annotations")
                        .toString())
                .contains("ml-pipeline.jenkins.io/model-digest");
    }

    @Test
    void anAbortedCanaryHasGoneBackByItself(Cluster cluster) {
        Controller controller = rollouts(cluster);
        first(cluster, controller);
        controller
                .when("applied", PROGRESSING)
                .when(
                        "more replicas need to be updated",
                        "{abort: true, phase: Degraded, message: 'RolloutAborted: Rollout aborted update to revision 2',"
                                + " conditions: [{type: Progressing, status: 'False', reason: RolloutAborted, message:"
                                + " Rollout aborted update to revision 2}]}")
                .when("rollback: aborted, step 0 of 2 done, 1 of 2 updated", "{updatedReplicas: 0}");
        Deployment d = controller.run(cluster.plan(ROLLOUT.formatted("v2")));
        assertThat(d.status()).isEqualTo(Outcome.FAILED);
        assertThat(d.reason()).isEqualTo("RolloutAborted");
        assertThat(d.rollback().status()).isEqualTo(RollbackStatus.ROLLED_BACK);
        assertThat(d.rollback().replicaSet()).isEqualTo("a");
        assertThat(d.message())
                .endsWith(
                        "Rolled back to revision a, which its controller calls stable; its template is still the one that"
                                + " failed.");
    }

    /** Its controller only reports; it is told to go back. */
    @Test
    void aCanaryThatMakesNoProgressIsAborted(Cluster cluster) {
        Controller controller = rollouts(cluster);
        first(cluster, controller);
        controller
                .when("applied", PROGRESSING)
                .when(
                        "more replicas need to be updated",
                        "{phase: Degraded, conditions: [{type: Progressing, status: 'False', reason:"
                                + " ProgressDeadlineExceeded, lastUpdateTime: '2099-01-01T00:00:00Z'}]}")
                .when("rollback: aborted, step 0 of 2 done, 1 of 2 updated", "{updatedReplicas: 0}");
        Deployment d = controller.run(cluster.plan(ROLLOUT.formatted("v2")));
        assertThat(d.reason()).isEqualTo("ProgressDeadlineExceeded");
        assertThat(d.rollback().status()).isEqualTo(RollbackStatus.ROLLED_BACK);
        assertThat(controller.live().path("status").path("abort").asBoolean()).isTrue();
        assertThat(cluster.writesThatHeld()).endsWith("patch rollouts/status 200");
    }

    @Test
    void aPauseWithoutEndIsPausedAndLeft(Cluster cluster) {
        Controller controller = rollouts(cluster);
        first(cluster, controller);
        String paused =
                ROLLOUT.replace("{pause: {duration: 10}}", "{pause: {}}").formatted("v2");
        controller
                .when("applied", PROGRESSING)
                .when(
                        "more replicas need to be updated",
                        "{phase: Paused, currentStepIndex: 1, pauseConditions: [{reason: CanaryPauseStep}]}");
        Deployment d = controller.run(cluster.plan(paused));
        assertThat(d.status()).isEqualTo(Outcome.PAUSED);
        assertThat(d.message()).contains("Go on with kubectl argo rollouts promote fraud -n " + cluster.namespace);
        assertThat(controller.live().path("status").has("abort")).isFalse();
    }

    @Test
    void promotedAtAPauseWithoutEndItGoesOn(Cluster cluster) {
        Controller controller = rollouts(cluster);
        first(cluster, controller);
        cluster.options = cluster.options.withPromote();
        String pausing =
                ROLLOUT.replace("{pause: {duration: 10}}", "{pause: {}}").formatted("v2");
        controller
                .when("applied", PROGRESSING)
                .when(
                        "more replicas need to be updated",
                        "{phase: Paused, currentStepIndex: 1, controllerPause: true, pauseConditions: [{reason:"
                                + " CanaryPauseStep}]}")
                .when("promoted", HEALTHY.formatted("b"));
        assertThat(controller.run(cluster.plan(pausing)).status()).isEqualTo(Outcome.DEPLOYED);
        assertThat(cluster.writesThatHeld()).endsWith("patch rollouts/status 200");
    }

    @Test
    void onlyARolloutIsPromoted(Cluster cluster) throws Exception {
        cluster.options = cluster.options.withPromote();
        Deployment d = cluster.run(cluster.plan(cluster.deployment("registry.test/fraud:v1")));
        assertThat(d.status()).isEqualTo(Outcome.INVALID);
        assertThat(d.message())
                .isEqualTo("deployment/fraud in namespace " + cluster.namespace
                        + " can't be promoted: promote is for a Rollout of Argo (argoproj.io). Leave it out.");
        assertThat(cluster.writes()).isEmpty();
    }

    /** Somebody aborts a canary that waits. */
    @Test
    void aRollbackThatIsAskedForAborts(Cluster cluster) {
        Controller controller = rollouts(cluster);
        first(cluster, controller);
        controller
                .when("applied", PROGRESSING)
                .when(
                        "more replicas",
                        "{phase: Paused, currentStepIndex: 1, pauseConditions:" + " [{reason: CanaryPauseStep}]}");
        controller.run(cluster.plan(
                ROLLOUT.replace("{pause: {duration: 10}}", "{pause: {}}").formatted("v2")));
        RollbackRequest request =
                RollbackRequest.read("rollout/fraud", cluster.namespace, "previous", "wrong answers", null, null);
        RollbackRequest gated =
                RollbackRequest.read("rollout/fraud", cluster.namespace, "gated", "wrong answers", null, null);
        assertThatThrownBy(() -> cluster.rollout(cluster.api).goBack(gated))
                .hasMessage("to: rollout/fraud in namespace " + cluster.namespace
                        + " is on its way, so that it is aborted, and its controller goes back to what it calls stable (a);"
                        + " nothing else can be asked for. Leave to out; where the deployment rules ask for it (rollbackTo),"
                        + " ask the administrator.");
        assertThat(cluster.rollout(cluster.api).dryRun(request).message())
                .isEqualTo("rollout/fraud in namespace " + cluster.namespace
                        + " would be aborted: its controller goes back to revision a; nothing was written.");
        controller.when("rollback: aborted", "{updatedReplicas: 0}");
        Deployment d = new RolloutRun(
                        cluster.api,
                        cluster.options,
                        new LogMask(UnaryOperator.identity()),
                        cluster.listener(controller::hear))
                .goBack(request);
        assertThat(d.rollback().status()).isEqualTo(RollbackStatus.ROLLED_BACK);
        assertThat(controller.live().path("status").path("abort").asBoolean()).isTrue();
    }

    /** Pods of both templates, as Argo's controller keeps them. */
    private static void replicaSet(Cluster cluster, Controller controller, String hash, int number) {
        JsonNode live = controller.live();
        ObjectNode template = live.path("spec").path("template").deepCopy();
        template.withObject("/metadata/labels").put("rollouts-pod-template-hash", hash);
        cluster.write("argo", """
                apiVersion: apps/v1
                kind: ReplicaSet
                metadata:
                  name: fraud-%1$s
                  labels: {app: fraud, rollouts-pod-template-hash: %1$s}
                  annotations: {rollout.argoproj.io/revision: '%2$d'}
                  ownerReferences:
                  - {apiVersion: argoproj.io/v1alpha1, kind: Rollout, name: fraud, uid: %3$s, controller: true}
                spec:
                  replicas: 1
                  selector: {matchLabels: {app: fraud, rollouts-pod-template-hash: %1$s}}
                  template: %4$s
                """.formatted(
                        hash, number, live.path("metadata").path("uid").asText(), template));
        Cluster.await(
                "pods of " + hash,
                () -> !cluster.pods(pod -> pod.path("metadata")
                                        .path("labels")
                                        .path("rollouts-pod-template-hash")
                                        .asText()
                                        .equals(hash)
                                && pod.path("status")
                                        .path("containerStatuses")
                                        .path(0)
                                        .path("ready")
                                        .asBoolean())
                        .isEmpty());
    }

    /** Deploys, and at once all of it is promoted. */
    private static Deployment promoted(Cluster cluster, Controller controller, String image, String hash, int number) {
        Deployment d = new RolloutRun(
                        cluster.api, cluster.options, new LogMask(UnaryOperator.identity()), cluster.listener(line -> {
                            if (line.contains("applied")) {
                                replicaSet(cluster, controller, hash, number);
                                controller.write(HEALTHY.formatted(hash));
                            }
                        }))
                .run(cluster.plan(ROLLOUT.formatted(image)), Cluster.GATED, "job#1");
        assertThat(d.status()).as(d.message()).isEqualTo(Outcome.DEPLOYED);
        assertThat(d.revision()).isEqualTo(number);
        return d;
    }

    private static String image(Controller controller) {
        return controller.live().at("/spec/template/spec/containers/0/image").asText();
    }

    /** One that was promoted has no abort: the template of before goes back, and past the steps of a canary. */
    @Test
    void aPromotedOneGoesBackByTheTemplateOfBefore(Cluster cluster) {
        Controller controller = rollouts(cluster);
        promoted(cluster, controller, "v1", "a", 1);
        promoted(cluster, controller, "v2", "b", 2);
        RollbackRequest request =
                RollbackRequest.read("rollout/fraud", cluster.namespace, "gated", "wrong answers", null, null);
        assertThat(cluster.rollout(cluster.api).dryRun(request).message())
                .isEqualTo("rollout/fraud in namespace " + cluster.namespace
                        + " would go back to revision 1 (fraud-a), the newest revision that was gated and deployed; nothing"
                        + " was written.");
        controller
                .when("rolling back to revision 1 (fraud-a)", "{observedGeneration: '$G'}")
                .when(
                        "rollback: waiting for the controller to see generation",
                        "{observedGeneration: '$G', currentPodHash: a, stableRS: b, phase: Paused, updatedReplicas: 1,"
                                + " availableReplicas: 2, currentStepIndex: 1, pauseConditions: [{reason: CanaryPauseStep}]}")
                .when(
                        "rollback: rollout/fraud in namespace " + cluster.namespace + " promoted",
                        HEALTHY.formatted("a"));
        Deployment d = new RolloutRun(
                        cluster.api,
                        cluster.options,
                        new LogMask(UnaryOperator.identity()),
                        cluster.listener(controller::hear))
                .goBack(request);
        assertThat(d.rollback().status()).as(d.message() + cluster.lines).isEqualTo(RollbackStatus.ROLLED_BACK);
        assertThat(d.rollback().revision()).isEqualTo(1);
        assertThat(d.rollback().pinned()).isTrue();
        assertThat(image(controller)).startsWith("registry.test/fraud:v1@sha256:");
        assertThat(controller.live().at("/spec/template/metadata/labels").has("rollouts-pod-template-hash"))
                .isFalse();
        assertThat(controller.live().at("/status/promoteFull").asBoolean()).isTrue();
        assertThat(cluster.get("apps/v1", "replicasets/fraud-b")
                        .path("metadata")
                        .path("annotations")
                        .has("ml-pipeline.jenkins.io/failed"))
                .isTrue();
    }

    /** A test that fails after the promotion. */
    @Test
    void aPromotedOneThatFailsItsVerificationGoesBack(Cluster cluster) throws Exception {
        Controller controller = rollouts(cluster);
        promoted(cluster, controller, "v1", "a", 1);
        Deployment second = promoted(cluster, controller, "v2", "b", 2);
        controller.when("rolling back to revision 1 (fraud-a)", "{observedGeneration: '$G'}");
        Deployment d = new RolloutRun(
                        cluster.api, cluster.options, new LogMask(UnaryOperator.identity()), cluster.listener(line -> {
                            controller.hear(line);
                            if (line.startsWith("rollback: waiting for the controller to see generation")) {
                                controller.write(HEALTHY.formatted("a"));
                            }
                        }))
                .refute(second, "Verification", "It answers otherwise than judged.");
        assertThat(d.rollback().status()).as(d.message() + cluster.lines).isEqualTo(RollbackStatus.ROLLED_BACK);
        assertThat(image(controller)).startsWith("registry.test/fraud:v1@sha256:");
    }

    @Test
    void withoutAnotherRevisionThereIsNoWayBack(Cluster cluster) {
        Controller controller = rollouts(cluster);
        promoted(cluster, controller, "v1", "a", 1);
        Deployment d = cluster.rollout(cluster.api)
                .goBack(RollbackRequest.read(
                        "rollout/fraud", cluster.namespace, "previous", "wrong answers", null, null));
        assertThat(d.rollback().status()).isEqualTo(RollbackStatus.NO_KNOWN_GOOD);
        assertThat(image(controller)).isEqualTo("registry.test/fraud:v1");
    }

    @Test
    void anotherTemplateSupersedesIt(Cluster cluster) {
        Controller controller = rollouts(cluster);
        first(cluster, controller);
        Deployment d;
        boolean[] done = {false};
        controller.when("applied", PROGRESSING);
        d = new RolloutRun(
                        cluster.api, cluster.options, new LogMask(UnaryOperator.identity()), cluster.listener(line -> {
                            controller.hear(line);
                            if (!done[0] && line.contains("more replicas need to be updated")) {
                                done[0] = true;
                                cluster.write("somebody", ROLLOUT.formatted("v3"));
                            }
                        }))
                .run(cluster.plan(ROLLOUT.formatted("v2")), null, "job#1");
        assertThat(d.status()).isEqualTo(Outcome.SUPERSEDED);
    }

    private static Controller inferenceServices(Cluster cluster) {
        return new Controller(cluster, "serving.kserve.io/v1beta1", "InferenceService", "inferenceservices");
    }

    private static String served(String created, String ready, String transition) {
        return "{deploymentMode: Serverless, observedGeneration: 1, conditions: [{type: Ready, status: 'True'}], components:"
                + " {predictor: {latestCreatedRevision: " + created + ", latestReadyRevision: " + ready
                + ", traffic: [{revisionName: " + ready + ", latestRevision: true, percent: 100}]}}, modelStatus:"
                + " {transitionStatus: " + transition + ", states: {activeModelState: Loaded, targetModelState: "
                + (transition.equals("UpToDate") ? "Loaded" : "Loading") + "}}}";
    }

    @Test
    void anInferenceServiceIsDeployedOnceTheNewModelIsLoaded(Cluster cluster) {
        Controller controller = inferenceServices(cluster);
        controller.when("applied", served("fraud-1", "fraud-1", "UpToDate"));
        assertThat(controller.run(cluster.plan(SERVICE.formatted("1"))).status())
                .isEqualTo(Outcome.DEPLOYED);
        // Ready stays True all the time, because the model before serves.
        controller
                .when("waiting for KServe to act", served("fraud-2", "fraud-1", "InProgress"))
                .when("revision fraud-2 is the newest, fraud-1 the last", served("fraud-2", "fraud-2", "UpToDate"));
        Deployment d = controller.run(cluster.plan(SERVICE.formatted("2")));
        assertThat(d.status()).isEqualTo(Outcome.DEPLOYED);
        assertThat(d.message())
                .endsWith(
                        "is deployed: revision fraud-2 is ready, its model is loaded, and it gets 100 % of the requests.");
    }

    @Test
    void aModelThatDoesNotLoadFails(Cluster cluster) {
        Controller controller = inferenceServices(cluster);
        controller.when("applied", served("fraud-1", "fraud-1", "UpToDate"));
        controller.run(cluster.plan(SERVICE.formatted("1")));
        controller.when(
                "waiting for KServe to act",
                "{components: {predictor: {latestCreatedRevision: fraud-2}}, modelStatus: {transitionStatus:"
                        + " BlockedByFailedLoad, lastFailureInfo: {reason: ModelLoadFailed, message: no such file}}}");
        Deployment d = controller.run(cluster.plan(SERVICE.formatted("2")));
        assertThat(d.status()).isEqualTo(Outcome.FAILED);
        assertThat(d.reason()).isEqualTo("ModelLoadFailed");
        assertThat(d.message())
                .contains("no such file")
                .endsWith("An InferenceService has no revisions to roll back to.");
    }

    @Test
    void anInferenceServiceThatIsStuckOrSupersededSaysSo(Cluster cluster) {
        Controller controller = inferenceServices(cluster);
        controller.when("applied", served("fraud-1", "fraud-1", "UpToDate"));
        controller.run(cluster.plan(SERVICE.formatted("1")));
        cluster.options = cluster.options.withTimeout(2);
        Deployment stuck = controller.run(cluster.plan(SERVICE.formatted("2")));
        assertThat(stuck.status()).isEqualTo(Outcome.TIMED_OUT);
        assertThat(stuck.message())
                .contains("had no verdict after 2 s: waiting for KServe to act on the new specification");
        boolean[] done = {false};
        Deployment superseded = new RolloutRun(
                        cluster.api, cluster.options, new LogMask(UnaryOperator.identity()), cluster.listener(line -> {
                            if (!done[0] && line.contains("waiting for KServe")) {
                                done[0] = true;
                                cluster.write("somebody", SERVICE.formatted("4"));
                            }
                        }))
                .run(cluster.plan(SERVICE.formatted("3")), null, "job#1");
        assertThat(superseded.status()).isEqualTo(Outcome.SUPERSEDED);
        assertThat(superseded.message()).contains("got another specification during the rollout");
    }

    @Test
    void aKnativeServiceIsDeployedOnceTrafficWentOver(Cluster cluster) {
        Controller controller = new Controller(cluster, "serving.knative.dev/v1", "Service", "services");
        controller
                .when(
                        "applied",
                        "{observedGeneration: $G, latestCreatedRevisionName: fraud-1, conditions: [{type: Ready, status:"
                                + " Unknown}]}")
                .when(
                        "revision fraud-1 is the newest, none the last that is ready",
                        "{latestReadyRevisionName: fraud-1, traffic: [{revisionName: fraud-1, latestRevision: true,"
                                + " percent: 100}], conditions: [{type: Ready, status: 'True'}]}");
        Deployment d = controller.run(cluster.plan("""
                apiVersion: serving.knative.dev/v1
                kind: Service
                metadata: {name: fraud}
                spec: {template: {spec: {containers: [{name: app, image: "registry.test/fraud:v1"}]}}}
                """));
        assertThat(d.status()).isEqualTo(Outcome.DEPLOYED);
        assertThat(d.message()).endsWith("is deployed: revision fraud-1 is ready and gets 100 % of the requests.");
    }

    @Test
    void aKindOfWhichSomebodyDeclaredWhenItWorks(Cluster cluster) {
        Controller controller = new Controller(cluster, "example.com/v1", "Feature", "features");
        List<ConditionRule> rules =
                ConditionRule.read(List.of("Feature.example.com ready=Ready failed=Stalled observed=generation"));
        controller
                .when(
                        "applied",
                        "{observedGeneration: $G, conditions: [{type: Ready, status: Unknown, reason: Building}]}")
                .when("Ready is Unknown (Building)", "{conditions: [{type: Ready, status: 'True'}]}");
        Deployment d = controller.run(cluster.plan(FEATURE.formatted("1")).judgedBy(rules));
        assertThat(d.status()).isEqualTo(Outcome.DEPLOYED);
        assertThat(d.message()).endsWith(" is deployed: Ready is True.");
        // Ready is still True, but about the generation before.
        controller.when(
                "waiting for the controller to see generation 2",
                "{observedGeneration: $G, conditions: [{type: Ready, status: 'False'}, {type: Stalled, status: 'True', reason:"
                        + " NoQuota, message: too large}]}");
        Deployment bad = controller.run(cluster.plan(FEATURE.formatted("2")).judgedBy(rules));
        assertThat(bad.status()).isEqualTo(Outcome.FAILED);
        assertThat(bad.message())
                .contains("feature/fraud in namespace " + cluster.namespace + " failed: Stalled is True: too large");
    }
}
