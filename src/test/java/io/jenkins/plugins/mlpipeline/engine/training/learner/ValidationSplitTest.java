package io.jenkins.plugins.mlpipeline.engine.training.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValidationSplitTest {
    @Test
    void keepsTheSamePartOfEachLabelBack() {
        int[] codes = new int[110];
        Arrays.fill(codes, 0, 10, 1);
        Labels labels = Labels.classes("y", Task.BINARY, List.of("a", "b"), codes);

        ValidationSplit split = ValidationSplit.draw(labels, 0.1, 5);

        assertThat(split.watched()).hasSize(11).isSorted();
        assertThat(split.learnt()).hasSize(99).isSorted().doesNotContain(split.watched());
        assertThat(labels.select(split.watched()).counts()).containsExactly(10, 1);
    }

    @Test
    void leavesALabelWithOneRowToLearnFrom() {
        Labels labels = Labels.classes("y", Task.BINARY, List.of("a", "b"), new int[] {0, 0, 0, 1});

        ValidationSplit split = ValidationSplit.draw(labels, 0.9, 1);

        assertThat(split.learnt()).hasSize(2).contains(3);
    }

    @Test
    void dependsOnTheSeedAlone() {
        Labels labels = Labels.numbers("y", new double[50]);

        assertThat(ValidationSplit.draw(labels, 0.2, 1).watched())
                .hasSize(10)
                .isEqualTo(ValidationSplit.draw(labels, 0.2, 1).watched())
                .isNotEqualTo(ValidationSplit.draw(labels, 0.2, 2).watched());
    }

    @Test
    void nothingToWatchIsAnError() {
        Labels labels = Labels.classes("y", Task.BINARY, List.of("a", "b"), new int[] {0, 0, 1, 1});

        assertThatThrownBy(() -> ValidationSplit.draw(labels, 0.1, 1))
                .isInstanceOf(UserError.class)
                .hasMessage("early stopping has no row to look at: validation_fraction 0.1 of 4 training rows is none."
                        + " Give it more rows or a greater part, or switch early_stopping off.");
    }
}
