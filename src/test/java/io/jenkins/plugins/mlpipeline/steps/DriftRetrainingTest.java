package io.jenkins.plugins.mlpipeline.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.watches.MlDriftTrigger;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
