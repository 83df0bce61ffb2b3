package io.jenkins.plugins.mlpipeline.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import hudson.model.Result;
import hudson.slaves.EnvironmentVariablesNodeProperty;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.elsewhere.ElsewhereStep;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * The controller is stopped in the middle of a training inside a block that starts processes in another environment, as
 * {@code container} does.
 */
@Tag("slow")
class DecoratedRestartTest {
    private static final String AGENT = "remote";

    @TempDir
    private Path elsewhere;

    @RegisterExtension
    private final RealJenkinsExtension controller = new RealJenkinsExtension()
            .withTimeout(600)
            .addSyntheticPlugin(new RealJenkinsExtension.SyntheticPlugin(ElsewhereStep.class)
                    .header("Plugin-Dependencies", "workflow-step-api:0"));

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    @BeforeEach
    void start() throws Throwable {
        assumeThat(Elsewheres.exist())
                .as("a mount namespace for the test (unshare)")
                .isTrue();
        Elsewheres.fillCache(controller.getHome().toPath(), Bench.libraries());
        controller.startJenkins();
        agents.createAgent(
                controller,
                InboundAgentExtension.Options.newBuilder()
                        .name(AGENT)
                        .label("agent")
                        .webSocket()
                        .build());
        controller.runRemotely(
                DecoratedRestartTest::configure,
                Elsewheres.java(elsewhere) + ":/usr/bin:/bin",
                Path.of("docs/examples").toAbsolutePath().toString());
    }

    @Test
    void workGoesOnThereWhileTheControllerRestarts() throws Throwable {
        restartDuring("elsewhereLong");

        String log = controller.runRemotely(DecoratedRestartTest::end, "elsewhereLong");

        assertThat(log)
                .containsOnlyOnce("[ml-pipeline] fitting\n")
                .contains("trained gradient_boosting", "validated on 200 rows");
        assertThat(Elsewheres.starts(elsewhere))
                .as("of mlTrain and of mlValidate")
                .filteredOn(start -> start.endsWith("/elsewhereLong"))
                .hasSize(2);
        assertThat(Workers.named("elsewhereLong")).isEmpty();
    }

    @Test
    void anAbortAfterTheRestartLeavesNoProcessThere() throws Throwable {
        restartDuring("elsewhereEndless");

        controller.runRemotely(DecoratedRestartTest::abort, "elsewhereEndless");

        Workers.waitForNone("elsewhereEndless");
        assertThat(Elsewheres.starts(elsewhere))
                .filteredOn(start -> start.endsWith("/elsewhereEndless"))
                .hasSize(1);
    }

    /** Restarts the controller while the worker, which is there, fits. */
    private void restartDuring(String pipeline) throws Throwable {
        controller.runRemotely(DecoratedRestartTest::begin, pipeline, Bench.script(pipeline));
        assertThat(Workers.named(pipeline)).hasSize(1);
        ProcessHandle worker = Workers.named(pipeline).get(0);
        assertThat(Elsewheres.contain(worker)).isTrue();

        controller.stopJenkins();
        assertThat(Workers.named(pipeline)).containsExactly(worker);
        controller.startJenkins();
    }

    private static void configure(JenkinsRule r, String path, String examples) throws Throwable {
        r.jenkins
                .getGlobalNodeProperties()
                .add(new EnvironmentVariablesNodeProperty(
                        new EnvironmentVariablesNodeProperty.Entry("EXAMPLES", examples),
                        new EnvironmentVariablesNodeProperty.Entry("ELSEWHERE", path)));
        r.jenkins.save();
    }

    private static void begin(JenkinsRule r, String pipeline, String script) throws Throwable {
        WorkflowJob job = r.createProject(WorkflowJob.class, pipeline);
        job.setDefinition(new CpsFlowDefinition(script, true));
        r.waitForMessage("[ml-pipeline] fitting ", job.scheduleBuild2(0).waitForStart());
    }

    private static WorkflowRun build(JenkinsRule r, String pipeline) {
        return r.jenkins.getItemByFullName(pipeline, WorkflowJob.class).getBuildByNumber(1);
    }

    private static String end(JenkinsRule r, String pipeline) throws Throwable {
        return JenkinsRule.getLog(r.assertBuildStatusSuccess(r.waitForCompletion(build(r, pipeline))));
    }

    private static void abort(JenkinsRule r, String pipeline) throws Throwable {
        WorkflowRun build = build(r, pipeline);
        r.waitForMessage("Ready to run at", build);
        r.jenkins.getComputer(AGENT).waitUntilOnline();

        build.doStop();

        r.assertBuildStatus(Result.ABORTED, r.waitForCompletion(build));
    }
}
