package io.jenkins.plugins.mlpipeline.engine.training.network;

import ai.djl.ndarray.NDArray;
import java.util.Locale;

/** What a hidden unit does with its sum, by scikit-learn's names. */
enum Activation {
    /** max(0, x). */
    RELU("Relu") {
        @Override
        NDArray apply(NDArray sums) {
            return ai.djl.nn.Activation.relu(sums);
        }
    },
    /** Hyperbolic tangent. */
    TANH("Tanh") {
        @Override
        NDArray apply(NDArray sums) {
            return ai.djl.nn.Activation.tanh(sums);
        }
    },
    /** 1 / (1 + exp(-x)). */
    LOGISTIC("Sigmoid") {
        @Override
        NDArray apply(NDArray sums) {
            return ai.djl.nn.Activation.sigmoid(sums);
        }
    },
    /** x. */
    IDENTITY("Identity") {
        @Override
        NDArray apply(NDArray sums) {
            return sums;
        }
    };

    private final String operator;

    Activation(String operator) {
        this.operator = operator;
    }

    abstract NDArray apply(NDArray sums);

    /** The ONNX operator. */
    String operator() {
        return operator;
    }

    static Activation of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
