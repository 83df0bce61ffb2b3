package io.jenkins.plugins.mlpipeline.steps;

import hudson.slaves.EnvironmentVariablesNodeProperty;
import hudson.slaves.EnvironmentVariablesNodeProperty.Entry;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.engine.runtime.Artifact;
import io.jenkins.plugins.mlpipeline.engine.runtime.JarStore;
import io.jenkins.plugins.mlpipeline.engine.runtime.Pack;
import io.jenkins.plugins.mlpipeline.engine.runtime.RuntimeLock;
import io.jenkins.plugins.mlpipeline.steps.libraries.ControllerJars;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import jenkins.model.Jenkins;

/** What the step {@code elsewhere} of the tests needs: a Java that only it knows, and libraries that travel to the agent. */
final class Elsewheres {
    private static final String STARTS = "starts";

    private Elsewheres() {}

    /** Whether this machine lets a test have a mount namespace of its own. */
    static boolean exist() throws IOException, InterruptedException {
        return new ProcessBuilder("unshare", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "none", "/mnt")
                        .start()
                        .waitFor()
                == 0;
    }

    /** A folder with a {@code java} that notes each start; the name {@code java} leads to nothing else there. */
    static Path java(Path folder) throws IOException {
        Path java = folder.resolve("java");
        Files.writeString(
                java, """
                #!/bin/sh
                echo "$PWD" >>'%s'
                exec '%s' "$@"
                """.formatted(folder.resolve(STARTS), Path.of(System.getProperty("java.home"), "bin/java")));
        if (!java.toFile().setExecutable(true)) {
            throw new IOException(java + " can't be made executable");
        }
        return folder;
    }

    /** The working folders of the starts of that {@code java}. */
    static List<String> starts(Path folder) throws IOException {
        return Files.readAllLines(folder.resolve(STARTS));
    }

    /** Names the folder with {@code java} in the variable {@code ELSEWHERE}. */
    static void configure(Jenkins jenkins, String folder) {
        jenkins.getGlobalNodeProperties()
                .add(new EnvironmentVariablesNodeProperty(new Entry("ELSEWHERE", folder + ":/usr/bin:/bin")));
    }

    /** Puts the worker's libraries into the controller's cache. */
    static void fillCache(Path home, String libraries) throws IOException {
        JarStore store = new JarStore(home.resolve(ControllerJars.FOLDER));
        for (Artifact artifact : RuntimeLock.load().of(Set.of(Pack.BASE), Bench.natives())) {
            try (InputStream jar = Files.newInputStream(Path.of(libraries, artifact.fileName()))) {
                store.put(artifact.fileName(), artifact.sha256(), jar, libraries);
            }
        }
    }

    /** Whether a process has a mount namespace of its own. */
    static boolean contain(ProcessHandle process) throws IOException {
        return !mounts(process).equals(mounts(ProcessHandle.current()));
    }

    private static Path mounts(ProcessHandle process) throws IOException {
        return Files.readSymbolicLink(Path.of("/proc", String.valueOf(process.pid()), "ns/mnt"));
    }
}
