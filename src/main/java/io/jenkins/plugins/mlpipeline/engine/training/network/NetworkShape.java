package io.jenkins.plugins.mlpipeline.engine.training.network;

/**
 * The shape of a feed-forward network.
 *
 * @param sizes number of features, units of each hidden layer, number of outputs
 * @param activation of the hidden layers
 */
record NetworkShape(int[] sizes, Activation activation) {
    /** Number of layers with weights. */
    int layers() {
        return sizes.length - 1;
    }

    int inputs(int layer) {
        return sizes[layer];
    }

    int outputs(int layer) {
        return sizes[layer + 1];
    }

    boolean isLast(int layer) {
        return layer == layers() - 1;
    }
}
