package io.jenkins.plugins.mlpipeline;

import hudson.model.Descriptor;
import hudson.slaves.EnvironmentVariablesNodeProperty;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;

/** What the tests of pipelines share. */
public final class Bench {
    private Bench() {}

    /** The worker's libraries as the engine's build leaves them. */
    public static String libraries() {
        Path folder = Path.of("target/engine/libraries").toAbsolutePath();
        if (!Files.isDirectory(folder)) {
            throw new IllegalStateException(
                    folder + " is missing: run mvn -f engine-pom.xml -DskipTests package first");
        }
        return folder.toString();
    }

    /** Names the worker's libraries in the global configuration, and the folder of examples in {@code EXAMPLES}. */
    public static void configure() throws Descriptor.FormException {
        MlPipelineConfiguration.get().setRuntimeDirectory(libraries());
        Jenkins.get()
                .getGlobalNodeProperties()
                .add(new EnvironmentVariablesNodeProperty(new EnvironmentVariablesNodeProperty.Entry(
                        "EXAMPLES", Path.of("docs/examples").toAbsolutePath().toString())));
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
