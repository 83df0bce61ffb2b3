package io.jenkins.plugins.mlpipeline.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.watches.MlDriftTrigger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** From rows that drift to a job that trains anew, once. */
@WithJenkins
class DriftRetrainingTest {
    private static final String WATCH = """
            node {
              mlWatch target: 'deployment/fraud', data: "${ROWS}/day.csv", rowId: 'id'
            }
            """;
    private static final String RETRAIN = """
            pipeline {
              agent none
              triggers { mlDrift('deployment/fraud') }
              stages { stage('train') { steps { echo "trains for ${params.ML_DRIFT_TARGET}" } } }
            }
            """;

    private static final String CANDIDATE = """
            properties([pipelineTriggers([mlDrift(target: 'deployment/fraud', coolDown: '0s', maxPerDay: 24)])])
            node {
              if (params.ML_DRIFT_TARGET) {
                mlTrain data: "${ROWS}/labelled.csv", label: 'bought', rowId: 'id', posLabel: 'yes',
                        algorithm: 'logistic_regression'
                mlValidate id: 'newest', model: 'ml-pipeline/model', data: "${ROWS}/newest.csv",
                           baseline: [from: 'deployed', target: 'deployment/fraud']
                mlValidate model: 'ml-pipeline/model', data: "${ROWS}/old.csv",
                           baseline: [from: 'deployed', target: 'deployment/fraud']
                mlGate id: 'newest', gates: ['roc_auc>=baseline']
                mlGate gates: ['roc_auc>=baseline-0.3']
                echo "promoted ${params.ML_DRIFT_MODEL}"
              }
            }
            """;

    @TempDir
    private Path rows;

    @Test
    void threeLooksAtOtherRowsStartTheJobOnce(JenkinsRule j) throws Exception {
        ServedModel.deploy(ServedModel.train(j, rows));
        WorkflowJob retrain = Bench.job("retrain", RETRAIN);
        j.buildAndAssertSuccess(retrain);
        MlDriftTrigger trigger =
                (MlDriftTrigger) retrain.getTriggersJobProperty().getTriggers().get(0);
        WorkflowJob watch = Bench.job("watch", WATCH);
        for (int day = 1; day <= 4; day++) {
            Files.writeString(rows.resolve("day.csv"), ServedRows.asked(600, 10 + day, 12));
            j.buildAndAssertStatus(day < 3 ? Result.SUCCESS : Result.UNSTABLE, watch);
            trigger.run();
            j.waitUntilNoActivity();
            assertThat(retrain.getBuilds()).as("after day %s", day).hasSize(day < 3 ? 1 : 2);
        }
        WorkflowRun started = j.assertBuildStatusSuccess(retrain.getLastBuild());
        j.assertLogContains("trains for bank/deployment/fraud", started);
        j.assertLogContains("Started by drift at bank/deployment/fraud: input age (3)", started);
    }

    /** What is bought depends on the region now; the first candidate learns the opposite, the second one that. */
    @Test
    void theBetterCandidatePassesAndAWorseOneDoesNot(JenkinsRule j) throws Exception {
        ServedModel.deploy(ServedModel.train(j, rows));
        WorkflowJob retrain = Bench.job("retrain", CANDIDATE);
        j.buildAndAssertSuccess(retrain);
        MlDriftTrigger trigger =
                (MlDriftTrigger) retrain.getTriggersJobProperty().getTriggers().get(0);
        Files.writeString(rows.resolve("newest.csv"), regional(1000, 101, true));
        Files.writeString(rows.resolve("old.csv"), ServedRows.labelled(1000, 102));
        WorkflowJob watch = Bench.job("watch", WATCH);
        for (int day = 1; day <= 4; day++) {
            Files.writeString(rows.resolve("labelled.csv"), regional(3000, 110 + day, day > 3));
            Files.writeString(rows.resolve("day.csv"), ServedRows.asked(600, 20 + day, 12));
            j.buildAndAssertStatus(day < 3 ? Result.SUCCESS : Result.UNSTABLE, watch);
            trigger.run();
            j.waitUntilNoActivity();
        }
        assertThat(retrain.getBuilds()).hasSize(3);
        WorkflowRun worse = j.assertBuildStatus(Result.FAILURE, retrain.getBuildByNumber(2));
        j.assertLogContains("newest", worse);
        j.assertLogNotContains("promoted", worse);
        WorkflowRun better = j.assertBuildStatusSuccess(retrain.getBuildByNumber(3));
        j.assertLogContains("promoted sha256:", better);
    }

    /** @param north whether people of the north buy; else those of the south */
    private static String regional(int count, long seed, boolean north) {
        Random random = new Random(seed);
        StringBuilder csv = new StringBuilder("id,age,region,bought\n");
        for (int row = 0; row < count; row++) {
            int age = (int) Math.round(52 + 10 * random.nextGaussian());
            boolean inNorth = random.nextBoolean();
            double z = (age - 52) / 10.0 + (inNorth == north ? 3 : -3);
            boolean bought = random.nextDouble() < 1 / (1 + Math.exp(-z));
            csv.append(seed).append('-').append(row).append(',').append(age).append(inNorth ? ",north" : ",south");
            csv.append(bought ? ",yes\n" : ",no\n");
        }
        return csv.toString();
    }
}
