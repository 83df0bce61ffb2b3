package io.jenkins.plugins.mlpipeline.engine.rollout.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Outage.Availability;
import org.junit.jupiter.api.Test;

class OutageTest {
    private static final Patience PATIENCE = Patience.DEFAULT;
    private static final ObservationVerdict WAIT = new ObservationVerdict.Wait("2 of 2 updated, 0 available");

    private static Outage after(Availability... looks) {
        Outage outage = Outage.NONE;
        long second = 0;
        for (Availability look : looks) {
            outage = outage.next(look, 1000 * second++);
        }
        return outage;
    }

    @Test
    void fewerThanTheStrategyAllowsIsAnOutageSinceThen() {
        assertThat(after(new Availability(4, 4, 1), new Availability(4, 3, 1)).goesOn())
                .isFalse();
        assertThat(after(new Availability(4, 4, 1), new Availability(4, 2, 1), new Availability(4, 0, 1)))
                .isEqualTo(new Outage(1000, 4));
        assertThat(after(new Availability(4, 4, 1), new Availability(4, 2, 1), new Availability(4, 3, 1))
                        .goesOn())
                .isFalse();
    }

    @Test
    void podsThatNeverCameUpAreNone() {
        assertThat(after(new Availability(4, 0, 0), new Availability(4, 1, 0), new Availability(4, 1, 0))
                        .goesOn())
                .isFalse();
    }

    @Test
    void scalingIsNone() {
        assertThat(after(new Availability(2, 2, 0), new Availability(10, 2, 0)).goesOn())
                .isFalse();
        assertThat(after(new Availability(10, 10, 0), new Availability(2, 2, 0), new Availability(10, 2, 0))
                        .goesOn())
                .isFalse();
    }

    @Test
    void itFailsOnceItHasLasted() {
        Outage outage = new Outage(10_000, 2);
        Availability down = new Availability(2, 0, 0);
        assertThat(outage.judge("it", WAIT, down, PATIENCE, 69_999)).isEqualTo(WAIT);
        assertThat(outage.judge("it", WAIT, down, PATIENCE, 70_000))
                .isEqualTo(ObservationVerdict.failed(
                        "Outage",
                        "it has 0 of 2 pods available for 60 s, its strategy lets 0 be missing (outagePatience 60 s): 2 of 2"
                                + " updated, 0 available."));
    }

    /** Whether an outage lasts is known only after the patience: a timeout in its middle decides nothing. */
    @Test
    void aTimeoutWaitsForIt() {
        ObservationVerdict timeout =
                new ObservationVerdict.Final(Outcome.TIMED_OUT, "Timeout", "it had no verdict after 40 s: x.");
        assertThat(new Outage(10_000, 2).judge("it", timeout, new Availability(2, 0, 0), PATIENCE, 20_000))
                .isEqualTo(new ObservationVerdict.Wait("it had no verdict after 40 s: x."));
        assertThat(Outage.NONE.judge("it", timeout, new Availability(2, 2, 0), PATIENCE, 20_000))
                .isEqualTo(timeout);
    }

    @Test
    void whatIsDecidedOtherwiseStays() {
        ObservationVerdict failed = ObservationVerdict.failed("CrashLoopBackOff", "it failed.");
        assertThat(new Outage(0, 2).judge("it", failed, new Availability(2, 0, 0), PATIENCE, 1_000_000))
                .isEqualTo(failed);
    }
}
