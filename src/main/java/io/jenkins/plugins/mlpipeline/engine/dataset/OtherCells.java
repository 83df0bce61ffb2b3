package io.jenkins.plugins.mlpipeline.engine.dataset;

import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvProblems;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvRow;
import java.util.ArrayList;
import java.util.List;

/** Cells of a column that are neither a number nor missing: how many, and the first of them. */
final class OtherCells {
    private static final int SHOWN = 3;

    private final List<String> first = new ArrayList<>();
    private int count;

    /** Counts the cell of a row. */
    void add(CsvRow row, int column) {
        if (count++ < SHOWN) {
            first.add("\"" + CsvProblems.clip(row.text(column)) + "\" on line " + row.line());
        }
    }

    int count() {
        return count;
    }

    /** {@code "n.a." on line 57, "-" on line 60, ...}. */
    String shown() {
        return String.join(", ", first) + (count > SHOWN ? ", ..." : "");
    }
}
