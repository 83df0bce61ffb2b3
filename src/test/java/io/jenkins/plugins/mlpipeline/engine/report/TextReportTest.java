package io.jenkins.plugins.mlpipeline.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.gate.Gates;
import io.jenkins.plugins.mlpipeline.engine.spec.GateReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextReportTest {
    @Test
    void aTableWithTheReasonsOfWhatDoesNotPass() {
        assertThat(TextReport.of(Samples.inconclusive().gate(), false)).isEqualTo("""
                        VERDICT       GATE                     METRIC                   VALUE   REQUIRED  IF NOT MET
                        PASS          r2                       r2                       0.4386  >= 0.4    build fails
                        PASS          root_mean_squared_error  root_mean_squared_error  55.68   <= 60     build fails
                        INCONCLUSIVE  mean_squared_log_error   mean_squared_log_error   -       <= 0.2    build fails
                                      mean_squared_log_error has no value on these rows (a prediction is below -1), so it can't be told whether the allowed 0.2 is met.

                        INCONCLUSIVE: 1 of 3 gates can't be decided: mean_squared_log_error.
                        """);
    }

    @Test
    void withoutGatesTheSentenceAlone() {
        assertThat(TextReport.of(
                        Samples.input(Samples.evaluation("wine"), null, Gates.NONE)
                                .gate(),
                        false))
                .isEqualTo("ERROR: No gate is given, so nothing was checked; add at least one, for example"
                        + " accuracy>=0.9.\n");
    }

    @Test
    void coloursTheVerdicts() {
        assertThat(TextReport.of(Samples.passing().gate(), true))
                .contains("\u001b[32mPASS\u001b[0m     accuracy")
                .endsWith("\u001b[32mPASS\u001b[0m: All 3 gates passed.\n");
    }

    @Test
    void notesTellWhatWasOverridden() {
        Gates gates = GateReader.parse(List.of("accuracy>=0.9"))
                .overriddenBy(Gates.of(List.of(GateReader.parse("accuracy>=0.5"))));
        assertThat(TextReport.of(
                        Samples.input(Samples.evaluation("wine"), null, gates).gate(), false))
                .contains(
                        "note: Gate \"accuracy\" was given as accuracy >= 0.5 (FAILURE) in place of the spec's accuracy"
                                + " >= 0.9 (FAILURE).\n");
    }

    @Test
    void aTerminalObeysNothingThatComesFromADocument() {
        assertThat(TextReport.of(Hostile.input().gate(), false)).doesNotContain("\u001b", "\u0007", "\u202e");
    }
}
