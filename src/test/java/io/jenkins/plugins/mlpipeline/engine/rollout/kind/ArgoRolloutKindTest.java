package io.jenkins.plugins.mlpipeline.engine.rollout.kind;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Rollouts of Argo Rollouts. The statuses are those that its controller computes: {@code CalculateRolloutPhase} of
 * {@code utils/rollout/rolloututil.go}, reasons of {@code utils/conditions/conditions.go} and {@code calculateRolloutConditions} of
 * {@code rollout/sync.go}, argoproj/argo-rollouts at 9f8d111d.
 */
class ArgoRolloutKindTest {
    private static final String CANARY = "{replicas: 4, strategy: {canary: {steps: [{setWeight: 25}, {pause: {}},"
            + " {setWeight: 50}, {pause: {duration: 2m}}]}}}";
    private static final String BLUE_GREEN = "{replicas: 2, strategy: {blueGreen: {autoPromotionEnabled: false}}}";
    private static final String OBSERVED = "observedGeneration: '2', currentPodHash: new, ";

    private static Played played(String spec) {
        return new Played(new ArgoRolloutKind(), "argoproj.io/v1alpha1", "Rollout", spec);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                // The status of the template before is Healthy until the controller has seen the new one.
                "{observedGeneration: '1', phase: Healthy, stableRS: old, currentPodHash: old}|wait: waiting for the controller to see generation 2",
                "{%sstableRS: old, phase: Progressing, message: more replicas need to be updated, updatedReplicas: 0, availableReplicas: 4, currentStepIndex: 0}|wait: step 0 of 4 done, 0 of 4 updated, 4 available, more replicas need to be updated",
                "{%sstableRS: old, phase: Paused, updatedReplicas: 1, availableReplicas: 4, currentStepIndex: 1, controllerPause: true, pauseConditions: [{reason: CanaryPauseStep}]}|PAUSED CanaryPauseStep: rollout/fraud in namespace bank waits at a pause without end (CanaryPauseStep; step 1 of 4 done, 1 of 4 updated, 4 available). Go on with kubectl argo rollouts promote fraud -n bank, or back with kubectl argo rollouts abort.",
                "{%sstableRS: old, phase: Paused, updatedReplicas: 2, availableReplicas: 4, currentStepIndex: 3, pauseConditions: [{reason: CanaryPauseStep}]}|wait: step 3 of 4 done, 2 of 4 updated, 4 available, pausing for 120 s (CanaryPauseStep)",
                "{%sstableRS: old, phase: Paused, updatedReplicas: 2, availableReplicas: 4, currentStepIndex: 2, pauseConditions: [{reason: InconclusiveAnalysisRun}]}|PAUSED InconclusiveAnalysisRun: rollout/fraud in namespace bank waits because an analysis or experiment had no clear result (InconclusiveAnalysisRun; step 2 of 4 done, 2 of 4 updated, 4 available). Go on with kubectl argo rollouts promote fraud -n bank, or back with kubectl argo rollouts abort.",
                "{%sstableRS: new, phase: Healthy, updatedReplicas: 4, availableReplicas: 4, currentStepIndex: 4}|candidate: step 4 of 4 done, 4 of 4 updated, 4 available",
                // Healthy by an older controller's word, but not promoted.
                "{%sstableRS: old, phase: Healthy, updatedReplicas: 4, availableReplicas: 4, currentStepIndex: 4}|wait: step 4 of 4 done, 4 of 4 updated, 4 available",
                "{%sstableRS: old, abort: true, phase: Degraded, conditions: [{type: Progressing, status: 'False', reason: RolloutAborted, message: 'Rollout aborted update to revision 2: Metric \"\"errors\"\" assessed Failed due to failed (1) > failureLimit (0)'}]}|FAILED RolloutAborted: rollout/fraud in namespace bank was aborted, and its controller goes back to revision old: Rollout aborted update to revision 2: Metric \"\"errors\"\" assessed Failed due to failed (1) > failureLimit (0).",
                "{%sstableRS: old, phase: Degraded, updatedReplicas: 1, availableReplicas: 3, conditions: [{type: Progressing, status: 'False', reason: ProgressDeadlineExceeded, lastUpdateTime: '2026-11-24T08:10:02Z'}]}|FAILED ProgressDeadlineExceeded: rollout/fraud in namespace bank is degraded: it made no progress for 600 s (ProgressDeadlineExceeded): step 0 of 4 done, 1 of 4 updated, 3 available.",
                // Left by the rollout before: as with a Deployment it is older than the write.
                "{%sstableRS: old, phase: Degraded, updatedReplicas: 1, availableReplicas: 3, conditions: [{type: Progressing, status: 'False', reason: ProgressDeadlineExceeded, lastUpdateTime: '2026-11-24T07:59:00Z'}]}|wait: step 0 of 4 done, 1 of 4 updated, 3 available",
                "{%sphase: Degraded, conditions: [{type: InvalidSpec, status: 'True', reason: InvalidSpec, message: 'The Rollout is invalid: spec.strategy.strategy: Required value'}]}|FAILED InvalidSpec: rollout/fraud in namespace bank is not accepted by its controller: The Rollout is invalid: spec.strategy.strategy: Required value.",
            })
    void canaries(String status, String verdict) {
        assertThat(played(CANARY).means(status.replace("%s", OBSERVED).replace("\"\"", "\"")))
                .isEqualTo(verdict.replace("\"\"", "\""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{%sstableRS: old, phase: Progressing, message: active service cutover pending, updatedReplicas: 2, availableReplicas: 2, blueGreen: {activeSelector: old, previewSelector: new}}|wait: 2 of 2 updated, 2 available, active service cutover pending",
                "{%sstableRS: old, phase: Paused, updatedReplicas: 2, availableReplicas: 2, pauseConditions: [{reason: BlueGreenPause}]}|PAUSED BlueGreenPause: rollout/fraud in namespace bank waits for its promotion; the other colour serves (BlueGreenPause; 2 of 2 updated, 2 available). Go on with kubectl argo rollouts promote fraud -n bank, or back with kubectl argo rollouts abort.",
                "{%sstableRS: new, phase: Healthy, updatedReplicas: 2, availableReplicas: 2, blueGreen: {activeSelector: new}}|candidate: 2 of 2 updated, 2 available",
            })
    void blueAndGreen(String status, String verdict) {
        assertThat(played(BLUE_GREEN).means(status.replace("%s", OBSERVED))).isEqualTo(verdict);
    }

    @Test
    void aPromotionThatComesByItselfIsWaitedFor() {
        Played played = played("{replicas: 2, strategy: {blueGreen: {autoPromotionSeconds: 30}}}");
        assertThat(played.means(
                        "{" + OBSERVED + "stableRS: old, phase: Paused, updatedReplicas: 2, availableReplicas: 2,"
                                + " pauseConditions: [{reason: BlueGreenPause}]}"))
                .isEqualTo("wait: 2 of 2 updated, 2 available, promoted by itself after 30 s (BlueGreenPause)");
    }

    /** Its time counts only where it promotes by itself ({@code CompletedBlueGreenPause} of {@code rollout/pause.go}). */
    @Test
    void aTimeWithoutAutoPromotionIsNoEnd() {
        Played played =
                played("{replicas: 2, strategy: {blueGreen: {autoPromotionEnabled: false, autoPromotionSeconds: 30}}}");
        assertThat(played.means(
                        "{" + OBSERVED + "stableRS: old, phase: Paused, updatedReplicas: 2, availableReplicas: 2,"
                                + " pauseConditions: [{reason: BlueGreenPause}]}"))
                .startsWith("PAUSED BlueGreenPause: ");
        assertThat(new ArgoRolloutKind().read(played.object("{}")).deadline()).hasValue(600);
    }

    /** As Go reads durations. */
    @ParameterizedTest
    @CsvSource({"10, 10", "'\"90\"', 90", "45s, 45", "2m, 120", "1m30s, 90", "1.5h, 5400", "1h0m1s, 3601", "1500ms, 1"})
    void durationsOfPauses(String written, int seconds) {
        Played played = played("{replicas: 2, strategy: {canary: {steps: [{pause: {duration: " + written + "}}]}}}");
        assertThat(played.means(
                        "{" + OBSERVED + "stableRS: old, phase: Paused, updatedReplicas: 1, availableReplicas: 2,"
                                + " currentStepIndex: 0, pauseConditions: [{reason: CanaryPauseStep}]}"))
                .isEqualTo("wait: step 0 of 1 done, 1 of 2 updated, 2 available, pausing for " + seconds
                        + " s (CanaryPauseStep)");
        assertThat(new ArgoRolloutKind().read(played.object("{}")).deadline()).hasValue(600 + seconds);
    }

    @Test
    void pausedByHandOrWithoutReplicas() {
        assertThat(played("{paused: true}").means("{observedGeneration: '2', phase: Paused}"))
                .startsWith(
                        "PAUSED Paused: rollout/fraud in namespace bank is paused by hand (spec.paused: true) (Paused; ");
        assertThat(played("{replicas: 0}").means("{observedGeneration: '2', phase: Healthy}"))
                .startsWith("SCALED_TO_ZERO ScaledToZero: ");
    }

    /** A canary of hours is no rollout without an end. */
    @Test
    void itsPausesAddToItsDeadline() {
        var rollout = new ArgoRolloutKind();
        assertThat(rollout.read(played(CANARY).object("{}")).deadline()).hasValue(720);
        assertThat(rollout.read(played(
                                        "{progressDeadlineSeconds: 60, strategy: {canary: {steps: [{pause: {duration: 90}},"
                                                + " {pause: {duration: 1h}}]}}}")
                                .object("{}"))
                        .deadline())
                .hasValue(60 + 90 + 3600);
    }

    @Test
    void itHasGoneBackOnceTheStableOnesServeAll() {
        Played canary = played(CANARY);
        String aborted = "{" + OBSERVED + "stableRS: old, abort: true, phase: Degraded, ";
        assertThat(canary.meansBack(aborted + "updatedReplicas: 1, availableReplicas: 4}"))
                .isEqualTo(
                        "wait: aborted, step 0 of 4 done, 1 of 4 updated, 4 available, waiting for revision old to serve"
                                + " all of it");
        assertThat(canary.meansBack(aborted + "updatedReplicas: 0, availableReplicas: 4}"))
                .startsWith("candidate: ");
        Played routed = played("{replicas: 2, strategy: {canary: {trafficRouting: {nginx: {}}}}}");
        assertThat(routed.meansBack(aborted
                        + "updatedReplicas: 1, availableReplicas: 3, canary: {weights: {canary: {weight: 20}}}}"))
                .startsWith("wait: ");
        assertThat(routed.meansBack(aborted
                        + "updatedReplicas: 1, availableReplicas: 3, canary: {weights: {canary: {weight: 0}}}}"))
                .startsWith("candidate: ");
        Played colours = played(BLUE_GREEN);
        assertThat(colours.meansBack(aborted + "availableReplicas: 2, blueGreen: {activeSelector: old}}"))
                .startsWith("candidate: ");
    }

    /** The template of before is rolled out as any other, and its steps are skipped where its controller would take them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{observedGeneration: '1', stableRS: new, currentPodHash: new, phase: Healthy}|wait: waiting for the controller to see generation 2|false",
                "{%sstableRS: old, phase: Progressing, message: more replicas need to be updated, updatedReplicas: 1, availableReplicas: 4, currentStepIndex: 0}|wait: step 0 of 4 done, 1 of 4 updated, 4 available, more replicas need to be updated|true",
                "{%sstableRS: old, promoteFull: true, phase: Progressing, updatedReplicas: 3, availableReplicas: 4, currentStepIndex: 4}|wait: step 4 of 4 done, 3 of 4 updated, 4 available|false",
                "{%sstableRS: old, abort: true, phase: Degraded}|FAILED RolloutAborted: rollout/fraud in namespace bank was aborted, and its controller goes back to revision old.|false",
                "{%sstableRS: new, phase: Healthy, updatedReplicas: 4, availableReplicas: 4, currentStepIndex: 4}|candidate: step 4 of 4 done, 4 of 4 updated, 4 available|false",
            })
    void backByTheTemplateOfBefore(String status, String verdict, boolean hastened) {
        String observed = status.replace("%s", OBSERVED);
        Played canary = played(CANARY);
        assertThat(canary.meansBackByTemplate(observed)).isEqualTo(verdict);
        var kind = new ArgoRolloutKind();
        assertThat(kind.hastening(kind.read(canary.object(observed))).map(Object::toString))
                .isEqualTo(hastened ? Optional.of("{\"status\":{\"promoteFull\":true}}") : Optional.empty());
    }
}
