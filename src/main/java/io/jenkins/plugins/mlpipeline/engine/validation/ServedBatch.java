package io.jenkins.plugins.mlpipeline.engine.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.check.CheckBatch;
import io.jenkins.plugins.mlpipeline.engine.endpoint.ServedAnswers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows of one request, and what was answered. */
final class ServedBatch {
    final List<JsonNode[]> cells = new ArrayList<>();
    final double[] truth;
    final long[] lines;
    final CheckBatch checks;
    /** Null until they came. */
    ServedAnswers answers;

    ServedBatch(int capacity, CheckBatch checks) {
        this.truth = new double[capacity];
        this.lines = new long[capacity];
        this.checks = checks;
    }

    int rows() {
        return cells.size();
    }

    boolean isFull() {
        return cells.size() == truth.length;
    }

    /** Forgets all rows. */
    void clear() {
        cells.clear();
        checks.clear();
        answers = null;
    }

    /** The lines of the file on which they stand, for messages. */
    String place() {
        long last = lines[rows() - 1];
        return rows() == 1 ? "line " + last : "lines " + lines[0] + " to " + last;
    }

    /** The lines of the rows alone. */
    long[] ofRows() {
        return Arrays.copyOf(lines, rows());
    }
}
