package io.jenkins.plugins.mlpipeline.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pictures that are as small as a word: the course of a metric, and a verdict for other people's pages. */
class SmallPicturesTest {
    @Test
    void aSparklineSaysWhatItDraws() {
        assertThat(Sparkline.svg("accuracy", List.of(0.5, 0.9, 0.7), Verdict.FAIL))
                .contains("aria-label=\"accuracy of the last 3 builds: from 0.5 to 0.7, lowest 0.5, highest 0.9\"")
                .contains("class=\"dot fail\"");
    }

    @Test
    void oneBuildHasNoCourse() {
        assertThat(Sparkline.svg("accuracy", List.of(0.5), Verdict.PASS)).isEmpty();
    }

    @Test
    void aBadgeSaysTheVerdictAndEscapesTheName() {
        assertThat(Badge.svg("fraud", Verdict.PASS)).contains("<title>fraud: PASS</title>", "#14763f");
        assertThat(Badge.svg("fraud", null)).contains("fraud: no gate yet");
        assertThat(Badge.svg("<script>\n\"" + "x".repeat(100), Verdict.FAIL))
                .contains("&lt;script&gt;")
                .doesNotContain("<script", "x".repeat(41), "\n\"");
    }
}
