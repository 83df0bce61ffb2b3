package io.jenkins.plugins.mlpipeline.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.report.MlPipelineAction;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What the builds of a job say together makes a build unstable when that is asked for, and only then. */
@WithJenkins
class ForeseenTest {
    private static final String LEFT = "#10: accuracy 0.6 left what the 9 values before explain (0.76 to 0.76).";

    private static JenkinsRule j;

    @BeforeAll
    static void start(JenkinsRule rule) {
        j = rule;
    }

    private static WorkflowRun build(WorkflowJob job, double accuracy, String more, Result expected) throws Exception {
        job.setDefinition(new CpsFlowDefinition(
                "node { writeFile file: 'm.json', text: '{\"accuracy\": " + accuracy + "}'\n"
                        + "mlGate metrics: 'm.json', gates: ['accuracy>=0.5']" + more + " }",
                true));
        return j.assertBuildStatus(expected, job.scheduleBuild2(0));
    }

    @Test
    void aValueThatTheBuildsBeforeDoNotExplainIsUnstableOnRequest() throws Exception {
        WorkflowJob job = Bench.job("history", "");
        for (int i = 1; i <= 9; i++) {
            j.assertLogNotContains("accuracy 0.76 is", build(job, 0.76, ", unstableOnNotes: true", Result.SUCCESS));
        }

        WorkflowRun unstable = build(job, 0.6, ", unstableOnNotes: true", Result.UNSTABLE);
        j.assertLogContains(LEFT, unstable);
        FlowExecution execution = unstable.getExecution();
        assertThat(new DepthFirstScanner()
                        .filteredNodes(execution, node -> node.getPersistentAction(WarningAction.class) != null))
                .hasSize(1)
                .allSatisfy(node -> assertThat(
                                node.getPersistentAction(WarningAction.class).getMessage())
                        .startsWith("Model \"model\" is to be looked at: " + LEFT));
        assertThat(unstable.getAction(MlPipelineAction.class).model("model").orElseThrow())
                .satisfies(model -> assertThat(model.getVerdict()).isEqualTo("PASS"));

        for (int i = 0; i < 10; i++) {
            build(job, 0.3, "", Result.FAILURE);
        }
        assertThat(j.createWebClient().getPage(job, "ml-pipeline").asNormalizedText())
                .contains("Of the newest 10 builds 10 failed, of the 10 before 0: more than chance explains.");
        for (int i = 0; i < 10; i++) {
            job.getLastBuild().delete();
        }

        unstable.delete();
        j.assertLogNotContains("left what", build(job, 0.6, "", Result.SUCCESS));
    }
}
