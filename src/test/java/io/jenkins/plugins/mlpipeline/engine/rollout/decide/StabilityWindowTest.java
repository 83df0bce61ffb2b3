package io.jenkins.plugins.mlpipeline.engine.rollout.decide;

import static io.jenkins.plugins.mlpipeline.engine.rollout.kind.States.WHAT;
import static io.jenkins.plugins.mlpipeline.engine.rollout.kind.States.expect;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Rows 11 and 12: held for stableFor, and the own timeout. */
class StabilityWindowTest {
    private static final Duration STABLE = Duration.ofSeconds(30);
    private static final ObservationVerdict READY = new ObservationVerdict.Candidate("3 of 3 updated, 3 available", 0);
    private static final ObservationVerdict WAIT = new ObservationVerdict.Wait("2 of 3 updated, 2 available");

    private static StabilityWindow.Step next(StabilityWindow hold, ObservationVerdict decision, int elapsedSeconds) {
        return hold.next(
                WHAT, decision, expect(Duration.ofSeconds(elapsedSeconds), true, null), STABLE, elapsedSeconds * 1000L);
    }

    @Test
    void aCandidateIsHeldThenDeployed() {
        StabilityWindow.Step first = next(StabilityWindow.NONE, READY, 5);
        assertThat(first.decision())
                .isEqualTo(new ObservationVerdict.Wait("3 of 3 updated, 3 available, must stay so for 30 s"));
        assertThat(first.remaining()).isEqualTo(STABLE);
        assertThat(next(first.hold(), READY, 34).remaining()).isEqualTo(Duration.ofSeconds(1));
        assertThat(next(first.hold(), READY, 35).decision())
                .isEqualTo(new ObservationVerdict.Final(
                        Outcome.DEPLOYED,
                        "Available",
                        "deployment/fraud in namespace bank is deployed: 3 of 3 updated, 3 available."));
    }

    @Test
    void aRestartStartsTheHoldAgain() {
        StabilityWindow.Step first = next(StabilityWindow.NONE, READY, 5);
        StabilityWindow.Step restarted =
                next(first.hold(), new ObservationVerdict.Candidate("3 of 3 updated, 3 available", 1), 34);
        assertThat(restarted.decision())
                .isEqualTo(new ObservationVerdict.Wait(
                        "3 of 3 updated, 3 available, a container restarted, must stay so for 30 s"));
        assertThat(restarted.remaining()).isEqualTo(STABLE);
    }

    @Test
    void losingAPodEndsTheHold() {
        StabilityWindow.Step first = next(StabilityWindow.NONE, READY, 5);
        assertThat(next(first.hold(), WAIT, 20).hold()).isEqualTo(StabilityWindow.NONE);
    }

    @Test
    void noVerdictInTimeIsNotAFailure() {
        assertThat(next(StabilityWindow.NONE, WAIT, 660).decision())
                .isEqualTo(new ObservationVerdict.Final(
                        Outcome.TIMED_OUT,
                        "Timeout",
                        "deployment/fraud in namespace bank had no verdict after 660 s: 2 of 3 updated, 2 available."));
    }

    @Test
    void aHoldThatBeganInTimeIsLetEnd() {
        StabilityWindow.Step first = next(StabilityWindow.NONE, READY, 650);
        assertThat(next(first.hold(), READY, 670).decision()).isInstanceOf(ObservationVerdict.Wait.class);
        assertThat(next(first.hold(), READY, 680).decision())
                .extracting("outcome")
                .isEqualTo(Outcome.DEPLOYED);
    }

    @Test
    void aHoldThatWouldBeginTooLateIsATimeout() {
        assertThat(next(StabilityWindow.NONE, READY, 660).decision())
                .extracting("outcome")
                .isEqualTo(Outcome.TIMED_OUT);
        StabilityWindow.Step first = next(StabilityWindow.NONE, READY, 650);
        assertThat(next(first.hold(), new ObservationVerdict.Candidate("3 of 3 updated, 3 available", 1), 670)
                        .decision())
                .extracting("message")
                .isEqualTo("deployment/fraud in namespace bank had no verdict after 660 s: 3 of 3 updated, 3 available,"
                        + " but its pods restart.");
    }

    @Test
    void aFailureIsPassedOn() {
        ObservationVerdict failed = new ObservationVerdict.Final(Outcome.FAILED, "x", "y");
        assertThat(next(StabilityWindow.NONE, failed, 700).decision()).isEqualTo(failed);
    }
}
