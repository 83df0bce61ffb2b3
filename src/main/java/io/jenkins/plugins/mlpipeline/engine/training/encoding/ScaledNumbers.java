package io.jenkins.plugins.mlpipeline.engine.training.encoding;

import io.jenkins.plugins.mlpipeline.engine.RadixSort;
import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.GraphBuilder;
import java.util.List;

/**
 * Numbers without gaps, then shifted and scaled to mean 0 and standard deviation 1 of the training part; indicators after
 * them as they are.
 *
 * <p>Everything is float32 arithmetic, {@code (x - offset) * scale}, as the operator {@code Scaler} of {@code ai.onnx.ml}
 * does it.
 *
 * @param imputed how gaps are filled
 * @param offsets means after imputing
 * @param scales inverse standard deviations after imputing; 1 for a constant column
 */
record ScaledNumbers(ImputedNumbers imputed, float[] offsets, float[] scales) implements NumberEncoding {

    static ScaledNumbers learn(Table training) {
        ImputedNumbers imputed = ImputedNumbers.learn(training);
        int n = imputed.names().size();
        float[] offsets = new float[n];
        float[] scales = new float[n];
        for (int j = 0; j < n; j++) {
            double[] values = training.numbers(training.position(imputed.names().get(j)));
            double[] present = RadixSort.present(values);
            int missing = values.length - present.length;
            double median = imputed.medians()[j];
            double sum = missing * median;
            for (double v : present) {
                sum += v;
            }
            double mean = sum / values.length;
            double squares = missing * (median - mean) * (median - mean);
            for (double v : present) {
                squares += (v - mean) * (v - mean);
            }
            double deviation = Math.sqrt(squares / values.length);
            offsets[j] = (float) mean;
            scales[j] = isConstant(present, missing) ? 1 : finite(1 / deviation);
        }
        return new ScaledNumbers(imputed, offsets, scales);
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

    @Override
    public List<String> names() {
        return imputed.names();
    }

    @Override
    public int width() {
        return imputed.width();
    }

    @Override
    public void encode(Table table, int[] rows, float[] matrix, int stride) {
        imputed.encode(table, rows, matrix, stride);
        for (int j = 0; j < scales.length; j++) {
            for (int i = 0, at = j; i < rows.length; i++, at += stride) {
                matrix[at] = (matrix[at] - offsets[j]) * scales[j];
            }
        }
    }

    @Override
    public String write(GraphBuilder graph) {
        String scaled = graph.mlNode("Scaler")
                .in(imputed.writeValues(graph))
                .attribute("offset", offsets)
                .attribute("scale", scales)
                .out("scaled");
        return imputed.withIndicators(graph, scaled);
    }
}
