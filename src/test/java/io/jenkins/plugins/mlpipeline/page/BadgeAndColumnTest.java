package io.jenkins.plugins.mlpipeline.page;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.ListView;
import hudson.security.Permission;
import hudson.security.PermissionScope;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.index.IndexedBuilds;
import io.jenkins.plugins.mlpipeline.report.MlPipelineAction;
import jenkins.model.Jenkins;
import org.htmlunit.WebResponse;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The newest verdict outside the plugin's own pages. */
@WithJenkins
class BadgeAndColumnTest {
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
    void theBadgeSaysTheNewestVerdict() throws Exception {
        WorkflowJob job = Bench.job("gate", Bench.script("gateAny").replace("ARGUMENTS", ", gates: ['accuracy>=0.5']"));
        j.buildAndAssertSuccess(job);

        WebResponse badge = badge(null, "job=gate");
        assertThat(badge.getStatusCode()).isEqualTo(200);
        assertThat(badge.getContentType()).isEqualTo("image/svg+xml");
        assertThat(badge.getResponseHeaderValue("Content-Security-Policy")).isEqualTo("default-src 'none'");
        assertThat(badge.getContentAsString()).contains("<title>model: PASS</title>");
        assertThat(badge(null, "job=gate&model=model").getStatusCode()).isEqualTo(200);
        assertThat(badge(null, "job=gate&model=other").getStatusCode()).isEqualTo(404);
        assertThat(badge(null, "job=other").getStatusCode()).isEqualTo(404);
        assertThat(badge(null, "").getStatusCode()).isEqualTo(404);
    }

    /** The permission has the id of the one that the plugin Embeddable Build Status brings. */
    @Test
    void theBadgeIsForReadersAndForThoseWhoMayViewTheStatus() throws Exception {
        FreeStyleProject job = j.createFreeStyleProject("secret");
        trained(job);
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        MockAuthorizationStrategy strategy = new MockAuthorizationStrategy();
        j.jenkins.setAuthorizationStrategy(strategy);
        strategy.grant(Jenkins.READ, Item.READ).everywhere().to("reader");

        assertThat(badge("reader", "job=secret").getContentAsString()).contains("fraud: no gate yet");
        assertThat(badge(null, "job=secret").getStatusCode()).isEqualTo(404);
        Permission status = new Permission(
                Item.PERMISSIONS, "ViewStatus", null, Item.READ, true, new PermissionScope[] {PermissionScope.ITEM});
        strategy.grant(status).everywhere().toEveryone();
        assertThat(badge(null, "job=secret").getContentAsString()).contains("fraud: no gate yet");
    }

    @Test
    void aViewShowsTheModelsOfItsJobs() throws Exception {
        trained(j.createFreeStyleProject("job"));
        j.createFreeStyleProject("plain");
        ListView view = new ListView("all-models", j.jenkins);
        j.jenkins.addView(view);
        view.setIncludeRegex(".*");
        view.getColumns().add(new ModelColumn());
        view.save();

        try (JenkinsRule.WebClient web = j.createWebClient()) {
            String page = web.goTo("view/all-models/").getWebResponse().getContentAsString();
            assertThat(page).contains("/job/job/1/ml-pipeline/fraud/", "no gate yet");
        }
        j.configRoundtrip(view);
        assertThat(view.getColumns().get(ModelColumn.class)).isNotNull();
    }

    private void trained(FreeStyleProject job) throws Exception {
        FreeStyleBuild build = j.buildAndAssertSuccess(job);
        MlPipelineAction.of(build).trained("fraud", "random_forest", null);
        Jenkins.get().getExtensionList(IndexedBuilds.class).get(0).onCompleted(build, null);
    }

    private WebResponse badge(String user, String asked) throws Exception {
        try (JenkinsRule.WebClient web = j.createWebClient().withThrowExceptionOnFailingStatusCode(false)) {
            if (user != null) {
                web.login(user);
            }
            return web.goTo("ml-badge/verdict.svg?" + asked, null).getWebResponse();
        }
    }
}
