package io.jenkins.plugins.mlpipeline.engine.training.learner;

import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.GraphBuilder;

/**
 * Mean and standard deviation of the values to predict. Learners see standardised values, so that losses, penalties and
 * float32 rounding do not depend on the unit of measurement; the model gives {@code mean + deviation * value}.
 *
 * @param deviation 1 when all values are equal
 */
public record TargetScale(float mean, float deviation) {
    /** Of the values of a regression, each by what its row counts for. */
    public static TargetScale of(Labels labels) {
        double[] values = labels.values();
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += labels.weight(i) * values[i];
        }
        double mass = labels.mass();
        double mean = sum / mass;
        double squares = 0;
        for (int i = 0; i < values.length; i++) {
            squares += labels.weight(i) * (values[i] - mean) * (values[i] - mean);
        }
        float deviation = (float) Math.sqrt(squares / mass);
        return new TargetScale((float) mean, deviation > Float.MIN_NORMAL ? deviation : 1);
    }

    public float[] standardise(double[] values) {
        float[] standardised = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            standardised[i] = (float) ((values[i] - mean) / deviation);
        }
        return standardised;
    }

    public float restore(float standardised) {
        return standardised * deviation + mean;
    }

    /** Adds the nodes that restore a float tensor [N, 1]. */
    public String write(GraphBuilder graph, String standardised) {
        String scaled = graph.node("Mul")
                .in(standardised, graph.constant("target_deviation", new float[] {deviation}))
                .out("rescaled");
        return graph.node("Add")
                .in(scaled, graph.constant("target_mean", new float[] {mean}))
                .out("restored");
    }
}
