package io.jenkins.plugins.mlpipeline.engine.validation;

import io.jenkins.plugins.mlpipeline.engine.model.InputBatch;

/** A batch of rows for the model, with the truth and the line of each. */
final class RowBatch {
    final InputBatch input;
    final double[] truth;
    final long[] lines;

    RowBatch(InputBatch input, int capacity) {
        this.input = input;
        this.truth = new double[capacity];
        this.lines = new long[capacity];
    }

    int rows() {
        return input.rows();
    }
}
