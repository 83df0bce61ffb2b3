package io.jenkins.plugins.mlpipeline.engine.verification.endpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The rows of a question as servers take them. */
final class RowsAsJson {
    private RowsAsJson() {}

    /** The rows as a list of lists. */
    static ArrayNode matrix(Question rows) {
        ArrayNode matrix = JsonNodeFactory.instance.arrayNode();
        for (String[] row : rows.cells()) {
            ArrayNode line = matrix.addArray();
            for (int column = 0; column < row.length; column++) {
                line.add(Numbers.json(row[column], rows.numeric()[column]));
            }
        }
        return matrix;
    }

    /** The rows as a list of objects. */
    static ArrayNode objects(Question rows) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (String[] row : rows.cells()) {
            ObjectNode object = all.addObject();
            for (int column = 0; column < row.length; column++) {
                object.set(rows.columns().get(column), Numbers.json(row[column], rows.numeric()[column]));
            }
        }
        return all;
    }
}
