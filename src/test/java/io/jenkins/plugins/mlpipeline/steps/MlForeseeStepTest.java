package io.jenkins.plugins.mlpipeline.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.config.PrometheusConnection;
import io.jenkins.plugins.mlpipeline.engine.verification.RealPrometheus;
import io.jenkins.plugins.mlpipeline.report.ForesightAction;
import io.jenkins.plugins.mlpipeline.report.ForesightRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What a pipeline is told of numbers that a real Prometheus knows. */
@WithJenkins
class MlForeseeStepTest {
    private static JenkinsRule j;

    @BeforeAll
    static void start(JenkinsRule rule) {
        j = rule;
    }

    @BeforeEach
    void configure() throws Exception {
        Bench.configure();
        MlPipelineConfiguration.get()
                .setPrometheusServers(List.of(new PrometheusConnection("prod", "http://127.0.0.1:1")));
    }

    @Test
    @ExtendWith(RealPrometheus.Present.class)
    void aLimitThatWillBeCrossedIsSaidBeforeAndMakesTheBuildUnstableOnRequest(@TempDir Path folder) throws Exception {
        try (RealPrometheus server = RealPrometheus.start(folder)) {
            MlPipelineConfiguration.get()
                    .setPrometheusServers(List.of(new PrometheusConnection("prod", server.address())));
            WorkflowRun said = j.buildAndAssertSuccess(foresee(false));
            j.assertLogContains("[ml-pipeline] At the trend of the last ", said);
            j.assertLogContains("seconds crosses ", said);
            j.assertLogContains("news true first seconds", said);

            WorkflowRun unstable = j.buildAndAssertStatus(Result.UNSTABLE, foresee(true));
            assertThat(new DepthFirstScanner().allNodes(unstable.getExecution()))
                    .filteredOn(node -> node.getPersistentAction(WarningAction.class) != null)
                    .singleElement()
                    .satisfies(node -> assertThat(node.getPersistentAction(WarningAction.class)
                                    .getMessage())
                            .isEqualTo("There is something to be looked at: seconds"));
            List<ForesightRecord> numbers =
                    unstable.getAction(ForesightAction.class).getNumbers();
            assertThat(numbers).extracting(ForesightRecord::getLabel).containsExactly("seconds", "one");
            assertThat(numbers).extracting(ForesightRecord::isNews).containsExactly(true, false);
            JenkinsRule.WebClient web = j.createWebClient();
            assertThat(web.getPage(unstable).asNormalizedText())
                    .contains("Notes on numbers of services", "seconds: to be looked at", "one: nothing new");
            assertThat(web.getPage(unstable, ForesightAction.URL).asNormalizedText())
                    .contains("seconds crosses ", "that would have been said before on these values");
        }
    }

    private static WorkflowJob foresee(boolean unstable) throws Exception {
        return Bench.job("foresee" + unstable, """
                def limit = currentBuild.startTimeInMillis.intdiv(1000) + 120
                def f = mlForesee queries: ['seconds=vector(time())', 'one=vector(1)'], limits: "seconds<=${limit}",
                                  since: '10m', unstableOnNotes: UNSTABLE
                echo "news ${f.news} first ${f.numbers[0].name}"
                """.replace("UNSTABLE", String.valueOf(unstable)));
    }

    @Test
    void mistakesAreSaid() throws Exception {
        Map<String, String> mistakes = Map.of(
                "queries: []",
                "ERROR: queries are missing; say how a number is asked for, for example"
                        + " 'memory=max(process_resident_memory_bytes{$pods})'.",
                "queries: 'max(a)'",
                "ERROR: The query \"max(a)\" has no name. Write NAME=PROMQL, for example"
                        + " 'memory=max(process_resident_memory_bytes)'.",
                "queries: ['a=1', 'a=2']",
                "ERROR: Two queries are named \"a\". Give each number a name of its own.",
                "queries: 'memory=max(a)', limits: 'memry<=3'",
                "ERROR: There is no query named \"memry\". Did you mean \"memory\"?",
                "queries: 'memory=max(a)', limits: 'memory<3'",
                "ERROR: \"memory<3\" is not understood. Write accuracy>=0.75 or latency_ms_p95<=250.",
                "queries: 'memory=max(a)', since: '10s'",
                "ERROR: since is 10 s; a minute to 90 days (2160h) are expected.",
                "queries: 'memory=max(a)'",
                "ERROR: prod can't be reached: there is no connection.",
                "queries: 'memory=max(a)', prometheus: 'prd'",
                "ERROR: There is no Prometheus server \"prd\". Did you mean \"prod\"?",
                "queries: 'memory=max(a{$pods})', target: 'deployment/fraud'",
                "ERROR: target: there is no \"deployment/fraud\" that this controller deployed to by a job which this"
                        + " build may read.");
        WorkflowJob job = Bench.job("mistakes", "");
        for (Map.Entry<String, String> mistake : mistakes.entrySet()) {
            job.setDefinition(new CpsFlowDefinition("mlForesee " + mistake.getKey(), true));
            j.assertLogContains(mistake.getValue(), j.buildAndAssertStatus(Result.FAILURE, job));
        }
    }
}
