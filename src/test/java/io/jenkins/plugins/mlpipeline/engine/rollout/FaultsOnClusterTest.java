package io.jenkins.plugins.mlpipeline.engine.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.mlpipeline.engine.rollout.FaultyProxy.Fault;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.ApiError;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.KubeApi;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What networks and busy servers do, in front of a real API server. */
@Tag("kubernetes")
@ExtendWith(ControlPlane.class)
class FaultsOnClusterTest {
    private static final String GOOD = "registry.test/fraud:v1";
    private static final String CRASH = "registry.test/fraud:crash-1";

    private static boolean write(String method, String uri) {
        return method.equals("PATCH") && uri.contains("/deployments/") && !uri.contains("dryRun");
    }

    /** The first so many of what fits. */
    private static BiFunction<String, String, Fault> first(
            int times, Fault fault, BiFunction<String, String, Boolean> what) {
        AtomicInteger left = new AtomicInteger(times);
        return (method, uri) -> what.apply(method, uri) && left.getAndDecrement() > 0 ? fault : Fault.NONE;
    }

    private static Deployment through(Cluster cluster, BiFunction<String, String, Fault> faults, String image)
            throws Exception {
        try (FaultyProxy proxy = cluster.proxy(faults);
                KubernetesClient client = cluster.through(proxy)) {
            return cluster.rollout(new KubeApi(client)).run(cluster.plan(cluster.deployment(image)), null, null);
        }
    }

    @Test
    void anAppliedWriteWhoseAnswerIsLostIsNotMadeAgain(Cluster cluster) throws Exception {
        Deployment d = through(cluster, first(1, Fault.LOSE_ANSWER, FaultsOnClusterTest::write), GOOD);
        assertThat(d.status()).isEqualTo(Outcome.DEPLOYED);
        assertThat(d.changed()).isTrue();
        assertThat(cluster.applies()).isEqualTo(1);
        assertThat(cluster.lines).anyMatch(l -> l.endsWith("; trying again"));
    }

    @Test
    void aWriteThatNeverArrivedIsMade(Cluster cluster) throws Exception {
        Deployment d = through(cluster, first(1, Fault.LOSE_REQUEST, FaultsOnClusterTest::write), GOOD);
        assertThat(d.status()).isEqualTo(Outcome.DEPLOYED);
        assertThat(cluster.applies()).isEqualTo(1);
    }

    @Test
    void aRollbackWhoseAnswerIsLostIsNotMadeAgain(Cluster cluster) throws Exception {
        cluster.run(cluster.plan(cluster.deployment(GOOD)));
        AtomicInteger writes = new AtomicInteger();
        Deployment d = through(
                cluster,
                (method, uri) -> write(method, uri) && writes.incrementAndGet() == 2 ? Fault.LOSE_ANSWER : Fault.NONE,
                CRASH);
        assertThat(d.status()).isEqualTo(Outcome.FAILED);
        assertThat(d.rollback().status()).isEqualTo(Deployment.RollbackStatus.ROLLED_BACK);
        assertThat(cluster.applies()).isEqualTo(3);
    }

    @Test
    void aBusyServerIsWaitedFor(Cluster cluster) throws Exception {
        AtomicInteger looks = new AtomicInteger();
        Deployment d = through(
                cluster,
                (method, uri) -> {
                    if (write(method, uri)) {
                        looks.set(1);
                    }
                    boolean look = looks.get() > 0 && method.equals("GET") && looks.getAndIncrement() <= 6;
                    return look ? (looks.get() % 2 == 0 ? Fault.TOO_MANY : Fault.UNAVAILABLE) : Fault.NONE;
                },
                GOOD);
        assertThat(d.status()).isEqualTo(Outcome.DEPLOYED);
        assertThat(cluster.applies()).isEqualTo(1);
    }

    @Test
    void withoutWatchesTheLooksAreEnough(Cluster cluster) throws Exception {
        Deployment d =
                through(cluster, (method, uri) -> uri.contains("watch=true") ? Fault.LOSE_REQUEST : Fault.NONE, GOOD);
        assertThat(d.status()).isEqualTo(Outcome.DEPLOYED);
    }

    @Test
    void outOfReachBeforeAnythingWasWrittenIsAnError(Cluster cluster) {
        assertThatThrownBy(() -> through(cluster, (method, uri) -> Fault.LOSE_REQUEST, GOOD))
                .isInstanceOf(ApiError.class)
                .hasMessageContaining("can't be reached");
        assertThat(cluster.writes()).isEmpty();
    }

    @Test
    void outOfReachForTooLongIsATimeout(Cluster cluster) throws Exception {
        cluster.options = cluster.options.withTimeout(3);
        AtomicInteger writes = new AtomicInteger();
        Deployment d = through(
                cluster,
                (method, uri) -> {
                    if (write(method, uri)) {
                        writes.incrementAndGet();
                        return Fault.NONE;
                    }
                    return writes.get() > 0 ? Fault.LOSE_REQUEST : Fault.NONE;
                },
                GOOD);
        assertThat(d.status()).isEqualTo(Outcome.TIMED_OUT);
        assertThat(d.reason()).isEqualTo("Unreachable");
        assertThat(d.message())
                .startsWith("deployment/fraud in namespace " + cluster.namespace
                        + " had no verdict after 3 s: the API server http://127.0.0.1:");
    }

    @Test
    void aScalerBetweenReadingAndWritingIsReadAgain(Cluster cluster) throws Exception {
        cluster.run(cluster.plan(cluster.deployment(GOOD)));
        AtomicInteger writes = new AtomicInteger();
        Deployment d = through(
                cluster,
                (method, uri) -> {
                    if (write(method, uri) && writes.incrementAndGet() == 1) {
                        cluster.patch("apps/v1", "deployments/fraud/scale", "{\"spec\":{\"replicas\":4}}");
                    }
                    return Fault.NONE;
                },
                "registry.test/fraud:v2");
        assertThat(d.status()).isEqualTo(Outcome.DEPLOYED);
        assertThat(d.message()).endsWith("is deployed: 4 of 4 updated, 4 available.");
        assertThat(cluster.lines).anyMatch(l -> l.endsWith(" was scaled meanwhile; reading it again"));
    }
}
