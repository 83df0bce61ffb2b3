package io.jenkins.plugins.mlpipeline.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.OneJenkins;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.openmetrics.ExpositionFormat;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment;
import io.jenkins.plugins.mlpipeline.engine.verification.Verification;
import io.jenkins.plugins.mlpipeline.index.IndexedBuilds;
import io.jenkins.plugins.mlpipeline.report.MlPipelineAction;
import io.jenkins.plugins.mlpipeline.targets.TargetRef;
import io.jenkins.plugins.mlpipeline.targets.TargetStore;
import io.jenkins.plugins.mlpipeline.targets.Verified;
import io.jenkins.plugins.mlpipeline.watches.LookStore;
import io.jenkins.plugins.mlpipeline.watches.RecordedLook;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import jenkins.model.Jenkins;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What a scrape is told. Each test has readers of its own, since answers are kept for a while. */
@WithJenkins
class ScrapePageTest {
    private static final TargetRef FRAUD =
            new TargetRef("cloud prod", "https://k8s.example:6443", "bank", "Deployment", "fraud");
    private static final String SERVES = "sha256:" + "a".repeat(64);

    private static JenkinsRule j;

    @BeforeAll
    static void start(JenkinsRule rule) {
        j = rule;
    }

    @BeforeEach
    void clean() throws Exception {
        OneJenkins.clean();
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
    }

    private static String scraped(String reader) throws Exception {
        try (JenkinsRule.WebClient web = j.createWebClient().login(reader)) {
            return told(web);
        }
    }

    private static String told(JenkinsRule.WebClient web) throws Exception {
        return web.goTo("ml-metrics/", "text/plain").getWebResponse().getContentAsString();
    }

    private static URL address() throws Exception {
        return new URL(j.getURL(), "ml-metrics/");
    }

    private static Deployment deployment(String status, String more) {
        return Json.parse("""
            {"schemaVersion": 1, "status": "%s", "changed": true, "kind": "Deployment", "name": "fraud",
             "namespace": "bank", "cluster": "https://k8s.example:6443", "revision": 4, "replicaSet": "fraud-4",
             "modelDigest": "%s", "imageDigests": {}, "pods": [], "message": "It ended.",
             "warnings": [], "rolloutId": "r", "startedAt": "2026-11-25T00:00:00Z",
             "finishedAt": "2026-11-25T01:00:00Z", "durationMs": 1%s}
            """.formatted(status, SERVES, more), Deployment.class, "deployment");
    }

    private static Verification verification(String verdict) {
        return Json.parse("""
            {"schemaVersion": 1, "verdict": "%s", "message": "It is so.", "verified": false,
             "target": {"kind": "Deployment", "name": "fraud", "namespace": "bank"}, "checks": [], "timeline": [],
             "warnings": [], "startedAt": "2026-11-25T02:00:00Z", "finishedAt": "2026-11-25T02:10:00Z"}
            """.formatted(verdict), Verification.class, "verification");
    }

    @Test
    void aModelIsToldWithItsMetricsItsVerdictAndWhatWasDemanded() throws Exception {
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("models"));
        WorkflowJob job = Bench.job("gate", Bench.script("gateAny").replace("ARGUMENTS", ", gates: ['accuracy>=0.5']"));
        long began = j.buildAndAssertSuccess(job).getTimeInMillis();

        String told = scraped("models");
        assertThat(told)
                .contains(
                        "\nml_pipeline_model_info{jenkins_job=\"gate\",model=\"model\",task=\"binary\",build=\"1\",digest=\"")
                .contains("\nml_pipeline_model_verdict{jenkins_job=\"gate\",model=\"model\",verdict=\"PASS\"} 1\n")
                .contains("\nml_pipeline_model_verdict{jenkins_job=\"gate\",model=\"model\",verdict=\"FAIL\"} 0\n")
                .contains("\nml_pipeline_gate_limit{jenkins_job=\"gate\",model=\"model\",metric=\"accuracy\"} 0.5\n")
                .contains("\nml_pipeline_model_build_timestamp_seconds{jenkins_job=\"gate\",model=\"model\"} ")
                .contains("\nml_pipeline_test_set_uses{jenkins_job=\"gate\",model=\"model\"} 1\n")
                .contains("\nml_pipeline_index_complete 1\n")
                .contains("\nml_pipeline_left_out{what=\"models\"} 0\n");
        double accuracy = MlPipelineAction.of(job.getLastBuild())
                .model("model")
                .orElseThrow()
                .getMetrics()
                .get("accuracy");
        assertThat(told)
                .contains("\nml_pipeline_model_metric{jenkins_job=\"gate\",model=\"model\",metric=\"accuracy\"} "
                        + accuracy)
                .containsPattern("ml_pipeline_model_build_timestamp_seconds\\{[^}]*} " + began / 1000 + "(\\.\\d+)?\n");
    }

    @Test
    void aTargetIsToldWithItsLastDeploymentItsVerificationAndItsWatches() throws Exception {
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("first", "second", "third"));
        j.createFreeStyleProject("release");
        TargetStore store = TargetStore.get();
        store.ended(FRAUD, deployment("DEPLOYED", ""), "release#1", "1");
        store.verified(FRAUD, new Verified(verification("PASS"), "release#1"));
        LookStore.get()
                .add(
                        SERVES,
                        new RecordedLook(
                                "release",
                                "model",
                                1,
                                "2026-11-26T00:00:00Z",
                                FRAUD.id(),
                                "alarm",
                                "It drifts.",
                                Map.of("input age", 3, "input income", 1)));
        String target = "{target_id=\"" + FRAUD.id() + "\",target=\"bank/deployment/fraud\"";
        String watch = "{jenkins_job=\"release\",watch=\"model\",target=\"bank/deployment/fraud\"";
        assertThat(scraped("first"))
                .contains("\nml_pipeline_target_info" + target + ",cluster=\"https://k8s.example:6443\",digest=\""
                        + SERVES + "\",build=\"release#1\"} 1\n")
                .contains("\nml_pipeline_target_serving_timestamp_seconds" + target + "} 1795568400\n")
                .contains("\nml_pipeline_target_rolled_back" + target + "} 0\n")
                .contains("\nml_pipeline_target_deploying" + target + "} 0\n")
                .contains("\nml_pipeline_target_deployment_info" + target
                        + ",status=\"DEPLOYED\",build=\"release#1\"} 1\n")
                .contains("\nml_pipeline_target_deployment_succeeded" + target + "} 1\n")
                .contains("\nml_pipeline_target_verification" + target + ",verdict=\"PASS\"} 1\n")
                .contains("\nml_pipeline_target_verification_timestamp_seconds" + target + "} 1795572600\n")
                .contains("\nml_pipeline_watch_state" + watch + ",state=\"alarm\"} 1\n")
                .contains("\nml_pipeline_watch_state" + watch + ",state=\"quiet\"} 0\n")
                .contains("\nml_pipeline_watch_bad_looks" + watch + "} 3\n")
                .contains("\nml_pipeline_watch_look_timestamp_seconds" + watch + "} 1795651200\n");

        // The verification was of the deployment before.
        store.ended(FRAUD, deployment("FAILED", ""), "release#2", "1");
        assertThat(scraped("second"))
                .contains("\nml_pipeline_target_deployment_succeeded" + target + "} 0\n")
                .doesNotContain("ml_pipeline_target_verification");

        // What is kept is told after a restart, too.
        LookStore.get()
                .add(
                        SERVES,
                        new RecordedLook(
                                "release",
                                "model",
                                2,
                                "2026-11-27T00:00:00Z",
                                FRAUD.id(),
                                "quiet",
                                "Nothing is bad.",
                                Map.of()));
        assertThat(new LookStore().newest()).isEqualTo(LookStore.get().newest());
        assertThat(scraped("third")).contains("\nml_pipeline_watch_state" + watch + ",state=\"quiet\"} 1\n");
    }

    @Test
    void whatAReaderMayNotReadIsNotTold() throws Exception {
        FreeStyleProject open = j.createFreeStyleProject("open");
        trained(open);
        trained(j.createFreeStyleProject("secret"));
        TargetStore.get().ended(FRAUD, deployment("DEPLOYED", ""), "secret#1", "1");
        LookStore.get()
                .add(
                        SERVES,
                        new RecordedLook(
                                "secret", "w", 1, "2026-11-26T00:00:00Z", FRAUD.id(), "alarm", "It drifts.", Map.of()));
        LookStore.get()
                .add(
                        SERVES,
                        new RecordedLook(
                                "open", "w", 1, "2026-11-26T00:00:00Z", FRAUD.id(), "quiet", "It is so.", Map.of()));
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("reader")
                .grant(Item.READ)
                .onItems(open)
                .to("reader"));

        assertThat(scraped("reader"))
                .contains("ml_pipeline_model_info{jenkins_job=\"open\"")
                .contains("ml_pipeline_watch_state{jenkins_job=\"open\",watch=\"w\",target=\"" + FRAUD.id() + "\"")
                .doesNotContain("secret", "bank", "k8s.example", "ml_pipeline_incidents");
        try (JenkinsRule.WebClient web = j.createWebClient().withThrowExceptionOnFailingStatusCode(false)) {
            // As a scrape reads it, which goes to no page to log in.
            WebResponse nobody = web.loadWebResponse(new WebRequest(address()));
            assertThat(nobody.getStatusCode()).isEqualTo(403);
            assertThat(nobody.getContentAsString()).doesNotContain("ml_pipeline_");
        }
    }

    @Test
    void theFormatIsTheOneThatIsAskedForAndNoBrowserTakesItForAPage() throws Exception {
        j.jenkins.setAuthorizationStrategy(
                new MockAuthorizationStrategy().grant(Jenkins.READ).everywhere().to("formats"));
        try (JenkinsRule.WebClient web = j.createWebClient().login("formats")) {
            WebResponse text = web.goTo("ml-metrics/", "text/plain").getWebResponse();
            assertThat(text.getResponseHeaderValue("Content-Type"))
                    .isEqualToIgnoringWhitespace("text/plain; version=0.0.4; charset=utf-8");
            assertThat(text.getResponseHeaderValue("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(text.getContentAsString()).doesNotContain("# EOF");
            WebRequest asked = new WebRequest(address());
            asked.setAdditionalHeader("Accept", "application/openmetrics-text;version=1.0.0;q=0.8,text/plain;q=0.5");
            WebResponse open = web.loadWebResponse(asked);
            assertThat(open.getContentType()).isEqualTo("application/openmetrics-text");
            assertThat(open.getContentAsString()).endsWith("# EOF\n");
        }
    }

    @Test
    void anAnswerIsKeptForTenSecondsForItsReaderAlone() throws Exception {
        FreeStyleProject job = j.createFreeStyleProject("open");
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("one", "two"));
        ScrapePage page = Jenkins.get().getExtensionList(ScrapePage.class).get(0);
        Instant now = Instant.parse("2026-11-30T10:00:00Z");
        assertThat(told(page, "one", now)).doesNotContain("ml_pipeline_model_info");
        trained(job);
        assertThat(told(page, "one", now.plusSeconds(9))).doesNotContain("ml_pipeline_model_info");
        assertThat(told(page, "two", now.plusSeconds(9))).contains("ml_pipeline_model_info{jenkins_job=\"open\"");
        assertThat(told(page, "one", now.plusSeconds(10))).contains("ml_pipeline_model_info{jenkins_job=\"open\"");
    }

    @Test
    void thousandsOfModelsAreBoundedAndNoBuildIsLoaded() throws Exception {
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("many"));
        for (int i = 0; i < 12; i++) {
            FreeStyleProject job = j.createFreeStyleProject("job" + i);
            FreeStyleBuild build = j.buildAndAssertSuccess(job);
            for (int model = 0; model < 100; model++) {
                MlPipelineAction.of(build).trained("m" + model, "random_forest", null);
            }
            Jenkins.get().getExtensionList(IndexedBuilds.class).get(0).onCompleted(build, null);
        }
        j.waitUntilNoActivity();
        String told;
        // The page that follows a login shows builds; what is counted comes after it.
        try (JenkinsRule.WebClient web = j.createWebClient().login("many")) {
            for (FreeStyleProject job : j.jenkins.getAllItems(FreeStyleProject.class)) {
                job._getRuns().purgeCache();
            }
            told = told(web);
        }
        assertThat(told.lines().filter(line -> line.startsWith("ml_pipeline_model_info{")))
                .hasSize(ModelSamples.MOST);
        assertThat(told).contains("\nml_pipeline_left_out{what=\"models\"} 200\n");
        for (int i = 0; i < 12; i++) {
            assertThat(j.jenkins
                            .getItemByFullName("job" + i, FreeStyleProject.class)
                            ._getRuns()
                            .getLoadedBuilds())
                    .isEmpty();
        }
    }

    private static String told(ScrapePage page, String who, Instant now) throws Exception {
        try (ACLContext ignored = ACL.as2(hudson.model.User.getById(who, true).impersonate2())) {
            return new String(page.text(ExpositionFormat.TEXT, now), StandardCharsets.UTF_8);
        }
    }

    private static void trained(FreeStyleProject job) throws Exception {
        FreeStyleBuild build = j.buildAndAssertSuccess(job);
        MlPipelineAction.of(build).trained("fraud", "random_forest", null);
        Jenkins.get().getExtensionList(IndexedBuilds.class).get(0).onCompleted(build, null);
    }
}
