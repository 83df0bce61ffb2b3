package io.jenkins.plugins.mlpipeline.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.model.Label;
import hudson.model.Node;
import hudson.model.Result;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.report.MlPipelineAction;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** How workers end, and what is left of them. One controller and one agent for all. */
@WithJenkins
class WorkerEndsTest {
    private static JenkinsRule j;
    private static Node agent;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        j = rule;
        Bench.configure();
        agent = j.createOnlineSlave(Label.get("agent"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "smallHeap | ERROR: The worker needed more than its heap of 4m. Give the step more, for example heap: '8m', or less data.",
                "killedWorker | ERROR: The worker was killed (exit code 137): most likely the machine or the container ran out of memory.",
                "timeLimit | ERROR: The worker did not end within 5 s (timeout). Allow more time, or give it less to do.",
                "noJava | ERROR: \"/opt/no/java\" was not found where the worker was to be started. Install Java 17 or newer there, or name the executable with java.",
                "noData | nowhere.csv: there is no such file.",
                "emptyRuntime | ERROR: The worker's library onnxruntime-engine-0.36.0.jar is not in /nowhere. Fill the folder with all libraries of this version of ML Pipeline.",
                "sameId | ERROR: The id \"model\" is in use by another mlTrain that still runs. Give each model its own id, for example id: 'challenger'.",
            })
    void everyEndHasOneSentenceAndLeavesNothing(String pipeline, String sentence) throws Exception {
        WorkflowJob job = Bench.job(pipeline);

        WorkflowRun build = j.buildAndAssertStatus(Result.FAILURE, job);

        j.assertLogContains(sentence, build);
        assertNothingIsLeft(job);
    }

    @Test
    void anAbortedBuildLeavesNoProcess() throws Exception {
        WorkflowJob job = Bench.job("endlessTraining");
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        j.waitForMessage("[ml-pipeline] fitting ", build);
        assertThat(Workers.of(job)).hasSize(1);

        build.doStop();

        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(build));
        assertNothingIsLeft(job);
    }

    /** The worker says in the log what it was told; it ends by itself, for want of the file. */
    @Test
    void aWorkerIsToldHowMuchMemoryItMayHold() throws Exception {
        String train = "node('agent') { mlTrain data: 'nowhere.csv', label: 'x', logLevel: 'debug'MEMORY }";
        MlPipelineConfiguration.get().setDefaultMemory("3g");
        WorkflowRun byDefault;
        WorkflowRun byStep;
        try {
            byDefault = j.buildAndAssertStatus(Result.FAILURE, Bench.job("memory", train.replace("MEMORY", "")));
            byStep = j.buildAndAssertStatus(
                    Result.FAILURE, Bench.job("memoryOfStep", train.replace("MEMORY", ", memory: '900m'")));
        } finally {
            MlPipelineConfiguration.get().setDefaultMemory(null);
        }

        assertThat(JenkinsRule.getLog(byDefault)).containsPattern("\"memory\" ?: ?\"3g\"");
        assertThat(JenkinsRule.getLog(byStep)).containsPattern("\"memory\" ?: ?\"900m\"");
    }

    @Test
    void modelsOfParallelBranchesDoNotTouchEachOther() throws Exception {
        WorkflowRun build = j.buildAndAssertSuccess(Bench.job("twoModels"));

        MlPipelineAction action = build.getAction(MlPipelineAction.class);
        var small = action.model("small").orElseThrow();
        var large = action.model("large").orElseThrow();
        assertThat(small.getModelDigest()).isEqualTo(small.getTrainedDigest()).isNotEqualTo(large.getModelDigest());
        assertThat(large.getModelDigest()).isEqualTo(large.getTrainedDigest());
        assertThat(small.isArchived()).isTrue();
        assertThat(large.isArchived()).isTrue();
    }

    private static void assertNothingIsLeft(WorkflowJob job) throws Exception {
        Workers.waitForNone(job);
        FilePath temp = WorkspaceList.tempDir(agent.getWorkspaceFor(job));
        List<String> left = temp == null || !temp.exists()
                ? List.of()
                : temp.list().stream()
                        .map(FilePath::getName)
                        .filter(n -> n.startsWith("ml-") && !n.equals("ml-pipeline-lib"))
                        .toList();
        assertThat(left).isEmpty();
    }
}
