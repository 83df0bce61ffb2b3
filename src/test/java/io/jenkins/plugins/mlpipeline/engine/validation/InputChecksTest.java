package io.jenkins.plugins.mlpipeline.engine.validation;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data checks of a model of another tool are about the columns that it takes, and the label. */
class InputChecksTest {
    @TempDir
    private Path folder;

    @Test
    void columnsThatTheModelDoesNotTakeAreNotChecked() throws IOException {
        Path model = new SmallGraph()
                .input("a", DataType.FLOAT, -1, 1)
                .output("y", DataType.FLOAT, -1, 1)
                .node("Identity", List.of("a"), "y")
                .write(folder);
        StringBuilder rows = new StringBuilder("id,alive,empty,same,a,y\n");
        for (int i = 0; i < 200; i++) {
            // Twenty rows are the same in what the model takes and the label; all differ in "id".
            int value = i < 20 ? 7 : i % 10;
            rows.append(i).append(',').append(value * 3).append(",,1,").append(i < 20 ? 1000 : i);
            rows.append(',').append(value).append('\n');
        }
        Path data = Files.writeString(folder.resolve("rows.csv"), rows);

        Evaluation evaluation =
                Trial.run(ValidationRequest.of(model, data, "y").with(new TargetOptions(Task.REGRESSION, null, null)));

        assertThat(evaluation.dataChecks().metrics().get("duplicate_rows").value())
                .isEqualTo(19 / 200.0);
        assertThat(evaluation.dataChecks().metrics().get("empty_columns").value())
                .isZero();
        assertThat(evaluation.dataChecks().metrics().get("constant_columns").value())
                .isZero();
        assertThat(evaluation.dataChecks().metrics().get("extra_columns").value())
                .isEqualTo(4);
        assertThat(evaluation.dataChecks().metrics().keySet()).noneMatch(key -> key.contains("alive"));
        assertThat(evaluation.dataChecks().findings()).noneMatch(finding -> finding.contains("\"alive\" alone"));
    }
}
