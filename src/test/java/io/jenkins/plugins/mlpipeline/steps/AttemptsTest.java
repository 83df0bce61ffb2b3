package io.jenkins.plugins.mlpipeline.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Label;
import hudson.model.Result;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Origin;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.record.RecordFolder;
import io.jenkins.plugins.mlpipeline.report.MlPipelineAction;
import io.jenkins.plugins.mlpipeline.report.ModelArchive;
import io.jenkins.plugins.mlpipeline.report.ModelRecord;
import org.jenkinsci.plugins.pipeline.modeldefinition.actions.RestartDeclarativePipelineAction;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A block that is tried again, and a build that begins in the middle of another. */
@WithJenkins
class AttemptsTest {
    private static JenkinsRule j;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        j = rule;
        Bench.configure();
        j.createOnlineSlave(Label.get("agent"));
    }

    @Test
    void aNewAttemptRecordsAnewWhatTheOneThatFailedRecorded() throws Exception {
        WorkflowRun build = j.buildAndAssertSuccess(Bench.job("retriedPipeline"));

        j.assertLogContains("attempts 2", build);
        ModelRecord record =
                build.getAction(MlPipelineAction.class).model("model").orElseThrow();
        assertThat(record.getVerdict()).isEqualTo("PASS");
        assertThat(record.getModelDigest()).isEqualTo(record.getTrainedDigest());
        assertThat(RecordFolder.of(build, "model").gate().orElseThrow().gates()).hasSize(1);
    }

    @Test
    void anIdOfAStepBeforeTheBlockStaysTaken() throws Exception {
        WorkflowRun build = j.buildAndAssertStatus(Result.FAILURE, Bench.job("retriedAttempts"));

        j.assertLogContains("an agent was lost", build);
        j.assertLogContains(
                "The id \"before\" was already used by another mlGate of this build. Give each model its own id, for example"
                        + " id: 'challenger'.",
                build);
        j.assertLogNotContains("The id \"model\" was already used", build);
        j.assertLogNotContains("The id \"first\" was already used", build);
    }

    @Test
    void twoStepsOfOneAttemptStillNeedTwoIds() throws Exception {
        WorkflowRun build = j.buildAndAssertStatus(Result.FAILURE, Bench.job("retriedTwice"));

        j.assertLogContains("The id \"model\" was already used by another mlGate of this build.", build);
    }

    @Test
    void aBuildThatBeginsAtTheGateJudgesWhatTheOriginalOneValidated() throws Exception {
        WorkflowJob job = Bench.job("restartedAtGate");
        WorkflowRun first = j.buildAndAssertSuccess(job);
        ModelRecord theirs =
                first.getAction(MlPipelineAction.class).model("model").orElseThrow();

        WorkflowRun second = restarted(job, first, "gate", 2);
        WorkflowRun third = restarted(job, second, "gate", 3);

        j.assertLogContains(
                "[ml-pipeline] this build was restarted from a stage of #1 after the validation: what is judged is the"
                        + " evaluation of model \"model\" that #1 recorded",
                second);
        for (WorkflowRun build : new WorkflowRun[] {second, third}) {
            ModelRecord ours =
                    build.getAction(MlPipelineAction.class).model("model").orElseThrow();
            assertThat(ours.getVerdict()).isEqualTo("PASS");
            assertThat(ours.isDeployable()).isTrue();
            assertThat(ours.isArchived()).isTrue();
            assertThat(ours.getModelDigest()).isEqualTo(theirs.getModelDigest());
            assertThat(ours.getAlgorithm()).isEqualTo("random_forest");
            assertThat(ModelArchive.hashed(build, ours.getModelDigest())
                            .orElseThrow()
                            .digest())
                    .isEqualTo(ours.getModelDigest());
            GateResult gate = RecordFolder.of(build, "model").gate().orElseThrow();
            assertThat(gate.origin().source()).isEqualTo(Origin.Source.RECORDED);
            assertThat(RecordFolder.of(build, "model").outcomes()).isRegularFile();
        }
        j.assertLogNotContains("restarted from a stage", first);
    }

    private WorkflowRun restarted(WorkflowJob job, WorkflowRun build, String stage, int number) throws Exception {
        build.getAction(RestartDeclarativePipelineAction.class).run(stage);
        j.waitUntilNoActivity();
        WorkflowRun restarted = job.getBuildByNumber(number);
        return j.assertBuildStatusSuccess(restarted);
    }
}
