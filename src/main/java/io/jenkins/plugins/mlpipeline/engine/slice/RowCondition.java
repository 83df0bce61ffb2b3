package io.jenkins.plugins.mlpipeline.engine.slice;

import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowCursor;
import java.util.List;

/** An expression bound to the columns of a file. */
@FunctionalInterface
interface RowCondition {
    /** Whether the row that the cursor stands on meets it. */
    boolean test(RowCursor row);

    /** Binds an expression to a header that has all of its columns. */
    static RowCondition of(Condition condition, List<String> header) {
        if (condition instanceof Condition.And and) {
            RowCondition left = of(and.left(), header);
            RowCondition right = of(and.right(), header);
            return row -> left.test(row) && right.test(row);
        }
        if (condition instanceof Condition.Or or) {
            RowCondition left = of(or.left(), header);
            RowCondition right = of(or.right(), header);
            return row -> left.test(row) || right.test(row);
        }
        if (condition instanceof Condition.Not not) {
            RowCondition inner = of(not.inner(), header);
            return row -> !inner.test(row);
        }
        if (condition instanceof Condition.Missing missing) {
            int column = header.indexOf(missing.column());
            return row -> row.isMissing(column);
        }
        if (condition instanceof Condition.Number number) {
            int column = header.indexOf(number.column());
            return row -> !row.isMissing(column) && number.comparator().holds(row.number(column), number.value());
        }
        if (condition instanceof Condition.Text text) {
            int column = header.indexOf(text.column());
            return row -> !row.isMissing(column) && text.values().contains(row.text(column)) == text.among();
        }
        throw new IllegalArgumentException("not a condition: " + condition);
    }
}
