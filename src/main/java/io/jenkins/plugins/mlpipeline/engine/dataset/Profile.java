package io.jenkins.plugins.mlpipeline.engine.dataset;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import java.util.ArrayList;
import java.util.List;

/**
 * What the values of a data set look like, without the values; part of {@code model.json}.
 *
 * @param rows number of rows
 * @param columns one profile a feature, in file order
 * @param label profile of the label column; null when there is none
 */
public record Profile(long rows, List<ColumnProfile> columns, ColumnProfile label) {
    /**
     * The profile of a table and its labels.
     *
     * @param labels null: none
     */
    public static Profile of(Table table, Labels labels) {
        List<ColumnProfile> columns = new ArrayList<>();
        for (int i = 0; i < table.names().size(); i++) {
            columns.add(
                    table.type(i).isNumeric()
                            ? ColumnProfile.ofNumbers(table.names().get(i), table.type(i), table.numbers(i))
                            : ColumnProfile.ofCategories(
                                    table.names().get(i),
                                    table.codes(i),
                                    table.dictionary(i).entries()));
        }
        return new Profile(table.rows(), List.copyOf(columns), labels == null ? null : of(labels));
    }

    private static ColumnProfile of(Labels labels) {
        return labels.task() == Task.REGRESSION
                ? ColumnProfile.ofNumbers(labels.column(), labels.values())
                : ColumnProfile.ofCategories(labels.column(), labels.codes(), labels.names());
    }
}
