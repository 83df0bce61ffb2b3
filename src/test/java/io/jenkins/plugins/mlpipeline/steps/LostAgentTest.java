package io.jenkins.plugins.mlpipeline.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Slave;
import io.jenkins.plugins.mlpipeline.Bench;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.steps.ExecutorStepExecution;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Agents are processes of their own here, and are killed. */
@Tag("slow")
@WithJenkins
class LostAgentTest {
    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    private final long patience = ExecutorStepExecution.TIMEOUT_WAITING_FOR_NODE_MILLIS;
    private JenkinsRule j;

    @BeforeEach
    void configure(JenkinsRule rule) throws Exception {
        j = rule;
        Bench.configure();
    }

    @AfterEach
    void restore() {
        ExecutorStepExecution.TIMEOUT_WAITING_FOR_NODE_MILLIS = patience;
    }

    @Test
    void workGoesOnWhileTheAgentIsAway() throws Exception {
        agent("first");
        WorkflowJob job = Bench.job("lostTraining", Bench.script("longTraining"));
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        j.waitForMessage("[ml-pipeline] fitting ", build);
        long worker = Workers.of(job).get(0).pid();

        agents.stop(j, "first");
        assertThat(Workers.of(job)).extracting(ProcessHandle::pid).containsExactly(worker);
        agents.start(j, "first");

        j.assertBuildStatusSuccess(j.waitForCompletion(build));
        assertThat(JenkinsRule.getLog(build)).containsOnlyOnce("[ml-pipeline] reading");
        assertThat(Workers.of(job)).isEmpty();
    }

    @Test
    void retryTakesAnotherAgentWhenTheFirstIsGone() throws Exception {
        ExecutorStepExecution.TIMEOUT_WAITING_FOR_NODE_MILLIS = 1000;
        Slave first = agent("first");
        WorkflowJob job = Bench.job("retriedTraining");
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        j.waitForMessage("[ml-pipeline] fitting ", build);

        agents.stop("first");
        j.jenkins.removeNode(first);
        agent("second");

        j.assertBuildStatusSuccess(j.waitForCompletion(build));
        j.assertLogContains("attempts 2", build);
        Workers.of(job).forEach(ProcessHandle::destroyForcibly);
    }

    private Slave agent(String name) throws Exception {
        return agents.createAgent(
                j,
                InboundAgentExtension.Options.newBuilder()
                        .name(name)
                        .label("agent")
                        .build());
    }
}
