package io.jenkins.plugins.mlpipeline.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.report.MlPipelineAction;
import io.jenkins.plugins.mlpipeline.report.ModelRecord;
import org.htmlunit.Page;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** One controller for all: no test changes anything but its own job. */
@WithJenkins
class MlGateStepTest {
    private static JenkinsRule j;

    @BeforeAll
    static void start(JenkinsRule rule) {
        j = rule;
    }

    @Test
    void passingGatesAreRecorded() throws Exception {
        WorkflowRun build = run("gatePasses", Result.SUCCESS);

        j.assertLogContains("PASS true [accuracy=0.85, many=0.6]", build);
        ModelRecord record = record(build, "model");
        assertThat(record.getVerdict()).isEqualTo("PASS");
        assertThat(record.isDeployable()).isTrue();
        assertThat(record.getMetrics()).containsEntry("accuracy", 0.85).containsEntry("recall", 0.6);
        assertThat(record.getUndefined()).containsExactly("roc_auc");
        assertThat(build.getRootDir().toPath().resolve("ml-pipeline/model/gate.json"))
                .isRegularFile();
    }

    @Test
    void aFailingGateStopsThePipelineAfterItWasRecorded() throws Exception {
        WorkflowRun build = run("gateFails", Result.FAILURE);

        j.assertLogNotContains("NOT REACHED", build);
        j.assertLogContains("ERROR: " + "Model \"model\" did not pass: ", build);
        ModelRecord record = record(build, "model");
        assertThat(record.getVerdict()).isEqualTo("FAIL");
        assertThat(record.isDeployable()).isFalse();
        assertThat(build.getRootDir().toPath().resolve("ml-pipeline/model/gate.json"))
                .isRegularFile();
    }

    @Test
    void anUnstableGateMarksStageAndBuildAndGoesOn() throws Exception {
        WorkflowRun build = run("gateUnstable", Result.UNSTABLE);

        j.assertLogContains("went on with FAIL", build);
        assertThat(warning(build).getResult()).isEqualTo(Result.UNSTABLE);
        assertThat(warning(build).getMessage()).startsWith("Model \"model\" did not pass: ");
    }

    @Test
    void aGateOfCriticalityErrorFailsTheStageAlone() throws Exception {
        WorkflowRun build = run("gateErrorStage", Result.SUCCESS);

        j.assertLogContains("went on", build);
        assertThat(warning(build).getResult()).isEqualTo(Result.FAILURE);
        assertThat(record(build, "model").isDeployable()).isFalse();
    }

    @Test
    void aNoteChangesNothing() throws Exception {
        WorkflowRun build = run("gateNote", Result.SUCCESS);

        j.assertLogContains("went on with PASS", build);
        assertThat(record(build, "model").isDeployable()).isTrue();
    }

    @Test
    void anUndefinedMetricIsInconclusive() throws Exception {
        WorkflowRun build = run("gateInconclusive", Result.UNSTABLE);

        j.assertLogContains("went on with INCONCLUSIVE", build);
        assertThat(warning(build).getMessage()).startsWith("Model \"model\" is in doubt: ");
        assertThat(record(build, "model").isDeployable()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "gateUnknownMetric | Did you mean \"accuracy\"?",
                "gateMissingMetric | f1",
                "gateNothing | This build has no evaluation of a model with the id \"model\". Run mlValidate with that id before mlGate, or name another tool's metrics with metrics.",
                "gateWithoutWorkspace | mlGate needs a workspace to read the file that evaluation names.",
                "gateTwice | The id \"model\" was already used by another mlGate of this build. Give each model its own id, for example id: 'challenger'.",
                "gateNotJson | evaluation.json: not a valid document at line 1, column",
                "badId | id \"../evil\" is not usable: it has letters, digits, '-', '_' and '.', at most 64, and no '.' in front.",
            })
    void mistakesFailTheBuildWithOneSentence(String pipeline, String sentence) throws Exception {
        WorkflowRun build = run(pipeline, Result.FAILURE);

        j.assertLogContains(sentence, build);
        j.assertLogNotContains("\tat io.jenkins.plugins.mlpipeline.steps.GateExecution", build);
    }

    @Test
    void whatTheControllersDiskRefusesIsASentence() throws Exception {
        WorkflowJob job = j.createProject(WorkflowJob.class, "disk");
        // A file where the records of a build go is what a test can have of a disk that takes nothing.
        job.setDefinition(new CpsFlowDefinition(
                "new File(currentBuild.rawBuild.rootDir, 'ml-pipeline').text = ''\n" + Bench.script("gatePasses"),
                false));

        WorkflowRun build = j.buildAndAssertStatus(Result.FAILURE, job);

        j.assertLogContains(
                "ERROR: On the controller, " + build.getRootDir().toPath().resolve("ml-pipeline")
                        + " cannot be read or written: a file is where a folder should be.",
                build);
        j.assertLogNotContains("\tat ", build);
    }

    @Test
    void catchErrorAndWarnErrorCatchAFailingGate() throws Exception {
        WorkflowRun build = run("gateCaught", Result.UNSTABLE);

        j.assertLogContains("went on", build);
        assertThat(record(build, "a").getVerdict()).isEqualTo("FAIL");
        assertThat(record(build, "b").getVerdict()).isEqualTo("FAIL");
    }

    @Test
    void retryReplacesAFailedAttempt() throws Exception {
        WorkflowRun build = run("gateRetried", Result.SUCCESS);

        j.assertLogContains("attempts 2", build);
        assertThat(record(build, "model").getVerdict()).isEqualTo("PASS");
    }

    @Test
    void gatesOfParallelBranchesDoNotTouchEachOther() throws Exception {
        WorkflowRun build = run("gateParallel", Result.UNSTABLE);

        assertThat(record(build, "champion").getVerdict()).isEqualTo("PASS");
        assertThat(record(build, "challenger").getVerdict()).isEqualTo("FAIL");
    }

    @Test
    void gatesOfTheStepGoOverThoseOfTheSpec() throws Exception {
        WorkflowRun build = run("gateSpec", Result.SUCCESS);

        j.assertLogContains("PASS [floor=PASS, sensitive=PASS]", build);
    }

    @Test
    void aWhenBlockReadsTheVerdict() throws Exception {
        j.assertLogContains("released", run("gateDeclarative", Result.SUCCESS));
    }

    @Test
    void pagesShowTheVerdictAndEscapeEverything() throws Exception {
        WorkflowRun build = run("gateHostileEvaluation", Result.SUCCESS);
        try (JenkinsRule.WebClient web = j.createWebClient()) {
            HtmlPage summary = web.getPage(build);
            assertThat(summary.asNormalizedText()).contains("Models");
            HtmlPage page = web.getPage(build, "ml-pipeline/model/");
            assertThat(page.asNormalizedText()).contains("PASS", "<b>bold</b>", "<img src=x onerror=alert(2)>");

            Page report = web.goTo(build.getUrl() + "ml-pipeline/model/report", "text/html");
            assertThat(report.getWebResponse().getResponseHeaderValue("Content-Security-Policy"))
                    .startsWith("sandbox; default-src 'none'");
            assertThat(report.getWebResponse().getContentAsString())
                    .doesNotContain("<script", "<img src=x")
                    .contains("&lt;script&gt;alert(1)&lt;/script&gt;");
        }
    }

    @Test
    void theRemoteApiHasVerdictAndMetrics() throws Exception {
        WorkflowRun build = run("gatePasses", Result.SUCCESS);
        try (JenkinsRule.WebClient web = j.createWebClient()) {
            String json = web.goTo(build.getUrl() + "api/json?depth=2", "application/json")
                    .getWebResponse()
                    .getContentAsString();
            assertThat(json).contains("\"verdict\":\"PASS\"", "\"accuracy\":0.85", "\"deployable\":true");
        }
    }

    private static WorkflowRun run(String pipeline, Result expected) throws Exception {
        var existing = j.jenkins.getItem(pipeline);
        var job = existing == null ? Bench.job(pipeline) : (WorkflowJob) existing;
        return j.buildAndAssertStatus(expected, job);
    }

    private static ModelRecord record(WorkflowRun build, String id) {
        return build.getAction(MlPipelineAction.class).model(id).orElseThrow();
    }

    private static WarningAction warning(WorkflowRun build) {
        FlowNode node = new DepthFirstScanner()
                .findFirstMatch(build.getExecution(), n -> n.getPersistentAction(WarningAction.class) != null);
        return node.getPersistentAction(WarningAction.class);
    }
}
