package io.jenkins.plugins.mlpipeline.engine.validation;

import io.jenkins.plugins.mlpipeline.engine.model.Answers;
import io.jenkins.plugins.mlpipeline.engine.model.InputBatch;

/** A batch of rows for the model, with the truth, the line and the answer of each. */
final class RowBatch {
    final InputBatch input;
    final double[] truth;
    final long[] lines;
    /** What the model answered; null until it did. */
    Answers answers;

    RowBatch(InputBatch input, int capacity) {
        this.input = input;
        this.truth = new double[capacity];
        this.lines = new long[capacity];
    }

    int rows() {
        return input.rows();
    }
}
