package io.jenkins.plugins.mlpipeline.engine.runtime.resolver;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.runtime.Artifact;
import io.jenkins.plugins.mlpipeline.engine.runtime.JarStore;
import io.jenkins.plugins.mlpipeline.engine.runtime.RuntimeLock;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;

/**
 * Entry point: {@code ResolverMain STORE}, with lines of {@code runtime.lock} on standard input. Each jar is in the store
 * when the exit code is 0; when it is 2, the last line of standard output is one sentence about what is wrong.
 */
public final class ResolverMain {
    /** The exit code when a library can't be had. */
    public static final int EXIT_PROBLEM = 2;

    private ResolverMain() {}

    /** Resolves, and ends the process. */
    public static void main(String[] args) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        String lines = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        int code = 0;
        try {
            resolve(RuntimeLock.parse(lines).artifacts(), new JarStore(Path.of(args[0])));
        } catch (UserError e) {
            out.println(e.getMessage());
            code = EXIT_PROBLEM;
        }
        System.exit(code);
    }

    private static void resolve(List<Artifact> artifacts, JarStore store) throws IOException {
        ContextOverrides overrides =
                ContextOverrides.create().withUserSettings(true).build();
        try (Context maven = Runtimes.INSTANCE.getRuntime().create(overrides)) {
            for (Artifact artifact : artifacts) {
                Path jar = resolve(artifact, maven);
                try (InputStream bytes = Files.newInputStream(jar)) {
                    store.put(artifact.fileName(), artifact.sha256(), bytes, jar.toString());
                }
            }
        }
    }

    private static Path resolve(Artifact artifact, Context maven) {
        ArtifactRequest request = new ArtifactRequest(
                new DefaultArtifact(
                        artifact.group(),
                        artifact.name(),
                        artifact.classifier() == null ? "" : artifact.classifier(),
                        "jar",
                        artifact.version()),
                maven.remoteRepositories(),
                null);
        try {
            ArtifactResult result = maven.repositorySystem().resolveArtifact(maven.repositorySystemSession(), request);
            return result.getArtifact().getFile().toPath();
        } catch (ArtifactResolutionException e) {
            throw new UserError(
                    "The worker's library " + artifact.coordinates() + " could not be had by Maven on this agent ("
                            + reason(e) + "). Give the agent a way to a Maven repository (a mirror or a proxy in the"
                            + " settings.xml of its user), or name a folder with the libraries.",
                    e);
        }
    }

    private static String reason(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null
                ? cause.getClass().getSimpleName()
                : message.strip().replaceAll("\\.$", "");
    }
}
