package io.jenkins.plugins.mlpipeline.engine.training.boosting;

import ml.dmlc.xgboost4j.java.XGBoostError;

/** XGBoost refused something that should have been right: an error of ours, or no memory. */
final class TreeFailure extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    TreeFailure(XGBoostError cause) {
        super("XGBoost: " + cause.getMessage(), cause);
    }
}
