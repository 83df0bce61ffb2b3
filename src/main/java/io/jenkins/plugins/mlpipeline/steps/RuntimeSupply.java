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
import java.util.stream.Collectors;

/**
 * Brings the worker's class path to where the worker will run. The engine's classes always come from the plugin; the
 * libraries from a folder that is there already, else from the agent's cache, the controller, or a Maven repository that the
 * agent reaches, in this order.
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
        ArrayList<AgentJar> shipped = new ArrayList<>(List.of(jars.engine()));
        List<Artifact> libraries = RuntimeLock.load().of(packs);
        if (directory == null) {
            shipped.addAll(found(jars, libraries));
            return ship(jars, shipped);
        }
        List<ClassPathEntry> all = new ArrayList<>(ship(jars, shipped));
        String separator = directory.endsWith("/") || directory.endsWith("\\") ? "" : "/";
        for (Artifact library : libraries) {
            all.add(new ClassPathEntry(library.sha256(), directory + separator + library.fileName()));
        }
        return all;
    }

    /** Libraries, from the agent's cache, else from the controller, else brought by Maven on the agent. */
    private List<AgentJar> found(ControllerJars jars, List<Artifact> libraries)
            throws IOException, InterruptedException {
        ArrayList<AgentJar> whole = new ArrayList<>();
        libraries.forEach(library -> whole.add(new AgentJar(library.fileName(), library.sha256(), library.bytes())));
        List<AgentJar> missing = cache.act(new MissingJars(whole));
        List<AgentJar> found = new ArrayList<>();
        List<Artifact> nowhere = new ArrayList<>();
        for (int i = 0; i < whole.size(); i++) {
            AgentJar jar = whole.get(i);
            Optional<AgentJar> cut = missing.contains(jar) ? jars.library(libraries.get(i)) : Optional.empty();
            found.add(cut.orElse(jar));
            if (missing.contains(jar) && cut.isEmpty()) {
                nowhere.add(libraries.get(i));
            }
        }
        if (!nowhere.isEmpty()) {
            resolve(jars, nowhere);
        }
        return found;
    }

    private void resolve(ControllerJars jars, List<Artifact> wanted) throws IOException, InterruptedException {
        ArrayList<AgentJar> resolver = new ArrayList<>(jars.resolver());
        send(jars, resolver);
        String lines = wanted.stream().map(Artifact::toString).collect(Collectors.joining("\n"));
        cache.act(new ResolveJars(resolver, lines));
    }

    private void send(ControllerJars jars, ArrayList<AgentJar> wanted) throws IOException, InterruptedException {
        for (AgentJar jar : cache.act(new MissingJars(wanted))) {
            try (InputStream bytes = jars.open(jar)) {
                cache.act(new StoreJar(jar, new RemoteInputStream(bytes, RemoteInputStream.Flag.GREEDY)));
            }
        }
    }

    private List<ClassPathEntry> ship(ControllerJars jars, ArrayList<AgentJar> shipped)
            throws IOException, InterruptedException {
        send(jars, shipped);
        List<String> paths = shared.act(new LinkJars(cache.getRemote(), shipped));
        List<ClassPathEntry> entries = new ArrayList<>();
        for (int i = 0; i < paths.size(); i++) {
            entries.add(new ClassPathEntry(shipped.get(i).sha256(), paths.get(i)));
        }
        return entries;
    }
}
