package io.jenkins.plugins.mlpipeline.engine.registry;

import io.jenkins.plugins.mlpipeline.engine.UserError;

/** What is to be registered is not what the gate judged. */
public final class OtherBytes extends UserError {
    private static final long serialVersionUID = 1L;

    /**
     * @param model as people name it
     * @param actual {@code sha256:<hex>} of its bytes
     * @param judged {@code sha256:<hex>} of what the gate judged
     */
    public OtherBytes(String model, String actual, String judged) {
        super(model + " is " + actual + ", but the gate judged " + judged
                + ". Nothing was registered. Validate and gate what is to be registered.");
    }
}
