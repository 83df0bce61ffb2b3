package io.jenkins.plugins.mlpipeline.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignKeyTest {
    @ParameterizedTest
    @CsvSource({
        "test.accuracy, HIGHER",
        "val/log_loss, LOWER",
        "val_accuracy, HIGHER",
        "eval_f1, HIGHER",
        "eval.test_rmse, LOWER",
        "train_loss, LOWER",
        "loss, LOWER",
        "fold1.metrics.recall, HIGHER",
    })
    void aNameThatEndsInOneOfOursIsBetterAsThatIs(String name, Direction direction) {
        assertThat(ForeignKey.knownDirection(name)).contains(direction);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "accuracy",
                "accurracy",
                "test.accurracy",
                "my_accuracy",
                "cv.neg_log_loss",
                "test_neg_rmse",
                "val_",
                ""
            })
    void ofAnyOtherNameItMustBeStated(String name) {
        assertThat(ForeignKey.knownDirection(name)).isEmpty();
    }
}
