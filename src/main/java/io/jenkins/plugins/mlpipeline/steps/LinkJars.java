package io.jenkins.plugins.mlpipeline.steps;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.mlpipeline.engine.runtime.JarStore;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import jenkins.agents.ControllerToAgentFileCallable;

/**
 * Puts jars of the agent's cache where a container of the build can see them: beside the workspace, by a hard link where
 * the file system allows one, else by a copy.
 *
 * @param cache the agent's cache
 * @param jars what is needed
 */
record LinkJars(String cache, ArrayList<AgentJar> jars) implements ControllerToAgentFileCallable<ArrayList<String>> {
    private static final long serialVersionUID = 1L;

    /** The paths of the jars, in the order asked for. */
    @Override
    public ArrayList<String> invoke(File folder, VirtualChannel channel) throws IOException {
        JarStore from = new JarStore(Path.of(cache));
        JarStore to = new JarStore(folder.toPath());
        ArrayList<String> paths = new ArrayList<>();
        for (AgentJar jar : jars) {
            Path home = folder.toPath().resolve(jar.sha256());
            Path here = home.resolve(jar.fileName());
            if (to.find(jar.fileName(), jar.sha256(), jar.bytes()).isEmpty()) {
                Files.createDirectories(home);
                place(from.path(jar.fileName(), jar.sha256()), here, home);
            }
            paths.add(here.toString());
        }
        return paths;
    }

    private static void place(Path source, Path target, Path home) throws IOException {
        try {
            Files.createLink(target, source);
        } catch (FileAlreadyExistsException e) {
            // Another build of this workspace was quicker, or a copy broke off: the worker checks the content.
            copy(source, target, home);
        } catch (IOException | UnsupportedOperationException e) {
            copy(source, target, home);
        }
    }

    private static void copy(Path source, Path target, Path home) throws IOException {
        Path part = Files.createTempFile(home, ".", ".part");
        try {
            Files.copy(source, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
