package io.jenkins.plugins.mlpipeline.engine.model.predict;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A model's inputs bound to the columns of one file; makes batches to fill. */
public final class BoundModel {
    private final InputBinding binding;
    private final List<CellTexts> texts;
    private final int fixedRows;
    private final long usedColumns;

    /**
     * @param usedColumns of a single tensor, the columns that trees ask about; 0 when not known
     */
    BoundModel(InputBinding binding, int fixedRows, long usedColumns) {
        this.usedColumns = usedColumns;
        this.binding = binding;
        this.texts = binding.plans().stream().map(CellTexts::new).toList();
        this.fixedRows = fixedRows;
    }

    /**
     * Room for rows.
     *
     * @param capacity most rows; a model that is fixed to a number of rows sets its own
     */
    public InputBatch newBatch(int capacity) {
        boolean fixed = fixedRows > 0;
        return new InputBatch(binding.plans(), fixed ? fixedRows : capacity, fixed, texts);
    }

    /** The number of rows that the model must be fed at once, or -1 when any number will do. */
    public int fixedRows() {
        return fixedRows;
    }

    /**
     * A file's columns, those that an input takes by the input's name.
     *
     * @param header all columns of the file
     * @param known columns that the model's package names
     */
    public List<String> named(List<String> header, Collection<String> known) {
        List<String> names = new ArrayList<>(header);
        for (InputPlan plan : binding.plans()) {
            if (plan.columns().size() == 1 && known.contains(plan.input().name())) {
                names.set(plan.columns().get(0), plan.input().name());
            }
        }
        return List.copyOf(names);
    }

    /** What each of the model's inputs is fed. */
    public List<InputPlan> plans() {
        return binding.plans();
    }

    /** Feature columns that the model does not take. */
    public List<String> unused() {
        return binding.unused();
    }

    /** What is odd about the columns, one sentence each. */
    public List<String> warnings() {
        int fed = binding.plans().get(0).columns().size();
        return usedColumns > 0
                        && fed > usedColumns
                        && binding.plans().get(0).input().dimension(1) < 0
                ? List.of("the model leaves the number of its columns open and asks about the first " + usedColumns
                        + " of " + fed + " only; check that it was trained on these columns in this order.")
                : List.of();
    }
}
