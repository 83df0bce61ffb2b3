package io.jenkins.plugins.mlpipeline.page;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Origin;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.report.EvaluationRecorder;
import io.jenkins.plugins.mlpipeline.report.MlPipelineAction;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The models of a job over its builds, on the job's page and on their own. */
@WithJenkins
class JobModelsTest {
    private static JenkinsRule j;

    @BeforeAll
    static void start(JenkinsRule rule) {
        j = rule;
    }

    @AfterEach
    void clear() throws Exception {
        Bench.clear();
    }

    @Test
    void aJobWithoutModelsHasNoPageOfThem() throws Exception {
        FreeStyleProject job = j.createFreeStyleProject("plain");
        j.buildAndAssertSuccess(job);

        try (JenkinsRule.WebClient web = j.createWebClient().withThrowExceptionOnFailingStatusCode(false)) {
            assertThat(web.goTo("job/plain/").asNormalizedText()).doesNotContain("All models and builds");
            assertThat(web.getPage(job, "ml-pipeline/").getWebResponse().getStatusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void aModelThatWasOnlyTrainedHasARowAndNoTrend() throws Exception {
        FreeStyleProject job = j.createFreeStyleProject("train");
        FreeStyleBuild build = j.buildAndAssertSuccess(job);
        MlPipelineAction.of(build).trained("fraud", "random_forest", "sha256:" + "a".repeat(64));

        try (JenkinsRule.WebClient web = j.createWebClient()) {
            assertThat(web.goTo("job/train/").asNormalizedText())
                    .contains("fraud", "trained: random_forest", "All models and builds");
            assertThat(web.getPage(job, "ml-pipeline/").asNormalizedText())
                    .contains("A trend needs two builds that have the metric.", "#1", "aaaaaaaaaaaa");
        }
    }

    @Test
    void theTrendLeadsToTheBuildsAndSaysWhatWasDemanded() throws Exception {
        WorkflowJob job = Bench.job("gate", Bench.script("gateAny").replace("ARGUMENTS", ", gates: ['accuracy>=0.5']"));
        j.buildAndAssertSuccess(job);
        j.buildAndAssertSuccess(job);

        try (JenkinsRule.WebClient web = j.createWebClient()) {
            HtmlPage page = web.getPage(job, "ml-pipeline/");
            String svg = page.getWebResponse().getContentAsString();
            assertThat(svg)
                    .contains("job/gate/1/ml-pipeline/", "job/gate/2/ml-pipeline/")
                    .contains("demanded 0.5, PASS");
            assertThat(page.getByXPath("//*[local-name()='svg' and contains(@class,'trend')]//*[local-name()='a']"))
                    .hasSize(2);
            String api = web.goTo("job/gate/ml-pipeline/api/json?depth=1", "application/json")
                    .getWebResponse()
                    .getContentAsString();
            assertThat(api).contains("\"number\":2", "\"limit\":0.5", "\"verdict\":\"PASS\"");
            assertThat(web.goTo("job/gate/").asNormalizedText()).contains("PASS. The gate passed.");
        }
        assertThat(job.getBuildByNumber(2)
                        .getAction(MlPipelineAction.class)
                        .getCards()
                        .get(0)
                        .getChange()
                        .isSameModel())
                .isTrue();
    }

    @Test
    void whatTheBuildsSayTogetherStandsBelowTheTrend() throws Exception {
        FreeStyleProject job = j.createFreeStyleProject("history");
        for (int i = 1; i <= 24; i++) {
            FreeStyleBuild build = j.buildAndAssertSuccess(job);
            EvaluationRecorder.record(
                    build,
                    "fraud",
                    evaluation(i <= 12 ? 0.76 : 0.7, i <= 12 ? "a" : "b"),
                    Origin.Source.RECORDED,
                    false);
        }

        try (JenkinsRule.WebClient web = j.createWebClient()) {
            assertThat(web.getPage(job, "ml-pipeline/").asNormalizedText())
                    .contains("What these builds say together")
                    .contains("#24: accuracy 0.7 is what the 11 values before explain (0.7 to 0.7).")
                    .contains(
                            "Since #13 accuracy is another: 0.7 in place of 0.76 (medians). Together with it changed: test"
                                    + " data (sha256:" + "a".repeat(32) + "\u2026 -> sha256:" + "b".repeat(32)
                                    + "\u2026, its only change).");
            assertThat(web.getPage(job, "ml-pipeline/?metric=log_loss").asNormalizedText())
                    .doesNotContain("Since #13 log_loss");
        }
    }

    private static Evaluation evaluation(double accuracy, String data) {
        return Json.parse("""
            {"schemaVersion": 1, "task": "binary", "labels": ["no", "yes"],
             "model": {"name": "m", "digest": "sha256:%s", "format": "onnx", "sizeBytes": 1},
             "data": {"name": "t.csv", "sha256": "sha256:%s", "rows": 100, "columns": ["x", "outcome"]},
             "metrics": {"accuracy": {"value": %s, "n": 100}}, "warnings": [], "createdAt": "2026-11-25T00:00:00Z"}
            """.formatted("c".repeat(64), data.repeat(64), accuracy), Evaluation.class, "evaluation");
    }
}
