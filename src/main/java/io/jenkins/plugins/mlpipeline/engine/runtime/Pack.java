package io.jenkins.plugins.mlpipeline.engine.runtime;

import java.util.Locale;

/** A set of libraries that is fetched as a whole, when a piece of work needs it. */
public enum Pack {
    /** ONNX Runtime, XGBoost and the small libraries: all validation, and training of trees. */
    BASE,
    /** PyTorch: training of neural networks and linear models, and TorchScript. */
    PYTORCH;

    /** The name in {@code runtime.lock}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
