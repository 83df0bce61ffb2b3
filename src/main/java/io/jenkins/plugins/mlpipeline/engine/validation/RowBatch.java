package io.jenkins.plugins.mlpipeline.engine.validation;

import io.jenkins.plugins.mlpipeline.engine.check.CheckBatch;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvBlock;
import io.jenkins.plugins.mlpipeline.engine.model.predict.BatchAnswers;
import io.jenkins.plugins.mlpipeline.engine.model.predict.InputBatch;

/** A batch of rows: as text, for the model, and with the truth, the line, the checks and the answer of each. */
final class RowBatch {
    CsvBlock text;
    final InputBatch input;
    final CheckBatch checks;
    final double[] truth;
    /** Where each stands, see {@link io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowPlaces}. */
    final long[] places;
    /** Hashes of the rows' contents and of the cells that name them. */
    final long[] contents;

    final long[] ids;
    /** What columns hold that may say which rows go together. */
    final long[] groups;
    /** What the model answered; null until it did. */
    BatchAnswers answers;

    /** Whether the rows were read from the text. */
    boolean read;

    RowBatch(CsvBlock text, InputBatch input, CheckBatch checks, int capacity, int groupColumns) {
        this.text = text;
        this.input = input;
        this.checks = checks;
        this.truth = new double[capacity];
        this.places = new long[capacity];
        this.contents = new long[capacity];
        this.ids = new long[capacity];
        this.groups = new long[capacity * groupColumns];
    }

    int rows() {
        return input.rows();
    }

    /** Forgets all rows. */
    void clear() {
        input.clear();
        checks.clear();
        read = false;
        answers = null;
    }
}
