package io.jenkins.plugins.mlpipeline.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.mlpipeline.ClusterBench;
import io.jenkins.plugins.mlpipeline.config.DeploymentRule;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.config.PrometheusConnection;
import io.jenkins.plugins.mlpipeline.engine.rollout.Cluster;
import io.jenkins.plugins.mlpipeline.engine.rollout.ControlPlane;
import io.jenkins.plugins.mlpipeline.engine.verification.MadeUpPrometheus;
import io.jenkins.plugins.mlpipeline.report.DeploymentsAction;
import io.jenkins.plugins.mlpipeline.targets.TargetStore;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Pipelines that deploy to several namespaces of a real API server, one wave after another. */
@WithJenkins
@ExtendWith(ControlPlane.class)
class DeployWavesTest {
    private static final String NO_PODS =
            "{apiVersion: v1, kind: ResourceQuota, metadata: {name: none}, spec: {hard: {pods: '%s'}}}";

    private static JenkinsRule j;

    @BeforeAll
    static void start(JenkinsRule rule) {
        j = rule;
    }

    @AfterEach
    void forget() {
        MlPipelineConfiguration.get().setDeploymentRules(List.of());
        MlPipelineConfiguration.get().setPrometheusServers(List.of());
    }

    private static WorkflowJob job(String image, Map<String, String> more, Cluster... clusters) throws Exception {
        String kubeconfig = ClusterBench.read(clusters[0].kubeconfig());
        ClusterBench.credentials(j.jenkins, kubeconfig);
        Map<String, String> all = new LinkedHashMap<>(more);
        all.put(
                "NAMESPACES",
                Arrays.stream(clusters).map(cluster -> cluster.namespace).collect(Collectors.joining(" ")));
        all.put("MANIFEST", clusters[0].deployment("fraud", image, 1, ""));
        ClusterBench.tell(kubeconfig, all);
        String name = "waves-" + clusters[0].namespace;
        WorkflowJob job = j.jenkins.getItemByFullName(name, WorkflowJob.class);
        if (job == null) {
            job = j.createProject(WorkflowJob.class, name);
            job.setDefinition(new CpsFlowDefinition(ClusterBench.script("deployWaves"), true));
        }
        return job;
    }

    private static List<String> statuses(WorkflowRun build) {
        return build.getAction(DeploymentsAction.class).getDeployments().stream()
                .map(d -> d.getWave() + " " + d.getStatus())
                .toList();
    }

    private static String name(Cluster cluster) {
        return "kubeconfig/" + cluster.namespace;
    }

    @Test
    void itStopsAtTheFirstThatFailsAndTheNextBuildGoesOn(Cluster first, Cluster second, Cluster third)
            throws Exception {
        second.write("an-administrator", NO_PODS.formatted(0));
        WorkflowJob job = job("fraud:1", Map.of(), first, second, third);
        WorkflowRun stopped = j.buildAndAssertStatus(Result.FAILURE, job);

        j.assertLogContains("[ml-pipeline] wave 1 of 3: " + name(first), stopped);
        j.assertLogContains(
                "ERROR: NO_KNOWN_GOOD: It stopped in wave 2 of 3. " + name(second) + " is NO_KNOWN_GOOD: ", stopped);
        j.assertLogContains(
                " Done: " + name(first) + ". Not begun: " + name(third)
                        + ". Run it again to go on from there: what is done stays as it is.",
                stopped);
        assertThat(statuses(stopped)).containsExactly("1 DEPLOYED", "2 NO_KNOWN_GOOD", "3 NOT_BEGUN");
        assertThat(third.writes()).isEmpty();
        List<String> before = first.writes();

        second.write("an-administrator", NO_PODS.formatted(9));
        Cluster.await(
                "the pod that can be made now",
                () -> second.deployment().at("/status/availableReplicas").asInt() == 1);
        WorkflowRun goneOn = j.buildAndAssertStatus(Result.SUCCESS, job);
        j.assertLogContains("target 1 " + name(first) + " UNCHANGED null ml-deployments/1", goneOn);
        // Its template was left there, and its pods are waited for.
        j.assertLogContains("[ml-pipeline] wave 2 of 3: " + name(second), goneOn);
        j.assertLogContains("target 2 " + name(second) + " UNCHANGED null ml-deployments/2", goneOn);
        j.assertLogContains("target 3 " + name(third) + " DEPLOYED null ml-deployments/3", goneOn);
        j.assertLogContains("all DEPLOYED true: 3 targets: 2 UNCHANGED, 1 DEPLOYED.", goneOn);
        j.assertLogNotContains("wave 1 of 3", goneOn);
        assertThat(first.writes()).isEqualTo(before);

        HtmlPage page = j.createWebClient().getPage(stopped, "ml-deployments/");
        assertThat(page.asNormalizedText())
                .contains("Wave", "Target", name(first), name(second), name(third), "NO_KNOWN_GOOD", "NOT_BEGUN");
        HtmlPage waiting = j.createWebClient().getPage(stopped, "ml-deployments/3/");
        assertThat(waiting.asNormalizedText())
                .contains("Nothing was begun here, because the deployment stopped at another target.");
        assertThat(TargetStore.get().visible())
                .filteredOn(t -> t.getNamespace().equals(third.namespace))
                .hasSize(1);
    }

    @Test
    void eachWaveIsVerifiedBeforeTheNext(Cluster first, Cluster second) throws Exception {
        try (MadeUpPrometheus prometheus = new MadeUpPrometheus(0).traffic(100, 30)) {
            MlPipelineConfiguration.get()
                    .setPrometheusServers(List.of(new PrometheusConnection("made-up", prometheus.address())));
            WorkflowJob job = job("fraud:1", Map.of("CHECKS", "http.errors<=1 %"), first, second);
            WorkflowRun failed = j.buildAndAssertStatus(Result.FAILURE, job);
            j.assertLogContains(
                    "FAILED: It stopped in wave 1 of 2. " + name(first) + " is DEPLOYED, its verification FAIL: ",
                    failed);
            assertThat(statuses(failed)).containsExactly("1 DEPLOYED", "2 NOT_BEGUN");
            assertThat(second.writes()).isEmpty();

            prometheus.traffic(100, 0);
            WorkflowRun passed = j.buildAndAssertStatus(Result.SUCCESS, job);
            j.assertLogContains("target 1 " + name(first) + " UNCHANGED PASS ml-deployments/1", passed);
            j.assertLogContains("target 2 " + name(second) + " DEPLOYED PASS ml-deployments/2", passed);

            WorkflowRun again = j.buildAndAssertStatus(Result.SUCCESS, job);
            j.assertLogContains("target 1 " + name(first) + " UNCHANGED PASS ml-deployments/1", again);
            j.assertLogNotContains("the window begins", again);
        }
    }

    @Test
    void whatARuleForbidsAnywhereLetsNothingBegin(Cluster first, Cluster second) throws Exception {
        DeploymentRule rule = new DeploymentRule("");
        rule.setNamespaces(first.namespace);
        MlPipelineConfiguration.get().setDeploymentRules(List.of(rule));
        WorkflowRun build = j.buildAndAssertStatus(Result.FAILURE, job("fraud:1", Map.of(), first, second));
        j.assertLogContains(
                "Nothing was written to any of the 2 targets. " + name(second)
                        + ": The job may not deploy to the namespace \"" + second.namespace + "\"",
                build);
        assertThat(first.writes()).isEmpty();
    }

    @Test
    void whoStopsItEndsTheWaveAndBeginsNoOther(Cluster first, Cluster second) throws Exception {
        WorkflowJob job = job("fraud:1", Map.of("STABLE", "600s"), first, second);
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        j.waitForMessage("must stay so for 600 s", build);
        build.getExecutor().interrupt();
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(build));
        assertThat(statuses(build)).containsExactly("1 ABORTED", "2 NOT_BEGUN");
        j.assertLogContains("ABORTED: It stopped in wave 1 of 2. " + name(first) + " is ABORTED: ", build);
        assertThat(second.writes()).isEmpty();
        assertThat(TargetStore.get().visible())
                .filteredOn(t -> t.getNamespace().equals(first.namespace))
                .allMatch(t -> t.getDeploying() == null);
    }

    @Test
    void aWaveIsDeployedTogether(Cluster first, Cluster second) throws Exception {
        WorkflowRun build =
                j.buildAndAssertStatus(Result.SUCCESS, job("fraud:1", Map.of("WAVE", "100 %"), first, second));
        j.assertLogContains("wave 1 of 1: " + name(first) + ", " + name(second), build);
        assertThat(statuses(build)).containsExactly("1 DEPLOYED", "1 DEPLOYED");
    }
}
