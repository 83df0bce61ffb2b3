package io.jenkins.plugins.mlpipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.mlpipeline.record.RecordFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The pipelines of the tutorial and of the shared library, as they stand there. */
@WithJenkins
class TutorialTest {
    private static final Pattern BLOCK = Pattern.compile("```groovy\n([^`]*)```");
    private static JenkinsRule j;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        j = rule;
        Bench.configure();
    }

    private static List<String> pipelines() throws IOException {
        List<String> found = new ArrayList<>();
        Matcher block = BLOCK.matcher(Files.readString(Path.of("docs/tutorial.md")));
        while (block.find()) {
            found.add(block.group(1));
        }
        return found;
    }

    @Test
    void theScriptedPipelinePassesTwiceAndFailsWhenAskedForTooMuch() throws Exception {
        String script = pipelines().get(0);
        WorkflowJob job = Bench.job("scripted", script);
        j.assertLogContains("This was declared the first build", j.buildAndAssertSuccess(job));

        WorkflowRun second = j.buildAndAssertSuccess(job);
        j.assertLogContains("so the difference is exactly 0, within the allowed drop of 0.02.", second);
        assertThat(RecordFolder.of(second, "model").gate().orElseThrow().unchanged())
                .isTrue();

        job.setDefinition(new CpsFlowDefinition(script.replace("0.70", "0.99"), true));
        j.assertLogContains("did not pass: roc_auc is ", j.buildAndAssertStatus(Result.FAILURE, job));
    }

    @Test
    void theDeclarativePipelinePasses() throws Exception {
        j.assertLogContains(
                "PASS: The gate passed.",
                j.buildAndAssertSuccess(Bench.job("declarative", pipelines().get(1))));
    }

    @Test
    void theSharedLibraryGatesMetricsAndModels() throws Exception {
        String library = Files.readString(Path.of("docs/examples/shared-library/vars/gatedModel.groovy"));

        j.buildAndAssertSuccess(Bench.job(
                "ownTraining",
                library + "\ncall(checkout: false, train: 'echo \\'{\"accuracy\": 0.95}\\' > metrics.json',"
                        + " metrics: 'metrics.json', gates: ['accuracy>=0.94'])"));
        j.buildAndAssertSuccess(Bench.job(
                "ourTraining",
                "node { sh 'cp \"$EXAMPLES\"/german-credit/german_credit.csv .' }\n" + library
                        + "\ncall(checkout: false, data: 'german_credit.csv', label: 'credit_risk', posLabel: 'bad',"
                        + " algorithm: 'random_forest', gates: ['roc_auc>=0.70'])"));
    }
}
