package io.jenkins.plugins.mlpipeline.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import hudson.model.Result;
import hudson.model.User;
import hudson.slaves.EnvironmentVariablesNodeProperty;
import hudson.slaves.EnvironmentVariablesNodeProperty.Entry;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.config.PrometheusConnection;
import io.jenkins.plugins.mlpipeline.engine.verification.ModelServer;
import io.jenkins.plugins.mlpipeline.engine.verification.RealPrometheus;
import io.jenkins.plugins.mlpipeline.report.MlPipelineAction;
import io.jenkins.plugins.mlpipeline.report.WatchesAction;
import io.jenkins.plugins.mlpipeline.watches.LookStore;
import io.jenkins.plugins.mlpipeline.watches.MlDriftTrigger;
import io.jenkins.plugins.mlpipeline.watches.RecordedLook;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import jenkins.security.QueueItemAuthenticatorConfiguration;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.MockQueueItemAuthenticator;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A model that one job trained is watched by another, look by look. */
@WithJenkins
class MlWatchStepTest {
    private static final String WATCH = """
            node {
              deleteDir()
              def look = mlWatch WHAT, data: "${ROWS}/day.csv", rowId: 'id'
              echo "state ${look.state} alarms ${look.alarms} worst ${look.columns[0]?.name} ${look.columns[0]?.run}"
              echo "estimated ${look.estimated.state} measured ${look.measured} page ${look.watch}"
            }
            """;

    private static JenkinsRule j;

    @TempDir
    private static Path rows;

    private static WorkflowRun trained;
    private static String digest;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        j = rule;
        trained = ServedModel.train(j, rows);
        digest = ServedModel.digest(trained);
    }

    @BeforeEach
    void forget() throws Exception {
        ServedModel.only(trained, rows);
        j.jenkins.getGlobalNodeProperties().add(new EnvironmentVariablesNodeProperty(new Entry("DIGEST", digest)));
    }

    @Test
    void whatIsBadAtThreeLooksInARowMakesTheBuildUnstable() throws Exception {
        WorkflowJob job = watch("model: DIGEST, modelJob: 'trainer'");
        WorkflowRun quiet = j.buildAndAssertSuccess(asked(job, 800, 0));
        j.assertLogContains("[ml-pipeline] QUIET: Nothing is bad.", quiet);
        j.assertLogContains("state quiet alarms []", quiet);
        j.assertLogContains("estimated same measured null page ml-watches/1", quiet);

        j.buildAndAssertSuccess(asked(job, 800, 12));
        j.buildAndAssertSuccess(asked(job, 800, 12));
        WorkflowRun few = j.buildAndAssertSuccess(asked(job, 20, 12));
        j.assertLogContains("state noData alarms []", few);
        WorkflowRun alarm = j.buildAndAssertStatus(Result.UNSTABLE, asked(job, 800, 12));

        j.assertLogContains("[ml-pipeline] ALARM: Bad at 3 looks in a row or more: input age (3)", alarm);
        j.assertLogContains("worst age 3", alarm);
        assertThat(new DepthFirstScanner().allNodes(alarm.getExecution()))
                .filteredOn(node -> node.getPersistentAction(WarningAction.class) != null)
                .singleElement()
                .satisfies(node -> assertThat(
                                node.getPersistentAction(WarningAction.class).getMessage())
                        .startsWith("model: Bad at 3 looks in a row or more: input age (3)"));
        // The looks stand with the build that looked, and with the model.
        JenkinsRule.WebClient web = j.createWebClient();
        HtmlPage page = web.getPage(alarm, WatchesAction.URL + "/1");
        assertThat(page.asNormalizedText()).contains("alarm: Bad at 3 looks in a row", "input age", digest);
        assertThat(web.goTo(alarm.getUrl() + WatchesAction.URL + "/1/download", "application/json")
                        .getWebResponse()
                        .getContentAsString())
                .contains("\"state\" : \"alarm\"");
        assertThat(web.getPage(alarm).asNormalizedText()).contains("Looks at serving models", "model: alarm.");
        assertThat(web.getPage(trained, "ml-pipeline/model").asNormalizedText())
                .contains("Since it serves", "alarm", "Bad at 3 looks in a row or more: input age (3)");
        // A job that watches is no job that has models.
        assertThat(alarm.getAction(MlPipelineAction.class)).isNull();
    }

    @Test
    void theSameRowsAgainAreNoFurtherLook() throws Exception {
        WorkflowJob job = watch("model: DIGEST, modelJob: 'trainer'");
        asked(job, 800, 12);
        j.buildAndAssertSuccess(job);
        j.buildAndAssertSuccess(job);
        WorkflowRun third = j.buildAndAssertSuccess(job);
        j.assertLogContains("not counted again", third);
        assertThat(LookStore.get().of(digest))
                .extracting(RecordedLook::longestRun)
                .containsExactly(0, 0, 1);
    }

    @Test
    void aWatchOfItsOwnNameHasLooksOfItsOwn() throws Exception {
        WorkflowJob job = watch("model: DIGEST, modelJob: 'trainer'");
        j.buildAndAssertSuccess(asked(job, 800, 12));
        WorkflowJob other = Bench.job("other", script("model: DIGEST, modelJob: 'trainer', id: 'north'"));
        WorkflowRun build = j.buildAndAssertSuccess(asked(other, 800, 12));
        j.assertLogContains("worst age 1", build);
        try (Stream<Path> ledgers = Files.list(other.getRootDir().toPath().resolve("ml-pipeline-watches"))) {
            assertThat(ledgers)
                    .extracting(Path::getFileName)
                    .map(Path::toString)
                    .containsExactly("model.north");
        }
    }

    @Test
    void aTargetSaysWhichModelServesThere() throws Exception {
        ServedModel.deploy(trained);
        WorkflowJob job = watch("target: 'deployment/fraud'");
        WorkflowRun build = j.buildAndAssertSuccess(asked(job, 800, 12));

        RecordedLook look = LookStore.get().of(digest).get(0);
        assertThat(look.target()).isEqualTo(ServedModel.FRAUD.id());
        assertThat(look.bad()).containsEntry("input age", 1);
        assertThat(j.createWebClient().getPage(build, WatchesAction.URL).asNormalizedText())
                .contains("deployment/fraud in namespace bank");
    }

    @Test
    @ExtendWith(RealPrometheus.Present.class)
    void aHistogramOfAConfiguredServerIsWatchedWithoutAnAgentAndStartsTheTraining() throws Exception {
        String look =
                "def look = mlWatch target: 'deployment/fraud', histogram: 'http_request_duration_seconds_bucket'\n"
                        + "echo \"state ${look.state} rows ${look.rows} worst ${look.columns[0]?.kind} ${look.columns[0]?.run}\"";
        String pod = "fraud-4-abcde";
        try (ModelServer model = new ModelServer();
                RealPrometheus server = RealPrometheus.start(Files.createDirectory(rows.resolve("prometheus")))) {
            MlPipelineConfiguration.get()
                    .setPrometheusServers(List.of(new PrometheusConnection("prod", server.address())));
            server.scrape(model, "bank", pod);
            model.traffic(50, 0, 5);
            ServedModel.deploy(trained, Instant.now());
            WorkflowJob watch = Bench.job("watch", look);
            WorkflowJob retrain = Bench.job("retrain", "properties([pipelineTriggers([mlDrift('deployment/fraud')])])");
            j.buildAndAssertSuccess(retrain);
            MlDriftTrigger trigger = (MlDriftTrigger)
                    retrain.getTriggersJobProperty().getTriggers().get(0);
            WorkflowRun last = null;
            for (int i = 1; i <= 7; i++) {
                server.scrapedAgain(pod, 6);
                last = j.buildAndAssertStatus(i < 7 ? Result.SUCCESS : Result.UNSTABLE, watch);
                if (i == 4) {
                    model.traffic(50, 0, 50);
                }
                trigger.run();
                j.waitUntilNoActivity();
                assertThat(retrain.getBuilds()).as("after look %s", i).hasSize(i < 7 ? 1 : 2);
            }
            j.assertLogContains("state alarm rows ", last);
            j.assertLogContains("worst histogram 3", last);
            j.assertLogContains(
                    "[ml-pipeline] ALARM: Bad at 3 looks in a row or more: histogram http_request_duration_seconds_bucket{}"
                            + " (3).",
                    last);
            j.assertLogContains(
                    "Started by drift at bank/deployment/fraud: histogram http_request_duration_seconds_bucket{} (3)",
                    retrain.getLastBuild());
            assertThat(j.createWebClient()
                            .getPage(last, WatchesAction.URL + "/1")
                            .asNormalizedText())
                    .contains("histogram http_request_duration_seconds_bucket", "It differs from the first 3 looks");

            WorkflowRun foreseen = j.buildAndAssertSuccess(Bench.job(
                    "foresee",
                    "def f = mlForesee target: 'deployment/fraud', limits: 'requests<=1', since: '1m',"
                            + " queries: 'requests=sum(http_request_duration_seconds_count{$pods})'\n"
                            + "echo \"named ${f.numbers[0].name} page ${f.notes}\""));
            j.assertLogContains("[ml-pipeline] requests is across the limit of 1 already.", foreseen);
            j.assertLogContains("named requests page ml-foresight", foreseen);
            assertThat(j.createWebClient().getPage(foreseen, "ml-foresight").asNormalizedText())
                    .contains(
                            "requests (deployment/fraud in namespace bank)",
                            "requests is across the limit of 1 already.");

            // What was answered before this model began to serve there says nothing of it.
            ServedModel.deploy(trained, Instant.now().plusSeconds(60));
            WorkflowJob other = Bench.job("other", look);
            j.assertLogContains("state noData rows 0", j.buildAndAssertSuccess(other));
        }
        ServedModel.deploy(trained, Instant.now().minusSeconds(60));
        WorkflowRun away = j.buildAndAssertStatus(Result.FAILURE, Bench.job("away", look));
        j.assertLogContains("ERROR: prod can't be reached: there is no connection. Nothing was counted.", away);
    }

    @Test
    void aTargetOfAJobThatTheBuildMayNotReadIsNotTold() throws Exception {
        ServedModel.deploy(trained);
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, hudson.model.Computer.BUILD)
                .everywhere()
                .toAuthenticated()
                .grant(Item.READ)
                .onItems(j.jenkins.getItem("trainer"))
                .to("reader"));
        WorkflowJob job = watch("target: 'bank/deployment/fraud'");
        asked(job, 800, 0);
        QueueItemAuthenticatorConfiguration.get()
                .getAuthenticators()
                .replace(new MockQueueItemAuthenticator()
                        .authenticate("watch", User.getById("stranger", true).impersonate2()));
        j.assertLogContains(
                "ERROR: target: there is no \"bank/deployment/fraud\" that this controller deployed to by a job which this"
                        + " build may read.",
                j.buildAndAssertStatus(Result.FAILURE, job));
        QueueItemAuthenticatorConfiguration.get()
                .getAuthenticators()
                .replace(new MockQueueItemAuthenticator()
                        .authenticate("watch", User.getById("reader", true).impersonate2()));
        j.buildAndAssertSuccess(job);
    }

    @Test
    void whatIsMissingIsSaid() throws Exception {
        Map<String, String> mistakes = Map.of(
                "data: 'x.csv'",
                "ERROR: mlWatch needs target or model: name what is looked at, for example target: 'deployment/fraud'.",
                "target: 'deployment/fraud', model: 'model', data: 'x.csv'",
                "ERROR: mlWatch takes target or model, not both: the target says which model serves there.",
                "model: 'model'",
                "ERROR: mlWatch needs data: name the rows that the model was asked since the last look; or name histogram,"
                        + " what a Prometheus server keeps of them.",
                "model: 'model', data: 'x.csv', labels: 'y.csv'",
                "ERROR: mlWatch joins labels to answers by the name of the row: name the column that has it with rowId, in"
                        + " the step or in its spec.",
                "model: 'model', data: 'x.csv', windows: 0",
                "ERROR: windows is 0; 1 to 20 looks in a row are expected.",
                "target: 'deployment/unknown', data: 'x.csv'",
                "ERROR: target: there is no \"deployment/unknown\" that this controller deployed to by a job which this"
                        + " build may read.");
        WorkflowJob job = Bench.job("mistakes", "");
        for (Map.Entry<String, String> mistake : mistakes.entrySet()) {
            job.setDefinition(new CpsFlowDefinition("node { mlWatch " + mistake.getKey() + " }", true));
            j.assertLogContains(mistake.getValue(), j.buildAndAssertStatus(Result.FAILURE, job));
        }
    }

    @Test
    void whatIsMissingOfAHistogramIsSaid() throws Exception {
        Map<String, String> mistakes = Map.of(
                "target: 'deployment/fraud', prometheus: 'prod'",
                "ERROR: mlWatch needs histogram beside prometheus and window: name what is looked at there, for example"
                        + " histogram: 'score_bucket'.",
                "target: 'deployment/fraud', histogram: 'score_bucket', data: 'x.csv'",
                "ERROR: mlWatch takes data or histogram, not both: data, evaluation, judged and labels are about rows,"
                        + " and a histogram has none.",
                "model: 'model', histogram: 'score_bucket'",
                "ERROR: mlWatch of a histogram needs target, and neither model nor modelJob: name what serves, for example"
                        + " target: 'deployment/fraud'.",
                "target: 'deployment/fraud', histogram: 'score_bucket', window: '10s'",
                "ERROR: the window is 10 s; a minute to seven days are expected, the time since the last look.",
                "target: 'deployment/fraud', histogram: 'sum(score_bucket)'",
                "ERROR: ",
                "target: 'deployment/fraud', histogram: 'score_bucket', prometheus: 'prd'",
                "ERROR: There is no Prometheus server \"prd\". Did you mean \"prod\"?",
                "target: 'deployment/fraud', data: 'x.csv'",
                "Required context class hudson.");
        ServedModel.deploy(trained);
        MlPipelineConfiguration.get()
                .setPrometheusServers(List.of(new PrometheusConnection("prod", "http://127.0.0.1:1")));
        WorkflowJob job = Bench.job("mistakes", "");
        for (Map.Entry<String, String> mistake : mistakes.entrySet()) {
            job.setDefinition(new CpsFlowDefinition("mlWatch " + mistake.getKey(), true));
            j.assertLogContains(mistake.getValue(), j.buildAndAssertStatus(Result.FAILURE, job));
        }
    }

    private WorkflowJob watch(String what) throws Exception {
        return Bench.job("watch", script(what));
    }

    private static String script(String what) {
        return WATCH.replace("WHAT", what.replace("DIGEST", "env.DIGEST"));
    }

    private WorkflowJob asked(WorkflowJob job, int count, int older) throws Exception {
        int seed = job.getNextBuildNumber() + (job.getName().equals("other") ? 100 : 10);
        Files.writeString(rows.resolve("day.csv"), ServedRows.asked(count, seed, older));
        return job;
    }
}
