package io.jenkins.plugins.mlpipeline.engine.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment.RollbackStatus;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Patience;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** StatefulSets, DaemonSets, Jobs and custom resources on a real API server. */
@Tag("kubernetes")
@ExtendWith(ControlPlane.class)
class OtherKindsOnClusterTest {
    private static final String GOOD = "registry.test/fraud:v1";
    private static final String CRASH = "registry.test/fraud:crash-1";

    private static String set(String kind, String image) {
        return """
                apiVersion: apps/v1
                kind: %s
                metadata: {name: fraud}
                spec:
                  %s
                  selector: {matchLabels: {app: fraud}}
                  template:
                    metadata: {labels: {app: fraud}}
                    spec: {containers: [{name: app, image: "%s"}]}
                """.formatted(kind, kind.equals("StatefulSet") ? "replicas: 2" : "minReadySeconds: 0", image);
    }

    private static String job(String image) {
        return """
                apiVersion: batch/v1
                kind: Job
                metadata: {name: score}
                spec:
                  backoffLimit: 0
                  template: {spec: {restartPolicy: Never, containers: [{name: app, image: "%s"}]}}
                """.formatted(image);
    }

    @Test
    void aStatefulSetIsDeployed(Cluster cluster) throws Exception {
        Deployment d = cluster.run(cluster.plan(set("StatefulSet", GOOD)), Cluster.GATED);
        assertThat(d.status()).isEqualTo(Outcome.DEPLOYED);
        assertThat(d.message()).endsWith("is deployed: 2 of 2 updated, 2 available.");
        assertThat(d.replicaSet()).startsWith("fraud-");
        assertThat(cluster.writes()).containsExactly("patch statefulsets 201", "patch controllerrevisions 200");
    }

    @Test
    void aStatefulSetGoesBackOnceItsBrokenPodMayBeDeleted(Cluster cluster) throws Exception {
        Deployment good = cluster.run(cluster.plan(set("StatefulSet", GOOD)), Cluster.GATED);
        cluster.options = cluster.options.withDeleteBrokenPods();
        Deployment bad = cluster.run(cluster.plan(set("StatefulSet", CRASH)));
        assertThat(bad.status()).isEqualTo(Outcome.FAILED);
        assertThat(bad.reason()).isEqualTo("CrashLoopBackOff");
        assertThat(bad.rollback().status()).isEqualTo(RollbackStatus.ROLLED_BACK);
        assertThat(bad.rollback().replicaSet()).isEqualTo(good.replicaSet());
        assertThat(bad.imageDigests()).isEqualTo(good.imageDigests());
        assertThat(cluster.lines).contains("deleting the broken pod fraud-1");
    }

    @Test
    void aStatefulSetsBrokenPodIsNotDeletedUnasked(Cluster cluster) throws Exception {
        cluster.run(cluster.plan(set("StatefulSet", GOOD)));
        cluster.options = cluster.options.withTimeout(4);
        Deployment bad = cluster.run(cluster.plan(set("StatefulSet", CRASH)));
        assertThat(bad.status()).isEqualTo(Outcome.ROLLBACK_FAILED);
        assertThat(bad.message()).contains("had no verdict after 4 s").contains("deleteBrokenPods");
    }

    @Test
    void aDaemonSetIsDeployedAndRolledBack(Cluster cluster) throws Exception {
        Deployment good = cluster.run(cluster.plan(set("DaemonSet", GOOD)));
        assertThat(good.status()).isEqualTo(Outcome.DEPLOYED);
        Deployment bad = cluster.run(cluster.plan(set("DaemonSet", CRASH)));
        assertThat(bad.status()).isEqualTo(Outcome.FAILED);
        assertThat(bad.rollback().status()).isEqualTo(RollbackStatus.ROLLED_BACK);
    }

    @Test
    void everyJobIsANewOne(Cluster cluster) throws Exception {
        Deployment first = cluster.run(cluster.plan(job("registry.test/score:job-1")));
        Deployment second = cluster.run(cluster.plan(job("registry.test/score:job-2")));
        assertThat(first.status()).isEqualTo(Outcome.DEPLOYED);
        assertThat(second.status()).isEqualTo(Outcome.DEPLOYED);
        assertThat(first.name()).matches("score-[0-9a-f]{10}").isNotEqualTo(second.name());
        assertThat(second.message()).endsWith("is complete: 1 of 1 succeeded, 0 active, 0 failed.");
    }

    @Test
    void aFailedJobFailsWithItsReasonAndHasNoRollback(Cluster cluster) throws Exception {
        Deployment d = cluster.run(cluster.plan(job("registry.test/score:jobfail-1")));
        assertThat(d.status()).isEqualTo(Outcome.FAILED);
        assertThat(d.reason()).isEqualTo("BackoffLimitExceeded");
        assertThat(d.rollback().status()).isEqualTo(RollbackStatus.NOT_NEEDED);
        assertThat(d.message()).endsWith("A Job has no revisions to roll back to.");
        assertThat(d.diagnostics().pods().get(0).containers().get(0).exitCode()).isEqualTo(1);
    }

    @Test
    void aCustomResourceOfWhichNothingIsDeclaredIsUnverified(Cluster cluster) throws Exception {
        cluster.write("setup", """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: widgets.example.net}
                spec:
                  group: example.net
                  scope: Namespaced
                  names: {plural: widgets, singular: widget, kind: Widget}
                  versions:
                  - name: v1
                    served: true
                    storage: true
                    schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
                """);
        Cluster.await(
                "the custom resource",
                () -> cluster.api
                        .find("/apis/example.net/v1/namespaces/" + cluster.namespace + "/widgets")
                        .isPresent());
        cluster.options = cluster.options.withPatience(new Patience(60, 120, 30, 300, 3, 0, 60));
        Deployment d = cluster.run(cluster.plan("""
                apiVersion: example.net/v1
                kind: Widget
                metadata: {name: fraud}
                spec: {size: 1}
                status: {conditions: [{type: Ready, status: "True"}]}
                """));
        assertThat(d.status()).isEqualTo(Outcome.UNVERIFIED);
        assertThat(d.message()).endsWith("it can't be told whether the new model serves: it has no Ready condition.");
    }
}
