package io.jenkins.plugins.mlpipeline.checks;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.checks.api.ChecksConclusion;
import io.jenkins.plugins.checks.api.ChecksDetails;
import io.jenkins.plugins.checks.api.ChecksPublisher;
import io.jenkins.plugins.checks.api.ChecksPublisherFactory;
import io.jenkins.plugins.checks.api.ChecksStatus;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.gate.Approval;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.engine.gate.Verdict;
import io.jenkins.plugins.mlpipeline.record.RecordFolder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What arrives at a plugin for a code host, which this class stands for. */
@WithJenkins
class GateChecksTest {
    private static JenkinsRule j;

    @BeforeAll
    static void start(JenkinsRule rule) {
        j = rule;
    }

    /** A code host that keeps what it is told, or is out of order. */
    @TestExtension
    public static class CodeHost extends ChecksPublisherFactory {
        private final List<ChecksDetails> published = new CopyOnWriteArrayList<>();
        private boolean outOfOrder;

        @Override
        protected Optional<ChecksPublisher> createPublisher(Run<?, ?> run, TaskListener listener) {
            return Optional.of(new ChecksPublisher() {
                @Override
                public void publish(ChecksDetails details) {
                    if (outOfOrder) {
                        throw new IllegalStateException("502 Bad Gateway");
                    }
                    published.add(details);
                }
            });
        }
    }

    private static CodeHost host() {
        return j.jenkins.getExtensionList(ChecksPublisherFactory.class).get(CodeHost.class);
    }

    @BeforeEach
    void nothingPublished() {
        host().published.clear();
        host().outOfOrder = false;
    }

    private static WorkflowRun run(String pipeline, Result expected) throws Exception {
        return run(pipeline, Bench.script(pipeline), expected);
    }

    private static WorkflowRun run(String pipeline, String script, Result expected) throws Exception {
        WorkflowJob job = Bench.job(pipeline + j.jenkins.getItems().size(), script);
        return j.buildAndAssertStatus(expected, job);
    }

    /** The one check of ours: "checks-api" publishes one of the build itself. */
    private static ChecksDetails check(String name) {
        List<ChecksDetails> ours = host().published.stream()
                .filter(c -> c.getName().filter(name::equals).isPresent())
                .toList();
        assertThat(ours).hasSize(1);
        return ours.get(0);
    }

    private static String title(ChecksDetails check) {
        return check.getOutput().orElseThrow().getTitle().orElseThrow();
    }

    private static String summary(ChecksDetails check) {
        return check.getOutput().orElseThrow().getSummary().orElseThrow();
    }

    @Test
    void aPassIsASuccessWithTheReportAndALinkToTheModel() throws Exception {
        WorkflowRun build = run("gatePasses", Result.SUCCESS);

        ChecksDetails check = check("ML gate / model");
        assertThat(check.getStatus()).isEqualTo(ChecksStatus.COMPLETED);
        assertThat(check.getConclusion()).isEqualTo(ChecksConclusion.SUCCESS);
        assertThat(title(check)).isEqualTo("PASS: Both gates passed.");
        assertThat(summary(check)).startsWith("### \u2705 PASS").contains("| accuracy | accuracy \u2265 0.85 | 0.85 |");
        assertThat(check.getDetailsURL()).contains(j.getURL() + build.getUrl() + "ml-pipeline/model/");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gateFails | FAILURE | FAILURE | FAIL: 1 of 2 gates failed: accuracy.",
                "gateUnstable | UNSTABLE | FAILURE | FAIL: The gate failed: accuracy.",
                "gateErrorStage | SUCCESS | FAILURE | FAIL: The gate failed: accuracy.",
                "gateNote | SUCCESS | SUCCESS | PASS: The gate passed. Noted, without consequence: accuracy.",
                "gateInconclusive | UNSTABLE | ACTION_REQUIRED | INCONCLUSIVE: The gate can't be decided: roc_auc.",
                "gateUnknownMetric | FAILURE | FAILURE | ERROR: gates[0]: gate \"acuracy>=0.5\": metric \"acuracy\" is unknown. Did you mean \"accuracy\"? A metric of another tool needs its direction stated: higher or lower.",
                "gateNothing | FAILURE | FAILURE | ERROR: This build has no evaluation of a model with the id \"model\". Run mlValidate with that id before mlGate, or name another tool's metrics with metrics.",
            })
    void whatDoesNotPassIsNeverGreenOrNeutral(String pipeline, String result, ChecksConclusion conclusion, String title)
            throws Exception {
        run(pipeline, Result.fromString(result));

        ChecksDetails check = check("ML gate / model");
        assertThat(check.getConclusion()).isEqualTo(conclusion);
        assertThat(title(check)).isEqualTo(title);
    }

    @Test
    void everyModelHasItsCheck() throws Exception {
        run("gateParallel", Result.UNSTABLE);

        assertThat(check("ML gate / champion").getConclusion()).isEqualTo(ChecksConclusion.SUCCESS);
        assertThat(check("ML gate / challenger").getConclusion()).isEqualTo(ChecksConclusion.FAILURE);
    }

    @Test
    void anApprovedModelIsNeutral() throws Exception {
        WorkflowRun build = run("gateFails", Result.FAILURE);
        Evaluation evaluation = RecordFolder.of(build, "model").evaluation().orElseThrow();
        GateResult approved = RecordFolder.of(build, "model")
                .gate()
                .orElseThrow()
                .approved(new Approval("ada", "2026-01-01T00:00:00Z", "a trial", "2026-01-02T00:00:00Z", Verdict.FAIL));

        GateCheck check = GateCheck.of("model", evaluation, approved);

        assertThat(check.conclusion()).isEqualTo(GateCheck.Conclusion.NEUTRAL);
        assertThat(check.title()).isEqualTo("FAIL (approved): 1 of 2 gates failed: accuracy.");
        assertThat(check.summary()).contains("> Nevertheless approved by ada until 2026-01-02T00:00:00Z");
    }

    @Test
    void aBlockWithChecksGivesTheName() throws Exception {
        run("gateWithChecks", Result.SUCCESS);

        assertThat(host().published.stream()
                        .filter(c -> c.getName().filter("Fraud model"::equals).isPresent())
                        .map(ChecksDetails::getStatus))
                .endsWith(ChecksStatus.COMPLETED);
        assertThat(host().published).noneMatch(c -> c.getName().orElse("").startsWith("ML gate"));
    }

    @Test
    void nothingIsPublishedWhenItIsLeftOut() throws Exception {
        run(
                "gatePasses",
                Bench.script("gatePasses").replace("mlGate ", "mlGate skipPublishingChecks: true, "),
                Result.SUCCESS);

        assertThat(host().published).noneMatch(c -> c.getName().orElse("").startsWith("ML gate"));
    }

    @Test
    void aCodeHostThatIsOutOfOrderFailsNoBuild() throws Exception {
        host().outOfOrder = true;

        WorkflowRun build = run("gatePasses", Result.SUCCESS);

        j.assertLogContains(
                "[ml-pipeline] The check \"ML gate / model\" was not published:"
                        + " java.lang.IllegalStateException: 502 Bad Gateway.\n",
                build);
    }

    @Test
    void aLongReportIsCutBetweenTwoLinesAndSaysSo() throws Exception {
        WorkflowRun build = run("gatePasses", Result.SUCCESS);
        String line = "| \u2705 caf\u00e9 |\n";
        GateCheck check = new GateCheck("model", GateCheck.Conclusion.SUCCESS, "long", line.repeat(10_000));

        String summary = summary(ChecksApiGateChecks.details(check, "long", build));

        assertThat(summary.getBytes(StandardCharsets.UTF_8).length)
                .isBetween(ChecksApiGateChecks.MOST_BYTES - 200, ChecksApiGateChecks.MOST_BYTES);
        assertThat(summary).endsWith(line + "\n\nThe rest is on the page of the build.\n");
    }

    @Test
    void aTitleIsOneLineOfAtMost200Characters() {
        GateCheck check = GateCheck.undecided("model", "\uD83D\uDE00".repeat(300));

        assertThat(check.title().codePointCount(0, check.title().length())).isEqualTo(200);
        assertThat(check.title()).startsWith("ERROR: \uD83D\uDE00").endsWith("\uD83D\uDE00\u2026");
    }
}
