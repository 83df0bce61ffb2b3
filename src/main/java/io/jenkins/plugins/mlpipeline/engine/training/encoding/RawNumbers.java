package io.jenkins.plugins.mlpipeline.engine.training.encoding;

import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnType;
import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.GraphBuilder;
import java.util.List;
import java.util.stream.IntStream;

/** Numbers as they are, {@code NaN} where they are missing. */
record RawNumbers(List<String> names) implements NumberEncoding {
    static RawNumbers learn(Table training) {
        return new RawNumbers(numberColumns(training));
    }

    static List<String> numberColumns(Table table) {
        return IntStream.range(0, table.names().size())
                .filter(c -> table.type(c) == ColumnType.NUMBER)
                .mapToObj(c -> table.names().get(c))
                .toList();
    }

    @Override
    public int width() {
        return names.size();
    }

    @Override
    public void encode(Table table, int[] rows, float[] matrix, int stride) {
        for (int j = 0; j < names.size(); j++) {
            double[] values = table.numbers(table.position(names.get(j)));
            for (int i = 0, at = j; i < rows.length; i++, at += stride) {
                matrix[at] = (float) values[rows[i]];
            }
        }
    }

    @Override
    public String write(GraphBuilder graph) {
        return OnnxTypes.concat(graph, names, "numbers");
    }
}
