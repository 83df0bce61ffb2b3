package io.jenkins.plugins.mlpipeline.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.gate.VerdictTable.Consequence;
import io.jenkins.plugins.mlpipeline.engine.gate.VerdictTable.Result;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTableTest {
    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(textBlock = """
                    # verdict,     criticality, onInconclusive, exit, stage,    build,    stops, deployable
                    PASS,          NOTE,        UNSTABLE,       0,    SUCCESS,  SUCCESS,  false, true
                    PASS,          UNSTABLE,    UNSTABLE,       0,    SUCCESS,  SUCCESS,  false, true
                    PASS,          ERROR,       UNSTABLE,       0,    SUCCESS,  SUCCESS,  false, true
                    PASS,          FAILURE,     FAILURE,        0,    SUCCESS,  SUCCESS,  false, true
                    FAIL,          NOTE,        UNSTABLE,       0,    SUCCESS,  SUCCESS,  false, true
                    FAIL,          UNSTABLE,    UNSTABLE,       1,    UNSTABLE, UNSTABLE, false, false
                    FAIL,          ERROR,       UNSTABLE,       1,    FAILURE,  SUCCESS,  false, false
                    FAIL,          FAILURE,     UNSTABLE,       1,    FAILURE,  FAILURE,  true,  false
                    FAIL,          UNSTABLE,    FAILURE,        1,    UNSTABLE, UNSTABLE, false, false
                    INCONCLUSIVE,  NOTE,        UNSTABLE,       0,    SUCCESS,  SUCCESS,  false, true
                    INCONCLUSIVE,  NOTE,        FAILURE,        0,    SUCCESS,  SUCCESS,  false, true
                    INCONCLUSIVE,  UNSTABLE,    UNSTABLE,       3,    UNSTABLE, UNSTABLE, false, false
                    INCONCLUSIVE,  ERROR,       UNSTABLE,       3,    UNSTABLE, UNSTABLE, false, false
                    INCONCLUSIVE,  FAILURE,     UNSTABLE,       3,    UNSTABLE, UNSTABLE, false, false
                    INCONCLUSIVE,  UNSTABLE,    FAILURE,        3,    FAILURE,  FAILURE,  true,  false
                    INCONCLUSIVE,  ERROR,       FAILURE,        3,    FAILURE,  FAILURE,  true,  false
                    INCONCLUSIVE,  FAILURE,     FAILURE,        3,    FAILURE,  FAILURE,  true,  false
                    ERROR,         NOTE,        UNSTABLE,       2,    FAILURE,  FAILURE,  true,  false
                    ERROR,         UNSTABLE,    UNSTABLE,       2,    FAILURE,  FAILURE,  true,  false
                    ERROR,         ERROR,       UNSTABLE,       2,    FAILURE,  FAILURE,  true,  false
                    ERROR,         FAILURE,     UNSTABLE,       2,    FAILURE,  FAILURE,  true,  false
                    """)
    void everyCell(
            Verdict verdict,
            Criticality criticality,
            OnInconclusive onInconclusive,
            int exitCode,
            Result stage,
            Result build,
            boolean stops,
            boolean deployable) {
        assertThat(VerdictTable.of(verdict, criticality, onInconclusive))
                .isEqualTo(new Consequence(exitCode, stage, build, stops, deployable));
    }

    @Test
    void errorOutranksFailOutranksInconclusiveOutranksPass() {
        assertThat(Verdict.ERROR.worse(Verdict.FAIL)).isEqualTo(Verdict.ERROR);
        assertThat(Verdict.INCONCLUSIVE.worse(Verdict.FAIL)).isEqualTo(Verdict.FAIL);
        assertThat(Verdict.PASS.worse(Verdict.INCONCLUSIVE)).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void noteIsLeftOutOfTheOverallVerdict() {
        assertThat(VerdictTable.overall(
                        List.of(outcome(Verdict.FAIL, Criticality.NOTE), outcome(Verdict.PASS, Criticality.FAILURE))))
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void errorOfANoteBlocks() {
        assertThat(VerdictTable.overall(
                        List.of(outcome(Verdict.ERROR, Criticality.NOTE), outcome(Verdict.PASS, Criticality.FAILURE))))
                .isEqualTo(Verdict.ERROR);
    }

    @Test
    void notesAlonePassAndNoGateAtAllIsAnError() {
        assertThat(VerdictTable.overall(List.of(outcome(Verdict.FAIL, Criticality.NOTE))))
                .isEqualTo(Verdict.PASS);
        assertThat(VerdictTable.overall(List.of())).isEqualTo(Verdict.ERROR);
    }

    @Test
    void theWholeTakesTheWorstStageAndBuildAndTheOverallExitCode() {
        List<GateOutcome> gates = List.of(
                outcome(Verdict.FAIL, Criticality.ERROR),
                outcome(Verdict.INCONCLUSIVE, Criticality.UNSTABLE),
                outcome(Verdict.PASS, Criticality.FAILURE));
        assertThat(VerdictTable.of(VerdictTable.overall(gates), gates))
                .isEqualTo(new Consequence(1, Result.FAILURE, Result.UNSTABLE, false, false));
    }

    @Test
    void anErrorWithoutGatesStopsThePipeline() {
        assertThat(VerdictTable.of(Verdict.ERROR, List.of()))
                .isEqualTo(new Consequence(2, Result.FAILURE, Result.FAILURE, true, false));
    }

    private static GateOutcome outcome(Verdict verdict, Criticality criticality) {
        return new GateOutcome(
                "id",
                "accuracy",
                null,
                ">=",
                ">= 0.9",
                0.9,
                0.5,
                null,
                null,
                null,
                verdict,
                criticality,
                OnInconclusive.UNSTABLE,
                "Because.",
                null,
                null,
                null);
    }
}
