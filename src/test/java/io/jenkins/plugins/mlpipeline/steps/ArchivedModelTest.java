package io.jenkins.plugins.mlpipeline.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import hudson.model.Label;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.User;
import hudson.slaves.EnvironmentVariablesNodeProperty;
import hudson.slaves.EnvironmentVariablesNodeProperty.Entry;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.OneJenkins;
import io.jenkins.plugins.mlpipeline.report.MlPipelineAction;
import io.jenkins.plugins.mlpipeline.report.ModelArchive;
import io.jenkins.plugins.mlpipeline.report.ModelRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jenkins.model.Jenkins;
import jenkins.security.QueueItemAuthenticatorConfiguration;
import jenkins.util.VirtualFile;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.MockQueueItemAuthenticator;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A model that one job archived is validated by another. */
@WithJenkins
class ArchivedModelTest {
    private static JenkinsRule j;
    private String digest;
    private WorkflowJob consumer;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        j = rule;
        j.createOnlineSlave(Label.get("agent"));
    }

    @BeforeEach
    void archive() throws Exception {
        OneJenkins.clean();
        Bench.configure();
        WorkflowRun trained = j.buildAndAssertSuccess(Bench.job("trainer", Bench.script("trainValidateGate")));
        digest = record(trained).getModelDigest();
        consumer = Bench.job("archivedModel");
        j.jenkins.getGlobalNodeProperties().add(new EnvironmentVariablesNodeProperty(new Entry("DIGEST", digest)));
    }

    @Test
    void theDigestFindsTheBytes() throws Exception {
        WorkflowRun build = j.buildAndAssertSuccess(consumer);

        j.assertLogContains("validated " + digest + " on 1000 rows", build);
        assertThat(record(build).getModelDigest()).isEqualTo(digest);
        assertThat(record(build).isArchived()).isTrue();
        // What tells which rows the model learnt from came with it, and is no part of what the digest is about.
        assertThat(ModelArchive.root(build, digest).list())
                .extracting(VirtualFile::getName)
                .containsExactlyInAnyOrder("model.onnx", "model.json", "training-rows.bin");
    }

    @Test
    void aBuildReadsWhatItsUserMayReadAndNoMore() throws Exception {
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, hudson.model.Computer.BUILD)
                .everywhere()
                .toAuthenticated()
                .grant(Item.READ)
                .onItems(j.jenkins.getItem("trainer"))
                .to("reader"));

        runAs("reader");
        j.buildAndAssertSuccess(consumer);

        runAs("stranger");
        j.assertLogContains(
                "ERROR: There is no job \"trainer\" that this build may read. It runs as the user \"stranger\"."
                        + " Name another job, or give that user Item/Read on it.",
                j.buildAndAssertStatus(Result.FAILURE, consumer));
    }

    @Test
    void aBuildOfTheSystemReadsWhatEveryUserMayRead() throws Exception {
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(
                new MockAuthorizationStrategy().grant(Jenkins.READ).everywhere().toEveryone());
        j.assertLogContains(
                "ERROR: There is no job \"trainer\" that this build may read.",
                j.buildAndAssertStatus(Result.FAILURE, consumer));

        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .toAuthenticated());
        j.buildAndAssertSuccess(consumer);
    }

    @Test
    void aDigestThatNobodyArchivedIsNamed() throws Exception {
        j.jenkins
                .getItemByFullName("trainer", WorkflowJob.class)
                .getBuilds()
                .get(0)
                .delete();

        j.assertLogContains(
                "ERROR: No build of \"trainer\" that this build may read has archived the model " + digest + ".",
                j.buildAndAssertStatus(Result.FAILURE, consumer));
    }

    @Test
    void anArchivedModelWhoseBytesChangedIsNotUsed() throws Exception {
        Run<?, ?> trained = j.jenkins
                .getItemByFullName("trainer", WorkflowJob.class)
                .getBuilds()
                .get(0);
        Path archived = trained.getArtifactsDir()
                .toPath()
                .resolve(ModelArchive.path(digest))
                .resolve("model.onnx");
        byte[] bytes = Files.readAllBytes(archived);
        bytes[bytes.length / 2] ^= 1;
        Files.write(archived, bytes);

        WorkflowRun build = j.buildAndAssertStatus(Result.FAILURE, consumer);

        j.assertLogContains(
                "ERROR: The model that trainer #1 archived is no longer " + digest
                        + ": its files changed on the controller after the build. It is not used; bring them back from a"
                        + " backup, or train and validate anew.",
                build);
        assertThat(build.getAction(MlPipelineAction.class).getModels()).isEmpty();
    }

    private void runAs(String user) throws IOException {
        QueueItemAuthenticatorConfiguration.get()
                .getAuthenticators()
                .replace(new MockQueueItemAuthenticator()
                        .authenticate(
                                consumer.getFullName(), User.getById(user, true).impersonate2()));
    }

    private static ModelRecord record(Run<?, ?> build) {
        return build.getAction(MlPipelineAction.class).model("model").orElseThrow();
    }
}
