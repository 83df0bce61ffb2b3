package io.jenkins.plugins.mlpipeline.engine.verification;

import java.time.Clock;
import java.util.concurrent.TimeUnit;

/** Runs a verification to its end on the calling thread, for the command line. */
public final class VerificationRun {
    private VerificationRun() {}

    /** The state at the end. */
    public static VerificationState run(Verifier verifier, Clock clock) throws InterruptedException {
        VerificationState state = VerificationState.begin(clock.millis());
        while (!state.done()) {
            Verifier.Tick tick = verifier.step(state);
            state = tick.state();
            TimeUnit.MILLISECONDS.sleep(tick.delay().toMillis());
        }
        return state;
    }
}
