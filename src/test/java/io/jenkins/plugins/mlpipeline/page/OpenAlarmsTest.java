package io.jenkins.plugins.mlpipeline.page;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.index.IndexedBuilds;
import io.jenkins.plugins.mlpipeline.report.MlPipelineAction;
import io.jenkins.plugins.mlpipeline.report.ModelRecord;
import io.jenkins.plugins.mlpipeline.watches.LookStore;
import io.jenkins.plugins.mlpipeline.watches.RecordedLook;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What is wrong with models, on the page of all models. */
@WithJenkins
class OpenAlarmsTest {
    private static final String DIGEST = "sha256:" + "a".repeat(64);

    private static JenkinsRule j;

    @BeforeAll
    static void start(JenkinsRule rule) {
        j = rule;
    }

    @AfterEach
    void clear() throws Exception {
        Bench.clear();
    }

    private static void look(String watch, int minutes, String state, String message) throws Exception {
        LookStore.get()
                .add(
                        DIGEST,
                        new RecordedLook(
                                "watcher",
                                watch,
                                1,
                                Instant.parse("2026-11-01T10:00:00Z")
                                        .plusSeconds(60L * minutes)
                                        .toString(),
                                null,
                                state,
                                message,
                                Map.of()));
    }

    private static void model(FreeStyleProject job, String id, String digest) throws Exception {
        FreeStyleBuild build = j.buildAndAssertSuccess(job);
        MlPipelineAction.of(build)
                .validated(
                        id,
                        new ModelRecord.Validated(
                                "model.onnx", digest, null, "binary", 10L, Map.of("accuracy", 0.9), List.of(), false));
        Jenkins.get().getExtensionList(IndexedBuilds.class).get(0).onCompleted((Run<?, ?>) build, null);
    }

    private static List<String> alarms(JenkinsRule.WebClient web, String more) throws Exception {
        JSONArray models = JSONObject.fromObject(web.goTo("ml-models/api/json?depth=3" + more, "application/json")
                        .getWebResponse()
                        .getContentAsString())
                .getJSONObject("found")
                .getJSONArray("models");
        return models.stream()
                .map(JSONObject.class::cast)
                .map(model -> model.getString("id")
                        + model.getJSONArray("alarms").stream()
                                .map(JSONObject.class::cast)
                                .map(alarm -> " " + alarm.getString("sentence") + " " + alarm.getString("url"))
                                .reduce("", String::concat))
                .toList();
    }

    @Test
    void theLastLookOfEachWatchCountsAndModelsWithAlarmsCanBeAskedFor() throws Exception {
        j.createFreeStyleProject("watcher");
        FreeStyleProject job = j.createFreeStyleProject("models");
        model(job, "quiet", "sha256:" + "b".repeat(64));
        model(job, "loud", DIGEST);
        look("drift", 0, "quiet", "nothing");
        look("drift", 1, "alarm", "<b>age</b> drifted");
        look("labels", 1, "quiet", "nothing");

        try (JenkinsRule.WebClient web = j.createWebClient()) {
            String loud = "loud watch drift: <b>age</b> drifted job/watcher/1/ml-watches/";
            assertThat(alarms(web, "")).containsExactlyInAnyOrder(loud, "quiet");
            assertThat(alarms(web, "&alarms=open")).containsExactly(loud);
            assertThat(web.goTo("ml-models/?alarms=open").getWebResponse().getContentAsString())
                    .contains("1 of 2 models", "watch drift: &lt;b>age&lt;/b> drifted")
                    .doesNotContain("<b>age");

            // A look without rows says nothing of the model.
            look("drift", 2, "noData", "no rows");
            assertThat(alarms(web, "&alarms=open")).containsExactly(loud);
            look("drift", 3, "quiet", "nothing");
            assertThat(alarms(web, "&alarms=open")).isEmpty();
        }
    }

    @Test
    void whatAJobSaidThatTheReaderMayNotReadIsNotSaid() throws Exception {
        j.createFreeStyleProject("watcher");
        model(j.createFreeStyleProject("models"), "loud", DIGEST);
        look("drift", 10, "alarm", "age drifted");
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("alice")
                .grant(Item.READ)
                .onItems(j.jenkins.getItem("models"))
                .to("alice"));
        try (JenkinsRule.WebClient web = j.createWebClient().login("alice")) {
            assertThat(alarms(web, "")).containsExactly("loud");
            assertThat(alarms(web, "&alarms=open")).isEmpty();
        }
        look("drift", 11, "quiet", "nothing");
    }
}
