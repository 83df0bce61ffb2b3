package io.jenkins.plugins.mlpipeline.steps.libraries;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.mlpipeline.engine.runtime.JarStore;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import jenkins.agents.ControllerToAgentFileCallable;

/**
 * Takes a jar from the controller into an agent's cache, checked.
 *
 * @param jar what it must be
 * @param content its bytes, a stream that Remoting carries
 */
record StoreJar(AgentJar jar, InputStream content) implements ControllerToAgentFileCallable<Void> {
    private static final long serialVersionUID = 1L;

    @Override
    public Void invoke(File cache, VirtualChannel channel) throws IOException {
        new JarStore(cache.toPath()).put(jar.fileName(), jar.sha256(), content, "the controller");
        return null;
    }
}
