package io.jenkins.plugins.mlpipeline.steps.libraries;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.remoting.RemoteInputStream;
import io.jenkins.plugins.mlpipeline.engine.runtime.Artifact;
import io.jenkins.plugins.mlpipeline.engine.runtime.Natives;
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
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Brings the worker's class path to where the worker will run. The engine's classes always come from the plugin; the
 * libraries from a folder that is there already, else from the agent's cache, the controller, or a Maven repository that the
 * agent reaches, in this order.
 */
@Restricted(NoExternalUse.class)
public final class RuntimeSupply {
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
    public static RuntimeSupply of(FilePath shared, Computer computer) throws AbortException {
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
    public List<ClassPathEntry> classPath(String directory, Set<Pack> packs) throws IOException, InterruptedException {
        ControllerJars jars = ControllerJars.get();
        AgentJar engine = jars.engine();
        Natives kind = shared.act(new AgentKind());
        List<Artifact> libraries = RuntimeLock.load().of(packs, kind);
        if (directory == null) {
            return new ArrayList<>(placed(jars, engine, libraries, kind));
        }
        List<ClassPathEntry> all = new ArrayList<>(placed(jars, engine, List.of(), kind));
        String separator = directory.endsWith("/") || directory.endsWith("\\") ? "" : "/";
        for (Artifact library : libraries) {
            all.add(new ClassPathEntry(library.sha256(), directory + separator + library.fileName()));
        }
        return all;
    }

    /** The engine and libraries, all of them beside the workspace afterwards. */
    private List<ClassPathEntry> placed(ControllerJars jars, AgentJar engine, List<Artifact> libraries, Natives kind)
            throws IOException, InterruptedException {
        List<List<AgentJar>> choices = new ArrayList<>(List.of(List.of(engine)));
        libraries.forEach(library -> choices.add(jars.known(library, kind)));
        List<AgentJar> found = place(choices);
        List<Artifact> nowhere = new ArrayList<>();
        List<AgentJar> sent = new ArrayList<>();
        List<AgentJar> wanted = new ArrayList<>();
        for (int i = 0; i < choices.size(); i++) {
            AgentJar jar = found.get(i);
            if (jar == null && i == 0) {
                jar = engine;
                sent.add(engine);
            } else if (jar == null) {
                Artifact library = libraries.get(i - 1);
                Optional<AgentJar> cut = jars.library(library, kind);
                cut.ifPresentOrElse(sent::add, () -> nowhere.add(library));
                jar = cut.orElse(AgentJar.whole(library));
            }
            wanted.add(jar);
        }
        if (!nowhere.isEmpty()) {
            resolve(jars, nowhere);
        }
        send(jars, new ArrayList<>(sent));
        if (found.contains(null)) {
            List<AgentJar> now = place(wanted.stream().map(List::of).toList());
            if (now.contains(null)) {
                throw new AbortException("The worker's library "
                        + wanted.get(now.indexOf(null)).fileName()
                        + " was changed on the agent while it was brought there."
                        + " Something else writes to " + cache.getRemote() + "; end it, and build again.");
            }
        }
        return wanted.stream()
                .map(jar -> new ClassPathEntry(
                        jar.sha256(),
                        shared.child(jar.sha256()).child(jar.fileName()).getRemote()))
                .toList();
    }

    /** Puts what is on the agent beside the workspace; null stands for what is not there. */
    private List<AgentJar> place(List<List<AgentJar>> choices) throws IOException, InterruptedException {
        ArrayList<ArrayList<AgentJar>> sent = new ArrayList<>();
        choices.forEach(alternatives -> sent.add(new ArrayList<>(alternatives)));
        List<Integer> chosen = shared.act(new PlaceJars(cache.getRemote(), sent));
        List<AgentJar> placed = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            int choice = i < chosen.size() ? chosen.get(i) : PlaceJars.MISSING;
            List<AgentJar> alternatives = choices.get(i);
            placed.add(choice < 0 || choice >= alternatives.size() ? null : alternatives.get(choice));
        }
        return placed;
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
}
