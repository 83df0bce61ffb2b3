package io.jenkins.plugins.mlpipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import hudson.FilePath;
import hudson.model.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Every example of {@code docs/examples} runs as it stands there. */
@WithJenkins
class ExamplesTest {
    private static final Path EXAMPLES = Path.of("docs/examples");
    private static final String GERMAN_CREDIT = "german-credit/german_credit.csv";

    private static JenkinsRule j;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        j = rule;
        Bench.configure();
    }

    @Test
    void fraud() throws Exception {
        WorkflowJob job = job("fraud");
        String data = Files.readString(EXAMPLES.resolve(GERMAN_CREDIT));
        write(job, "transaction_data.csv", asFraud(data));

        WorkflowRun build = j.buildAndAssertSuccess(job);

        j.assertLogContains("Model accuracy: 0.7", build);
    }

    @Test
    void unitTestsAndGate() throws Exception {
        WorkflowJob job = job("unit-tests-and-gate");
        write(job, "german_credit.csv", Files.readString(EXAMPLES.resolve(GERMAN_CREDIT)));
        write(
                job,
                "tests/test_nothing.py",
                "import unittest\n\nclass T(unittest.TestCase):\n    def test_one(self):\n        self.assertEqual(1, 1)\n");

        WorkflowRun build = j.buildAndAssertStatus(Result.FAILURE, job);

        j.assertLogContains("Ran 1 test", build);
        j.assertLogContains("ERROR: Model \"model\" did not pass: ", build);
        j.assertLogNotContains("Only a model that passed gets here.", build);
    }

    @Test
    void predictions() throws Exception {
        WorkflowJob job = job("predictions");
        write(
                job,
                "predictions.csv",
                "outcome,predicted,p_yes\nyes,yes,0.9\nno,no,0.2\nyes,yes,0.8\nno,yes,0.6\nno,no,0.1\nyes,no,0.4\n");

        j.buildAndAssertSuccess(job);
    }

    @Test
    void candidates() throws Exception {
        WorkflowJob job = job("candidates");
        write(job, "german_credit.csv", Files.readString(EXAMPLES.resolve(GERMAN_CREDIT)));

        j.assertLogContains("The best of 2 candidates: ", j.buildAndAssertSuccess(job));
    }

    @Test
    void scikitLearn() throws Exception {
        String python = System.getenv().getOrDefault("ML_PIPELINE_PYTHON", "python3");
        assumeThat(new ProcessBuilder(python, "-c", "import skl2onnx, sklearn")
                        .start()
                        .waitFor())
                .as("scikit-learn and skl2onnx of " + python)
                .isZero();
        WorkflowJob job = job("scikit-learn");
        write(job, "train.py", Files.readString(EXAMPLES.resolve("scikit-learn/train.py")));
        job.setDefinition(new org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition(
                script("scikit-learn").replace("'python3'", "'" + python + "'"), true));

        j.buildAndAssertSuccess(job);
    }

    /** Those that deploy are in {@link DeployExamplesTest}. */
    @Test
    void everyExampleIsRun() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            assertThat(files.map(f -> f.getFileName().toString())
                            .filter(n -> n.endsWith(".Jenkinsfile"))
                            .collect(Collectors.toSet()))
                    .containsExactlyInAnyOrder(
                            "fraud.Jenkinsfile",
                            "unit-tests-and-gate.Jenkinsfile",
                            "predictions.Jenkinsfile",
                            "candidates.Jenkinsfile",
                            "scikit-learn.Jenkinsfile",
                            "three-replicas.Jenkinsfile",
                            "bank.Jenkinsfile",
                            "container-build.Jenkinsfile");
        }
    }

    private static WorkflowJob job(String example) throws Exception {
        return Bench.job(example, script(example));
    }

    private static String script(String example) throws IOException {
        return Files.readString(EXAMPLES.resolve(example + ".Jenkinsfile"));
    }

    private static void write(WorkflowJob job, String path, String text) throws Exception {
        FilePath workspace = j.jenkins.getWorkspaceFor(job);
        workspace.child(path).getParent().mkdirs();
        workspace.child(path).write(text, "UTF-8");
    }

    /** The credit data under the shop's names. */
    private static String asFraud(String credit) {
        String[] lines = credit.split("\n");
        lines[0] = lines[0].replace("credit_risk", "fraud");
        for (int i = 1; i < lines.length; i++) {
            lines[i] = lines[i].replaceFirst("good\\b(?=\\r?$)", "no").replaceFirst("bad\\b(?=\\r?$)", "yes");
        }
        return String.join("\n", lines) + "\n";
    }
}
