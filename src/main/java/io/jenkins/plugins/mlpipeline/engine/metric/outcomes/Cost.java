package io.jenkins.plugins.mlpipeline.engine.metric.outcomes;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;

/** What a row costs when it is answered in some way. */
public sealed interface Cost {
    /** The same for every row; at least 0, finite. */
    record Fixed(double amount) implements Cost {
        public Fixed {
            if (!(amount >= 0 && Double.isFinite(amount))) {
                throw new IllegalArgumentException("a cost of " + amount);
            }
        }

        @Override
        public Optional<String> inColumn() {
            return Optional.empty();
        }

        @Override
        public String toString() {
            return number(amount);
        }
    }

    /** What stands in a column of the row. */
    record OfColumn(String column) implements Cost {
        @Override
        public Optional<String> inColumn() {
            return Optional.of(column);
        }

        @Override
        public String toString() {
            return column;
        }
    }

    /** The cost of a document: a number, or the name of a column. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Cost written(Object value) {
        return value instanceof Number amount ? new Fixed(amount.doubleValue()) : new OfColumn(String.valueOf(value));
    }

    /** What {@link #written} reads. */
    @JsonValue
    default Object written() {
        return this instanceof Fixed fixed ? (Object) fixed.amount : ((OfColumn) this).column;
    }

    /** Nothing. */
    static Cost none() {
        return new Fixed(0);
    }

    /** A number as keys hold it. */
    static String number(double value) {
        return value % 1 == 0 && Math.abs(value) < 1e15 ? Long.toString((long) value) : Double.toString(value);
    }

    /** The column that holds it; empty when it is a number. */
    Optional<String> inColumn();

    /** As it is written in a key. */
    @Override
    String toString();

    /**
     * Reads a number or the name of a column.
     *
     * @param what begins the messages: {@code the cost fn}
     * @throws io.jenkins.plugins.mlpipeline.engine.UserError when it is a number below 0, or a name that a key can't hold
     */
    static Cost read(String what, String written) {
        return CostReader.read(what, written);
    }
}
