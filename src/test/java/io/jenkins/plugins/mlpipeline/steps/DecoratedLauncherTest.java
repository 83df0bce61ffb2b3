package io.jenkins.plugins.mlpipeline.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import hudson.model.Label;
import hudson.model.Result;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Steps inside a block that starts processes in another environment, as {@code container} does: the agent's caches are not
 * seen there, and there is another {@code java}.
 */
@WithJenkins
class DecoratedLauncherTest {
    @TempDir
    private static Path elsewhere;

    private static JenkinsRule j;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        assumeThat(Elsewheres.exist())
                .as("a mount namespace for the test (unshare)")
                .isTrue();
        j = rule;
        Bench.configure();
        MlPipelineConfiguration.get().setRuntimeDirectory(null);
        Elsewheres.configure(j.jenkins, Elsewheres.java(elsewhere).toString());
        Elsewheres.fillCache(j.jenkins.getRootDir().toPath(), Bench.libraries());
        j.createOnlineSlave(Label.get("agent"));
    }

    @Test
    void theWorkerIsStartedThereWithWhatIsBesideTheWorkspace() throws Exception {
        WorkflowJob job = Bench.job("elsewhere");

        WorkflowRun build = j.buildAndAssertSuccess(job);

        j.assertLogContains("validated on 200 rows", build);
        assertThat(Elsewheres.starts(elsewhere))
                .filteredOn(start -> start.endsWith("/elsewhere"))
                .hasSize(2);
    }

    @Test
    void anAbortLeavesNoProcessThere() throws Exception {
        WorkflowJob job = Bench.job("decoratedEndless", Bench.script("elsewhereEndless"));
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        j.waitForMessage("[ml-pipeline] fitting ", build);
        assertThat(Workers.of(job)).hasSize(1);

        build.doStop();

        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(build));
        Workers.waitForNone(job);
    }
}
