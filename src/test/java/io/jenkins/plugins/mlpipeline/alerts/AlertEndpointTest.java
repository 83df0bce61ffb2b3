package io.jenkins.plugins.mlpipeline.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.FreeStyleProject;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.StringParameterDefinition;
import hudson.security.csrf.DefaultCrumbIssuer;
import io.jenkins.plugins.mlpipeline.ClusterBench;
import io.jenkins.plugins.mlpipeline.OneJenkins;
import io.jenkins.plugins.mlpipeline.config.IncidentConfiguration;
import io.jenkins.plugins.mlpipeline.config.IncidentRoute;
import io.jenkins.plugins.mlpipeline.config.SettingsForm;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.job.properties.PipelineTriggersJobProperty;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The address for alerts, in a Jenkins where an anonymous visitor may do nothing. */
@WithJenkins
class AlertEndpointTest {
    private static final String NOON = "2026-11-30T12:00:00Z";

    private static JenkinsRule j;

    private Webhook webhook;

    @BeforeAll
    static void start(JenkinsRule rule) {
        j = rule;
    }

    @BeforeEach
    void secure() throws Exception {
        OneJenkins.clean();
        SystemCredentialsProvider.getInstance().getCredentials().clear();
        j.jenkins.setCrumbIssuer(new DefaultCrumbIssuer(false));
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, hudson.model.Item.READ)
                .everywhere()
                .to("alice"));
        webhook = new Webhook(j);
    }

    private WorkflowJob listener(String name) throws Exception {
        WorkflowJob job = j.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(
                "echo \"about ${params.ML_INCIDENT_TARGET} ${params.ML_INCIDENT_ROUTE} ${params.ML_INCIDENT_ALERT}"
                        + " ${params.ML_INCIDENT_STARTED} ${params.ML_INCIDENT_FINGERPRINT} ${params.ML_INCIDENT_ALERTS}"
                        + " ${params.OWN}\"",
                true));
        job.addProperty(new ParametersDefinitionProperty(new StringParameterDefinition("OWN", "as ever")));
        job.addProperty(new PipelineTriggersJobProperty(List.of(new MlIncidentTrigger("fraud"))));
        return job;
    }

    private static void answered(HttpResponse<String> response, int status, String text) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.body().strip()).isEqualTo(text);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
    }

    @Test
    void anAlertStartsTheJobOnceHoweverOftenItComes() throws Exception {
        webhook.configure("bank/deployment/fraud");
        WorkflowJob job = listener("respond");
        answered(webhook.send(Webhook.fraud(NOON)), 200, "Alerts: 1; 1 started.");
        answered(webhook.send(Webhook.fraud(NOON)), 200, "Alerts: 1; 1 known.");
        j.waitUntilNoActivity();
        WorkflowRun build = j.assertBuildStatus(Result.SUCCESS, job.getLastBuild());
        assertThat(build.getNumber()).isEqualTo(1);
        j.assertLogContains(
                "about bank/deployment/fraud fraud FraudErrors 2026-11-30T12:00:00Z c0ffee 1 as ever", build);
        assertThat(build.getCause(IncidentCause.class).getShortDescription())
                .isEqualTo("Started by the alert FraudErrors, which fires since 2026-11-30T12:00:00Z and is about"
                        + " bank/deployment/fraud (route fraud).");
        answered(webhook.send(Webhook.fraud("2026-11-30T13:00:00Z")), 200, "Alerts: 1; 1 started.");
        answered(
                webhook.send(Webhook.message(
                        Webhook.alert("resolved", "{\"alertname\":\"FraudErrors\",\"namespace\":\"bank\"}", NOON))),
                200,
                "Alerts: 1; 1 resolved.");
        j.waitUntilNoActivity();
        assertThat(job.getLastBuild().getNumber()).isEqualTo(2);
        // Also after a restart: what was read once is in the file.
        assertThat(Files.readString(j.jenkins.getRootDir().toPath().resolve("ml-pipeline-incidents.json")))
                .contains("\"outcome\" : \"STARTED\"", "\"outcome\" : \"RESOLVED\"");
    }

    @Test
    void severalAlertsOfOneMessageStartOneBuild() throws Exception {
        webhook.configure("bank/deployment/fraud");
        WorkflowJob job = listener("respond");
        String labels = "{\"alertname\":\"FraudErrors\",\"namespace\":\"bank\"}";
        answered(
                webhook.send(Webhook.message(
                        Webhook.alert("firing", labels, NOON),
                        Webhook.alert("firing", labels, "2026-11-30T12:01:00Z"),
                        Webhook.alert("firing", "{\"alertname\":\"Other\"}", NOON))),
                200,
                "Alerts: 3; 2 started.");
        j.waitUntilNoActivity();
        assertThat(job.getLastBuild().getNumber()).isEqualTo(1);
        assertThat(job.getLastBuild().getCause(IncidentCause.class).getShortDescription())
                .endsWith("Further new alerts of the same message: 1.");
    }

    @Test
    void labelsThatNoRouteNamesStartNothingAndAreNotKept() throws Exception {
        webhook.configure("bank/deployment/fraud");
        WorkflowJob job = listener("respond");
        answered(
                webhook.send(Webhook.message(Webhook.alert(
                        "firing",
                        "{\"alertname\":\"FraudErrors\",\"namespace\":\"shop\",\"target\":\"bank/deployment/fraud\"}",
                        NOON))),
                200,
                "Alerts: 1; about no target.");
        j.waitUntilNoActivity();
        assertThat(job.getLastBuild()).isNull();
        assertThat(IncidentLog.get().newest()).isEmpty();
    }

    @Test
    void noMoreIsStartedThanTheRoutePermits() throws Exception {
        webhook.configure("bank/deployment/fraud");
        WorkflowJob job = listener("respond");
        for (int i = 0; i < 4; i++) {
            answered(webhook.send(Webhook.fraud("2026-11-30T12:0" + i + ":00Z")), 200, "Alerts: 1; 1 started.");
        }
        answered(webhook.send(Webhook.fraud("2026-11-30T12:09:00Z")), 200, "Alerts: 1; 1 limited.");
        j.waitUntilNoActivity();
        assertThat(job.getLastBuild().getNumber()).isEqualTo(4);
    }

    /** So many alerts are remembered; others that come in between must not have what was started forgotten. */
    @Test
    void aFloodOfOtherAlertsStartsNoMoreThanTheRoutePermits() throws Exception {
        webhook.configure("bank/deployment/fraud");
        WorkflowJob job = listener("respond");
        for (int i = 0; i < 4; i++) {
            answered(webhook.send(Webhook.fraud("2026-11-30T12:0" + i + ":00Z")), 200, "Alerts: 1; 1 started.");
        }
        for (int message = 0; message < 3; message++) {
            String[] over = new String[500];
            for (int i = 0; i < over.length; i++) {
                String at = String.format("2026-11-29T0%d:%02d:%02dZ", message, i / 60, i % 60);
                over[i] = Webhook.alert("resolved", "{\"alertname\":\"FraudErrors\",\"namespace\":\"bank\"}", at);
            }
            answered(webhook.send(Webhook.message(over)), 200, "Alerts: 500; 500 resolved.");
        }
        answered(webhook.send(Webhook.fraud("2026-11-30T12:09:00Z")), 200, "Alerts: 1; 1 limited.");
        answered(webhook.send(Webhook.fraud("2026-11-30T12:00:00Z")), 200, "Alerts: 1; 1 limited.");
        j.waitUntilNoActivity();
        assertThat(job.getLastBuild().getNumber()).isEqualTo(4);
        assertThat(new IncidentLog().started("fraud", "respond", java.time.Instant.now()))
                .as("after a restart")
                .isEqualTo(4);
    }

    @Test
    void ofManyAndLongLabelsSomeAreKept() throws Exception {
        webhook.configure("bank/deployment/fraud");
        listener("respond");
        StringBuilder labels = new StringBuilder("{\"alertname\":\"FraudErrors\",\"namespace\":\"bank\"");
        for (int i = 0; i < 60; i++) {
            labels.append(",\"label")
                    .append(i)
                    .append("\":\"")
                    .append("x".repeat(1_000))
                    .append('"');
        }
        answered(
                webhook.send(Webhook.message(Webhook.alert("firing", labels + "}", NOON))),
                200,
                "Alerts: 1; 1 started.");
        assertThat(IncidentLog.get().newest().get(0).labels())
                .hasSize(30)
                .containsEntry("alertname", "FraudErrors")
                .containsEntry("label0", "x".repeat(200) + "\u2026");
    }

    @Test
    void onlyJobsOfTheRoutesFolderRespond() throws Exception {
        webhook.configure("bank/deployment/fraud");
        IncidentRoute route = new IncidentRoute("fraud", "bank/deployment/fraud", "alertname=FraudErrors");
        route.setFolder("ops");
        IncidentConfiguration.get().setRoutes(List.of(route));
        WorkflowJob job = listener("respond");
        answered(webhook.send(Webhook.fraud(NOON)), 200, "Alerts: 1; 1 no_job.");
        j.waitUntilNoActivity();
        assertThat(job.getLastBuild()).isNull();
    }

    @Test
    void whoeverHasNotTheSecretIsRefusedBeforeAnythingIsRead() throws Exception {
        answered(webhook.send(Webhook.fraud(NOON)), 404, "Alerts are not taken here.");
        webhook.configure("bank/deployment/fraud");
        WorkflowJob job = listener("respond");
        String refusal = "The secret is missing, or is another one.";
        for (String header : new String[] {
            null,
            "",
            "Bearer",
            "Bearer ",
            "Bearer t0ken-of-alertmanage",
            "bearer t0ken-of-alertmanager2",
            "Basic " + base64("admin:admin"),
            "Basic " + base64(":" + Webhook.TOKEN),
            "Basic !!!"
        }) {
            HttpResponse<String> response = webhook.send(header, "application/json", "{");
            assertThat(response.statusCode())
                    .as("%s: %s", header, response.body())
                    .isEqualTo(401);
        }
        answered(webhook.send("Bearer wrong", "application/json", Webhook.fraud(NOON)), 401, refusal);
        j.waitUntilNoActivity();
        assertThat(job.getLastBuild()).isNull();
    }

    @Test
    void aNameWithPasswordIsASecretTooAndMakesNobodyOfWhoSendsIt() throws Exception {
        webhook.configure("bank/deployment/fraud");
        ClusterBench.add(
                j.jenkins,
                new UsernamePasswordCredentialsImpl(
                        CredentialsScope.SYSTEM, "basic", "", "alertmanager", "a-long-passw0rd"));
        IncidentConfiguration.get().setCredentialsId("basic");
        WorkflowJob job = listener("respond");
        String right = "Basic " + base64("alertmanager:a-long-passw0rd");
        answered(webhook.send(right, "application/json", Webhook.fraud(NOON)), 200, "Alerts: 1; 1 started.");
        answered(
                webhook.send("Basic " + base64("alertmanager:other"), "application/json", Webhook.fraud(NOON)),
                401,
                "The secret is missing, or is another one.");
        j.waitUntilNoActivity();
        assertThat(job.getLastBuild().getNumber()).isEqualTo(1);
        assertThat(webhook.send("ml-alerts/alertmanager/", right, "application/json", Webhook.fraud(NOON))
                        .statusCode())
                .isIn(401, 403, 404);
        assertThat(webhook.send("job/respond/build", right, "application/json", "{}")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void onlyThisAddressNeedsNoCrumb() throws Exception {
        webhook.configure("bank/deployment/fraud");
        listener("respond");
        for (String path : List.of(
                "job/respond/build",
                "ml-alerts/",
                "ml-alerts/alertmanager/../../job/respond/build",
                "ml-alerts/alertmanagerx",
                "ml-alerts/alertmanager/build")) {
            assertThat(webhook.send(path, "Bearer " + Webhook.TOKEN, "application/json", Webhook.fraud(NOON))
                            .statusCode())
                    .as(path)
                    .isIn(400, 403, 404, 405);
        }
        assertThat(IncidentLog.get().newest()).isEmpty();
    }

    @Test
    void whatIsNoMessageIsRefusedInASentence() throws Exception {
        webhook.configure("bank/deployment/fraud");
        String bearer = "Bearer " + Webhook.TOKEN;
        for (String type :
                new String[] {null, "text/plain", "application/x-www-form-urlencoded", "application/jsonx"}) {
            assertThat(webhook.send(bearer, type, Webhook.fraud(NOON)).statusCode())
                    .as(type)
                    .isEqualTo(415);
        }
        answered(webhook.send("x".repeat(600_000)), 413, "The message is larger than 524288 bytes.");
        assertThat(webhook.send("{").body()).startsWith("the alert message: not a valid document");
        assertThat(webhook.send("[".repeat(100_000)).statusCode()).isEqualTo(400);
        assertThat(webhook.send(Webhook.message()).body().strip())
                .isEqualTo("the alert message: alerts is no list of 1 to 500 alerts.");
        HttpResponse<String> script = webhook.send("{\"version\":\"<script>alert(1)</script>\"}");
        assertThat(script.statusCode()).isEqualTo(400);
        assertThat(script.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(IncidentLog.get().newest()).isEmpty();
    }

    @Test
    void aFloodIsAskedToComeLater() throws Exception {
        webhook.configure("bank/deployment/fraud");
        int limited = 0;
        for (int i = 0; i < 250 && limited == 0; i++) {
            HttpResponse<String> response = webhook.send("[]");
            if (response.statusCode() == 429) {
                limited++;
                assertThat(response.headers().firstValue("Retry-After")).contains("60");
            }
        }
        assertThat(limited).isEqualTo(1);
    }

    @Test
    void labelsAreShownAsTextsAndDoNothing() throws Exception {
        webhook.configure("bank/deployment/fraud");
        WorkflowJob job = listener("respond");
        String evil = "<img src=x onerror=alert(1)>${7*7}#{7*7}'; rm -rf /";
        webhook.send(Webhook.message(Webhook.alert(
                "firing",
                "{\"alertname\":\"FraudErrors\",\"namespace\":\"bank\",\"evil\":\"" + evil + "\",\"<b>\":\"x\"}",
                NOON)));
        j.waitUntilNoActivity();
        JenkinsRule.WebClient admin = j.createWebClient().login("admin");
        for (String page : List.of("manage/ml-incidents/", job.getLastBuild().getUrl())) {
            HtmlPage shown = admin.goTo(page);
            String source = shown.getWebResponse().getContentAsString();
            assertThat(source)
                    .contains("&lt;img src=x onerror=alert(1)>${7*7}#{7*7}", "&lt;b>=x")
                    .doesNotContain("<img src=x");
        }
        j.assertLogNotContains("onerror", job.getLastBuild());
    }

    @Test
    void onlyAnAdministratorReadsTheRecord() throws Exception {
        webhook.configure("bank/deployment/fraud");
        JenkinsRule.WebClient alice = j.createWebClient().login("alice");
        alice.assertFails("manage/ml-incidents/", 403);
    }

    @Test
    void aRouteThatMeansEverythingOrNothingIsRefused() {
        assertThatThrownBy(() -> IncidentConfiguration.get()
                        .setRoutes(List.of(new IncidentRoute("fraud", "bank/deployment/fraud", " "))))
                .hasMessage("The incident route \"fraud\" has no labels, so that every alert would be about its target;"
                        + " write NAME=VALUE in each line.");
        assertThatThrownBy(() ->
                        IncidentConfiguration.get().setRoutes(List.of(new IncidentRoute("fraud", "$(id)", "a=b"))))
                .hasMessage("The incident route \"fraud\": \"$(id)\" is no target; write NAMESPACE/deployment/NAME, or"
                        + " the id of the target's page.");
        IncidentRoute one = new IncidentRoute("fraud", "bank/deployment/fraud", "a=b");
        assertThatThrownBy(() -> IncidentConfiguration.get().setRoutes(List.of(one, one)))
                .hasMessage("There are two incident routes \"fraud\"; rename one of them.");
    }

    @Test
    void theConfigurationAndTheTriggerComeBackFromTheirForms() throws Exception {
        webhook.configure("bank/deployment/fraud");
        JenkinsRule.WebClient admin = j.createWebClient().login("admin");
        j.submit(SettingsForm.of(admin));
        IncidentRoute back = IncidentConfiguration.get().getRoutes().get(0);
        assertThat(IncidentConfiguration.get().getCredentialsId()).isEqualTo("alertmanager");
        assertThat(back.getTarget()).isEqualTo("bank/deployment/fraud");
        assertThat(back.getLabels()).isEqualTo("alertname=FraudErrors\nnamespace=bank");
        assertThat(back.getMostPerHour()).isEqualTo(4);
        FreeStyleProject job = j.createFreeStyleProject();
        job.addTrigger(new MlIncidentTrigger("fraud"));
        j.submit(admin.getPage(job, "configure").getFormByName("config"));
        assertThat(job.getTrigger(MlIncidentTrigger.class).getRoute()).isEqualTo("fraud");
    }

    @Test
    void aDamagedRecordIsSetAsideAndTheNextAlertIsTaken() throws Exception {
        webhook.configure("bank/deployment/fraud");
        listener("respond");
        Path home = j.jenkins.getRootDir().toPath();
        Files.writeString(home.resolve("ml-pipeline-incidents.json"), "{\"schemaVersion\": 1, \"incid");

        answered(webhook.send(Webhook.fraud(NOON)), 200, "Alerts: 1; 1 started.");

        assertThat(home.resolve("ml-pipeline-incidents.json.damaged")).hasContent("{\"schemaVersion\": 1, \"incid");
        assertThat(IncidentLog.get().newest()).hasSize(1);
        j.waitUntilNoActivity();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
