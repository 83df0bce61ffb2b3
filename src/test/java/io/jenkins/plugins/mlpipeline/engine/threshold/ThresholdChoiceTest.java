package io.jenkins.plugins.mlpipeline.engine.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.metric.CountedMetrics;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Golden values: scikit-learn 1.9.1 at every threshold there is ({@code threshold_golden.py}). */
class ThresholdChoiceTest {
    @TestFactory
    List<DynamicTest> noOtherThresholdIsBetter() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        try (InputStream golden = ThresholdChoiceTest.class.getResourceAsStream("golden.json")) {
            for (JsonNode given : new ObjectMapper().readTree(golden).get("cases")) {
                float[] scores = new float[given.get("scores").size()];
                boolean[] truth = new boolean[scores.length];
                for (int i = 0; i < scores.length; i++) {
                    scores[i] = (float) given.get("scores").get(i).asDouble();
                    truth[i] = given.get("truth").get(i).asBoolean();
                }
                given.get("best")
                        .properties()
                        .forEach(best -> tests.add(DynamicTest.dynamicTest(
                                given.get("name").asText() + ", " + best.getKey(),
                                () -> check(ThresholdRule.parse(best.getKey()), scores, truth, best.getValue()))));
            }
        }
        return tests;
    }

    private static void check(ThresholdRule rule, float[] scores, boolean[] truth, JsonNode expected) {
        if (expected.isNull()) {
            assertThatThrownBy(() -> ThresholdChoice.of(rule, scores, truth, null))
                    .isInstanceOf(UserError.class)
                    .hasMessageStartingWith("threshold \"" + rule
                            + "\": no score gives so much on the rows of the training part; the most is ");
            return;
        }
        ThresholdChoice.Chosen chosen = ThresholdChoice.of(rule, scores, truth, null);
        assertThat(chosen.value()).isCloseTo(expected.asDouble(), within(1e-12));
        assertThat(flagging(chosen, scores, truth)).isCloseTo(expected.asDouble(), within(1e-12));
    }

    /** The metric of what the threshold flags. */
    private static double flagging(ThresholdChoice.Chosen chosen, float[] scores, boolean[] truth) {
        long[] counts = new long[4];
        for (int i = 0; i < scores.length; i++) {
            counts[(scores[i] >= chosen.threshold() ? 0 : 2) + (truth[i] ? 0 : 1)]++;
        }
        return CountedMetrics.binary(counts[0], counts[1], counts[2], counts[3])
                .of(CatalogueKey.parse(chosen.metric()))
                .orElseThrow()
                .value();
    }

    @Test
    void theShortestNumberBetweenTheScoresIsTaken() {
        float[] scores = {0.91f, 0.62f, 0.4f, 0.1f};
        boolean[] truth = {true, true, false, false};
        assertThat(ThresholdChoice.of(ThresholdRule.parse("f1"), scores, truth, null)
                        .threshold())
                .isEqualTo(0.5);
        assertThat(ThresholdChoice.of(ThresholdRule.parse("expected_cost(fn=0,fp=1)"), scores, truth, null)
                        .threshold())
                .as("nothing flagged, or the two that are right, which is nearer to the middle")
                .isEqualTo(0.5);
        assertThat(ThresholdChoice.of(ThresholdRule.parse("expected_cost(fn=1,fp=0)"), scores, truth, null)
                        .threshold())
                .isEqualTo(0.5);
        assertThat(ThresholdChoice.of(
                                ThresholdRule.parse("accuracy"), scores, new boolean[] {true, true, true, true}, null)
                        .threshold())
                .as("all flagged")
                .isEqualTo(0.1);
    }

    @Test
    void aDemandThatNoThresholdMeetsSaysWhatIsThere() {
        float[] scores = {0.9f, 0.8f, 0.7f, 0.1f};
        boolean[] truth = {false, true, true, false};
        assertThatThrownBy(() -> ThresholdChoice.of(ThresholdRule.parse("precision>=0.9"), scores, truth, null))
                .isInstanceOf(UserError.class)
                .hasMessage("threshold \"precision>=0.9\": no score gives so much on the rows of the training part; the"
                        + " most is 0.6667, from the score 0.4 on. Demand less, or train a better model.");
    }
}
