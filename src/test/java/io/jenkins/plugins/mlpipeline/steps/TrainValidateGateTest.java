package io.jenkins.plugins.mlpipeline.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Label;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.engine.comparison.OutcomesFile;
import io.jenkins.plugins.mlpipeline.engine.gate.SliceOutcome;
import io.jenkins.plugins.mlpipeline.record.RecordFolder;
import io.jenkins.plugins.mlpipeline.report.MlPipelineAction;
import io.jenkins.plugins.mlpipeline.report.ModelRecord;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class TrainValidateGateTest {
    private JenkinsRule j;

    @BeforeEach
    void configure(JenkinsRule rule) throws Exception {
        j = rule;
        Bench.configure();
        j.createOnlineSlave(Label.get("agent"));
    }

    @Test
    void aModelIsTrainedValidatedAndPasses() throws Exception {
        WorkflowRun build = j.buildAndAssertSuccess(Bench.job("trainValidateGate"));

        j.assertLogContains("trained random_forest sha256:", build);
        j.assertLogContains("of 200 rows", build);
        j.assertLogContains("verdict PASS, passed true, 2 gates", build);
        ModelRecord record =
                build.getAction(MlPipelineAction.class).model("model").orElseThrow();
        assertThat(record.getAlgorithm()).isEqualTo("random_forest");
        assertThat(record.getMetrics()).containsKeys("accuracy", "roc_auc");
        assertThat(record.getModelDigest()).isEqualTo(record.getTrainedDigest());
        assertThat(record.getVerdict()).isEqualTo("PASS");
        assertThat(record.isArchived()).isTrue();
        assertThat(OutcomesFile.read(RecordFolder.of(build, "model").outcomes())
                        .header()
                        .model()
                        .digest())
                .isEqualTo(record.getModelDigest());
    }

    @Test
    void severalFilesAreValidatedTogetherAndEachIsJudged() throws Exception {
        WorkflowRun build = j.buildAndAssertSuccess(Bench.job("severalFiles"));

        j.assertLogContains("one file: 120 rows", build);
        j.assertLogContains("two files: 200 rows", build);
        j.assertLogContains("verdict PASS", build);
        RecordFolder record = RecordFolder.of(build, "model");
        assertThat(record.evaluation().orElseThrow().data().fileNames()).containsExactly("north.csv", "south.csv");
        assertThat(record.gate().orElseThrow().gates().get(0).slices())
                .extracting(SliceOutcome::slice)
                .containsExactly("north.csv", "south.csv");
        try (JenkinsRule.WebClient web = j.createWebClient()) {
            assertThat(web.getPage(build, "ml-pipeline/model/").getWebResponse().getContentAsString())
                    .contains("By file", "north.csv", "south.csv", "200 rows of north.csv, south.csv");
        }
    }
}
