package io.jenkins.plugins.mlpipeline.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.slaves.EnvironmentVariablesNodeProperty;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** The controller is a process of its own here, and is stopped in the middle of a training. */
@Tag("slow")
class RestartTest {
    @RegisterExtension
    private final RealJenkinsExtension controller = new RealJenkinsExtension().withTimeout(600);

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    @Test
    void workGoesOnWhileTheControllerRestarts() throws Throwable {
        start();

        assertRestarted("longTraining");
    }

    private void start() throws Throwable {
        controller.startJenkins();
        agents.createAgent(
                controller,
                InboundAgentExtension.Options.newBuilder()
                        .name("remote")
                        .label("agent")
                        .webSocket()
                        .build());
        controller.runRemotely(
                RestartTest::configure,
                Bench.libraries(),
                Path.of("docs/examples").toAbsolutePath().toString());
    }

    private void assertRestarted(String pipeline) throws Throwable {
        controller.runRemotely(RestartTest::begin, pipeline, Bench.script(pipeline));
        assertThat(Workers.named(pipeline)).hasSize(1);
        long worker = Workers.named(pipeline).get(0).pid();

        controller.stopJenkins();
        assertThat(Workers.named(pipeline)).extracting(ProcessHandle::pid).containsExactly(worker);
        controller.startJenkins();

        String log = controller.runRemotely(RestartTest::end, pipeline);
        assertThat(log).containsOnlyOnce("[ml-pipeline] reading").contains("trained gradient_boosting");
        assertThat(Workers.named(pipeline)).isEmpty();
    }

    private static void configure(JenkinsRule r, String libraries, String examples) throws Throwable {
        MlPipelineConfiguration.get().setRuntimeDirectory(libraries);
        r.jenkins
                .getGlobalNodeProperties()
                .add(new EnvironmentVariablesNodeProperty(
                        new EnvironmentVariablesNodeProperty.Entry("EXAMPLES", examples)));
        r.jenkins.save();
    }

    private static void begin(JenkinsRule r, String pipeline, String script) throws Throwable {
        WorkflowJob job = r.createProject(WorkflowJob.class, pipeline);
        job.setDefinition(new CpsFlowDefinition(script, true));
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        r.waitForMessage("[ml-pipeline] fitting ", build);
    }

    private static String end(JenkinsRule r, String pipeline) throws Throwable {
        WorkflowRun build =
                r.jenkins.getItemByFullName(pipeline, WorkflowJob.class).getBuildByNumber(1);
        r.assertBuildStatusSuccess(r.waitForCompletion(build));
        return JenkinsRule.getLog(build);
    }
}
