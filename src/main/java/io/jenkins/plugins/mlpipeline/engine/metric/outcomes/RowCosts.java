package io.jenkins.plugins.mlpipeline.engine.metric.outcomes;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/**
 * What rows cost, whatever a model answers.
 *
 * @param columns the numbers of columns that hold costs, one for each row, each finite and at least 0
 * @param tables matrices by name
 */
public record RowCosts(Map<String, double[]> columns, Map<String, CostTable> tables) {
    /** Nothing is known. */
    public static final RowCosts NONE = new RowCosts(Map.of(), Map.of());

    /** Those of some of the rows. */
    RowCosts subset(int... chosen) {
        Map<String, double[]> some = new LinkedHashMap<>();
        columns.forEach((column, amounts) -> some.put(
                column, Arrays.stream(chosen).mapToDouble(row -> amounts[row]).toArray()));
        return new RowCosts(some, tables);
    }

    /** What each row costs. */
    public IntToDoubleFunction of(Cost cost) {
        if (cost instanceof Cost.Fixed fixed) {
            return row -> fixed.amount();
        }
        double[] amounts = columns.get(cost.inColumn().orElseThrow());
        if (amounts == null) {
            throw new IllegalStateException("the column " + cost + " was not read");
        }
        return row -> amounts[row];
    }
}
