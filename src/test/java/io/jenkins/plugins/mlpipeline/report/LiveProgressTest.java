package io.jenkins.plugins.mlpipeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import hudson.model.Label;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.live.RunningSteps;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.htmlunit.Page;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** How far a step is, while it runs. */
@WithJenkins
class LiveProgressTest {
    private JenkinsRule j;

    @BeforeEach
    void configure(JenkinsRule rule) throws Exception {
        j = rule;
        Bench.configure();
        j.createOnlineSlave(Label.get("agent"));
    }

    @Test
    void theBuildsPageAsksHowFarAStepIsUntilTheBuildEnds() throws Exception {
        WorkflowJob job = Bench.job("longTraining");
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        j.waitForMessage("[ml-pipeline] fitting ", build);

        try (JenkinsRule.WebClient web = j.createWebClient()) {
            // The script of the page asks again and again; here it is asked by hand.
            web.getOptions().setJavaScriptEnabled(false);
            assertThat(web.getPage(build).getWebResponse().getContentAsString())
                    .contains("data-url=\"ml-pipeline/~live\"", "/report/live.js");
            JSONObject live = live(web, build);
            assertThat(live.getBoolean("building")).isTrue();
            JSONObject step = live.getJSONArray("steps").getJSONObject(0);
            assertThat(live.getJSONArray("steps").size()).isOne();
            assertThat(step.getString("step")).isEqualTo("mlTrain");
            assertThat(step.getString("id")).isEqualTo("model");
            assertThat(step.getString("stage")).isEqualTo("fitting");
            assertThat(step.getLong("total")).isPositive();

            j.assertBuildStatusSuccess(j.waitForCompletion(build));
            live = live(web, build);
            assertThat(live.getBoolean("building")).isFalse();
            assertThat(live.getJSONArray("steps").size()).isZero();
            assertThat(web.getPage(build).getWebResponse().getContentAsString())
                    .contains("\"ml-pipeline/model/\"")
                    .doesNotContain("~live");
        }
        assertThat(build.getRootDir().toPath().resolve("build.xml"))
                .content()
                .doesNotContain("fitting")
                .doesNotContain("RunningStep");
    }

    @Test
    void aStoppedStepIsGone() throws Exception {
        WorkflowRun build = Bench.job("longTraining").scheduleBuild2(0).waitForStart();
        j.waitForMessage("[ml-pipeline] fitting ", build);
        assertThat(RunningSteps.get().of(build)).hasSize(1);
        build.doStop();
        j.waitForCompletion(build);
        assertThat(RunningSteps.get().of(build)).isEmpty();
    }

    @Test
    void whoMayNotReadTheJobIsNotTold() throws Exception {
        WorkflowRun build = Bench.job("longTraining").scheduleBuild2(0).waitForStart();
        j.waitForMessage("[ml-pipeline] fitting ", build);
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("alice")
                .grant(Jenkins.READ, Item.DISCOVER)
                .everywhere()
                .to("bob"));
        try (JenkinsRule.WebClient web = j.createWebClient().login("alice")) {
            web.assertFails(build.getUrl() + "ml-pipeline/~live", 404);
        }
        try (JenkinsRule.WebClient web = j.createWebClient().login("bob")) {
            web.assertFails(build.getUrl() + "ml-pipeline/~live", 403);
        }
        build.doStop();
        j.waitForCompletion(build);
    }

    private static JSONObject live(JenkinsRule.WebClient web, WorkflowRun build) throws Exception {
        Page page = web.goTo(build.getUrl() + "ml-pipeline/~live", "application/json");
        assertThat(page.getWebResponse().getResponseHeaderValue("Cache-Control"))
                .isEqualTo("no-store");
        return JSONObject.fromObject(page.getWebResponse().getContentAsString());
    }
}
