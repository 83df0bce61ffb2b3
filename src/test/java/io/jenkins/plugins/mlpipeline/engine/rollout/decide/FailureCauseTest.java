package io.jenkins.plugins.mlpipeline.engine.rollout.decide;

import static io.jenkins.plugins.mlpipeline.engine.rollout.kind.States.T0;
import static io.jenkins.plugins.mlpipeline.engine.rollout.kind.States.pod;
import static io.jenkins.plugins.mlpipeline.engine.rollout.kind.States.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.rollout.kind.States;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ContainerState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ContainerState.End;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.PodState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every row of the doomed pods' table. */
class FailureCauseTest {
    private static final String NONE = "-";

    /** The waiting state's reason, its message, restarts, the pod's age in seconds, and the sentence or "-". */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CrashLoopBackOff|back-off|2|600|-",
                "CrashLoopBackOff|back-off|3|1|pod p: CrashLoopBackOff (container app, 3 restarts, exit code 1)",
                "CreateContainerConfigError|secret \"db\" not found|0|1|pod p: CreateContainerConfigError (container app: secret \"db\" not found)",
                "CreateContainerConfigError|failed to sync secret cache: timed out|0|600|-",
                "InvalidImageName|couldn't parse image|0|1|pod p: InvalidImageName (container app: couldn't parse image)",
                "ErrImagePull|manifest unknown|0|119|-",
                "ErrImagePull|manifest unknown|0|121|pod p: ErrImagePull (container app: manifest unknown)",
                "ErrImagePull|401 Unauthorized|0|121|pod p: ErrImagePull (container app: 401 Unauthorized)",
                "ErrImagePull|connection reset by peer|0|900|-",
                "ImagePullBackOff|Back-off pulling image|0|900|-",
                "ImagePullBackOff|Back-off: ErrImagePull: x: not found|0|121|pod p: ErrImagePull (container app: Back-off: ErrImagePull: x: not found)",
                "ContainerCreating|''|0|900|-",
            })
    void waitingContainers(String reason, String message, int restarts, int age, String sentence) {
        End end = restarts > 0 ? new End(false, 1, "Error") : null;
        assertThat(doom(pod("p", "rs-new", "Pending", false, waiting(reason, message, restarts, end)), age))
                .isEqualTo(sentence);
    }

    @Test
    void outOfMemoryIsSaid() {
        ContainerState c = waiting("CrashLoopBackOff", "", 5, new End(false, 137, "OOMKilled"));
        assertThat(doom(pod("p", "rs-new", "Running", false, c), 1))
                .isEqualTo("pod p: CrashLoopBackOff (container app, 5 restarts, OOMKilled, exit code 137)");
    }

    @Test
    void initContainersCountToo() {
        ContainerState init = new ContainerState(
                "fetch", true, false, 3, "CrashLoopBackOff", "", new End(false, 2, "Error"), "busybox", "");
        assertThat(doom(pod("p", "rs-new", "Pending", false, init), 1))
                .isEqualTo("pod p: CrashLoopBackOff (init container fetch, 3 restarts, exit code 2)");
    }

    @Test
    void aContainerThatCannotRunIsDoomedExceptWith128() {
        assertThat(doom(pod("p", "rs-new", "Running", false, ended(127)), 1))
                .isEqualTo("pod p: ContainerCannotRun (container app, ContainerCannotRun, exit code 127)");
        assertThat(doom(pod("p", "rs-new", "Running", false, ended(128)), 1)).isEqualTo(NONE);
    }

    @Test
    void anUnschedulablePodIsDoomedAfterFiveMinutes() {
        PodState p = new PodState(
                "p", "u", "rs-new", "", T0, false, "Pending", "", false, T0, "0/3 nodes have a GPU", List.of());
        assertThat(doom(p, 298)).isEqualTo(NONE);
        assertThat(doom(p, 301)).isEqualTo("pod p: Unschedulable (0/3 nodes have a GPU)");
    }

    @Test
    void anUnschedulablePodIsNamedAfterThirtySeconds() {
        States s = new States().incomplete();
        s.pods.add(new PodState(
                "p", "u", "rs-new", "", T0, false, "Pending", "", false, T0, "0/3 nodes have a GPU", List.of()));
        s.now = T0.plusSeconds(29);
        assertThat(States.judge("x", s.state(), States.expect()))
                .isEqualTo(new ObservationVerdict.Wait("2 of 3 updated, 2 available, waiting for pod p: Pending"));
        s.now = T0.plusSeconds(31);
        assertThat(States.judge("x", s.state(), States.expect()))
                .isEqualTo(new ObservationVerdict.Wait(
                        "2 of 3 updated, 2 available, waiting for pod p: Unschedulable (0/3 nodes have a GPU)"));
    }

    @ParameterizedTest
    @CsvSource({"'',pod p: PodFailed", "NodeLost,pod p: PodFailed (NodeLost)", "Evicted,-", "Preempting,-"})
    void aFailedPodIsDoomedUnlessItWasMoved(String reason, String sentence) {
        PodState p = new PodState("p", "u", "rs-new", "", T0, false, "Failed", reason, false, null, "", List.of());
        assertThat(doom(p, 1)).isEqualTo(sentence);
    }

    private static ContainerState ended(int exitCode) {
        return waiting("", "", 1, new End(true, exitCode, "ContainerCannotRun"));
    }

    private static String doom(PodState pod, int age) {
        Instant now = T0.plusSeconds(1 + age);
        Optional<FailureCause> doom = FailureCause.of(pod, now, Patience.DEFAULT);
        return doom.map(FailureCause::sentence).orElse(NONE);
    }
}
