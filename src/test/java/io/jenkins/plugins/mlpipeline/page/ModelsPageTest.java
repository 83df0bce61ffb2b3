package io.jenkins.plugins.mlpipeline.page;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.index.IndexedBuilds;
import io.jenkins.plugins.mlpipeline.index.IndexedModel;
import io.jenkins.plugins.mlpipeline.index.ModelIndex;
import io.jenkins.plugins.mlpipeline.report.MlPipelineAction;
import java.util.List;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.MockFolder;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The page of all models, made from the index that builds bring up to date. */
@WithJenkins
class ModelsPageTest {
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
    void aControllerWithoutModelsHasAnEmptyPageAndNoLinkToIt() throws Exception {
        assertThat(Jenkins.get().getExtensionList(ModelsPage.class).get(0).getIconFileName())
                .isNull();
        try (JenkinsRule.WebClient web = j.createWebClient()) {
            assertThat(web.goTo("ml-models/").asNormalizedText())
                    .contains("No job that you may read has trained, validated or gated a model yet.");
        }
    }

    @Test
    void theNewestVerdictAndTheCourseOfTheHeadlineAreShown() throws Exception {
        WorkflowJob job = gated("gate", "accuracy>=0.5");
        j.assertBuildStatus(Result.SUCCESS, job.scheduleBuild2(0));
        job.setDefinition(gated("other", "accuracy>=0.999").getDefinition());
        j.assertBuildStatus(Result.FAILURE, job.scheduleBuild2(0));

        try (JenkinsRule.WebClient web = j.createWebClient()) {
            HtmlPage page = web.goTo("ml-models/");
            assertThat(page.asNormalizedText()).contains("1 of 1 models", "FAIL", "accuracy", "#2");
            assertThat(page.getWebResponse().getContentAsString())
                    .contains("accuracy of the last 2 builds: from ")
                    .contains("/job/gate/2/ml-pipeline/model/");
            assertThat(models(web, "")).isEqualTo(List.of("gate/model #2 FAIL"));
            assertThat(models(web, "&state=PASS")).isEmpty();
        }
    }

    @Test
    void everybodySeesTheModelsOfJobsThatTheyMayRead() throws Exception {
        model(j.createFreeStyleProject("open"), "a");
        model(j.createFreeStyleProject("secret"), "b");
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("alice")
                .grant(Item.READ)
                .onItems(j.jenkins.getItem("open"))
                .to("alice"));

        try (JenkinsRule.WebClient web = j.createWebClient().login("alice")) {
            HtmlPage page = web.goTo("ml-models/");
            assertThat(page.asNormalizedText())
                    .contains("1 of 1 models", "open")
                    .doesNotContain("secret");
            assertThat(models(web, "")).isEqualTo(List.of("open/a #1 null"));
        }
    }

    @Test
    void folderTaskStateAndNameAreAskedForAndFiftyAreAPage() throws Exception {
        MockFolder folder = j.createFolder("bank");
        FreeStyleProject many = folder.createProject(FreeStyleProject.class, "many");
        FreeStyleBuild build = many.scheduleBuild2(0).get();
        for (int i = 0; i < 51; i++) {
            MlPipelineAction.of(build).trained("m" + i, "random_forest", null);
        }
        ended(build);
        model(j.createFreeStyleProject("top"), "alone");

        try (JenkinsRule.WebClient web = j.createWebClient()) {
            assertThat(models(web, "")).hasSize(50);
            assertThat(models(web, "&page=2")).hasSize(2);
            assertThat(models(web, "&folder=bank&page=2")).hasSize(1);
            assertThat(models(web, "&folder=ban")).isEmpty();
            assertThat(models(web, "&q=TOP/")).isEmpty();
            assertThat(models(web, "&q=ALONE")).isEqualTo(List.of("top/alone #1 null"));
            assertThat(models(web, "&state=NONE&order=name&page=2").get(1)).isEqualTo("top/alone #1 null");
            assertThat(models(web, "&task=binary")).isEmpty();
            assertThat(web.goTo("ml-models/?folder=bank").getWebResponse().getContentAsString())
                    .contains("href=\"?page=2&amp;folder=bank\"");
        }
    }

    @Test
    void theIndexGoesWithItsJobAndForgetsWhatIsDeleted() throws Exception {
        FreeStyleProject job = j.createFreeStyleProject("before");
        model(job, "a");
        model(job, "a");
        job.renameTo("after");
        assertThat(ModelIndex.get().jobs()).containsExactly("after");
        assertThat(ModelIndex.get().of("after")).extracting(IndexedModel::build).containsExactly(2);

        job.getBuildByNumber(2).delete();
        assertThat(ModelIndex.get().of("after")).extracting(IndexedModel::build).containsExactly(1);

        job.delete();
        assertThat(ModelIndex.get().jobs()).isEmpty();
    }

    private static WorkflowJob gated(String name, String gate) throws Exception {
        return Bench.job(name, Bench.script("gateAny").replace("ARGUMENTS", ", gates: ['" + gate + "']"));
    }

    private void model(FreeStyleProject job, String id) throws Exception {
        FreeStyleBuild build = j.buildAndAssertSuccess(job);
        MlPipelineAction.of(build).trained(id, "random_forest", null);
        ended(build);
    }

    /** As when the record was there before the build ended. */
    private static void ended(Run<?, ?> build) {
        Jenkins.get().getExtensionList(IndexedBuilds.class).get(0).onCompleted(build, null);
    }

    private static List<String> models(JenkinsRule.WebClient web, String asked) throws Exception {
        JSONObject api = JSONObject.fromObject(web.goTo("ml-models/api/json?depth=2" + asked, "application/json")
                .getWebResponse()
                .getContentAsString());
        assertThat(api.getBoolean("complete")).isTrue();
        return api.getJSONObject("found").getJSONArray("models").stream()
                .map(JSONObject.class::cast)
                .map(m -> m.getString("job") + "/" + m.getString("id") + " #" + m.getInt("build") + " "
                        + m.get("verdict"))
                .toList();
    }
}
