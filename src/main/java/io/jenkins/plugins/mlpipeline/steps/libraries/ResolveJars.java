package io.jenkins.plugins.mlpipeline.steps.libraries;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.mlpipeline.engine.runtime.JarStore;
import io.jenkins.plugins.mlpipeline.engine.runtime.ResolverProcess;
import io.jenkins.plugins.mlpipeline.engine.runtime.RuntimeLock;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jenkins.agents.ControllerToAgentFileCallable;

/**
 * Has Maven bring libraries into the agent's cache.
 *
 * @param classPath of the resolver's process, in the agent's cache already
 * @param artifacts lines of {@code runtime.lock}
 */
record ResolveJars(ArrayList<AgentJar> classPath, String artifacts) implements ControllerToAgentFileCallable<Void> {
    private static final long serialVersionUID = 1L;

    @Override
    public Void invoke(File cache, VirtualChannel channel) throws IOException, InterruptedException {
        JarStore store = new JarStore(cache.toPath());
        List<Path> paths = classPath.stream()
                .map(jar -> store.path(jar.fileName(), jar.sha256()))
                .toList();
        ResolverProcess.of(paths).resolve(RuntimeLock.parse(artifacts).artifacts(), cache.toPath());
        return null;
    }
}
