package io.jenkins.plugins.mlpipeline.engine.slice;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * An expression that a row meets or not: {@code age < 25 and country == 'FR'}.
 *
 * <p>{@code or} binds weaker than {@code and}, that weaker than {@code not}. A comparison has a column on its left (a word,
 * or any text between back quotes), one of {@code == != < <= > >=} and a number or a text between quotes; {@code in} has a
 * list, {@code country in ['FR', 'DE']}; {@code is missing} and {@code is not missing} ask for cells without a value. A
 * number is compared with the number in the cell, a text with the cell's text. A missing cell meets no comparison, not even
 * {@code !=}.
 */
public sealed interface Condition {
    /** Reads an expression; errors name the position. */
    static Condition parse(String text) {
        return new ConditionParser(text).parse();
    }

    /** The columns that it looks at. */
    default Set<String> columns() {
        Set<String> columns = new TreeSet<>();
        collect(columns);
        return columns;
    }

    /** Adds the columns that it looks at. */
    void collect(Set<String> columns);

    /** Both must be met. */
    record And(Condition left, Condition right) implements Condition {
        @Override
        public void collect(Set<String> columns) {
            left.collect(columns);
            right.collect(columns);
        }
    }

    /** One must be met. */
    record Or(Condition left, Condition right) implements Condition {
        @Override
        public void collect(Set<String> columns) {
            left.collect(columns);
            right.collect(columns);
        }
    }

    /** Must not be met. */
    record Not(Condition inner) implements Condition {
        @Override
        public void collect(Set<String> columns) {
            inner.collect(columns);
        }
    }

    /** The cell has no value. */
    record Missing(String column) implements Condition {
        @Override
        public void collect(Set<String> columns) {
            columns.add(column);
        }
    }

    /** The cell's number compares so with another. */
    record Number(String column, Comparator comparator, double value) implements Condition {
        @Override
        public void collect(Set<String> columns) {
            columns.add(column);
        }
    }

    /** The cell's text is, or is not, one of some. */
    record Text(String column, boolean among, List<String> values) implements Condition {
        @Override
        public void collect(Set<String> columns) {
            columns.add(column);
        }
    }

    /** How numbers are compared. */
    enum Comparator {
        EQUAL("=="),
        DIFFERENT("!="),
        LESS("<"),
        AT_MOST("<="),
        GREATER(">"),
        AT_LEAST(">=");

        private final String sign;

        Comparator(String sign) {
            this.sign = sign;
        }

        /** As it is written. */
        String sign() {
            return sign;
        }

        /** Whether it holds. */
        boolean holds(double left, double right) {
            return switch (this) {
                case EQUAL -> Double.compare(left + 0.0, right + 0.0) == 0;
                case DIFFERENT -> Double.compare(left + 0.0, right + 0.0) != 0;
                case LESS -> left < right;
                case AT_MOST -> left <= right;
                case GREATER -> left > right;
                case AT_LEAST -> left >= right;
            };
        }
    }
}
