package io.jenkins.plugins.mlpipeline.steps.deploy;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.Delivery;
import java.io.File;
import java.io.IOException;
import jenkins.agents.ControllerToAgentFileCallable;

/**
 * Hashes a model on the agent.
 *
 * @param name of the model, for people
 */
record HashModel(String name) implements ControllerToAgentFileCallable<Delivery.Hashed> {
    private static final long serialVersionUID = 1L;

    @Override
    public Delivery.Hashed invoke(File model, VirtualChannel channel) throws IOException {
        Delivery.Hashed hashed = Delivery.hash(model.toPath());
        return new Delivery.Hashed(name, hashed.digest(), hashed.files());
    }
}
