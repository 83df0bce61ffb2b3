package io.jenkins.plugins.mlpipeline.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Label;
import hudson.model.Result;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.OneJenkins;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Comparison;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.record.RecordFolder;
import io.jenkins.plugins.mlpipeline.report.MlPipelineAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What earlier builds recorded is what later ones are compared with. */
@WithJenkins
class BaselineTest {
    private static JenkinsRule j;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        j = rule;
        j.createOnlineSlave(Label.get("agent"));
    }

    @BeforeEach
    void configure() throws Exception {
        OneJenkins.clean();
        Bench.configure();
    }

    @Test
    void theLastBuildThatPassedIsTheBaseline() throws Exception {
        WorkflowJob job = Bench.job("lastPassed", script("20", "true"));
        WorkflowRun first = j.buildAndAssertSuccess(job);
        j.assertLogContains(
                "[ml-pipeline] no baseline {from: lastPassed} yet: this was declared to be the first build", first);
        j.assertLogContains(
                "This was declared the first build: without a baseline these gates are notes, no-worse.", first);

        define(job, script("100", "true"));
        WorkflowRun second = j.buildAndAssertSuccess(job);
        j.assertLogContains("[ml-pipeline] baseline {from: lastPassed}: the model of lastPassed #1", second);
        Evaluation evaluation = RecordFolder.of(second, "model").evaluation().orElseThrow();
        assertThat(evaluation.baseline().from()).isEqualTo("lastPassed");
        assertThat(evaluation.baseline().build()).isEqualTo("1");
        assertThat(evaluation.baseline().digest())
                .isEqualTo(first.getAction(MlPipelineAction.class)
                        .model("model")
                        .orElseThrow()
                        .getModelDigest());
        GateResult gate = RecordFolder.of(second, "model").gate().orElseThrow();
        assertThat(gate.gates().get(1).evidence().flips()).isNotNull();
        // Both learnt from the same 800 of the 1,000 rows, which prove nothing and are left out.
        Comparison comparison = evaluation.comparisons().get(Evaluation.BASELINE);
        assertThat(comparison.learnt().leftOut()).isEqualTo(800);
        assertThat(comparison.rows()).isEqualTo(200);
        assertThat(gate.gates().get(1).baseline())
                .isEqualTo(comparison.metrics().get("accuracy").baseline());

        // The same model on the same data once more, as after a commit to the README: nothing changed.
        WorkflowRun third = j.buildAndAssertSuccess(job);
        j.assertLogContains("[ml-pipeline] unchanged: model and test data are those of the baseline", third);
        j.assertLogContains(
                ": unchanged, since model and test data are those of lastPassed #2, so the difference is exactly 0, within"
                        + " the allowed drop of 0.2.",
                third);
        assertThat(RecordFolder.of(third, "model")
                        .evaluation()
                        .orElseThrow()
                        .baseline()
                        .isSameAsBefore())
                .isTrue();

        // No gain is shown by that.
        define(job, script("100", "true").replace("baseline-0.2", "baseline+0.001"));
        WorkflowRun fourth = j.buildAndAssertStatus(Result.FAILURE, job);
        j.assertLogContains("so the difference is exactly 0, short of the required gain of 0.001.", fourth);

        // And on other data there is nothing to compare.
        define(job, script("100", "true").replace("mlValidate", "sh 'sed -i 2d german_credit.csv'\n  mlValidate"));
        WorkflowRun fifth = j.buildAndAssertStatus(Result.FAILURE, job);
        j.assertLogContains(
                "Candidate and baseline are the same model ("
                        + evaluation.model().digest() + ")",
                fifth);

        // Neither where a model is named.
        define(job, script("100", "true").replace("from: 'lastPassed', firstBuild: true", "from: 'build', build: '3'"));
        WorkflowRun sixth = j.buildAndAssertStatus(Result.FAILURE, job);
        j.assertLogContains("Candidate and baseline are the same model (", sixth);
    }

    @Test
    void noBuildThatPassedIsAnErrorUnlessItIsDeclared() throws Exception {
        WorkflowRun build = j.buildAndAssertStatus(Result.FAILURE, Bench.job("lastPassed", script("20", "false")));

        j.assertLogContains(
                "ERROR: None of the last 200 builds of \"lastPassed\" has a model with the id \"model\" that passed its gates"
                        + " and was kept, so there is no baseline {from: lastPassed}. Declare the first build with"
                        + " firstBuild: true; it counts only while there is none.",
                build);
    }

    @Test
    void predictionsAreComparedByTheOutcomesThatABuildOfAnotherJobKept() throws Exception {
        WorkflowJob former = Bench.job(
                "former",
                predictions("4")
                        .replaceAll(",\\s*baseline: \\[[^]]*]", "")
                        .replace("accuracy>=baseline-0.01", "accuracy>=0.5"));
        j.buildAndAssertSuccess(former);

        WorkflowRun better = j.buildAndAssertSuccess(Bench.job("better", predictions("8")));
        j.assertLogContains("[ml-pipeline] baseline {from: build}: the model of former #1", better);
        assertThat(RecordFolder.of(better, "model")
                        .gate()
                        .orElseThrow()
                        .gates()
                        .get(0)
                        .baseline())
                .isEqualTo(0.75);

        j.assertLogContains(
                "did not pass: ", j.buildAndAssertStatus(Result.FAILURE, Bench.job("worse", predictions("2"))));
    }

    @Test
    void aBuildThatIsNotThereIsNamed() throws Exception {
        WorkflowRun build = j.buildAndAssertStatus(
                Result.FAILURE,
                Bench.job(
                        "lost", predictions("4").replace("job: 'former', build: 'lastSuccessfulBuild'", "build: '7'")));

        j.assertLogContains("ERROR: The job \"lost\" has no build \"7\" to compare with.", build);
    }

    private static void define(WorkflowJob job, String script) throws Exception {
        job.setDefinition(new CpsFlowDefinition(script, true));
    }

    private static String script(String trees, String first) throws Exception {
        return Bench.script("lastPassed").replace("TREES", trees).replace("FIRST", first);
    }

    private static String predictions(String said) throws Exception {
        return Bench.script("outcomes").replace("SAID", said);
    }
}
