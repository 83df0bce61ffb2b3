package io.jenkins.plugins.mlpipeline.engine.model;

import io.jenkins.plugins.mlpipeline.engine.dataset.Dictionary;
import java.util.List;

/**
 * Which cells of a row go into one input of a model.
 *
 * @param input the input
 * @param columns positions in the header of the cells, in the order in which the input takes them
 * @param dictionary texts that are likely in the column, so that no new object is made for each cell; null for none
 * @param missingIsEmpty whether a text that means "no value" is fed as the empty text; else it is fed as it stands
 */
public record InputPlan(OnnxValue input, List<Integer> columns, Dictionary dictionary, boolean missingIsEmpty) {
    public InputPlan {
        columns = List.copyOf(columns);
    }

    /** The shape for a number of rows: {@code [rows, columns]}, or {@code [rows]} where the model says so. */
    long[] shape(int rows) {
        return input.rank() == 1 ? new long[] {rows} : new long[] {rows, columns.size()};
    }
}
