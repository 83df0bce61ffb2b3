package io.jenkins.plugins.mlpipeline.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.mlpipeline.ClusterBench;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.config.PrometheusConnection;
import io.jenkins.plugins.mlpipeline.engine.rollout.Cluster;
import io.jenkins.plugins.mlpipeline.engine.rollout.ControlPlane;
import io.jenkins.plugins.mlpipeline.engine.verification.MadeUpPrometheus;
import io.jenkins.plugins.mlpipeline.report.DeploymentRecord;
import io.jenkins.plugins.mlpipeline.report.DeploymentsAction;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Deployments to a real API server that are verified in the same step, by a Prometheus that is made up. */
@WithJenkins
@ExtendWith(ControlPlane.class)
class DeployAndVerifyTest {
    private static final String IMAGE = "/spec/template/spec/containers/0/image";
    private static final String ERRORS = "http.errors<=1 %";

    private static JenkinsRule j;
    private MadeUpPrometheus prometheus;

    @BeforeAll
    static void start(JenkinsRule rule) {
        j = rule;
    }

    @BeforeEach
    void configure() throws IOException {
        prometheus = new MadeUpPrometheus(0);
        MlPipelineConfiguration.get()
                .setPrometheusServers(List.of(new PrometheusConnection("made-up", prometheus.address())));
    }

    @AfterEach
    void stop() {
        prometheus.close();
        MlPipelineConfiguration.get().setPrometheusServers(List.of());
    }

    private static void tell(Cluster cluster, String image, String checks, Map<String, String> more) throws Exception {
        String kubeconfig = ClusterBench.read(cluster.kubeconfig());
        ClusterBench.credentials(j.jenkins, kubeconfig);
        Map<String, String> all = new LinkedHashMap<>(more);
        all.put("NAMESPACE", cluster.namespace);
        all.put("MANIFEST", cluster.deployment(image));
        all.put("CHECKS", checks);
        ClusterBench.tell(kubeconfig, all);
    }

    private static WorkflowJob job(Cluster cluster) throws Exception {
        String name = "both-" + cluster.namespace;
        WorkflowJob job = j.jenkins.getItemByFullName(name, WorkflowJob.class);
        if (job == null) {
            job = j.createProject(WorkflowJob.class, name);
            job.setDefinition(new CpsFlowDefinition(ClusterBench.script("deployVerify"), true));
        }
        return job;
    }

    private static WorkflowRun run(Cluster cluster, String image, String checks, Result expected) throws Exception {
        tell(cluster, image, checks, Map.of());
        return j.buildAndAssertStatus(expected, job(cluster));
    }

    private static DeploymentRecord record(WorkflowRun build) {
        return build.getAction(DeploymentsAction.class).getDeployments().get(0);
    }

    @Test
    void whatPassesIsMarkedAndWhatFailsIsGoneBackFrom(Cluster cluster) throws Exception {
        prometheus.traffic(100, 0);
        WorkflowRun good = run(cluster, "fraud:1", ERRORS, Result.SUCCESS);
        j.assertLogContains("answered DEPLOYED PASS true true PASS null ml-deployments/1", good);
        assertThat(record(good).getStatus()).isEqualTo("DEPLOYED");
        assertThat(record(good).getVerification()).isEqualTo("PASS");
        assertThat(record(good).isVerified()).isTrue();

        prometheus.traffic(100, 30);
        WorkflowRun bad = run(cluster, "fraud:2", ERRORS, Result.FAILURE);
        j.assertLogContains(
                "ERROR: FAIL: deployment/fraud in namespace " + cluster.namespace
                        + " fails its verification. http.errors: ",
                bad);
        j.assertLogContains("the revision that was fully available just before, and verified.", bad);
        assertThat(record(bad).getStatus()).isEqualTo("DEPLOYED");
        assertThat(record(bad).getVerification()).isEqualTo("FAIL");
        assertThat(cluster.deployment().at(IMAGE).asText()).startsWith("fraud:1@sha256:");
    }

    @Test
    void aFailureMayBeLeft(Cluster cluster) throws Exception {
        prometheus.traffic(100, 30);
        tell(cluster, "fraud:1", ERRORS, Map.of("ON_FAILURE", "leave"));
        WorkflowRun build = j.buildAndAssertStatus(Result.FAILURE, job(cluster));
        assertThat(record(build).getVerification()).isEqualTo("FAIL");
        assertThat(cluster.deployment().at(IMAGE).asText()).isEqualTo("fraud:1");
    }

    @Test
    void withoutTrafficItIsUnstableAndStays(Cluster cluster) throws Exception {
        WorkflowRun build = run(cluster, "fraud:1", ERRORS, Result.UNSTABLE);
        j.assertLogContains("answered DEPLOYED INCONCLUSIVE false false NO_DATA null ml-deployments/1", build);
        assertThat(record(build).isVerified()).isFalse();
        assertThat(cluster.deployment().at(IMAGE).asText()).isEqualTo("fraud:1");
    }

    @Test
    void whatCanNotBeAskedIsFoundBeforeAnythingIsDeployed(Cluster cluster) throws Exception {
        prometheus.traffic(100, 0);
        run(cluster, "fraud:1", ERRORS, Result.SUCCESS);
        WorkflowRun query = run(cluster, "fraud:2", "{id: q, query: 'sum(', max: 1}", Result.FAILURE);
        j.assertLogContains(
                "ERROR: The check \"q\" can't be made: Prometheus says bad_data: parse error. The query was sum(."
                        + " Nothing was judged.",
                query);
        assertThat(query.getAction(DeploymentsAction.class)).isNull();
        MlPipelineConfiguration.get().setPrometheusServers(List.of());
        WorkflowRun server = run(cluster, "fraud:2", ERRORS, Result.FAILURE);
        j.assertLogContains("ERROR: No Prometheus server is configured.", server);
        assertThat(server.getAction(DeploymentsAction.class)).isNull();
        assertThat(cluster.deployment().at(IMAGE).asText()).isEqualTo("fraud:1");
    }

    @Test
    void aBuildThatIsStoppedWhileItLooksLeavesWhatIsDeployed(Cluster cluster) throws Exception {
        prometheus.traffic(100, 0);
        tell(cluster, "fraud:1", ERRORS, Map.of("WINDOW", "10m"));
        WorkflowRun build = job(cluster).scheduleBuild2(0).waitForStart();
        j.waitForMessage("the window begins", build);
        build.doStop();
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(build));
        assertThat(record(build).getStatus()).isEqualTo("DEPLOYED");
        assertThat(cluster.deployment().at(IMAGE).asText()).isEqualTo("fraud:1");
        run(cluster, "fraud:1", ERRORS, Result.SUCCESS);
    }

    @Test
    void aMistakeNamesTheVerification() throws Exception {
        WorkflowJob job = j.createProject(WorkflowJob.class, "mistakes");
        mistake(job, "[window: '5m']", "verify: mlVerify has no checks; a verification without one would say nothing.");
        mistake(job, "[checks: ['http.errors<=1 %'], windwo: '5m']", "verify: mlVerify has no parameter \"windwo\".");
        mistake(
                job,
                "[checks: ['http.errors<=1 %'], window: 'soon']",
                "verify: window: \"soon\" is not a time; write it as 30s, 10m or 24h.");
        mistake(job, "[checks: ['http.errors<=1 %'], id: 'other']", "verify has no id; it is that of mlDeploy.");
    }

    private static void mistake(WorkflowJob job, String verify, String expected) throws Exception {
        job.setDefinition(new CpsFlowDefinition("mlDeploy manifests: 'x', verify: " + verify, true));
        j.assertLogContains("ERROR: " + expected, j.buildAndAssertStatus(Result.FAILURE, job));
    }
}
