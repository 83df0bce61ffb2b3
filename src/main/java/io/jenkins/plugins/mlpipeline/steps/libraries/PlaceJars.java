package io.jenkins.plugins.mlpipeline.steps.libraries;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.mlpipeline.engine.runtime.JarStore;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jenkins.agents.ControllerToAgentFileCallable;

/**
 * Puts jars beside the workspace, where a container of the build sees them too, and reads every byte of them: a job that ran
 * on this agent earlier may have left other bytes there, or in the agent's cache. This class comes from the controller with
 * each launch, so that what it compares is nothing that a job could have changed; nothing is linked, because a job could
 * change a linked jar through its own name for it.
 *
 * @param cache the agent's cache; damaged jars in it are deleted
 * @param choices for each jar that is needed, what will do, the best first
 */
record PlaceJars(String cache, ArrayList<ArrayList<AgentJar>> choices)
        implements ControllerToAgentFileCallable<ArrayList<Integer>> {
    private static final long serialVersionUID = 1L;

    /** What stands for a jar that is nowhere here. */
    static final int MISSING = -1;

    /** For each jar the number of the choice that is in place now, or {@link #MISSING}. */
    @Override
    public ArrayList<Integer> invoke(File folder, VirtualChannel channel) throws IOException {
        JarStore from = new JarStore(Path.of(cache));
        JarStore to = new JarStore(folder.toPath());
        ArrayList<Integer> chosen = new ArrayList<>();
        for (List<AgentJar> alternatives : choices) {
            chosen.add(place(from, to, alternatives));
        }
        return chosen;
    }

    private static int place(JarStore from, JarStore to, List<AgentJar> alternatives) throws IOException {
        for (int i = 0; i < alternatives.size(); i++) {
            AgentJar jar = alternatives.get(i);
            if (to.own(jar.fileName(), jar.sha256(), jar.bytes()).isPresent()) {
                return i;
            }
            Optional<Path> cached = from.find(jar.fileName(), jar.sha256(), jar.bytes());
            if (cached.isPresent()) {
                to.put(jar.fileName(), jar.sha256(), cached.get());
                return i;
            }
        }
        return MISSING;
    }
}
