package io.jenkins.plugins.mlpipeline.steps.common;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.Delivery;
import java.io.File;
import java.io.IOException;
import jenkins.agents.ControllerToAgentFileCallable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Hashes a model on the agent.
 *
 * @param name of the model, for people
 */
@Restricted(NoExternalUse.class)
public record HashModel(String name) implements ControllerToAgentFileCallable<Delivery.Hashed> {
    private static final long serialVersionUID = 1L;

    @Override
    public Delivery.Hashed invoke(File model, VirtualChannel channel) throws IOException {
        Delivery.Hashed hashed = Delivery.hash(model.toPath());
        return new Delivery.Hashed(name, hashed.digest(), hashed.files());
    }
}
