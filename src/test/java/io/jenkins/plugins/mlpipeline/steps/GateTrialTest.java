package io.jenkins.plugins.mlpipeline.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.FormValidation;
import io.jenkins.plugins.mlpipeline.Bench;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What gates that are being written would have said of the last build. */
@WithJenkins
class GateTrialTest {
    private static JenkinsRule j;

    @BeforeAll
    static void start(JenkinsRule rule) {
        j = rule;
    }

    @AfterEach
    void clear() throws Exception {
        Bench.clear();
    }

    private static WorkflowJob gated() throws Exception {
        return Bench.job("gated", Bench.script("gateAny").replace("ARGUMENTS", ", gates: ['accuracy>=0.5']"));
    }

    private static FormValidation tried(Item item, String gates, String id) {
        return j.jenkins.getDescriptorByType(MlGateStep.DescriptorImpl.class).doTryGates(item, gates, id);
    }

    private static List<Path> files(WorkflowRun build) throws Exception {
        try (Stream<Path> files = Files.walk(build.getRootDir().toPath())) {
            return files.sorted().toList();
        }
    }

    @Test
    void theNewestEvaluationIsJudgedAndNothingIsRecorded() throws Exception {
        WorkflowJob job = gated();
        WorkflowRun build = j.buildAndAssertSuccess(job);
        List<Path> before = files(build);

        FormValidation passed = tried(job, "accuracy>=0.5", "");
        assertThat(passed.kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(passed.getMessage()).startsWith("#1 would have been PASS: ").contains("accuracy", "<svg");
        FormValidation failed = tried(job, "accuracy>=0.999\nroc_auc>=0.1", "model");
        assertThat(failed.kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(failed.getMessage())
                .startsWith("#1 would have been FAIL: 1 of 2 gates failed: accuracy; 1 can't be decided: roc_auc.")
                .contains("(Policies of an administrator and uses of the test set are left out.)");
        assertThat(files(build)).isEqualTo(before);
    }

    @Test
    void whatCantBeTriedIsSaid() throws Exception {
        WorkflowJob job = gated();
        assertThat(tried(job, "accuracy>=0.5", "model").getMessage())
                .isEqualTo("No build of this job that has ended has an evaluation of the model &quot;model&quot; yet.");
        assertThat(tried(job, " ", "model").getMessage()).isEqualTo("There is no gate yet that could be tried.");
        assertThat(tried(null, "accuracy>=0.5", "model").getMessage())
                .isEqualTo("Gates are tried where a job is configured, by those who may: open this form below a job.");
        FormValidation wrong = tried(job, "acuracy>=0.5", "model");
        assertThat(wrong.kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(wrong.getMessage()).contains("acuracy");
        assertThat(tried(job, "x".repeat(10_001), "model").getMessage()).contains("10001 characters");
    }

    @Test
    void whoMayNotConfigureTheJobIsToldNothing() throws Exception {
        WorkflowJob job = gated();
        j.buildAndAssertSuccess(job);
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader"));
        try (ACLContext reader = ACL.as(User.getById("reader", true))) {
            assertThat(tried(job, "accuracy>=0.5", "model").getMessage())
                    .isEqualTo(
                            "Gates are tried where a job is configured, by those who may: open this form below a job.");
        }
    }
}
