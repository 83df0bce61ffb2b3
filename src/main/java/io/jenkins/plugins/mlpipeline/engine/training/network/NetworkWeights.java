package io.jenkins.plugins.mlpipeline.engine.training.network;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The numbers of a network.
 *
 * @param weights per layer a row-major matrix [outputs, inputs]
 * @param biases per layer a vector [outputs]
 */
record NetworkWeights(NetworkShape shape, List<float[]> weights, List<float[]> biases) {
    private static final double GLOROT = 6;
    private static final double GLOROT_LOGISTIC = 2;

    /**
     * First weights and biases as scikit-learn draws them: uniform up to the bound of Glorot and Bengio (2010),
     * sqrt(6 / (inputs + outputs)), or sqrt(2 / ...) for the logistic activation.
     */
    static NetworkWeights draw(NetworkShape shape, SplittableRandom random) {
        double factor = shape.activation() == Activation.LOGISTIC ? GLOROT_LOGISTIC : GLOROT;
        List<float[]> weights = new ArrayList<>();
        List<float[]> biases = new ArrayList<>();
        for (int layer = 0; layer < shape.layers(); layer++) {
            double bound = Math.sqrt(factor / (shape.inputs(layer) + shape.outputs(layer)));
            weights.add(uniform(shape.inputs(layer) * shape.outputs(layer), bound, random));
            biases.add(uniform(shape.outputs(layer), bound, random));
        }
        return new NetworkWeights(shape, List.copyOf(weights), List.copyOf(biases));
    }

    private static float[] uniform(int length, double bound, SplittableRandom random) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextDouble(-bound, bound);
        }
        return values;
    }
}
