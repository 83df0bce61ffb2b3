package io.jenkins.plugins.mlpipeline.engine.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdRuleTest {
    @Test
    void aScoreAMetricOrADemand() {
        assertThat(ThresholdRule.parse(" 0.3 ")).isEqualTo(new ThresholdRule.Fixed(0.3));
        assertThat(ThresholdRule.parse("f1")).hasToString("f1").isInstanceOf(ThresholdRule.Best.class);
        assertThat(ThresholdRule.parse("fbeta(beta=2)")).hasToString("fbeta(beta=2)");
        assertThat(ThresholdRule.parse("expected_cost(fn=100,fp=5)")).hasToString("expected_cost(fn=100,fp=5)");
        assertThat(ThresholdRule.parse("mcc")).hasToString("matthews_corrcoef");
        assertThat(ThresholdRule.parse("sensitivity >= 0.9"))
                .hasToString("recall>=0.9")
                .isInstanceOf(ThresholdRule.Demand.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.5 | threshold \"1.5\": 1.5 is more than 1; scores and these metrics lie between 0 and 1.",
                "recall>=90 | threshold \"recall>=90\": 90 is more than 1; scores and these metrics lie between 0 and 1.",
                "recall | threshold \"recall\": recall alone is best where every row is flagged; demand how much of it is"
                        + " enough, as recall>=0.9.",
                "precision | threshold \"precision\": precision alone is best where hardly a row is flagged; demand how much"
                        + " of it is enough, as precision>=0.9.",
                "f1>=0.9 | threshold \"f1>=0.9\": precision, recall and specificity are demanded; for f1 to be best write it"
                        + " alone.",
                "roc_auc | threshold \"roc_auc\": roc_auc does not follow from the labels alone; take for example f1,"
                        + " fbeta(beta=2), balanced_accuracy or expected_cost(fn=100,fp=5).",
                "expected_cost(fn=amount,fp=1) | threshold \"expected_cost(fn=amount,fp=1)\": expected_cost(fn=amount,fp=1)"
                        + " does not follow from the labels alone; take for example f1, fbeta(beta=2), balanced_accuracy or"
                        + " expected_cost(fn=100,fp=5).",
                "recall<=0.9 | threshold \"recall<=0.9\": it is a score between 0 and 1 (0.3), a metric to be best (f1,"
                        + " fbeta(beta=2), expected_cost(fn=100,fp=5)), or a demand on precision, recall or specificity"
                        + " (recall>=0.9).",
                "f2 | metric \"f2\" is unknown. Did you mean \"f1\" or \"r2\"?"
            })
    void anythingElseIsSaid(String text, String message) {
        assertThatThrownBy(() -> ThresholdRule.parse(text))
                .isInstanceOf(UserError.class)
                .hasMessage(message);
    }
}
