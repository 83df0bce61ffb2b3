package io.jenkins.plugins.mlpipeline.engine.verification.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;

/** Cells as JSON. */
final class Numbers {
    private static final int LONGEST = 40;

    private Numbers() {}

    /** Whether a cell is a decimal number. */
    static boolean isOne(String cell) {
        return read(cell) != null;
    }

    private static BigDecimal read(String cell) {
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

    /** A cell: a number as it is written, a text, or null. */
    static JsonNode json(String cell, boolean numeric) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        if (cell == null) {
            return json.nullNode();
        }
        if (!numeric) {
            return json.textNode(cell);
        }
        BigDecimal number = read(cell);
        boolean whole = number.scale() <= 0 && number.precision() - number.scale() <= 18;
        return whole ? json.numberNode(number.longValueExact()) : json.numberNode(number.doubleValue());
    }
}
