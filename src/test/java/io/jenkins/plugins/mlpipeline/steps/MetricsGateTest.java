package io.jenkins.plugins.mlpipeline.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Origin;
import io.jenkins.plugins.mlpipeline.engine.gate.GateResult;
import io.jenkins.plugins.mlpipeline.record.RecordFolder;
import io.jenkins.plugins.mlpipeline.report.MlPipelineAction;
import io.jenkins.plugins.mlpipeline.report.ModelRecord;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** One step for a team that measures with its own tools. */
@WithJenkins
class MetricsGateTest {
    private static JenkinsRule j;

    @BeforeAll
    static void start(JenkinsRule rule) {
        j = rule;
    }

    private static String node(String... lines) {
        return "node {\n" + String.join("\n", lines) + "\n}";
    }

    @Test
    void aFileOfMetricsIsJudgedAndRecordedLikeOurs() throws Exception {
        WorkflowRun build = j.buildAndAssertSuccess(Bench.job(
                "metrics",
                node(
                        "writeFile file: 'metrics.json', text: '{\"accuracy\": 0.95, \"f1\": 0.9}'",
                        "def r = mlGate metrics: 'metrics.json', gates: 'accuracy>=0.94'",
                        "echo \"${r.verdict} ${r.source} ${r.unchanged}\"")));

        j.assertLogContains("PASS metrics false", build);
        j.assertLogNotContains("[Checks API]", build);
        ModelRecord record =
                build.getAction(MlPipelineAction.class).model("model").orElseThrow();
        assertThat(record.getMetrics()).containsEntry("accuracy", 0.95).containsEntry("f1", 0.9);
        assertThat(record.getVerdict()).isEqualTo("PASS");
        assertThat(record.isDeployable()).isFalse();
        GateResult gate = RecordFolder.of(build, "model").gate().orElseThrow();
        assertThat(gate.origin().source()).isEqualTo(Origin.Source.METRICS);
        try (JenkinsRule.WebClient web = j.createWebClient()) {
            HtmlPage page = web.getPage(build, "ml-pipeline/model/");
            assertThat(page.asNormalizedText())
                    .contains(
                            "metrics of another tool",
                            "The gate passed.",
                            "accuracy is 0.95, above the required 0.94.");
        }
    }

    @Test
    void aGateThatIsNotMetStopsThePipeline() throws Exception {
        WorkflowRun build = j.buildAndAssertStatus(
                Result.FAILURE,
                Bench.job(
                        "metricsFail",
                        node(
                                "writeFile file: 'metrics.json', text: '{\"accuracy\": 0.9}'",
                                "mlGate metrics: 'metrics.json', gates: ['accuracy>=0.94']",
                                "echo 'NOT REACHED'")));

        j.assertLogNotContains("NOT REACHED", build);
        j.assertLogContains("ERROR: Model \"model\" did not pass: accuracy is 0.9, below the required 0.94.", build);
    }

    @Test
    void manyFilesAreReadByAPatternAndSaidWhatTheyWereTakenFor() throws Exception {
        WorkflowRun build = j.buildAndAssertSuccess(
                Bench.job(
                        "metricsMany",
                        node(
                                "writeFile file: 'out/train.json', text: '{\"loss\": [0.9, 0.4], \"val_accuracy\": [0.7, 0.8]}'",
                                "writeFile file: 'out/eval.json', text: '{\"eval_accuracy\": 0.9, \"eval_runtime\": 2}'",
                                "mlGate metrics: 'out/*.json', gates: ['eval.eval_accuracy>=0.9', 'train.val_accuracy>=0.75',"
                                        + " 'train.loss<=0.5']",
                                "writeFile file: 'model.onnx', text: 'a model'",
                                "mlGate id: 'bound', metrics: ['out/eval.json'], subject: 'model.onnx', gates: 'eval_accuracy>=0.9'")));

        j.assertLogContains(
                "[ml-pipeline] note: out/train.json: taken for a history of 2 epochs: the last one counts", build);
        j.assertLogContains("[ml-pipeline] note: out/eval.json: taken for results of Hugging Face's Trainer.", build);
        ModelRecord bound =
                build.getAction(MlPipelineAction.class).model("bound").orElseThrow();
        // sha256sum of "a model"
        assertThat(bound.getSubject())
                .isEqualTo("sha256:97ff8a35544dcf40ad84047074439dd6aa3a0be469ea578a1b1c017d939ec61c");
        assertThat(bound.isDeployable()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "metrics: 'none.json', gates: 'f1>=1' | ERROR: none.json: there is no such file.",
                "metrics: '*.csv', gates: 'f1>=1' | ERROR: metrics: no file matches \"*.csv\".",
                "metrics: 'm.json', evaluation: 'e.json', gates: 'f1>=1' | ERROR: mlGate has both evaluation and metrics, and judges one of them. Leave the other out.",
                "subject: 'm.json', gates: 'f1>=1' | ERROR: subject is for metrics; an evaluation says itself what it is about. Leave it out.",
                "metrics: 'm.json', subject: 'latest', gates: 'f1>=1' | ERROR: subject \"latest\" is neither a file of the workspace nor a digest.",
                "metrics: 'm.json', gates: 'accurracy>=0.9' | Did you mean \"accuracy\"?",
            })
    void mistakesAreOneSentence(String parameters, String sentence) throws Exception {
        WorkflowRun build = j.buildAndAssertStatus(
                Result.FAILURE,
                Bench.job(
                        "mistake" + Integer.toHexString(parameters.hashCode()),
                        node("writeFile file: 'm.json', text: '{\"accuracy\": 0.9}'", "mlGate " + parameters)));

        j.assertLogContains(sentence, build);
        j.assertLogNotContains("\tat ", build);
    }
}
