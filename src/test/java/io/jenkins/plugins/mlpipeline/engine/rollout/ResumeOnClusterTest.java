package io.jenkins.plugins.mlpipeline.engine.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutState.Phase;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.LogMask;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Watch;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Plan;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A rollout that outlives its process, and its API server. */
@Tag("kubernetes")
@ExtendWith(ControlPlane.class)
class ResumeOnClusterTest {
    private static final Predicate<String> NOT_REACHED =
            line -> line.contains("can't be reached") && line.endsWith("; trying again");

    private static final String GOOD = "registry.test/fraud:v1";
    private static final String CRASH = "registry.test/fraud:crash-1";

    @Test
    void theControllerEndsDuringTheWait(Cluster cluster) throws Exception {
        RolloutState watching = stepTo(cluster, cluster.plan(cluster.deployment(GOOD)), Phase.WATCHING);
        Deployment d = cluster.rollout(cluster.api).resume(RolloutState.parse(watching.json()));
        assertThat(d.status()).isEqualTo(Outcome.DEPLOYED);
        assertThat(cluster.applies()).isEqualTo(1);
    }

    @Test
    void theControllerEndsBetweenTheWriteAndItsAnswer(Cluster cluster) throws Exception {
        stepTo(cluster, cluster.plan(cluster.deployment(GOOD)), Phase.WATCHING);
        RolloutState beforeTheWrite = cluster.saved.get(0);
        assertThat(beforeTheWrite.phase()).isEqualTo(Phase.APPLYING);
        Deployment d = cluster.rollout(cluster.api).resume(beforeTheWrite);
        assertThat(d.status()).isEqualTo(Outcome.DEPLOYED);
        assertThat(d.changed()).isTrue();
        assertThat(cluster.applies()).isEqualTo(1);
    }

    @Test
    void theControllerEndsBeforeTheWrite(Cluster cluster) throws Exception {
        RolloutState applying = stepTo(cluster, cluster.plan(cluster.deployment(GOOD)), Phase.APPLYING);
        Deployment d = cluster.rollout(cluster.api).resume(RolloutState.parse(applying.json()));
        assertThat(d.status()).isEqualTo(Outcome.DEPLOYED);
        assertThat(cluster.applies()).isEqualTo(1);
    }

    @Test
    void theControllerEndsBetweenTheRollbacksWriteAndItsAnswer(Cluster cluster) throws Exception {
        cluster.run(cluster.plan(cluster.deployment(GOOD)));
        cluster.saved.clear();
        stepTo(cluster, cluster.plan(cluster.deployment(CRASH)), Phase.WATCHING_RESTORE);
        RolloutState beforeTheWrite = cluster.saved.stream()
                .filter(s -> s.phase() == Phase.RESTORING)
                .findFirst()
                .orElseThrow();
        Deployment d = cluster.rollout(cluster.api).resume(beforeTheWrite);
        assertThat(d.status()).isEqualTo(Outcome.FAILED);
        assertThat(d.rollback().status()).isEqualTo(Deployment.RollbackStatus.ROLLED_BACK);
        assertThat(cluster.applies()).isEqualTo(3);
    }

    @Test
    void anAbortLeavesOrRollsBack(Cluster cluster) throws Exception {
        cluster.run(cluster.plan(cluster.deployment(GOOD)));
        try (Rollout rollout = rollout(cluster, cluster.options)) {
            RolloutState watching = steps(
                    rollout,
                    rollout.begin(cluster.plan(cluster.deployment("registry.test/fraud:unready-1")), null, null),
                    Phase.WATCHING);
            Deployment left = rollout.abort(watching).result();
            assertThat(left.status()).isEqualTo(Outcome.ABORTED);
            assertThat(left.message()).endsWith("was rolled out. It was left as it is.");
        }
        RolloutOptions back = cluster.options.withRecovery(
                RolloutOptions.Recovery.ROLLBACK, RolloutOptions.Recovery.LEAVE, RolloutOptions.Recovery.ROLLBACK);
        cluster.run(cluster.plan(cluster.deployment(GOOD)));
        try (Rollout rollout = rollout(cluster, back)) {
            RolloutState watching = steps(
                    rollout,
                    rollout.begin(cluster.plan(cluster.deployment("registry.test/fraud:unready-2")), null, null),
                    Phase.WATCHING);
            RolloutState aborted = rollout.abort(watching);
            assertThat(aborted.phase()).isEqualTo(Phase.RESTORING);
            Deployment d = cluster.rollout(cluster.api).resume(aborted);
            assertThat(d.status()).isEqualTo(Outcome.ABORTED);
            assertThat(d.rollback().status()).isEqualTo(Deployment.RollbackStatus.ROLLED_BACK);
        }
    }

    @Test
    void theApiServerIsStoppedAndStartedDuringTheWait(Cluster cluster) throws Exception {
        Testbed testbed = cluster.testbed();
        String slow = cluster.deployment(GOOD)
                .replace(
                        "metadata: {labels: {app: fraud}}",
                        "metadata: {labels: {app: fraud}, annotations: {lab/ready-delay: 4s}}")
                .replace("progressDeadlineSeconds: 2", "progressDeadlineSeconds: 600");
        Deployment d = cluster.run(cluster.plan(slow), "0 available", () -> {
            try {
                testbed.stop();
                Thread restart = new Thread(() -> {
                    try {
                        // Until it was missed: how soon that is depends on the machine.
                        for (int i = 0;
                                i < 300 && List.copyOf(cluster.lines).stream().noneMatch(NOT_REACHED);
                                i++) {
                            Thread.sleep(100);
                        }
                        testbed.startAgain();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
                restart.start();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(d.status()).isEqualTo(Outcome.DEPLOYED);
        assertThat(cluster.lines).anyMatch(NOT_REACHED);
        assertThat(cluster.applies()).isEqualTo(1);

        // A watch from before the restart has expired (410): it rings and ends, and nobody waits for it.
        AtomicInteger rings = new AtomicInteger();
        try (Watch expired = cluster.api.watch(
                "/api/v1/namespaces/" + cluster.namespace + "/pods",
                Map.of("watch", "true", "resourceVersion", "1"),
                rings::incrementAndGet)) {
            Cluster.await("the end of the expired watch", expired::silent);
        }
        assertThat(rings).hasPositiveValue();
    }

    private static RolloutState stepTo(Cluster cluster, Plan plan, Phase phase) throws InterruptedException {
        try (Rollout rollout = rollout(cluster, cluster.options)) {
            return steps(rollout, rollout.begin(plan, null, "job#1"), phase);
        }
    }

    private static RolloutState steps(Rollout rollout, RolloutState begin, Phase phase) throws InterruptedException {
        RolloutState state = begin;
        while (state.phase() != phase) {
            assertThat(state.done()).as(List.of(state).toString()).isFalse();
            Rollout.Tick tick = rollout.step(state);
            state = tick.state();
            Thread.sleep(Math.min(100, tick.delay().toMillis()));
        }
        return state;
    }

    private static Rollout rollout(Cluster cluster, RolloutOptions options) {
        return new Rollout(
                cluster.api,
                options,
                new LogMask(UnaryOperator.identity()),
                cluster.listener(l -> {}),
                Clock.systemUTC(),
                () -> {});
    }
}
