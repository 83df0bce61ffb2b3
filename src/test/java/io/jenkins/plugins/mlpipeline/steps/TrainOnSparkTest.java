package io.jenkins.plugins.mlpipeline.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.engine.spark.StandInSpark;
import io.jenkins.plugins.mlpipeline.record.RecordFolder;
import io.jenkins.plugins.mlpipeline.report.MlPipelineAction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Rows of a folder that Spark's executors learn from in a build. */
@WithJenkins
class TrainOnSparkTest {
    private static final String ROWS = """
            sh '''mkdir -p rows
              data="$EXAMPLES"/german-credit/german_credit.csv
              for part in 0 1 2 3; do
                head -n 1 "$data" > rows/part-$part.csv
                tail -n +2 "$data" | sed -n "$((part * 250 + 1)),$((part * 250 + 250))p" >> rows/part-$part.csv
              done'''
            """;

    private static JenkinsRule j;

    @TempDir
    private Path home;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        j = rule;
        Bench.configure();
    }

    private static String train(Path spark, String more) {
        return "node {\n" + ROWS + "withEnv(['SPARK_HOME=" + spark + "']) {\n"
                + "def trained = mlTrain data: 'rows', label: 'credit_risk', posLabel: 'bad', split: 'hash',\n"
                + "  algorithm: 'gradient_boosting', hyperparameters: [max_iter: 20], engine: 'spark', master: 'spark://cluster:7077'"
                + more + "\n"
                + "def measured = mlValidate model: trained.model\n"
                + "echo \"measured ${measured.rows} rows kept back\"\n"
                + "mlGate gates: ['roc_auc>=0.6']\n}\n}";
    }

    private Path standIn(String script) throws IOException {
        Path bin = Files.createDirectories(home.resolve("bin"));
        Path submit = Files.writeString(bin.resolve("spark-submit"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(submit, PosixFilePermissions.fromString("rwx------"));
        return home;
    }

    @Test
    void whatExecutorsLearntIsGatedAsWhatAnAgentLearnt() throws Exception {
        Path spark = standIn("exec '" + System.getProperty("java.home") + "/bin/java' -D" + StandInSpark.WORKERS
                + "=2 -cp '" + System.getProperty("java.class.path") + "' " + StandInSpark.class.getName() + " \"$@\"");

        WorkflowRun build = j.buildAndAssertSuccess(Bench.job("train on spark", train(spark, "")));

        assertThat(build.getAction(MlPipelineAction.class)
                        .model("model")
                        .orElseThrow()
                        .getModelDigest())
                .startsWith("sha256:");
        assertThat(RecordFolder.of(build, "model").path().resolve("training.json"))
                .content()
                .contains("\"gradient_boosting\"");
        j.assertLogContains("rows kept back", build);
    }

    @Test
    void aKilledDriverFailsTheStepWithOneSentence() throws Exception {
        Path spark = standIn("kill -9 $$");
        WorkflowJob job = Bench.job("killed while learning", train(spark, ""));

        j.assertLogContains(
                "Spark's driver was killed by signal 9 before all was learnt, so nothing was written. Run it again.",
                j.buildAndAssertStatus(Result.FAILURE, job));
    }

    @Test
    void anotherAlgorithmIsLearntByOneAgent() throws Exception {
        WorkflowJob job = Bench.job(
                "forest on spark",
                train(home, "")
                        .replace(
                                "algorithm: 'gradient_boosting', hyperparameters: [max_iter: 20]", "algorithm: 'mlp'"));

        j.assertLogContains(
                "engine is spark, on which gradient_boosting alone learns, and the algorithm is mlp. Say algorithm:"
                        + " gradient_boosting (--algorithm), or leave engine out: one agent learns all.",
                j.buildAndAssertStatus(Result.FAILURE, job));
    }
}
