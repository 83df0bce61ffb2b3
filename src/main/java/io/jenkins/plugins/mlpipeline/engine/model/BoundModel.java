package io.jenkins.plugins.mlpipeline.engine.model;

import java.util.ArrayList;
import java.util.List;

/** A model's inputs bound to the columns of one file; makes batches to fill and knows what was odd about their cells. */
public final class BoundModel {
    private final InputBinding binding;
    private final List<String> header;
    private final List<CellCounts> counts;
    private final int fixedRows;
    private final String file;
    private final long usedColumns;

    /**
     * @param usedColumns of a single tensor, the columns that trees ask about; 0 when not known
     */
    BoundModel(InputBinding binding, List<String> header, int fixedRows, String file, long usedColumns) {
        this.usedColumns = usedColumns;
        this.binding = binding;
        this.header = header;
        this.counts = freshCounts();
        this.fixedRows = fixedRows;
        this.file = file;
    }

    /**
     * Room for rows.
     *
     * @param capacity most rows; a model that is fixed to a number of rows sets its own
     */
    public InputBatch newBatch(int capacity) {
        return newBatch(capacity, counts);
    }

    /** Room for one row that was or will be in another batch too, and is not counted again. */
    public InputBatch newSample() {
        return newBatch(1, freshCounts());
    }

    private InputBatch newBatch(int capacity, List<CellCounts> counted) {
        boolean fixed = fixedRows > 0;
        return new InputBatch(binding.plans(), fixed ? fixedRows : capacity, fixed, file, counted);
    }

    private List<CellCounts> freshCounts() {
        return binding.plans().stream()
                .map(plan -> new CellCounts(plan, header))
                .toList();
    }

    /** The number of rows that the model must be fed at once, or -1 when any number will do. */
    public int fixedRows() {
        return fixedRows;
    }

    /** Feature columns that the model does not take. */
    public List<String> unused() {
        return binding.unused();
    }

    /** What was odd about columns and cells so far, one sentence each; to be asked when no batch is being filled. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        InputPlan first = binding.plans().get(0);
        int fed = first.columns().size();
        if (usedColumns > 0 && fed > usedColumns && first.input().dimension(1) < 0) {
            warnings.add("the model leaves the number of its columns open and asks about the first " + usedColumns
                    + " of " + fed + " only; check that it was trained on these columns in this order.");
        }
        counts.forEach(c -> warnings.addAll(c.warnings()));
        return warnings;
    }
}
