package io.jenkins.plugins.mlpipeline.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class SettingsPageTest {
    private JenkinsRule j;

    @BeforeEach
    void setUp(JenkinsRule jenkins) {
        j = jenkins;
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ)
                .everywhere()
                .to("reader"));
    }

    @Test
    void theSystemPageLeadsToItAndChangesNothing() throws Exception {
        MlPipelineConfiguration configuration = MlPipelineConfiguration.get();
        configuration.setPolicies(List.of(new GatePolicy("", "accuracy>=0.9")));
        IncidentConfiguration.get().setCredentialsId("alertmanager");
        try (JenkinsRule.WebClient web = j.createWebClient().login("admin")) {
            HtmlPage system = web.goTo("manage/configure");
            assertThat(system.getElementsByName("_.defaultHeap")).isEmpty();
            j.submit(system.getFormByName("config"));
            assertThat(configuration.getPolicies())
                    .extracting(GatePolicy::getGates)
                    .containsExactly("accuracy>=0.9");
            assertThat(IncidentConfiguration.get().getCredentialsId()).isEqualTo("alertmanager");

            HtmlPage settings = web.goTo("manage/configure")
                    .getAnchorByText("The settings of ML Pipeline have a page of their own")
                    .click();
            assertThat(settings.getUrl()).hasPath("/jenkins/manage/ml-pipeline/");
            assertThat(settings.querySelectorAll(".jenkins-section__title")).hasSize(7);
            HtmlPage again = (HtmlPage) j.submit(settings.getFormByName("config"));
            assertThat(again.getUrl()).hasPath("/jenkins/manage/ml-pipeline/");
            HtmlPage check = again.getAnchorByText("Try the settings").click();
            assertThat(check.getAnchorByText("Change the configuration").getHrefAttribute())
                    .isEqualTo("/jenkins/manage/ml-pipeline/");
        }
    }

    @Test
    void whoIsNoAdministratorNeitherSeesNorStoresIt() throws Exception {
        try (JenkinsRule.WebClient web =
                j.createWebClient().withThrowExceptionOnFailingStatusCode(false).login("reader")) {
            assertThat(web.goTo("manage/ml-pipeline/").getWebResponse().getStatusCode())
                    .isEqualTo(403);
            WebRequest post = new WebRequest(web.createCrumbedUrl("manage/ml-pipeline/configure"), HttpMethod.POST);
            assertThat(web.getPage(post).getWebResponse().getStatusCode()).isEqualTo(403);
        }
    }
}
