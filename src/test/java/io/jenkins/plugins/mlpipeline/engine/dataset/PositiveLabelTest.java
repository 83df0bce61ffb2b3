package io.jenkins.plugins.mlpipeline.engine.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PositiveLabelTest {
    @ParameterizedTest
    @CsvSource({"0,1,1", "-1,1,1", "False,True,True", "YES,no,YES", "neg,pos,pos", "good,bad,", "1,2,"})
    void isTheOneThatSaysYesOrNone(String a, String b, String positive) {
        assertThat(PositiveLabel.of(null, Task.BINARY, List.of(a, b))).isEqualTo(positive);
    }

    @Test
    void declaredOneCounts() {
        assertThat(PositiveLabel.of("0", Task.BINARY, List.of("0", "1"))).isEqualTo("0");
    }

    @Test
    void declaredOneMustBeALabelOfABinaryTask() {
        assertThatThrownBy(() -> PositiveLabel.of("Bad", Task.BINARY, List.of("bad", "good")))
                .isInstanceOf(UserError.class)
                .hasMessage("the positive label \"Bad\" is not one of the labels. Did you mean \"bad\"?");
        assertThatThrownBy(() -> PositiveLabel.of("a", Task.MULTICLASS, List.of("a", "b", "c")))
                .isInstanceOf(UserError.class)
                .hasMessage("a positive label (\"a\") is for the task binary; the task is multiclass. Take it out.");
    }
}
