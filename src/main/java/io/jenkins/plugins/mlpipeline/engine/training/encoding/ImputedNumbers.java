package io.jenkins.plugins.mlpipeline.engine.training.encoding;

import io.jenkins.plugins.mlpipeline.engine.RadixSort;
import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.ElementType;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.GraphBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Numbers with the median in place of missing values; after them an indicator (1 is missing) for each column in which the
 * training part misses a value.
 *
 * @param names the number columns, in the order of the data
 * @param medians what stands for a missing value; 0 when every value is missing
 * @param indicated positions in {@code names} of the columns that have an indicator
 */
record ImputedNumbers(List<String> names, float[] medians, int[] indicated) implements NumberEncoding {
    static ImputedNumbers learn(Table training) {
        List<String> names = RawNumbers.numberColumns(training);
        float[] medians = new float[names.size()];
        List<Integer> indicated = new ArrayList<>();
        for (int j = 0; j < medians.length; j++) {
            double[] values = training.numbers(training.position(names.get(j)));
            double[] present = RadixSort.present(values);
            medians[j] = (float) median(present);
            if (present.length < values.length) {
                indicated.add(j);
            }
        }
        return new ImputedNumbers(
                names, medians, indicated.stream().mapToInt(Integer::intValue).toArray());
    }

    private static double median(double[] sorted) {
        int n = sorted.length;
        if (n == 0) {
            return 0;
        }
        return n % 2 == 1 ? sorted[n / 2] : sorted[n / 2 - 1] / 2 + sorted[n / 2] / 2;
    }

    @Override
    public int width() {
        return names.size() + indicated.length;
    }

    @Override
    public void encode(Table table, int[] rows, float[] matrix, int stride) {
        for (int j = 0; j < names.size(); j++) {
            double[] values = table.numbers(table.position(names.get(j)));
            for (int i = 0, at = j; i < rows.length; i++, at += stride) {
                matrix[at] = Double.isNaN(values[rows[i]]) ? medians[j] : (float) values[rows[i]];
            }
        }
        for (int k = 0; k < indicated.length; k++) {
            double[] values = table.numbers(table.position(names.get(indicated[k])));
            for (int i = 0, at = names.size() + k; i < rows.length; i++, at += stride) {
                matrix[at] = Double.isNaN(values[rows[i]]) ? 1 : 0;
            }
        }
    }

    @Override
    public String write(GraphBuilder graph) {
        return withIndicators(graph, writeValues(graph));
    }

    /** Adds the nodes that fill the gaps: float tensor [N, names]. */
    String writeValues(GraphBuilder graph) {
        String raw = OnnxTypes.concat(graph, names, "numbers");
        return graph.mlNode("Imputer")
                .in(raw)
                .attribute("imputed_value_floats", medians)
                .attribute("replaced_value_float", Float.NaN)
                .out("imputed");
    }

    /** Adds the nodes that put the indicators after a float tensor [N, names]. */
    String withIndicators(GraphBuilder graph, String values) {
        if (indicated.length == 0) {
            return values;
        }
        String gaps = OnnxTypes.concat(
                graph, IntStream.of(indicated).mapToObj(names::get).toList(), "gaps");
        String missing = graph.node("IsNaN").in(gaps).out("is_missing");
        String flags = graph.cast(missing, ElementType.FLOAT, "missing");
        return OnnxTypes.concat(graph, List.of(values, flags), "numbers_encoded");
    }
}
