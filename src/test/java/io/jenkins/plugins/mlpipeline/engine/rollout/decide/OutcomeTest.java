package io.jenkins.plugins.mlpipeline.engine.rollout.decide;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomeTest {
    @ParameterizedTest
    @CsvSource({
        "DEPLOYED,SUCCESS,0,false",
        "UNCHANGED,SUCCESS,0,false",
        "DRY_RUN,SUCCESS,0,false",
        "UNVERIFIED,UNSTABLE,3,false",
        "SCALED_TO_ZERO,UNSTABLE,3,false",
        "SUPERSEDED,UNSTABLE,3,false",
        "FAILED,FAILURE,1,false",
        "TIMED_OUT,FAILURE,1,false",
        "PAUSED,FAILURE,1,false",
        "ABORTED,ABORTED,1,false",
        "CONFLICT,FAILURE,2,false",
        "IMMUTABLE,FAILURE,2,false",
        "FORBIDDEN,FAILURE,2,false",
        "INVALID,FAILURE,2,false",
        "ROLLBACK_FAILED,FAILURE,1,true",
        "NOT_RESTORABLE,FAILURE,1,true",
        "NO_KNOWN_GOOD,FAILURE,1,true",
        "UNGATED_RESTORED,FAILURE,1,true",
        "ERROR,FAILURE,2,false",
        "UNGATED,FAILURE,2,false",
        "TAMPERED,FAILURE,2,false"
    })
    void everyOutcomeHasItsBuildResultAndExitCode(
            Outcome outcome, Outcome.BuildResult build, int exitCode, boolean attention) {
        assertThat(outcome.build()).isEqualTo(build);
        assertThat(outcome.exitCode()).isEqualTo(exitCode);
        assertThat(outcome.needsAttention()).isEqualTo(attention);
    }
}
