package io.jenkins.plugins.mlpipeline.engine.training.encoding;

import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.GraphBuilder;
import java.util.List;

/** How all number columns are encoded. */
public sealed interface NumberEncoding permits RawNumbers, ImputedNumbers, ScaledNumbers {
    /** The number columns, in the order of the data. */
    List<String> names();

    /** How many features they make. */
    int width();

    /**
     * Fills the first {@link #width} features of each row of a row-major matrix.
     *
     * @param rows positions of the rows in the table
     * @param stride number of features d
     */
    void encode(Table table, int[] rows, float[] matrix, int stride);

    /** Adds the nodes that encode the columns: float tensor [N, width]. Not called when the width is 0. */
    String write(GraphBuilder graph);
}
