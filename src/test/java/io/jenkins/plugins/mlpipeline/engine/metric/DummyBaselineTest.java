package io.jenkins.plugins.mlpipeline.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Dummy;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RegressionOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Scores;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DummyBaselineTest {
    private static final ClassificationOutcomes OUTCOMES = ClassificationOutcomes.builder(
                    Task.BINARY, List.of("no", "yes"), 1, Scores.NONE)
            .add(0, 1)
            .add(0, 1)
            .add(0, 0)
            .add(1, 1)
            .build();

    @Test
    void predictsTheMostFrequentLabelOfTheEvaluation() {
        Dummy dummy = DummyBaseline.prior(OUTCOMES, null, Set.of(CatalogueKey.parse("fbeta(beta=2)")));

        assertThat(dummy.strategy()).isEqualTo("prior");
        assertThat(dummy.source()).isEqualTo("evaluation");
        assertThat(dummy.metrics().get("accuracy").value()).isEqualTo(0.75);
        assertThat(dummy.metrics().get("recall").value()).isZero();
        assertThat(dummy.metrics().get("roc_auc").value()).isEqualTo(0.5);
        assertThat(dummy.metrics().get("average_precision").value()).isEqualTo(0.25);
        assertThat(dummy.metrics().get("brier_score_loss").value()).isEqualTo(0.1875);
        assertThat(dummy.metrics().get("log_loss").value())
                .isCloseTo(-0.75 * Math.log(0.75) - 0.25 * Math.log(0.25), within(1e-15));
        assertThat(dummy.metrics()).containsKey("fbeta(beta=2)");
    }

    @Test
    void takesTheFrequenciesOfTheTrainingDataWhenTheyAreKnown() {
        Dummy dummy = DummyBaseline.prior(OUTCOMES, new long[] {100, 300}, Set.of());

        assertThat(dummy.source()).isEqualTo("training");
        assertThat(dummy.metrics().get("accuracy").value()).isEqualTo(0.25);
        assertThat(dummy.metrics().get("recall").value()).isEqualTo(1);
        assertThat(dummy.metrics().get("log_loss").value())
                .isCloseTo(-0.75 * Math.log(0.25) - 0.25 * Math.log(0.75), within(1e-15));
    }

    @Test
    void theFirstOfEquallyFrequentLabelsIsPredicted() {
        Dummy dummy = DummyBaseline.prior(OUTCOMES, new long[] {5, 5}, Set.of());

        assertThat(dummy.metrics().get("accuracy").value()).isEqualTo(0.75);
    }

    @Test
    void coversSeveralLabels() {
        ClassificationOutcomes outcomes = ClassificationOutcomes.builder(
                        Task.MULTICLASS, List.of("a", "b", "c"), -1, Scores.NONE)
                .add(0, 0)
                .add(1, 1)
                .add(1, 1)
                .add(2, 2)
                .build();

        Dummy dummy = DummyBaseline.prior(outcomes, null, Set.of());

        assertThat(dummy.metrics().get("accuracy").value()).isEqualTo(0.5);
        assertThat(dummy.metrics().get("balanced_accuracy").value()).isEqualTo(1 / 3.0);
        assertThat(dummy.metrics().get("roc_auc_ovr").value()).isEqualTo(0.5);
    }

    @Test
    void predictsTheMean() {
        RegressionOutcomes outcomes =
                RegressionOutcomes.builder().add(1, 1).add(2, 9).add(6, 9).build();

        Dummy own = DummyBaseline.mean(outcomes, null, Set.of());
        Dummy training = DummyBaseline.mean(outcomes, 2.0, Set.of());

        assertThat(own.strategy()).isEqualTo("mean");
        assertThat(own.source()).isEqualTo("evaluation");
        assertThat(own.metrics().get("r2").value()).isZero();
        assertThat(own.metrics().get("max_error").value()).isEqualTo(3);
        assertThat(training.source()).isEqualTo("training");
        assertThat(training.metrics().get("mean_absolute_error").value()).isEqualTo(5 / 3.0);
    }

    @Test
    void refusesCountsThatDoNotFit() {
        assertThatThrownBy(() -> DummyBaseline.prior(OUTCOMES, new long[] {1, 2, 3}, Set.of()))
                .hasMessage("counts of 3 labels, 6.0 rows");
        assertThatThrownBy(() -> DummyBaseline.prior(OUTCOMES, new long[] {0, 0}, Set.of()))
                .hasMessage("counts of 2 labels, 0.0 rows");
    }
}
