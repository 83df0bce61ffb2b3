package io.jenkins.plugins.mlpipeline.page;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.mlpipeline.Bench;
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
}
