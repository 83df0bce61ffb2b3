package io.jenkins.plugins.mlpipeline.engine.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment.RollbackStatus;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutOptions.Recovery;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Conflicts;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Patience;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Annotations;
import io.jenkins.plugins.mlpipeline.engine.rollout.restore.RollbackTo;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rollouts that fail, against a real API server: the reason, the evidence, and the state before. */
@Tag("kubernetes")
@ExtendWith(ControlPlane.class)
class RollbackOnClusterTest {
    private static final String GOOD = "registry.test/fraud:v1";
    private static final Predicate<JsonNode> ALIVE = p -> !p.path("metadata").has("deletionTimestamp");

    @Test
    void aMissingImageFailsAtTheDeadlineAndIsRolledBack(Cluster cluster) throws Exception {
        Deployment good = cluster.run(cluster.plan(cluster.deployment(GOOD)));
        Deployment bad = cluster.run(cluster.plan(cluster.deployment("registry.test/fraud:missing-1")));
        assertThat(bad.status()).isEqualTo(Outcome.FAILED);
        assertThat(bad.reason()).isEqualTo("ImagePullBackOff");
        assertThat(bad.message())
                .startsWith("deployment/fraud in namespace " + cluster.namespace
                        + " made no progress for 2 s (ProgressDeadlineExceeded): 1 of 3 updated, 3 available, waiting for"
                        + " pod fraud-")
                .endsWith(": ImagePullBackOff. Rolled back to revision 1 (" + good.replicaSet()
                        + "), the revision that was fully available just before, though neither gated nor verified.");
        assertThat(bad.rollback().status()).isEqualTo(RollbackStatus.ROLLED_BACK);
        assertThat(bad.rollback().modelDigest()).isEqualTo(Cluster.MODEL);
        assertThat(bad.imageDigests()).isEqualTo(good.imageDigests());
        assertThat(bad.diagnostics().pods().get(0).events())
                .containsExactly("Failed: Failed to pull image \"registry.test/fraud:missing-1\": not found");
        // One apply each for good, bad and back.
        assertThat(cluster.applies()).isEqualTo(3);
        assertPinned(cluster, good);
    }

    private static void assertPinned(Cluster cluster, Deployment good) {
        assertPinned(cluster, good, GOOD);
    }

    private static void assertPinned(Cluster cluster, Deployment good, String image) {
        assertThat(cluster.deployment()
                        .path("spec")
                        .path("template")
                        .path("spec")
                        .path("containers")
                        .path(0)
                        .path("image")
                        .asText())
                .isEqualTo(image + "@" + good.imageDigests().get("app"));
        assertThat(cluster.pods(ALIVE))
                .hasSize(3)
                .allSatisfy(p -> assertThat(p.path("status")
                                .path("containerStatuses")
                                .path(0)
                                .path("imageID")
                                .asText())
                        .endsWith(good.imageDigests().get("app")));
    }

    @Test
    void aCrashLoopFailsWithoutWaitingForAnyDeadline(Cluster cluster) throws Exception {
        Deployment good = cluster.run(cluster.plan(patient(cluster, GOOD)), Cluster.GATED);
        Deployment bad = cluster.run(cluster.plan(patient(cluster, "registry.test/fraud:crash-1")), Cluster.GATED);
        assertThat(bad.status()).isEqualTo(Outcome.FAILED);
        assertThat(bad.reason()).isEqualTo("CrashLoopBackOff");
        assertThat(bad.message())
                .contains("1 of 1 new pods can't become ready: pod fraud-")
                .contains(": CrashLoopBackOff (container app, 3 restarts, exit code 1). Rolled back to revision 1 ("
                        + good.replicaSet() + "), the revision that was fully available just before, and gated.");
        assertThat(bad.durationMs()).isLessThan(20_000);
        assertThat(bad.diagnostics().pods().get(0).containers().get(0))
                .satisfies(c -> assertThat(c.previous()).isTrue())
                .satisfies(c -> assertThat(c.log())
                        .containsExactly("starting", "FATAL: cannot open model file /models/current: no such file"));
        assertThat(cluster.lines).contains("    | FATAL: cannot open model file /models/current: no such file");
        assertPinned(cluster, good);
        // The restored revision is as known good as the one it was made from.
        JsonNode marks = cluster.get("apps/v1", "replicasets/" + bad.replicaSet())
                .path("metadata")
                .path("annotations");
        assertThat(marks.path(Annotations.GATED).asText()).isEqualTo(Cluster.GATED.gateDigest());
    }

    /** A deadline of ten minutes, Kubernetes' default. */
    private static String patient(Cluster cluster, String image) {
        return cluster.deployment(image).replace("progressDeadlineSeconds: 2", "progressDeadlineSeconds: 600");
    }

    @Test
    void failingReadinessFailsAtTheDeadlineAndIsRolledBack(Cluster cluster) throws Exception {
        cluster.run(cluster.plan(cluster.deployment(GOOD)));
        Deployment bad = cluster.run(cluster.plan(cluster.deployment("registry.test/fraud:unready-1")));
        assertThat(bad.status()).isEqualTo(Outcome.FAILED);
        assertThat(bad.reason()).isEqualTo("ProgressDeadlineExceeded");
        assertThat(bad.message()).contains(": not ready. Rolled back to revision 1");
        assertThat(bad.diagnostics().pods().get(0).events())
                .containsExactly("Unhealthy: Readiness probe failed: HTTP probe failed with statuscode: 503");
        assertThat(bad.diagnostics().pods().get(0).containers().get(0).log())
                .containsExactly("starting", "listening on :8080");
    }

    @Test
    void afterARollbackTheNextApplyOwnsTheTemplateAgain(Cluster cluster) throws Exception {
        String env = "        env: [{name: THRESHOLD, value: \"0.5\"}]\n";
        cluster.run(cluster.plan(cluster.deployment(GOOD) + env));
        Deployment bad = cluster.run(cluster.plan(patient(cluster, "registry.test/fraud:crash-1") + env));
        assertThat(bad.rollback().status()).isEqualTo(RollbackStatus.ROLLED_BACK);
        JsonNode restored = cluster.deployment();
        assertThat(restored.path("spec").path("replicas").asInt()).isEqualTo(3);
        assertThat(restored.path("spec")
                        .path("template")
                        .path("metadata")
                        .path("labels")
                        .has("pod-template-hash"))
                .isFalse();
        Deployment next = cluster.run(cluster.plan(cluster.deployment("registry.test/fraud:v3")));
        assertThat(next.status()).isEqualTo(Outcome.DEPLOYED);
        assertThat(cluster.deployment()
                        .path("spec")
                        .path("template")
                        .path("spec")
                        .path("containers")
                        .path(0)
                        .has("env"))
                .isFalse();
    }

    @Test
    void theFirstDeploymentHasNothingToGoBackTo(Cluster cluster) throws Exception {
        Deployment bad = cluster.run(cluster.plan(cluster.deployment("registry.test/fraud:crash-1")));
        assertThat(bad.status()).isEqualTo(Outcome.NO_KNOWN_GOOD);
        assertThat(bad.reason()).isEqualTo("CrashLoopBackOff");
        assertThat(bad.message())
                .endsWith(
                        "Not rolled back: there was nothing before this deployment; the failed one is left as it is.");
        assertThat(cluster.applies()).isEqualTo(1);
    }

    @Test
    void anotherFailureIsNotGoneBackTo(Cluster cluster) throws Exception {
        cluster.options = cluster.options.withRecovery(Recovery.LEAVE, Recovery.LEAVE, Recovery.LEAVE);
        Deployment first = cluster.run(cluster.plan(cluster.deployment("registry.test/fraud:crash-1")));
        assertThat(first.rollback().status()).isEqualTo(RollbackStatus.LEFT);
        cluster.options = cluster.options.withRecovery(Recovery.ROLLBACK, Recovery.LEAVE, Recovery.LEAVE);
        Deployment second = cluster.run(cluster.plan(cluster.deployment("registry.test/fraud:crash-2")));
        assertThat(second.status()).isEqualTo(Outcome.NO_KNOWN_GOOD);
        assertThat(second.message())
                .endsWith(
                        "Not rolled back: no revision was verified or gated, and the one before was not fully available"
                                + " either; the failed one is left as it is.");
    }

    @Test
    void theGatedRevisionIsGoneBackToWhereThatIsAskedFor(Cluster cluster) throws Exception {
        Deployment gated = cluster.run(cluster.plan(cluster.deployment(GOOD)), Cluster.GATED);
        cluster.options = cluster.options.withRollback(RollbackTo.GATED);
        cluster.run(cluster.plan(cluster.deployment("registry.test/fraud:v2"), Cluster.OTHER_MODEL));
        Deployment bad = cluster.run(cluster.plan(cluster.deployment("registry.test/fraud:crash-1")));
        assertThat(bad.rollback().status()).isEqualTo(RollbackStatus.ROLLED_BACK);
        assertThat(bad.rollback().replicaSet()).isEqualTo(gated.replicaSet());
        assertPinned(cluster, gated);
    }

    @Test
    void theVerifiedRevisionIsGoneBackToWhereThatIsAskedFor(Cluster cluster) throws Exception {
        Deployment verified = cluster.run(cluster.plan(cluster.deployment(GOOD)));
        assertThat(VerificationMark.mark(cluster.api, verified, Instant.now())).isEmpty();
        cluster.options = cluster.options.withRollback(RollbackTo.VERIFIED);
        cluster.run(cluster.plan(cluster.deployment("registry.test/fraud:v2")), Cluster.GATED);
        Deployment bad = cluster.run(cluster.plan(cluster.deployment("registry.test/fraud:crash-1")));
        assertThat(bad.message())
                .endsWith("Rolled back to revision 1 (" + verified.replicaSet()
                        + "), the newest revision that was verified.");
        assertPinned(cluster, verified);
    }

    /** A person's hotfix ran healthy just before: that is what users had. */
    @Test
    void aHealthyHotfixIsGoneBackTo(Cluster cluster) throws Exception {
        cluster.run(cluster.plan(cluster.deployment(GOOD)), Cluster.GATED);
        String hotfix = "registry.test/fraud:hotfix";
        cluster.patch(
                "apps/v1",
                "deployments/fraud",
                "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":" + "\"app\",\"image\":\"" + hotfix
                        + "\"}]}}}}");
        Cluster.await(
                "the hotfix",
                () -> cluster.pods(ALIVE).stream()
                                .filter(p -> p.toString().contains(hotfix))
                                .filter(p -> p.path("status")
                                        .path("containerStatuses")
                                        .path(0)
                                        .path("ready")
                                        .asBoolean())
                                .count()
                        == 3);
        // The pods are ready before the workload's status says so, which is what a deployment finds.
        Cluster.await("the hotfix's status", () -> {
            JsonNode status = cluster.deployment().path("status");
            return status.path("updatedReplicas").asInt() == 3
                    && status.path("availableReplicas").asInt() == 3
                    && status.path("replicas").asInt() == 3;
        });
        cluster.options = cluster.options.withConflicts(Conflicts.FORCE);
        Deployment bad = cluster.run(cluster.plan(patient(cluster, "registry.test/fraud:crash-1")), Cluster.GATED);
        assertThat(bad.status()).isEqualTo(Outcome.FAILED);
        assertThat(bad.rollback().status()).isEqualTo(RollbackStatus.ROLLED_BACK);
        assertThat(bad.rollback().rung())
                .isEqualTo("the revision that was fully available just before, though neither gated nor verified");
        assertThat(cluster.deployment()
                        .path("spec")
                        .path("template")
                        .path("spec")
                        .path("containers")
                        .path(0)
                        .path("image")
                        .asText())
                .startsWith(hotfix + "@sha256:");
    }

    @Test
    void whereNoneIsGatedWhatRanBeforeIsRestoredAndSaidSo(Cluster cluster) throws Exception {
        Deployment good = cluster.run(cluster.plan(cluster.deployment(GOOD)));
        cluster.options = cluster.options.withRollback(RollbackTo.GATED);
        Deployment bad = cluster.run(cluster.plan(cluster.deployment("registry.test/fraud:crash-1")), Cluster.GATED);
        assertThat(bad.status()).isEqualTo(Outcome.UNGATED_RESTORED);
        assertThat(bad.status().needsAttention()).isTrue();
        assertThat(bad.rollback().status()).isEqualTo(RollbackStatus.UNGATED_RESTORED);
        assertThat(bad.message())
                .endsWith("Rolled back to revision 1 (" + good.replicaSet()
                        + "), no revision was gated; the revision that was"
                        + " fully available just before, though neither gated nor verified.");
        assertPinned(cluster, good);
    }

    @Test
    void whatAVerificationFailedIsNeverGoneBackTo(Cluster cluster) throws Exception {
        Deployment first = cluster.run(cluster.plan(cluster.deployment(GOOD)), Cluster.GATED);
        Deployment second = cluster.run(cluster.plan(cluster.deployment("registry.test/fraud:v2")), Cluster.GATED);
        assertThat(VerificationMark.refute(cluster.api, second, Instant.now())).isEmpty();
        Deployment bad = cluster.run(cluster.plan(cluster.deployment("registry.test/fraud:crash-1")), Cluster.GATED);
        assertThat(bad.rollback().replicaSet()).isEqualTo(first.replicaSet());
        JsonNode failed = cluster.get("apps/v1", "replicasets").path("items");
        assertThat(failed)
                .filteredOn(rs -> rs.toString().contains("crash-1"))
                .singleElement()
                .satisfies(rs -> assertThat(rs.path("metadata")
                                .path("annotations")
                                .path(Annotations.FAILED)
                                .asText())
                        .endsWith(" CrashLoopBackOff"));
    }

    @Test
    void aRestartThatPullsABadImageIsRolledBackToTheOldBytes(Cluster cluster) throws Exception {
        String image = "registry.test/pushed-" + cluster.namespace + ":latest";
        cluster.options = cluster.options.withStableFor(20);
        Deployment bad = restartWithBadImage(cluster, image, "{}");
        assertThat(bad.status()).isEqualTo(Outcome.FAILED);
        assertThat(bad.rollback().status()).isEqualTo(RollbackStatus.ROLLED_BACK);
        String old = bad.previous().imageDigests().get("app");
        assertThat(cluster.pods(ALIVE))
                .hasSize(1)
                .allSatisfy(p -> assertThat(p.path("spec")
                                .path("containers")
                                .path(0)
                                .path("image")
                                .asText())
                        .isEqualTo(image + "@" + old));
        assertThat(bad.imageDigests()).containsEntry("app", old);
    }

    @Test
    void aRestartOfSomethingUnknownIsNotRestorable(Cluster cluster) throws Exception {
        String image = "registry.test/pushed-" + cluster.namespace + ":latest";
        cluster.options = cluster.options.withStableFor(20);
        Deployment bad = restartWithBadImage(cluster, image, "{\"imageID\":\"\"}");
        assertThat(bad.status()).isEqualTo(Outcome.NOT_RESTORABLE);
        assertThat(bad.message())
                .endsWith("names the image of container app by a tag, and what it ran under that tag isn't known.");
        assertThat(cluster.applies()).isEqualTo(1);
    }

    /** One pod runs; the tag is pushed again; the restarted pod gets the new bytes, comes up, and then crashes. */
    private static Deployment restartWithBadImage(Cluster cluster, String image, String changeBefore) throws Exception {
        cluster.write("kubectl", cluster.deployment("fraud", image, 1, ""));
        Cluster.await(
                "the first pod",
                () -> cluster.deployment()
                                .path("status")
                                .path("availableReplicas")
                                .asInt()
                        == 1);
        String before = cluster.pods(ALIVE).get(0).path("metadata").path("name").asText();
        cluster.containerStatus(before, changeBefore);
        cluster.testbed().pushAgain(image, "bad");
        cluster.options = cluster.options.withStableFor(2);
        return cluster.run(cluster.restart("deployment/fraud"), "must stay so", () -> {
            List<JsonNode> pods = cluster.pods(
                    ALIVE.and(p -> !p.path("metadata").path("name").asText().equals(before)));
            cluster.containerStatus(pods.get(0).path("metadata").path("name").asText(), """
                    {"ready": false, "restartCount": 4,
                     "state": {"waiting": {"reason": "CrashLoopBackOff", "message": "back-off"}},
                     "lastState": {"terminated": {"exitCode": 139, "reason": "Error"}}}
                    """);
        });
    }

    @Test
    void aStaleDeadlineDoesNotFailTheRolloutAfterIt(Cluster cluster) throws Exception {
        String recreate = "  strategy: {type: Recreate}";
        cluster.run(cluster.plan(cluster.deployment("fraud", GOOD, 3, recreate)));
        Deployment bad =
                cluster.run(cluster.plan(cluster.deployment("fraud", "registry.test/fraud:missing-1", 3, recreate)));
        assertThat(bad.status()).isEqualTo(Outcome.FAILED);
        assertThat(bad.rollback().status()).isEqualTo(RollbackStatus.ROLLED_BACK);
        cluster.options = cluster.options.withRecovery(Recovery.LEAVE, Recovery.LEAVE, Recovery.LEAVE);
        Deployment left =
                cluster.run(cluster.plan(cluster.deployment("fraud", "registry.test/fraud:missing-2", 3, recreate)));
        assertThat(left.rollback().status()).isEqualTo(RollbackStatus.LEFT);
        Deployment next = cluster.run(cluster.plan(cluster.deployment("fraud", "registry.test/fraud:v2", 3, recreate)));
        assertThat(next.status()).isEqualTo(Outcome.DEPLOYED);
    }

    @Test
    void aQuotaThatStaysFailsWithItsMessage(Cluster cluster) throws Exception {
        cluster.write(
                "kubectl", "{apiVersion: v1, kind: ResourceQuota, metadata: {name: few}, spec: {hard: {pods: 1}}}");
        Cluster.await(
                "the quota",
                () -> cluster.get("v1", "resourcequotas/few").path("status").has("used"));
        cluster.options = cluster.options.withPatience(new Patience(1, 120, 30, 300, 3, 10, 60));
        Deployment bad = cluster.run(cluster.plan(patient(cluster, GOOD)));
        assertThat(bad.status()).isEqualTo(Outcome.NO_KNOWN_GOOD);
        assertThat(bad.reason()).isEqualTo("FailedCreate");
        assertThat(bad.message())
                .contains("can't create its pods (FailedCreate): ")
                .contains("exceeded quota: few");
    }

    @Test
    void deletedMeanwhileIsFailedAndNotRolledBack(Cluster cluster) throws Exception {
        cluster.options = cluster.options.withStableFor(5);
        Deployment d = cluster.run(
                cluster.plan(cluster.deployment(GOOD)),
                "must stay so",
                () -> cluster.api.delete("/apis/apps/v1/namespaces/" + cluster.namespace + "/deployments/fraud"));
        assertThat(d.status()).isEqualTo(Outcome.FAILED);
        assertThat(d.message())
                .isEqualTo("deployment/fraud in namespace " + cluster.namespace
                        + " was deleted during the rollout. There is nothing to roll back.");
        assertThat(cluster.applies()).isEqualTo(1);
    }

    @Test
    void noVerdictInTimeIsLeftAsItIs(Cluster cluster) throws Exception {
        cluster.options = cluster.options.withTimeout(2);
        cluster.run(cluster.plan(patient(cluster, GOOD)));
        Deployment d = cluster.run(cluster.plan(patient(cluster, "registry.test/fraud:unready-1")));
        assertThat(d.status()).isEqualTo(Outcome.TIMED_OUT);
        assertThat(d.rollback().status()).isEqualTo(RollbackStatus.LEFT);
        assertThat(d.message())
                .contains(" had no verdict after 2 s: 1 of 3 updated, 3 available, waiting for pod fraud-")
                .endsWith(": not ready. It was left as it is.");
    }
}
