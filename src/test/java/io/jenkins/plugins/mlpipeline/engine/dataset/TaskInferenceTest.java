package io.jenkins.plugins.mlpipeline.engine.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TaskInferenceTest {
    private static List<String> integers(int n) {
        return IntStream.range(0, n).mapToObj(Integer::toString).toList();
    }

    private static Task of(List<String> labels) {
        return TaskInference.of(labels, "f.csv", "y");
    }

    @Test
    void theTaskFollowsFromTheLabels() {
        assertThat(of(List.of("a", "b"))).isEqualTo(Task.BINARY);
        assertThat(of(List.of("0.5", "1.5"))).isEqualTo(Task.BINARY);
        assertThat(of(List.of("a", "b", "1.5"))).isEqualTo(Task.MULTICLASS);
        assertThat(of(integers(20))).isEqualTo(Task.MULTICLASS);
        assertThat(of(integers(21))).isEqualTo(Task.REGRESSION);
        assertThat(of(List.of("1", "2", "2.5"))).isEqualTo(Task.REGRESSION);
    }

    @Test
    void whatFitsNoTaskIsAnError() {
        assertThatThrownBy(() -> of(List.of("a")))
                .isInstanceOf(UserError.class)
                .hasMessage("f.csv: column \"y\" has 1 label (a); there is nothing to tell apart."
                        + " Check the label column.");
        List<String> many = IntStream.range(0, 1_001).mapToObj(i -> "t" + i).toList();
        assertThatThrownBy(() -> of(many))
                .isInstanceOf(UserError.class)
                .hasMessage("f.csv: column \"y\" has 1001 distinct labels (t0, t1, t2, t3, t4, ...); the most is 1000."
                        + " Is it the label column? Declare the task regression if it is a number.");
    }

    @Test
    void aDeclaredTaskMustFit() {
        assertThat(TaskInference.check(Task.MULTICLASS, integers(100), "f.csv", "y"))
                .isEqualTo(Task.MULTICLASS);
        assertThatThrownBy(() -> TaskInference.check(Task.BINARY, List.of("a", "b", "c"), "f.csv", "y"))
                .isInstanceOf(UserError.class)
                .hasMessage("f.csv: column \"y\" has 3 distinct labels (a, b, c); the task binary has two."
                        + " Declare the task multiclass, or correct the labels.");
        assertThatThrownBy(() -> TaskInference.check(Task.MULTICLASS, List.of("a", "b"), "f.csv", "y"))
                .isInstanceOf(UserError.class)
                .hasMessage("f.csv: column \"y\" has 2 distinct labels (a, b); the task multiclass has three or more."
                        + " Declare the task binary.");
    }
}
