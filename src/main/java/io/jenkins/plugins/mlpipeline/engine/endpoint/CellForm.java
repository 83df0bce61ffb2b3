package io.jenkins.plugins.mlpipeline.engine.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.mlpipeline.engine.comparison.FedInput;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowCursor;
import java.math.BigDecimal;

/** What a column's cells become as JSON. */
enum CellForm {
    /** A number as it is written: whole ones without a fraction. */
    WRITTEN {
        @Override
        JsonNode of(RowCursor row, int column) {
            if (row.isMissing(column)) {
                return JSON.nullNode();
            }
            BigDecimal number = number(row.text(column));
            boolean whole = number.scale() <= 0 && number.precision() - number.scale() <= LONGEST_WHOLE;
            return whole ? JSON.numberNode(number.longValueExact()) : JSON.numberNode(number.doubleValue());
        }
    },
    /** A text; nothing where it is missing. */
    TEXT {
        @Override
        JsonNode of(RowCursor row, int column) {
            return row.isMissing(column) ? JSON.nullNode() : JSON.textNode(row.text(column));
        }
    },
    /** What an input of numbers with a fraction takes: dates are seconds; nothing where it is missing. */
    DECIMAL {
        @Override
        JsonNode of(RowCursor row, int column) {
            double value = row.number(column);
            return Double.isFinite(value) ? JSON.numberNode(value) : JSON.nullNode();
        }
    },
    /** What an input of whole numbers takes. */
    INTEGER {
        @Override
        JsonNode of(RowCursor row, int column) {
            double value = row.number(column);
            return Double.isNaN(value) ? JSON.nullNode() : JSON.numberNode((long) value);
        }
    },
    /** What an input of truth values takes. */
    TRUTH {
        @Override
        JsonNode of(RowCursor row, int column) {
            String text = row.text(column).strip();
            return JSON.booleanNode("true".equalsIgnoreCase(text) || "1".equals(text));
        }
    },
    /** What an input of texts takes that knows no missing ones. */
    VERBATIM {
        @Override
        JsonNode of(RowCursor row, int column) {
            return JSON.textNode(row.text(column));
        }
    },
    /** What an input of texts takes for which a missing one is empty. */
    CATEGORY {
        @Override
        JsonNode of(RowCursor row, int column) {
            return JSON.textNode(row.isMissing(column) ? "" : row.text(column));
        }
    };

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int LONGEST = 40;
    private static final int LONGEST_WHOLE = 18;

    /** The value of a cell. */
    abstract JsonNode of(RowCursor row, int column);

    /** The form that a model's input wants. */
    static CellForm of(FedInput input) {
        return switch (String.valueOf(input.datatype())) {
            case FedInput.TEXTS -> Boolean.TRUE.equals(input.missingIsEmpty()) ? CATEGORY : VERBATIM;
            case "INT64", "INT32" -> INTEGER;
            case "BOOL" -> TRUTH;
            default -> DECIMAL;
        };
    }

    /** Whether a cell is a decimal number. */
    static boolean isNumber(String cell) {
        return number(cell) != null;
    }

    private static BigDecimal number(String cell) {
        String text = cell.strip();
        if (text.isEmpty() || text.length() > LONGEST) {
            return null;
        }
        try {
            BigDecimal number = new BigDecimal(text);
            return Double.isInfinite(number.doubleValue()) ? null : number;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
