package io.jenkins.plugins.mlpipeline.engine.model.predict;

import io.jenkins.plugins.mlpipeline.engine.dataset.Column;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.read.OnnxValue;
import java.util.List;

/**
 * Which cells of a row go into one input of a model.
 *
 * @param input the input
 * @param columns positions in the header of the cells, in the order in which the input takes them
 * @param schema what the model knows of its column, so that surprises are counted; null when it knows nothing
 */
public record InputPlan(OnnxValue input, List<Integer> columns, Column schema) {
    public InputPlan {
        columns = List.copyOf(columns);
    }

    /** The shape for a number of rows: {@code [rows, columns]}, or {@code [rows]} where the model says so. */
    long[] shape(int rows) {
        return input.rank() == 1 ? new long[] {rows} : new long[] {rows, columns.size()};
    }
}
