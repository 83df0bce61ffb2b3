package io.jenkins.plugins.mlpipeline.engine.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Rows as they are sent to a served model.
 *
 * @param inputs the model's inputs, which take all columns, one after the other
 * @param columns the columns' names
 * @param cells of each row a value for each column
 */
public record AskedRows(List<AskedInput> inputs, List<String> columns, List<JsonNode[]> cells) {
    /** How many rows there are. */
    public int rows() {
        return cells.size();
    }

    /** Some of the rows. */
    public AskedRows part(int from, int to) {
        return new AskedRows(inputs, columns, cells.subList(from, to));
    }
}
