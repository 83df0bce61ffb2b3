package io.jenkins.plugins.mlpipeline.engine.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment.RollbackStatus;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Blue and green, led by the real controller of Argo Rollouts on a real API server. */
@Tag("kubernetes")
@ExtendWith({ControlPlane.class, RealArgo.class})
class ArgoColoursOnClusterTest {
    private static final String BY_HAND = ", autoPromotionEnabled: false";

    @TempDir
    private Path folder;

    private Cluster cluster;
    private ArgoBench argo;
    private String first;

    @BeforeEach
    void bench(Cluster its) {
        cluster = its;
        cluster.options = RolloutOptions.DEFAULT.withStableFor(1).withTimeout(60);
        argo = new ArgoBench(its, folder);
    }

    private void first(String more) throws Exception {
        Deployment d = argo.deploy(3, ArgoBench.colours("v1", more));
        assertThat(d.status()).as(argo.said).isEqualTo(Outcome.DEPLOYED);
        assertThat(d.message()).isEqualTo(argo.label() + " is deployed: 2 of 2 updated, 2 available.");
        first = argo.status().path("stableRS").asText();
        assertThat(argo.shown()).isEqualTo(first);
    }

    /** The new colour is shown and stable; that of before has its pods for half a minute. */
    private void assertGreen() {
        assertThat(argo.shown())
                .isEqualTo(argo.status().path("stableRS").asText())
                .isEqualTo(argo.status().path("currentPodHash").asText())
                .isNotEqualTo(first);
        assertThat(argo.status().path("phase").asText()).isEqualTo("Healthy");
    }

    private void assertBlue() {
        assertThat(argo.shown())
                .isEqualTo(first)
                .isEqualTo(argo.status().path("stableRS").asText());
    }

    @Test
    void theNextIsShownAtOnce() throws Exception {
        first("");
        Deployment d = argo.deploy(3, ArgoBench.colours("v2", ""));
        assertThat(d.status()).as(argo.said).isEqualTo(Outcome.DEPLOYED);
        assertThat(d.message()).isEqualTo(argo.label() + " is deployed: 2 of 2 updated, 2 available.");
        assertGreen();
    }

    @Test
    void orByItselfAfterATime() throws Exception {
        String soon = ", autoPromotionSeconds: 3";
        first(soon);
        Deployment d = argo.deploy(3, ArgoBench.colours("v2", soon));
        assertThat(d.status()).as(argo.said).isEqualTo(Outcome.DEPLOYED);
        assertThat(argo.said).contains("promoted by itself after 3 s (BlueGreenPause)");
        assertGreen();
    }

    @Test
    void orWhenItIsPromoted() throws Exception {
        first(BY_HAND);
        Deployment d = argo.deploy(1, ArgoBench.colours("v2", BY_HAND));
        assertThat(d.status()).isEqualTo(Outcome.PAUSED);
        assertThat(d.message())
                .isEqualTo(argo.label() + " waits for its promotion; the other colour serves (BlueGreenPause; 2 of 2"
                        + " updated, 2 available). Go on with kubectl argo rollouts promote fraud -n "
                        + cluster.namespace + ", or back with kubectl argo rollouts abort.");
        assertBlue();
        argo.deploy(3, ArgoBench.colours("v2", BY_HAND), "--promote");
        assertThat(argo.said).contains(argo.label() + " promoted");
        assertGreen();
    }

    /** A time says nothing to a controller that is to promote nothing by itself. */
    @Test
    void aTimeIsNoEndWithoutAutoPromotion() throws Exception {
        first(BY_HAND);
        Deployment d = argo.deploy(1, ArgoBench.colours("v2", BY_HAND + ", autoPromotionSeconds: 1"));
        assertThat(d.status()).as(argo.said).isEqualTo(Outcome.PAUSED);
        assertThat(d.reason()).isEqualTo("BlueGreenPause");
        assertBlue();
    }

    @Test
    void whatDoesNotStartIsNeverShown() throws Exception {
        first("");
        Deployment d = argo.deploy(1, ArgoBench.colours("crash-2", ""));
        assertThat(d.status()).as(argo.said).isEqualTo(Outcome.FAILED);
        assertThat(d.reason()).isEqualTo("CrashLoopBackOff");
        assertThat(d.rollback().status()).as(d.message()).isEqualTo(RollbackStatus.ROLLED_BACK);
        assertThat(d.message())
                .endsWith("Rolled back to revision " + first
                        + ", which its controller calls stable; its template is still the one that failed.");
        assertThat(argo.status().path("abort").asBoolean()).isTrue();
        assertBlue();
        Deployment next = argo.deploy(3, ArgoBench.colours("v3", ""));
        assertThat(next.status()).as(argo.said).isEqualTo(Outcome.DEPLOYED);
        assertGreen();
    }

    @Test
    void somebodyAbortsIt() throws Exception {
        String later = ", autoPromotionSeconds: 600";
        first(later);
        Deployment d = cluster.run(
                cluster.plan(ArgoBench.colours("v2", later)), "promoted by itself after 600 s", argo::abort);
        assertThat(d.status()).as(d.message()).isEqualTo(Outcome.FAILED);
        assertThat(d.reason()).isEqualTo("RolloutAborted");
        assertThat(d.rollback().status()).as(d.message()).isEqualTo(RollbackStatus.ROLLED_BACK);
        assertBlue();
    }

    /** Past the pause of the other colour. */
    @Test
    void aPromotedOneGoesBackByAnEarlierReplicaSet() throws Exception {
        first(BY_HAND);
        argo.deploy(3, ArgoBench.colours("v2", BY_HAND), "--promote");
        String second = argo.shown();
        Deployment d = argo.rollback(0);
        assertThat(d.rollback().status()).as(d.message() + argo.said).isEqualTo(RollbackStatus.ROLLED_BACK);
        assertThat(d.rollback().revision()).isEqualTo(1);
        assertThat(argo.image()).startsWith("registry.test/fraud:v1@sha256:");
        assertThat(argo.shown())
                .isEqualTo(argo.status().path("stableRS").asText())
                .isNotEqualTo(second);
        assertThat(argo.said).contains("rollback: " + argo.label() + " promoted");
    }

    @Test
    void whatItsControllerRefusesIsInvalid() throws Exception {
        String nothing = ArgoBench.rollout("v1", 60, "{blueGreen: {activeService: nobody}}");
        Deployment d = argo.deploy(1, nothing);
        assertThat(d.reason()).as(argo.said).isEqualTo("InvalidSpec");
        assertThat(d.message())
                .startsWith(
                        argo.label() + " is not accepted by its controller: The Rollout \"fraud\" is invalid: "
                                + "spec.strategy.blueGreen.activeService: Invalid value: \"nobody\": service \"nobody\" not found");
    }
}
