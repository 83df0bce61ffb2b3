package io.jenkins.plugins.mlpipeline.engine.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Rows as servers take them. */
final class RowsAsJson {
    private RowsAsJson() {}

    /** The rows as a list of lists. */
    static ArrayNode matrix(AskedRows rows) {
        ArrayNode matrix = JsonNodeFactory.instance.arrayNode();
        for (JsonNode[] row : rows.cells()) {
            ArrayNode line = matrix.addArray();
            for (JsonNode cell : row) {
                line.add(cell);
            }
        }
        return matrix;
    }

    /** The rows as a list of objects. */
    static ArrayNode objects(AskedRows rows) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (JsonNode[] row : rows.cells()) {
            ObjectNode object = all.addObject();
            for (int column = 0; column < row.length; column++) {
                object.set(rows.columns().get(column), row[column]);
            }
        }
        return all;
    }
}
