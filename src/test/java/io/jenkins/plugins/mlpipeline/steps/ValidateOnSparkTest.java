package io.jenkins.plugins.mlpipeline.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.model.Result;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.spark.StandInSpark;
import io.jenkins.plugins.mlpipeline.record.RecordFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Rows of a folder that Spark's executors read and predict in a build. */
@WithJenkins
class ValidateOnSparkTest {
    private static final String TRAIN = """
            sh 'cp "$EXAMPLES"/german-credit/german_credit.csv .'
            def trained = mlTrain data: 'german_credit.csv', label: 'credit_risk', posLabel: 'bad',
              algorithm: 'logistic_regression', id: 'here'
            sh '''mkdir rows
              for part in 0 1 2 3 4 5 6; do
                head -n 1 german_credit.csv > rows/part-$part.csv
                tail -n +2 german_credit.csv | sed -n "$((part * 140 + 1)),$((part * 140 + 140))p" >> rows/part-$part.csv
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

    private static String both(String spark, String master) {
        return "node {\n" + TRAIN
                + "mlValidate model: trained.model, data: 'rows', id: 'here', slices: ['purpose']\n"
                + "withEnv(['SPARK_HOME=" + spark + "']) {\n"
                + "mlValidate model: trained.model, data: 'rows', id: 'there', slices: ['purpose'], engine: 'spark',\n"
                + "  master: '" + master + "', sparkConf: ['spark.ui.enabled': 'false']\n}\n}";
    }

    /** The evaluation without what says when, who, and how fast. */
    private static ObjectNode evaluation(WorkflowRun build, String id) throws IOException {
        ObjectNode document =
                Json.object(Json.tree(RecordFolder.of(build, id).evaluation().orElseThrow()));
        document.remove(List.of("createdAt", "environment", "id", "origin"));
        Json.object(document.get("metrics"))
                .remove(List.of(
                        "latency_ms_p50", "latency_ms_p95", "latency_ms_p99", "cold_start_ms", "peak_memory_bytes"));
        return document;
    }

    private Path standIn(String script) throws IOException {
        Path bin = Files.createDirectories(home.resolve("bin"));
        Path submit = Files.writeString(bin.resolve("spark-submit"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(submit, PosixFilePermissions.fromString("rwx------"));
        return home;
    }

    private static void requireSame(WorkflowRun build) throws IOException {
        ObjectNode here = evaluation(build, "here");

        assertThat(here.at("/data/rows").asInt()).isEqualTo(980);
        assertThat(Json.write(evaluation(build, "there"))).isEqualTo(Json.write(here));
    }

    @Test
    void theEvaluationIsThatOfTheAgent() throws Exception {
        Path spark = standIn("exec '" + System.getProperty("java.home") + "/bin/java' -cp '"
                + System.getProperty("java.class.path") + "' " + StandInSpark.class.getName() + " \"$@\"");

        WorkflowRun build = j.buildAndAssertSuccess(Bench.job("spark", both(spark.toString(), "spark://cluster:7077")));

        requireSame(build);
        j.assertLogNotContains("NativeCodeLoader", build);
    }

    @Test
    @EnabledIfEnvironmentVariable(
            named = "SPARK_HOME",
            matches = ".+",
            disabledReason = "SPARK_HOME names no Apache Spark")
    void soItIsOfSparkItself() throws Exception {
        requireSame(j.buildAndAssertSuccess(Bench.job("real spark", both(System.getenv("SPARK_HOME"), "local[2]"))));
    }

    @Test
    void aKilledDriverFailsTheStepWithOneSentence() throws Exception {
        Path spark = standIn("kill -9 $$");
        WorkflowJob job = Bench.job("killed", both(spark.toString(), "local[2]"));

        WorkflowRun build = j.buildAndAssertStatus(Result.FAILURE, job);

        j.assertLogContains(
                "Spark's driver was killed by signal 9 before all rows were predicted, so nothing was written. Run it again.",
                build);
        assertThat(RecordFolder.of(build, "there").evaluation()).isEmpty();
    }

    @Test
    void withoutSparkTheStepSaysWhatToDo() throws Exception {
        WorkflowJob job = Bench.job("none", both("/nowhere", "local[2]"));

        j.assertLogContains(
                "SPARK_HOME is /nowhere, and there is no bin/spark-submit in it. Let it name the folder of Apache Spark 3.5 or 4, or"
                        + " unset it.",
                j.buildAndAssertStatus(Result.FAILURE, job));
    }

    @Test
    void aMasterWithoutTheEngineIsAMistake() throws Exception {
        WorkflowJob job =
                Bench.job("master", "node {\nmlValidate model: 'model', data: 'rows', label: 'y', master: 'yarn'\n}");

        j.assertLogContains(
                "master and sparkConf are settings of Spark, and Spark is not asked for. Say engine: spark (--engine spark,"
                        + " validate.engine), or leave them out.",
                j.buildAndAssertStatus(Result.FAILURE, job));
    }
}
