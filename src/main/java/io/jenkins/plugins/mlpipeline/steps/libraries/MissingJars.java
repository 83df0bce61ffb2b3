package io.jenkins.plugins.mlpipeline.steps.libraries;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.mlpipeline.engine.runtime.JarStore;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import jenkins.agents.ControllerToAgentFileCallable;

/**
 * Which jars an agent's cache does not have with the content that they should have.
 *
 * @param jars what is needed
 */
record MissingJars(ArrayList<AgentJar> jars) implements ControllerToAgentFileCallable<ArrayList<AgentJar>> {
    private static final long serialVersionUID = 1L;

    @Override
    public ArrayList<AgentJar> invoke(File cache, VirtualChannel channel) throws IOException {
        JarStore store = new JarStore(cache.toPath());
        List<AgentJar> missing = new ArrayList<>();
        for (AgentJar jar : jars) {
            if (store.find(jar.fileName(), jar.sha256(), jar.bytes()).isEmpty()) {
                missing.add(jar);
            }
        }
        return new ArrayList<>(missing);
    }
}
