package io.jenkins.plugins.mlpipeline;

import hudson.model.Descriptor;
import hudson.model.TopLevelItem;
import hudson.model.View;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.AuthorizationStrategy;
import hudson.security.SecurityRealm;
import hudson.slaves.EnvironmentVariablesNodeProperty;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.engine.runtime.Artifact;
import io.jenkins.plugins.mlpipeline.engine.runtime.JarStore;
import io.jenkins.plugins.mlpipeline.engine.runtime.Natives;
import io.jenkins.plugins.mlpipeline.engine.runtime.Pack;
import io.jenkins.plugins.mlpipeline.engine.runtime.Platform;
import io.jenkins.plugins.mlpipeline.engine.runtime.ResolverProcess;
import io.jenkins.plugins.mlpipeline.engine.runtime.RuntimeLock;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;

/** What the tests of pipelines share. */
public final class Bench {
    private Bench() {}

    /**
     * The worker's libraries: as the engine's build leaves them, else brought here as an agent brings them, from where this
     * user's Maven settings say.
     */
    public static synchronized String libraries() {
        Path folder = Path.of("target/engine/libraries").toAbsolutePath();
        if (!Files.isDirectory(folder)) {
            try {
                bring(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return folder.toString();
    }

    /** The kind of this machine. */
    public static Natives natives() {
        return Platform.current().natives().orElseThrow();
    }

    private static void bring(Path folder) throws IOException, InterruptedException {
        Path store = folder.resolveSibling("libraries-by-digest");
        List<Artifact> libraries = RuntimeLock.load().of(EnumSet.allOf(Pack.class), natives());
        ResolverProcess.of(resolver()).resolve(libraries, store);
        Files.createDirectories(folder.getParent());
        Path part = Files.createTempDirectory(folder.getParent(), "libraries");
        for (Artifact library : libraries) {
            Files.move(
                    new JarStore(store).path(library.fileName(), library.sha256()), part.resolve(library.fileName()));
        }
        Files.move(part, folder);
    }

    /** What the resolver's process needs: our classes and the jars that the plugin carries. */
    private static List<Path> resolver() throws IOException {
        Path classes = Path.of("target/classes").toAbsolutePath();
        try (Stream<Path> jars = Files.list(classes.resolve("io/jenkins/plugins/mlpipeline/steps/libraries"))) {
            return Stream.concat(
                            Stream.of(classes),
                            jars.filter(file -> file.toString().endsWith(".jar")))
                    .toList();
        }
    }

    /** Names the worker's libraries in the global configuration, and the folder of examples in {@code EXAMPLES}. */
    public static void configure() throws Descriptor.FormException {
        MlPipelineConfiguration.get().setRuntimeDirectory(libraries());
        Jenkins.get()
                .getGlobalNodeProperties()
                .add(new EnvironmentVariablesNodeProperty(new EnvironmentVariablesNodeProperty.Entry(
                        "EXAMPLES", Path.of("docs/examples").toAbsolutePath().toString())));
    }

    /** Between tests that share a controller: jobs, views and permissions of one are not there in the next. */
    public static void clear() throws IOException, InterruptedException {
        Jenkins jenkins = Jenkins.get();
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            jenkins.setSecurityRealm(SecurityRealm.NO_AUTHENTICATION);
            jenkins.setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
            for (TopLevelItem item : List.copyOf(jenkins.getItems())) {
                item.delete();
            }
            for (View view : List.copyOf(jenkins.getViews())) {
                if (view != jenkins.getPrimaryView()) {
                    jenkins.deleteView(view);
                }
            }
        }
    }

    /** A job with a pipeline of {@code src/test/resources}. */
    public static WorkflowJob job(String pipeline) throws IOException, Descriptor.FormException {
        return job(pipeline, script(pipeline));
    }

    /** A job with a script. */
    public static WorkflowJob job(String name, String script) throws IOException, Descriptor.FormException {
        WorkflowJob job = Jenkins.get().createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    /** A pipeline of {@code src/test/resources}, with the text of an evaluation in place of {@code EVALUATION}. */
    public static String script(String pipeline) throws IOException {
        return resource(pipeline + ".groovy").replace("EVALUATION", "'''" + resource("evaluation.json") + "'''");
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Bench.class.getResourceAsStream("pipelines/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
