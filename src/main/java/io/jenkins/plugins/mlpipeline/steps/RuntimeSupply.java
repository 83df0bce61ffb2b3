package io.jenkins.plugins.mlpipeline.steps;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.remoting.RemoteInputStream;
import io.jenkins.plugins.mlpipeline.engine.runtime.Artifact;
import io.jenkins.plugins.mlpipeline.engine.runtime.Pack;
import io.jenkins.plugins.mlpipeline.engine.runtime.RuntimeLock;
import io.jenkins.plugins.mlpipeline.engine.worker.ClassPathEntry;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Brings the worker's class path to where the worker will run. The engine's classes always come from the controller; the
 * libraries from a folder that is there already, else from the controller by content.
 */
final class RuntimeSupply {
    private final FilePath shared;
    private final FilePath cache;

    private RuntimeSupply(FilePath shared, FilePath cache) {
        this.shared = shared;
        this.cache = cache;
    }

    /**
     * @param shared folder beside the workspace, visible in containers
     * @param computer the agent
     */
    static RuntimeSupply of(FilePath shared, Computer computer) throws AbortException {
        Node node = computer == null ? null : computer.getNode();
        FilePath root = node == null ? null : node.getRootPath();
        if (root == null) {
            throw new AbortException("The agent went away before the worker was started.");
        }
        return new RuntimeSupply(shared, root.child(ControllerJars.FOLDER));
    }

    /**
     * The class path.
     *
     * @param directory folder with the libraries, as the worker's process sees it; null for none
     * @param packs what the work needs
     */
    List<ClassPathEntry> classPath(String directory, Set<Pack> packs) throws IOException, InterruptedException {
        ControllerJars jars = ControllerJars.get();
        List<Artifact> libraries = RuntimeLock.load().of(packs);
        ArrayList<AgentJar> shipped = new ArrayList<>(List.of(jars.engine()));
        List<ClassPathEntry> fromDirectory = new ArrayList<>();
        for (Artifact library : libraries) {
            if (directory == null) {
                shipped.add(needed(jars, library));
            } else {
                String separator = directory.endsWith("/") || directory.endsWith("\\") ? "" : "/";
                fromDirectory.add(new ClassPathEntry(library.sha256(), directory + separator + library.fileName()));
            }
        }
        List<ClassPathEntry> all = new ArrayList<>(ship(jars, shipped));
        all.addAll(fromDirectory);
        return all;
    }

    private static AgentJar needed(ControllerJars jars, Artifact library) throws IOException, InterruptedException {
        Optional<AgentJar> jar = jars.library(library);
        return jar.orElseThrow(() -> new AbortException("The worker's library " + library.coordinates()
                + " is nowhere to be had. Name a folder on the agent that has all libraries (the step's runtime, or the"
                + " environment variable " + LaunchSettings.RUNTIME_VARIABLE + "), or have an administrator name a"
                + " folder or a Maven repository in the configuration of ML Pipeline."));
    }

    private List<ClassPathEntry> ship(ControllerJars jars, ArrayList<AgentJar> shipped)
            throws IOException, InterruptedException {
        for (AgentJar jar : cache.act(new MissingJars(shipped))) {
            try (InputStream bytes = jars.open(jar)) {
                cache.act(new StoreJar(jar, new RemoteInputStream(bytes, RemoteInputStream.Flag.GREEDY)));
            }
        }
        List<String> paths = shared.act(new LinkJars(cache.getRemote(), shipped));
        List<ClassPathEntry> entries = new ArrayList<>();
        for (int i = 0; i < paths.size(); i++) {
            entries.add(new ClassPathEntry(shipped.get(i).sha256(), paths.get(i)));
        }
        return entries;
    }
}
