package io.jenkins.plugins.mlpipeline.engine.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.check.CheckBatch;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowPlaces;
import io.jenkins.plugins.mlpipeline.engine.endpoint.ServedAnswers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows of one request, and what was answered. */
final class ServedBatch {
    final List<JsonNode[]> cells = new ArrayList<>();
    final double[] truth;
    /** Where each row stands, see {@link RowPlaces}. */
    final long[] places;

    final CheckBatch checks;
    /** Null until they came. */
    ServedAnswers answers;

    ServedBatch(int capacity, CheckBatch checks) {
        this.truth = new double[capacity];
        this.places = new long[capacity];
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

    /** Where they stand, to begin a message with. */
    String at(RowPlaces files) {
        long first = places[0];
        long last = places[rows() - 1];
        if (rows() == 1) {
            return files.at(last);
        }
        return RowPlaces.file(first) == RowPlaces.file(last)
                ? files.files().get(RowPlaces.file(first)) + ": lines " + RowPlaces.line(first) + " to "
                        + RowPlaces.line(last)
                : files.at(first) + ", to " + files.at(last);
    }

    /** Where the rows stand, of these alone. */
    long[] ofRows() {
        return Arrays.copyOf(places, rows());
    }
}
