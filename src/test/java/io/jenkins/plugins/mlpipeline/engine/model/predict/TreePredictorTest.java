package io.jenkins.plugins.mlpipeline.engine.model.predict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When the own evaluation of trees counts as equal to ONNX Runtime's. */
class TreePredictorTest {
    private static final BatchAnswers SERVED = scores(new long[] {1, 0}, 0.25, 2000);

    @Test
    void equalWithinRounding() {
        assertThat(TreePredictor.agree(scores(new long[] {1, 0}, 0.25 + 9e-7, 2000.001), SERVED))
                .isTrue();
    }

    @Test
    void anotherNumberIsADifference() {
        assertThat(TreePredictor.agree(scores(new long[] {1, 0}, 0.25 + 2e-6, 2000), SERVED))
                .isFalse();
        assertThat(TreePredictor.agree(scores(new long[] {1, 0}, 0.25, 2000.01), SERVED))
                .isFalse();
    }

    @Test
    void anotherLabelIsADifference() {
        assertThat(TreePredictor.agree(scores(new long[] {1, 1}, 0.25, 2000), SERVED))
                .isFalse();
        assertThat(TreePredictor.agree(scores(null, 0.25, 2000), SERVED)).isFalse();
    }

    @Test
    void aMissingNumberEqualsOnlyAMissingOne() {
        BatchAnswers missing = scores(new long[] {1, 0}, Double.NaN, 2000);

        assertThat(TreePredictor.agree(missing, missing)).isTrue();
        assertThat(TreePredictor.agree(missing, SERVED)).isFalse();
        assertThat(TreePredictor.agree(SERVED, missing)).isFalse();
    }

    @Test
    void anotherNumberOfScoresIsADifference() {
        assertThat(TreePredictor.agree(new BatchAnswers(1, null, null, new double[] {1, 2}, 2), SERVED))
                .isFalse();
    }

    private static BatchAnswers scores(long[] labels, double first, double second) {
        return new BatchAnswers(2, labels, null, new double[] {first, second}, 1);
    }
}
