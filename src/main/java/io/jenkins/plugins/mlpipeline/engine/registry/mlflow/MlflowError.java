package io.jenkins.plugins.mlpipeline.engine.registry.mlflow;

import io.jenkins.plugins.mlpipeline.engine.UserError;

/** The server refused what it was asked. */
final class MlflowError extends UserError {
    private static final long serialVersionUID = 1L;

    private final String code;

    MlflowError(String message, String code) {
        super(message);
        this.code = code;
    }

    /** Whether what was asked for is not there. */
    boolean isMissing() {
        return code.equals("RESOURCE_DOES_NOT_EXIST");
    }

    /** Whether a parameter was wrong; an alias that is not there is answered so. */
    boolean isInvalid() {
        return code.equals("INVALID_PARAMETER_VALUE");
    }
}
