package io.jenkins.plugins.mlpipeline.engine.training.learner;

/** What a learner computes with. */
public enum Library {
    /** Java alone. */
    JAVA,
    /** XGBoost, a part of the base libraries. */
    XGBOOST,
    /** PyTorch, which is large and not everywhere. */
    PYTORCH
}
