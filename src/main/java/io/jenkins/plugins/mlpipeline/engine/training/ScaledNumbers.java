package io.jenkins.plugins.mlpipeline.engine.training;

import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.GraphBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Numbers with the median in place of missing values, then shifted and scaled to mean 0 and standard deviation 1 of the
 * training part; after them an indicator (1 is missing) for each column in which the training part misses a value.
 *
 * <p>Everything is float32 arithmetic, {@code (x - offset) * scale}, as the operator {@code Scaler} of {@code ai.onnx.ml}
 * does it.
 *
 * @param names the number columns, in the order of the data
 * @param medians what stands for a missing value; 0 when every value is missing
 * @param offsets means after imputing
 * @param scales inverse standard deviations after imputing; 1 for a constant column
 * @param indicated positions in {@code names} of the columns that have an indicator
 */
record ScaledNumbers(List<String> names, float[] medians, float[] offsets, float[] scales, int[] indicated)
        implements NumberEncoding {

    static ScaledNumbers learn(Table training) {
        List<String> names = RawNumbers.numberColumns(training);
        int n = names.size();
        float[] medians = new float[n];
        float[] offsets = new float[n];
        float[] scales = new float[n];
        List<Integer> indicated = new ArrayList<>();
        for (int j = 0; j < n; j++) {
            double[] values = training.numbers(training.position(names.get(j)));
            double[] present =
                    Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
            medians[j] = (float) median(present);
            int missing = values.length - present.length;
            if (missing > 0) {
                indicated.add(j);
            }
            double sum = missing * (double) medians[j];
            for (double v : present) {
                sum += v;
            }
            double mean = sum / values.length;
            double squares = missing * (medians[j] - mean) * (medians[j] - mean);
            for (double v : present) {
                squares += (v - mean) * (v - mean);
            }
            double deviation = Math.sqrt(squares / values.length);
            offsets[j] = (float) mean;
            scales[j] = isConstant(present, missing) ? 1 : finite(1 / deviation);
        }
        return new ScaledNumbers(
                names,
                medians,
                offsets,
                scales,
                indicated.stream().mapToInt(Integer::intValue).toArray());
    }

    /** A deviation so small that its inverse is no float32 says nothing either. */
    private static float finite(double scale) {
        return scale > Float.MAX_VALUE ? 1 : (float) scale;
    }

    private static boolean isConstant(double[] sorted, int missing) {
        if (sorted.length == 0) {
            return true;
        }
        double first = sorted[0];
        boolean varies = sorted[sorted.length - 1] > first;
        // A gap gets the rounded median, which may differ from the one value that there is.
        boolean rounded = Math.abs((float) first - first) > 0;
        return !varies && (missing == 0 || !rounded);
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
                float value = Double.isNaN(values[rows[i]]) ? medians[j] : (float) values[rows[i]];
                matrix[at] = (value - offsets[j]) * scales[j];
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
        String raw = OnnxTypes.concat(graph, names, "numbers");
        String imputed = graph.mlNode("Imputer")
                .in(raw)
                .attribute("imputed_value_floats", medians)
                .attribute("replaced_value_float", Float.NaN)
                .out("imputed");
        String scaled = graph.mlNode("Scaler")
                .in(imputed)
                .attribute("offset", offsets)
                .attribute("scale", scales)
                .out("scaled");
        if (indicated.length == 0) {
            return scaled;
        }
        String gaps = OnnxTypes.concat(
                graph, IntStream.of(indicated).mapToObj(names::get).toList(), "gaps");
        String missing = graph.node("IsNaN").in(gaps).out("is_missing");
        String flags = graph.node("Cast").in(missing).attribute("to", FLOAT).out("missing");
        return OnnxTypes.concat(graph, List.of(scaled, flags), "numbers_encoded");
    }

    /** {@code TensorProto.DataType.FLOAT}. */
    private static final long FLOAT = 1;
}
