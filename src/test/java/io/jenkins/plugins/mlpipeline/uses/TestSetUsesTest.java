package io.jenkins.plugins.mlpipeline.uses;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Result;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.record.RecordFolder;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The jobs of a folder share the uses of a test set; deleted builds do not give them back. */
@WithJenkins
class TestSetUsesTest {
    private static final String OTHER_MODEL = "b".repeat(64);

    @Test
    void theUsesOfATestSetRunOutForAllJobsOfAFolder(JenkinsRule j) throws Exception {
        Folder folder = j.createProject(Folder.class, "risk");
        WorkflowJob first = job(folder, "first", Bench.script("testSetUses"));
        WorkflowRun passed = j.buildAndAssertSuccess(first);
        j.assertLogContains("PASS test-set-uses: This is use 1 of 1 of the test set.", passed);
        j.assertLogContains(
                "PASS test-set-uses: This is use 1 of 1 of the test set; deciding about the same model again costs nothing.",
                j.buildAndAssertSuccess(first));
        passed.delete();

        WorkflowJob second = job(folder, "second", other(Bench.script("testSetUses")));
        WorkflowRun refused = j.buildAndAssertStatus(Result.UNSTABLE, second);
        j.assertLogContains(
                "INCONCLUSIVE test-set-uses: The test set was used for 1 other model and 1 use is allowed, so a good result"
                        + " may be luck by now; take a fresh test set.",
                refused);
        assertThat(RecordFolder.of(refused, "model").gate().orElseThrow().deployable())
                .isFalse();

        Folder elsewhere = j.createProject(Folder.class, "other");
        j.buildAndAssertSuccess(job(elsewhere, "third", other(Bench.script("testSetUses"))));
    }

    private static WorkflowJob job(Folder folder, String name, String script) throws Exception {
        WorkflowJob job = folder.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    /** The evaluation of another model on the same rows. */
    private static String other(String script) {
        return script.replaceFirst("sha256:[0-9a-f]{64}", "sha256:" + OTHER_MODEL);
    }
}
