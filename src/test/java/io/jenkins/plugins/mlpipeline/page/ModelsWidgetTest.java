package io.jenkins.plugins.mlpipeline.page;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.ListView;
import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.index.IndexedBuilds;
import io.jenkins.plugins.mlpipeline.report.MlPipelineAction;
import io.jenkins.plugins.mlpipeline.report.ModelRecord;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.MockFolder;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The box beside a view. */
@WithJenkins
class ModelsWidgetTest {
    private static JenkinsRule j;

    @BeforeAll
    static void start(JenkinsRule rule) {
        j = rule;
    }

    @AfterEach
    void clear() throws Exception {
        Bench.clear();
    }

    private static void judged(FreeStyleProject job, Map<String, String> verdicts) throws Exception {
        FreeStyleBuild build = j.buildAndAssertSuccess(job);
        for (Map.Entry<String, String> model : verdicts.entrySet()) {
            MlPipelineAction action = MlPipelineAction.of(build);
            action.validated(
                    model.getKey(),
                    new ModelRecord.Validated(
                            "model.onnx", null, null, "binary", 10L, Map.of("accuracy", 0.9), List.of(), false));
            action.gated(model.getKey(), model.getValue(), "accuracy is 0.9", false);
        }
        Jenkins.get().getExtensionList(IndexedBuilds.class).get(0).onCompleted((Run<?, ?>) build, null);
    }

    /** The rows of the box; empty without a box. */
    private static List<String> rows(JenkinsRule.WebClient web, String view) throws Exception {
        HtmlPage page = web.goTo(view);
        DomElement box = page.getElementById("ml-models-that-need-you");
        return box == null
                ? List.of()
                : box.querySelectorAll("td.pane").stream()
                        .map(DomNode::asNormalizedText)
                        .map(text -> text.replaceAll("\\s+", " ").strip())
                        .toList();
    }

    @Test
    void aViewSaysWhichModelsOfItsJobsDidNotPass() throws Exception {
        MockFolder bank = j.createFolder("bank");
        judged(bank.createProject(FreeStyleProject.class, "fraud"), Map.of("candidate", "FAIL", "old", "PASS"));
        judged(j.createFreeStyleProject("shop"), Map.of("forest", "PASS"));
        ListView view = new ListView("only-shop", j.jenkins);
        j.jenkins.addView(view);
        view.add(j.jenkins.getItem("shop"));

        try (JenkinsRule.WebClient web = j.createWebClient()) {
            assertThat(rows(web, "")).containsExactly("candidate FAIL bank » fraud accuracy is 0.9", "All models");
            assertThat(rows(web, "job/bank/"))
                    .containsExactly("candidate FAIL bank » fraud accuracy is 0.9", "All models");
            assertThat(rows(web, "view/only-shop/")).isEmpty();

            judged((FreeStyleProject) bank.getItem("fraud"), Map.of("candidate", "PASS"));
            assertThat(rows(web, "")).isEmpty();
        } finally {
            j.jenkins.deleteView(view);
        }
    }

    @Test
    void fiveHaveRoomAndTheRestIsOnThePageOfAll() throws Exception {
        FreeStyleProject job = j.createFreeStyleProject("models");
        judged(job, Map.of("a", "FAIL", "b", "FAIL", "c", "ERROR", "d", "INCONCLUSIVE", "e", "FAIL"));
        try (JenkinsRule.WebClient web = j.createWebClient()) {
            assertThat(rows(web, "")).hasSize(6).contains("c ERROR models accuracy is 0.9", "All models");
            judged(job, Map.of("f", "FAIL"));
            assertThat(rows(web, "")).hasSize(6).contains("There are more: all models");
            HtmlPage all =
                    web.goTo("").getAnchorByText("There are more: all models").click();
            assertThat(all.getUrl()).hasPath("/jenkins/ml-models/");
        }
    }

    @Test
    void whoMayNotReadTheJobSeesNothingOfIt() throws Exception {
        judged(j.createFreeStyleProject("secret"), Map.of("top-secret", "FAIL"));
        j.createFreeStyleProject("open");
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("alice")
                .grant(Item.READ)
                .onItems(j.jenkins.getItem("open"))
                .to("alice"));
        try (JenkinsRule.WebClient web = j.createWebClient().login("alice")) {
            assertThat(rows(web, "")).isEmpty();
            assertThat(web.goTo("").asXml()).doesNotContain("top-secret");
        }
    }
}
