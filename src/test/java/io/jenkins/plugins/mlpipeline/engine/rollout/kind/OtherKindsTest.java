package io.jenkins.plugins.mlpipeline.engine.rollout.kind;

import static io.jenkins.plugins.mlpipeline.engine.rollout.kind.States.T0;
import static io.jenkins.plugins.mlpipeline.engine.rollout.kind.States.condition;
import static io.jenkins.plugins.mlpipeline.engine.rollout.kind.States.expect;
import static io.jenkins.plugins.mlpipeline.engine.rollout.kind.States.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Expectation;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.ObservationVerdict;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ContainerState.End;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.PodState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Workload;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtherKindsTest {
    private static final Strategy ONE = new Strategy(1, false);
    private final States s = new States();

    private String decide(Workload workload) {
        return decide(workload, expect());
    }

    private String decide(Workload workload, Expectation e) {
        ObservationVerdict d = States.judge("it", s.state(workload), e);
        if (d instanceof ObservationVerdict.Wait wait) {
            return "wait: " + wait.progress();
        }
        if (d instanceof ObservationVerdict.Candidate candidate) {
            return "candidate: " + candidate.progress()
                    + (candidate.partial() == null ? "" : "; " + candidate.partial());
        }
        ObservationVerdict.Final end = (ObservationVerdict.Final) d;
        return end.outcome() + " " + end.reason() + ": " + end.message();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // replicas, updated, ready, available, partition, onDelete, current, update
                "3|3|3|3|0|false|b|b|candidate: 3 of 3 updated, 3 available",
                "3|3|3|3|0|false|a|b|wait: 3 of 3 updated, 3 available",
                "3|3|3|3|2|false|b|b|candidate: 3 of 3 updated, 3 available",
                "3|1|3|3|2|false|a|b|candidate: 1 of 1 updated, 3 available; 2 of 3 pods keep the old template (updateStrategy.rollingUpdate.partition 2): lower the partition to roll the rest out.",
                "3|0|3|3|2|false|a|b|wait: 0 of 1 updated, 3 available",
                "3|3|2|2|0|false|b|b|wait: 3 of 3 updated, 2 available",
                "3|3|3|2|0|false|b|b|wait: 3 of 3 updated, 2 available",
                "3|3|3|3|0|true|b|b|candidate: 3 of 3 updated, 3 available",
                // The controller never calls it current with OnDelete.
                "3|3|3|3|0|true|a|b|candidate: 3 of 3 updated, 3 available",
                "3|1|3|3|0|true|a|b|UNVERIFIED OnDelete: statefulset/fraud in namespace bank has updateStrategy OnDelete: the template was applied, but each pod gets it only when somebody deletes the pod; 2 of 3 still have an older one.",
                "0|0|0|0|0|false|b|b|SCALED_TO_ZERO ScaledToZero: statefulset/fraud in namespace bank has spec.replicas 0: the template was applied, but nothing runs that could show that it works.",
            })
    void statefulSets(
            int replicas,
            int updated,
            int ready,
            int available,
            int partition,
            boolean onDelete,
            String current,
            String update,
            String expected) {
        assertThat(decide(new StatefulSetKind.State(
                        s.identity("StatefulSet"),
                        replicas,
                        replicas,
                        true,
                        ONE,
                        updated,
                        ready,
                        available,
                        partition,
                        onDelete,
                        current,
                        update)))
                .isEqualTo(expected);
    }

    @Test
    void aStatefulSetsBrokenPodOfTheNewRevisionFails() {
        s.pods.add(setPod("fraud-2", "b"));
        s.pods.add(setPod("fraud-1", "a"));
        assertThat(decide(new StatefulSetKind.State(
                        s.identity("StatefulSet"), 3, 3, true, ONE, 1, 2, 2, 0, false, "a", "b")))
                .isEqualTo("FAILED CrashLoopBackOff: statefulset/fraud in namespace bank: 1 of 1 new pods can't become"
                        + " ready: pod fraud-2: CrashLoopBackOff (container app, 3 restarts, exit code 1).");
    }

    private static PodState setPod(String name, String revision) {
        return new PodState(
                name,
                name,
                "uid-1",
                revision,
                T0,
                false,
                "Running",
                "",
                false,
                null,
                "",
                List.of(waiting("CrashLoopBackOff", "", 3, new End(false, 1, "Error"))));
    }

    @Test
    void aBrokenPodOfAnOlderRevisionIsNamedWithTheWayOut() {
        s.pods.add(setPod("fraud-1", "a"));
        assertThat(decide(new StatefulSetKind.State(
                        s.identity("StatefulSet"), 3, 3, true, ONE, 1, 2, 2, 0, false, "a", "b")))
                .isEqualTo(
                        "wait: 1 of 3 updated, 2 available; its controller waits for the broken pod fraud-1 of an older"
                                + " revision: delete it (kubectl delete pod fraud-1); a rollback does so with deleteBrokenPods");
    }

    /** The first pods of a workload have the template that was applied, whatever the strategy. */
    @Test
    void withOnDeleteThePodsOfAFirstDeploymentAreWaitedFor() {
        assertThat(decide(new StatefulSetKind.State(
                        s.identity("StatefulSet"), 3, 1, true, ONE, 1, 1, 1, 0, true, "a", "a")))
                .isEqualTo("wait: 1 of 3 updated, 1 available");
        assertThat(decide(new DaemonSetKind.State(s.identity("DaemonSet"), 3, 1, 1, 1, true, ONE)))
                .isEqualTo("wait: 1 of 3 updated, 1 available");
    }

    @Test
    void anOldGenerationsStatusSaysNothing() {
        s.observed = 1;
        assertThat(decide(new StatefulSetKind.State(
                        s.identity("StatefulSet"), 3, 3, true, ONE, 3, 3, 3, 0, false, "b", "b")))
                .isEqualTo("wait: waiting for the controller to see generation 2");
        assertThat(decide(new DaemonSetKind.State(s.identity("DaemonSet"), 3, 3, 3, 3, false, ONE)))
                .isEqualTo("wait: waiting for the controller to see generation 2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3|3|3|false|candidate: 3 of 3 updated, 3 available",
                "3|2|3|false|wait: 2 of 3 updated, 3 available",
                "3|3|2|false|wait: 3 of 3 updated, 2 available",
                "0|0|0|false|SCALED_TO_ZERO NoNodes: daemonset/fraud in namespace bank fits no node (desiredNumberScheduled 0): nothing runs that could show that it works.",
                "3|2|3|true|UNVERIFIED OnDelete: daemonset/fraud in namespace bank has updateStrategy OnDelete: the template was applied, but each pod gets it only when somebody deletes the pod; 1 of 3 still has an older one.",
                "3|3|3|true|candidate: 3 of 3 updated, 3 available",
            })
    void daemonSets(int desired, int updated, int available, boolean onDelete, String expected) {
        assertThat(decide(new DaemonSetKind.State(
                        s.identity("DaemonSet"), desired, updated, available, desired, onDelete, ONE)))
                .isEqualTo(expected);
    }

    @Test
    void aJobIsDoneByItsConditionsStatus() {
        s.conditions.clear();
        assertThat(decide(new JobKind.State(s.identity("Job"), false, 2, 1, 1, 0)))
                .isEqualTo("wait: 1 of 2 succeeded, 1 active, 0 failed");
        s.conditions.add(condition("Complete", "False", "", T0));
        s.conditions.add(condition("Failed", "False", "", T0));
        assertThat(decide(new JobKind.State(s.identity("Job"), false, 2, 1, 1, 0)))
                .isEqualTo("wait: 1 of 2 succeeded, 1 active, 0 failed");
        s.conditions.set(0, condition("Complete", "True", "", T0));
        assertThat(decide(new JobKind.State(s.identity("Job"), false, 2, 0, 2, 1)))
                .isEqualTo(
                        "DEPLOYED Complete: job/fraud in namespace bank is complete: 2 of 2 succeeded, 0 active, 1 failed.");
    }

    @Test
    void aFailedOrSuspendedJobFails() {
        s.conditions.clear();
        assertThat(decide(new JobKind.State(s.identity("Job"), true, 1, 0, 0, 0)))
                .isEqualTo(
                        "FAILED Suspended: job/fraud in namespace bank is suspended (spec.suspend: true), so that it will not run.");
        s.conditions.add(condition("Failed", "True", "BackoffLimitExceeded", T0));
        assertThat(decide(new JobKind.State(s.identity("Job"), false, 1, 0, 0, 1)))
                .isEqualTo(
                        "FAILED BackoffLimitExceeded: job/fraud in namespace bank failed (BackoffLimitExceeded): the message");
    }

    @Test
    void aJobsPodsMayCrashButMustBeAbleToStart() {
        s.conditions.clear();
        s.pods.add(setPod("fraud-x", ""));
        assertThat(decide(new JobKind.State(s.identity("Job"), false, 1, 1, 0, 0)))
                .startsWith("wait: ");
        s.pods.clear();
        s.pods.add(States.pod("fraud-x", "uid-1", "Pending", false, waiting("InvalidImageName", "bad name", 0, null)));
        assertThat(decide(new JobKind.State(s.identity("Job"), false, 1, 1, 0, 0)))
                .isEqualTo(
                        "FAILED InvalidImageName: job/fraud in namespace bank can't run: pod fraud-x: InvalidImageName"
                                + " (container app: bad name).");
    }

    @Test
    void otherCustomResourcesWaitForReadyAndStayUnverified() {
        s.conditions.clear();
        s.conditions.add(condition("Ready", "False", "Reconciling", T0));
        assertThat(decide(new CustomState(s.identity("Workflow"))))
                .isEqualTo("wait: Ready is False (Reconciling), generation 2 of 2 observed");
        s.conditions.set(0, condition("Ready", "True", "", T0));
        assertThat(decide(new CustomState(s.identity("Workflow"))))
                .isEqualTo(
                        "UNVERIFIED UnknownKind: workflow/fraud in namespace bank was applied, but for this kind it can't"
                                + " be told whether the new model serves: its Ready condition is True for generation 2.");
        s.conditions.set(0, condition("Stalled", "True", "BadSpec", T0));
        assertThat(decide(new CustomState(s.identity("Workflow"))))
                .isEqualTo("FAILED BadSpec: workflow/fraud in namespace bank is stalled: the message");
    }

    @Test
    void aCustomResourceWithoutConditionsIsUnverifiedAfterAWhile() {
        s.conditions.clear();
        CustomState custom = new CustomState(s.identity("Widget"));
        assertThat(decide(custom, expect(Duration.ofSeconds(9), true, null)))
                .isEqualTo("wait: waiting for a Ready condition");
        assertThat(decide(custom, expect(Duration.ofSeconds(10), true, null)))
                .isEqualTo(
                        "UNVERIFIED UnknownKind: widget/fraud in namespace bank was applied, but for this kind it can't"
                                + " be told whether the new model serves: it has no Ready condition.");
    }
}
