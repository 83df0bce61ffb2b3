package io.jenkins.plugins.mlpipeline.engine.rollout.kind;

import static io.jenkins.plugins.mlpipeline.engine.rollout.kind.States.T0;
import static io.jenkins.plugins.mlpipeline.engine.rollout.kind.States.WHAT;
import static io.jenkins.plugins.mlpipeline.engine.rollout.kind.States.condition;
import static io.jenkins.plugins.mlpipeline.engine.rollout.kind.States.expect;
import static io.jenkins.plugins.mlpipeline.engine.rollout.kind.States.running;
import static io.jenkins.plugins.mlpipeline.engine.rollout.kind.States.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.rollout.decide.ObservationVerdict;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outcome;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ContainerState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ObservedState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.StatusCondition;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every row of the Deployment's table, in its order. */
class DeploymentKindTest {
    private final States s = new States();

    private ObservationVerdict decide() {
        return States.judge(WHAT, s.state(), expect());
    }

    private static ObservationVerdict.Final ended(Outcome outcome, String reason, String message) {
        return new ObservationVerdict.Final(outcome, reason, message);
    }

    @Test
    void row1DeletedFails() {
        assertThat(States.judge(WHAT, new ObservedState(null, List.of(), List.of(), T0), expect()))
                .isEqualTo(ended(
                        Outcome.FAILED,
                        "Deleted",
                        "deployment/fraud in namespace bank was deleted during the rollout."));
    }

    @Test
    void row1RecreatedFails() {
        s.uid = "uid-2";
        assertThat(decide())
                .isEqualTo(
                        ended(
                                Outcome.FAILED,
                                "Recreated",
                                "deployment/fraud in namespace bank was deleted and created again during the rollout, by somebody else."));
    }

    @Test
    void row2AnotherTemplateSupersedes() {
        s.template = "other";
        s.paused = true;
        assertThat(decide())
                .isEqualTo(ended(
                        Outcome.SUPERSEDED,
                        "Superseded",
                        "deployment/fraud in namespace bank got another pod template during the rollout (last written by"
                                + " kubectl-edit): this rollout is over, and nothing was rolled back."));
    }

    @Test
    void row2AnotherGenerationOfTheSameTemplateGoesOn() {
        s.generation = 7;
        s.observed = 7;
        assertThat(decide()).isInstanceOf(ObservationVerdict.Candidate.class);
    }

    @Test
    void row3PausedEndsAtOnce() {
        s.incomplete().paused = true;
        s.observed = 1;
        assertThat(decide())
                .isEqualTo(ended(
                        Outcome.PAUSED,
                        "Paused",
                        "deployment/fraud in namespace bank is paused (spec.paused: true), so that the new template rolls"
                                + " out only when it is resumed: kubectl rollout resume deployment/fraud."));
    }

    @Test
    void row4NoReplicasIsNotSuccess() {
        s.replicas = 0;
        s.observed = 1;
        assertThat(decide())
                .isEqualTo(ended(
                        Outcome.SCALED_TO_ZERO,
                        "ScaledToZero",
                        "deployment/fraud in namespace bank has spec.replicas 0: the template was applied, but nothing"
                                + " runs that could show that it works."));
    }

    @Test
    void row5AnOldGenerationsStatusSaysNothing() {
        s.observed = 1;
        s.progressing("False", "ProgressDeadlineExceeded", T0.plusSeconds(5));
        assertThat(decide()).isEqualTo(new ObservationVerdict.Wait("waiting for the controller to see generation 2"));
    }

    @Test
    void row6OurOwnDeadlineFails() {
        s.incomplete().progressing("False", "ProgressDeadlineExceeded", T0.plusSeconds(1));
        assertThat(decide())
                .isEqualTo(ended(
                        Outcome.FAILED,
                        "ProgressDeadlineExceeded",
                        "deployment/fraud in namespace bank made no progress for 600 s (ProgressDeadlineExceeded): 2 of 3"
                                + " updated, 2 available."));
    }

    @Test
    void row6TheReasonIsThePodsWhereThereIsOne() {
        s.incomplete().progressing("False", "ProgressDeadlineExceeded", T0.plusSeconds(1));
        s.pod("fraud-new-a", waiting("ImagePullBackOff", "Back-off pulling image", 0, null));
        assertThat(decide())
                .isEqualTo(ended(
                        Outcome.FAILED,
                        "ImagePullBackOff",
                        "deployment/fraud in namespace bank made no progress for 600 s (ProgressDeadlineExceeded): 2 of 3"
                                + " updated, 2 available, waiting for pod fraud-new-a: ImagePullBackOff."));
    }

    @Test
    void row6ARefusedPodIsTheReasonOfADeadline() {
        s.incomplete().progressing("False", "ProgressDeadlineExceeded", T0.plusSeconds(1));
        s.conditions.add(condition("ReplicaFailure", "True", "FailedCreate", T0));
        assertThat(decide())
                .isEqualTo(ended(
                        Outcome.FAILED,
                        "FailedCreate",
                        "deployment/fraud in namespace bank made no progress for 600 s (ProgressDeadlineExceeded): 2 of 3"
                                + " updated, 2 available, FailedCreate: the message."));
    }

    @Test
    void row6ADeadlineFromBeforeOurWriteIsStale() {
        s.incomplete().progressing("False", "ProgressDeadlineExceeded", T0.minusSeconds(30));
        assertThat(decide()).isInstanceOf(ObservationVerdict.Wait.class);
    }

    @Test
    void row6ADeadlineInTheSecondOfOurWriteIsStale() {
        s.incomplete().progressing("False", "ProgressDeadlineExceeded", T0);
        assertThat(decide()).isInstanceOf(ObservationVerdict.Wait.class);
    }

    @Test
    void row6TheConditionSeenBeforeOurWriteIsStaleEvenWhenClocksDiffer() {
        StatusCondition before = condition("Progressing", "False", "ProgressDeadlineExceeded", T0.plusSeconds(3));
        s.incomplete().progressing("False", "ProgressDeadlineExceeded", T0.plusSeconds(3));
        assertThat(States.judge(WHAT, s.state(), expect(Duration.ofSeconds(10), true, before)))
                .isInstanceOf(ObservationVerdict.Wait.class);
    }

    @Test
    void row6AStaleDeadlineCountsOnceOurRolloutHadAllItsTime() {
        s.incomplete().progressing("False", "ProgressDeadlineExceeded", T0.minusSeconds(30));
        assertThat(States.judge(WHAT, s.state(), expect(Duration.ofSeconds(600), true, null)))
                .isInstanceOf(ObservationVerdict.Final.class);
    }

    @Test
    void row6WithoutAChangeNothingIsStale() {
        s.incomplete().progressing("False", "ProgressDeadlineExceeded", T0.minusSeconds(30));
        assertThat(States.judge(WHAT, s.state(), expect(Duration.ofSeconds(1), false, null)))
                .isInstanceOf(ObservationVerdict.Final.class);
    }

    /** Measured on a real control plane: the condition of the rollout before stays, and no deadline ever fires. */
    @Test
    void row6TheDeadlineCountsEvenWhenTheControllerForgets() {
        s.progressing("True", "NewReplicaSetAvailable", T0);
        s.available = 0;
        s.newAvailable = 0;
        s.pod("fraud-new-a", waiting("ImagePullBackOff", "Back-off pulling image", 0, null));
        s.now = T0.plusSeconds(601);
        assertThat(States.judge(WHAT, s.state(), expect(Duration.ofSeconds(602), true, null)))
                .isEqualTo(new ObservationVerdict.Wait(
                        "3 of 3 updated, 0 available, waiting for pod fraud-new-a: ImagePullBackOff"));
        s.now = T0.plusSeconds(602);
        assertThat(States.judge(WHAT, s.state(), expect(Duration.ofSeconds(602), true, null)))
                .isEqualTo(ended(
                        Outcome.FAILED,
                        "ImagePullBackOff",
                        "deployment/fraud in namespace bank made no progress for 600 s (its controller doesn't notice, it"
                                + " still reports the rollout before as complete): 3 of 3 updated, 0 available, waiting for"
                                + " pod fraud-new-a: ImagePullBackOff."));
    }

    @Test
    void row7AnotherReasonFails() {
        s.incomplete().progressing("False", "ReplicaSetCreateError", T0.minusSeconds(5));
        assertThat(decide())
                .isEqualTo(ended(
                        Outcome.FAILED,
                        "ReplicaSetCreateError",
                        "deployment/fraud in namespace bank does not progress: ReplicaSetCreateError: the message"));
    }

    @Test
    void row8ReplicaFailureFailsAfterAMinute() {
        s.incomplete().conditions.add(condition("ReplicaFailure", "True", "FailedCreate", T0.minusSeconds(300)));
        s.now = T0.plusSeconds(60);
        assertThat(decide())
                .isEqualTo(new ObservationVerdict.Wait("2 of 3 updated, 2 available, FailedCreate: the message"));
        s.now = T0.plusSeconds(61);
        assertThat(decide())
                .isEqualTo(ended(
                        Outcome.FAILED,
                        "FailedCreate",
                        "deployment/fraud in namespace bank can't create its pods (FailedCreate): the message"));
    }

    @Test
    void row9AllNewPodsDoomedFails() {
        s.incomplete().pod("fraud-new-a", crashLoop(3));
        assertThat(decide())
                .isEqualTo(ended(
                        Outcome.FAILED,
                        "CrashLoopBackOff",
                        "deployment/fraud in namespace bank: 1 of 1 new pods can't become ready: pod fraud-new-a:"
                                + " CrashLoopBackOff (container app, 3 restarts, exit code 1)."));
    }

    @Test
    void row9OneDoomedPodAmongOthersIsLetBe() {
        s.incomplete().pod("fraud-new-a", crashLoop(3)).pod("fraud-new-b", running(0));
        assertThat(decide())
                .isEqualTo(new ObservationVerdict.Wait(
                        "2 of 3 updated, 2 available, waiting for pod fraud-new-a: CrashLoopBackOff (container app, 3"
                                + " restarts, exit code 1)"));
    }

    @Test
    void row9MoreThanAllowFailuresFails() {
        s.incomplete()
                .pod("fraud-new-a", crashLoop(3))
                .pod("fraud-new-b", crashLoop(4))
                .pod("fraud-new-c", running(0));
        assertThat(decide()).isInstanceOf(ObservationVerdict.Final.class);
    }

    @Test
    void row9TheOldReplicaSetsPodsDontCount() {
        s.incomplete().pods.add(States.pod("fraud-old-a", "rs-old", "Running", false, crashLoop(9)));
        assertThat(decide()).isEqualTo(new ObservationVerdict.Wait("2 of 3 updated, 2 available"));
    }

    @Test
    void row10FewerUpdatedThanWantedWaits() {
        s.updated = 2;
        assertThat(decide()).isEqualTo(new ObservationVerdict.Wait("2 of 3 updated, 3 available"));
    }

    @Test
    void row10OldPodsLeftWaits() {
        s.total = 4;
        assertThat(decide()).isInstanceOf(ObservationVerdict.Wait.class);
    }

    @Test
    void row10FewerAvailableThanUpdatedWaits() {
        s.available = 2;
        assertThat(decide()).isInstanceOf(ObservationVerdict.Wait.class);
    }

    @Test
    void row10FewerAvailableInTheNewReplicaSetWaits() {
        s.newAvailable = 2;
        assertThat(decide()).isInstanceOf(ObservationVerdict.Wait.class);
    }

    @Test
    void row11CompleteIsACandidate() {
        s.pod("fraud-new-a", running(2));
        assertThat(decide()).isEqualTo(new ObservationVerdict.Candidate("3 of 3 updated, 3 available", 2));
    }

    @Test
    void row11WithoutTheControllersWordWaits() {
        s.progressing("True", "ReplicaSetUpdated", T0.plusSeconds(2));
        assertThat(decide())
                .isEqualTo(new ObservationVerdict.Wait(
                        "3 of 3 updated, 3 available, waiting for the controller to report it complete"));
    }

    @Test
    void row11WithoutADeadlineTheNumbersDo() {
        s.conditions.clear();
        s.deadline = Integer.MAX_VALUE;
        assertThat(decide()).isInstanceOf(ObservationVerdict.Candidate.class);
    }

    private static ContainerState crashLoop(int restarts) {
        return waiting("CrashLoopBackOff", "back-off 40s", restarts, new ContainerState.End(false, 1, "Error"));
    }
}
