package io.jenkins.plugins.mlpipeline.engine.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment.RollbackStatus;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Canaries, led by the real controller of Argo Rollouts on a real API server. */
@Tag("kubernetes")
@ExtendWith({ControlPlane.class, RealArgo.class})
class ArgoCanaryOnClusterTest {
    private static final String V1 = "registry.test/fraud:v1";
    private static final String V2 = "registry.test/fraud:v2";
    private static final String V3 = "registry.test/fraud:v3";
    private static final String TIMED = "{setWeight: 50}, {pause: {duration: 2s}}, {setWeight: 100}";
    private static final String ENDLESS = "{setWeight: 50}, {pause: {}}";

    @TempDir
    private Path folder;

    private Cluster cluster;
    private ArgoBench argo;

    @BeforeEach
    void bench(Cluster its) {
        cluster = its;
        cluster.options = RolloutOptions.DEFAULT.withStableFor(1).withTimeout(60);
        argo = new ArgoBench(its, folder);
    }

    private Deployment first(String steps) throws Exception {
        Deployment d = argo.deploy(3, ArgoBench.canary("v1", steps));
        assertThat(d.status()).as(argo.said).isEqualTo(Outcome.DEPLOYED);
        return d;
    }

    private String stable() {
        return argo.status().path("stableRS").asText();
    }

    @Test
    void theFirstHasNoSteps() throws Exception {
        Deployment d = first(TIMED);
        assertThat(d.message())
                .isEqualTo(argo.label() + " is deployed: step 3 of 3 done, 2 of 2 updated, 2 available.");
        assertThat(argo.said).doesNotContain("pausing");
        assertThat(d.revision()).isEqualTo(1);
        assertThat(d.replicaSet()).isEqualTo("fraud-" + stable());
        assertThat(argo.status().path("phase").asText()).isEqualTo("Healthy");
        assertThat(argo.serving()).containsExactly(V1, V1);
        assertThat(argo.deploy(3, ArgoBench.canary("v1", TIMED)).status()).isEqualTo(Outcome.UNCHANGED);
    }

    @Test
    void theNextWaitsForItsPause() throws Exception {
        first(TIMED);
        String before = stable();
        Deployment d = argo.deploy(3, ArgoBench.canary("v2", TIMED));
        assertThat(d.status()).as(argo.said).isEqualTo(Outcome.DEPLOYED);
        assertThat(argo.said)
                .contains("step 1 of 3 done, 1 of 2 updated, 2 available, pausing for 2 s (CanaryPauseStep)");
        assertThat(d.message())
                .isEqualTo(argo.label() + " is deployed: step 3 of 3 done, 2 of 2 updated, 2 available.");
        assertThat(d.revision()).isEqualTo(2);
        assertThat(d.previous().replicaSet()).isEqualTo("fraud-" + before);
        assertThat(stable())
                .isEqualTo(argo.status().path("currentPodHash").asText())
                .isNotEqualTo(before);
        assertThat(argo.serving()).containsExactly(V2, V2);
        assertThat(cluster.writesThatHeld())
                .as("an apply and the revision's mark, each time")
                .containsExactly(
                        "patch rollouts 201", "patch replicasets 200", "patch rollouts 200", "patch replicasets 200");
    }

    @Test
    void aPauseWithoutEndIsLeftAndPromotedLater() throws Exception {
        first(ENDLESS);
        String before = stable();
        Deployment d = argo.deploy(1, ArgoBench.canary("v2", ENDLESS));
        assertThat(d.status()).isEqualTo(Outcome.PAUSED);
        assertThat(d.message())
                .isEqualTo(argo.label() + " waits at a pause without end (CanaryPauseStep; step 1 of 2 done, 1 of 2"
                        + " updated, 2 available). Go on with kubectl argo rollouts promote fraud -n "
                        + cluster.namespace + ", or back with kubectl argo rollouts abort.");
        assertThat(stable()).isEqualTo(before);
        assertThat(argo.serving()).containsExactly(V1, V2);
        Deployment on = argo.deploy(3, ArgoBench.canary("v2", ENDLESS), "--promote");
        assertThat(on.status()).as(argo.said).isIn(Outcome.DEPLOYED, Outcome.UNCHANGED);
        assertThat(argo.said).contains(argo.label() + " promoted");
        assertThat(argo.serving()).containsExactly(V2, V2);
        assertThat(stable()).isNotEqualTo(before);
    }

    @Test
    void promotedAtEachPauseWithoutEnd() throws Exception {
        String twice = "{setWeight: 50}, {pause: {}}, {setWeight: 60}, {pause: {}}";
        first(twice);
        Deployment d = argo.deploy(3, ArgoBench.canary("v2", twice), "--promote");
        assertThat(d.status()).as(argo.said).isEqualTo(Outcome.DEPLOYED);
        assertThat(cluster.writesThatHeld().stream().filter(w -> w.equals("patch rollouts/status 200")))
                .as(argo.said)
                .hasSize(2);
        assertThat(argo.serving()).containsExactly(V2, V2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "crash-2|60|CrashLoopBackOff",
                "missing-2|3|ProgressDeadlineExceeded",
                "unready-2|3|ProgressDeadlineExceeded",
            })
    void whatDoesNotStartIsAborted(String tag, int deadline, String reason) throws Exception {
        String strategy = "{canary: {steps: [" + TIMED + "]}}";
        argo.deploy(3, ArgoBench.rollout("v1", deadline, strategy));
        String before = stable();
        Deployment d = argo.deploy(1, ArgoBench.rollout(tag, deadline, strategy));
        assertThat(d.status()).as(argo.said).isEqualTo(Outcome.FAILED);
        assertThat(d.reason()).isEqualTo(reason);
        assertThat(d.rollback().status()).as(d.message()).isEqualTo(RollbackStatus.ROLLED_BACK);
        assertThat(d.message())
                .endsWith("Rolled back to revision " + before
                        + ", which its controller calls stable; its template is still the one that failed.");
        assertThat(argo.status().path("abort").asBoolean()).isTrue();
        assertThat(argo.status().path("stableRS").asText()).isEqualTo(before);
        assertThat(argo.image()).isEqualTo("registry.test/fraud:" + tag);
        assertThat(argo.serving()).containsExactly(V1, V1);
        assertThat(cluster.writesThatHeld())
                .endsWith("patch rollouts 200", "patch replicasets 200", "patch rollouts/status 200");
    }

    @Test
    void afterAnAbortTheNextIsDeployedAndTheSameIsNot() throws Exception {
        first(TIMED);
        argo.deploy(1, ArgoBench.canary("crash-2", TIMED));
        Deployment same = argo.deploy(1, ArgoBench.canary("crash-2", TIMED));
        assertThat(same.status()).as(argo.said).isEqualTo(Outcome.FAILED);
        assertThat(same.message())
                .startsWith(argo.label() + " was aborted, and its controller goes back to revision " + stable())
                .contains(" It was so before this deployment, whose template it has already. Try it again with kubectl"
                        + " argo rollouts retry rollout fraud -n " + cluster.namespace + ".");
        assertThat(argo.serving()).containsExactly(V1, V1);
        Deployment next = argo.deploy(3, ArgoBench.canary("v3", TIMED));
        assertThat(next.status()).as(argo.said).isEqualTo(Outcome.DEPLOYED);
        assertThat(argo.status().path("abort").asBoolean()).isFalse();
        assertThat(argo.serving()).containsExactly(V3, V3);
    }

    @Test
    void afterAnAbortTheStableOneIsDeployedAtOnce() throws Exception {
        first(TIMED);
        argo.deploy(1, ArgoBench.canary("crash-2", TIMED));
        Deployment back = argo.deploy(3, ArgoBench.canary("v1", TIMED));
        assertThat(back.status()).as(argo.said).isEqualTo(Outcome.DEPLOYED);
        assertThat(argo.said).doesNotContain("pausing");
        assertThat(argo.serving()).containsExactly(V1, V1);
    }

    @Test
    void aFirstOneThatDoesNotStartHasNoWayBack() throws Exception {
        Deployment d = argo.deploy(1, ArgoBench.canary("crash-1", TIMED));
        assertThat(d.status()).as(argo.said).isEqualTo(Outcome.NO_KNOWN_GOOD);
        assertThat(d.rollback().status()).isEqualTo(RollbackStatus.NO_KNOWN_GOOD);
        assertThat(d.message())
                .endsWith(
                        "Not rolled back: there was nothing before this deployment; the failed one is left as it is.");
        assertThat(cluster.writesThatHeld()).containsExactly("patch rollouts 201");
    }

    @Test
    void somebodyAbortsIt() throws Exception {
        String patient = "{setWeight: 50}, {pause: {duration: 10m}}";
        first(patient);
        String before = stable();
        Deployment d = cluster.run(cluster.plan(ArgoBench.canary("v2", patient)), "pausing for 600 s", argo::abort);
        assertThat(d.status()).as(d.message()).isEqualTo(Outcome.FAILED);
        assertThat(d.reason()).isEqualTo("RolloutAborted");
        assertThat(d.message())
                .isEqualTo(argo.label() + " was aborted, and its controller goes back to revision " + before
                        + ": Rollout aborted update to revision 2. Rolled back to revision " + before
                        + ", which its controller calls stable; its template is still the one that failed.");
        assertThat(argo.serving()).containsExactly(V1, V1);
    }

    @Test
    void anotherDeploymentSupersedesIt() throws Exception {
        String patient = "{setWeight: 50}, {pause: {duration: 10m}}";
        first(patient);
        Deployment d = cluster.run(
                cluster.plan(ArgoBench.canary("v2", patient)),
                "pausing for 600 s",
                () -> cluster.write("somebody", ArgoBench.canary("v3", TIMED)));
        assertThat(d.status()).isEqualTo(Outcome.SUPERSEDED);
        assertThat(d.message())
                .isEqualTo(
                        argo.label() + " got another pod template during the rollout (last written by somebody): this"
                                + " rollout is over, and nothing was rolled back.");
    }

    @Test
    void oneThatWaitsIsAbortedWhenSomebodyAsksToGoBack() throws Exception {
        first(ENDLESS);
        String before = stable();
        argo.deploy(1, ArgoBench.canary("v2", ENDLESS));
        Deployment dry = argo.rollback(0, "--dry-run");
        assertThat(dry.message())
                .isEqualTo(argo.label() + " would be aborted: its controller goes back to revision " + before
                        + "; nothing was written.");
        Deployment d = argo.rollback(0);
        assertThat(d.rollback().status()).as(d.message()).isEqualTo(RollbackStatus.ROLLED_BACK);
        assertThat(argo.status().path("abort").asBoolean()).isTrue();
        assertThat(argo.serving()).containsExactly(V1, V1);
    }

    /** {@code verify} looks at the canary's pods before somebody promotes it. */
    @Test
    void oneThatWaitsIsAbortedWhenItFailsItsVerification() throws Exception {
        first(ENDLESS);
        String before = stable();
        Deployment waits = argo.deploy(1, ArgoBench.canary("v2", ENDLESS));
        assertThat(waits.replicaSet())
                .isEqualTo("fraud-" + argo.status().path("currentPodHash").asText());
        assertThat(waits.pods()).hasSize(1);
        assertThat(VerificationMark.mark(cluster.api, waits, Instant.now()))
                .hasValue(
                        "Rollout/fraud was not marked as verified, because it waits to be promoted: no rollback goes back to"
                                + " what was never deployed. Verify it again after that.");
        Deployment d = cluster.rollout(cluster.api).refute(waits, "Verification", "It answers otherwise than judged.");
        assertThat(d.message())
                .isEqualTo("It answers otherwise than judged. Rolled back to revision " + before
                        + ", which its controller calls stable; its template is still the one that failed.");
        assertThat(cluster.get("apps/v1", "replicasets/" + waits.replicaSet())
                        .path("metadata")
                        .path("annotations")
                        .has("ml-pipeline.jenkins.io/failed"))
                .isTrue();
        assertThat(argo.serving()).containsExactly(V1, V1);
    }

    /** The template of before, pinned, past the steps. */
    @Test
    void aPromotedOneGoesBackByAnEarlierReplicaSet() throws Exception {
        first(TIMED);
        String before = stable();
        argo.deploy(3, ArgoBench.canary("v2", "{setWeight: 50}, {pause: {duration: 1s}}"));
        Deployment d = argo.rollback(0);
        assertThat(d.rollback().status()).as(d.message() + argo.said).isEqualTo(RollbackStatus.ROLLED_BACK);
        assertThat(d.message())
                .isEqualTo("A rollback of " + argo.label()
                        + " was asked for: wrong answers. Rolled back to revision 1 (fraud-" + before
                        + "), the newest revision that was found deployed, though neither gated nor verified.");
        assertThat(argo.image()).startsWith(V1 + "@sha256:");
        assertThat(argo.status().path("phase").asText()).isEqualTo("Healthy");
        assertThat(stable()).isEqualTo(argo.status().path("currentPodHash").asText());
        assertThat(argo.serving()).hasSize(2).allMatch(image -> image.startsWith(V1 + "@sha256:"));
        Deployment again = argo.deploy(3, ArgoBench.canary("v3", TIMED));
        assertThat(again.status()).as(argo.said).isEqualTo(Outcome.DEPLOYED);
    }

    /** A pause of ten minutes is not waited for when what served before comes back. */
    @Test
    void aPromotedOneThatFailsItsVerificationGoesBackPastThePauses() throws Exception {
        String patient = "{setWeight: 50}, {pause: {duration: 10m}}";
        cluster.run(cluster.plan(ArgoBench.canary("v1", patient)), Cluster.GATED);
        Deployment second = cluster.run(cluster.plan(ArgoBench.canary("v2", "{setWeight: 50}")), Cluster.GATED);
        assertThat(second.status()).as(second.message()).isEqualTo(Outcome.DEPLOYED);
        cluster.write("somebody", ArgoBench.canary("v2", patient));
        Cluster.await(
                "the steps",
                () -> argo.status().path("phase").asText().equals("Healthy")
                        && argo.status().path("observedGeneration").asLong()
                                == argo.live().at("/metadata/generation").asLong());
        Deployment d = cluster.rollout(cluster.api).refute(second, "Verification", "It answers otherwise than judged.");
        assertThat(d.rollback().status()).as(d.message() + cluster.lines).isEqualTo(RollbackStatus.ROLLED_BACK);
        assertThat(cluster.lines).contains("rollback: " + argo.label() + " promoted");
        assertThat(argo.serving()).hasSize(2).allMatch(image -> image.startsWith(V1 + "@sha256:"));
        assertThat(cluster.writesThatHeld()).contains("patch rollouts/status 200");
    }

    /** Its controller writes the template again in its own spelling: that is no other deployment. */
    @Test
    void whatItsControllerSpellsOtherwiseIsTheSame() throws Exception {
        String manifest = """
                apiVersion: argoproj.io/v1alpha1
                kind: Rollout
                metadata: {name: fraud}
                spec:
                  replicas: 2
                  selector: {matchLabels: {app: fraud}}
                  strategy: {canary: {steps: [{setWeight: 50}, {pause: {duration: 1}}]}}
                  template:
                    metadata: {labels: {app: fraud}}
                    spec:
                      hostNetwork: false
                      volumes: [{name: tmp, emptyDir: {}}]
                      containers:
                      - name: app
                        image: "registry.test/fraud:%s"
                        tty: false
                        env:
                        - {name: EMPTY, value: ""}
                        - {name: CPU, valueFrom: {resourceFieldRef: {resource: limits.cpu}}}
                        volumeMounts: [{name: tmp, mountPath: /tmp, readOnly: false}]
                        readinessProbe: {tcpSocket: {port: 8080}, initialDelaySeconds: 0}
                        resources: {limits: {cpu: 1000m, memory: 1024Mi}}
                      - {name: side, image: "registry.test/side:v1"}
                """;
        for (String tag : List.of("v1", "v2")) {
            Deployment d = argo.deploy(3, manifest.formatted(tag));
            assertThat(d.status()).as(argo.said).isEqualTo(Outcome.DEPLOYED);
        }
        assertThat(argo.deploy(3, manifest.formatted("v2")).status())
                .as(argo.said)
                .isEqualTo(Outcome.UNCHANGED);
    }

    /** Its controller owns the empty resources that it wrote. */
    @Test
    void resourcesMayBeGivenLater() throws Exception {
        first(TIMED);
        String with =
                ArgoBench.canary("v2", TIMED).replace("fraud:v2\"}", "fraud:v2\", resources: {limits: {cpu: 500m}}}");
        Deployment d = argo.deploy(3, with);
        assertThat(d.status()).as(argo.said).isEqualTo(Outcome.DEPLOYED);
        assertThat(argo.live()
                        .at("/spec/template/spec/containers/0/resources/limits/cpu")
                        .asText())
                .isEqualTo("500m");
    }

    /** Scaled and changed in one write: its controller scales first, and reports the pods of before as this generation's. */
    @Test
    void scaledAndChangedAtOnce() throws Exception {
        first(TIMED);
        String before = stable();
        cluster.options = cluster.options.withStableFor(0);
        String fewer = ArgoBench.canary("v2", TIMED).replace("replicas: 2", "replicas: 1");
        Deployment d = argo.deploy(3, fewer, "--replicas", "manifest");
        assertThat(d.status()).as(argo.said).isEqualTo(Outcome.DEPLOYED);
        assertThat(stable()).isNotEqualTo(before);
        assertThat(argo.serving()).containsExactly(V2);
    }
}
