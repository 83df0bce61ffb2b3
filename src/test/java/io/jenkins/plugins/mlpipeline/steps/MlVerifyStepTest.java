package io.jenkins.plugins.mlpipeline.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.fasterxml.jackson.databind.JsonNode;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.mlpipeline.ClusterBench;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.config.PrometheusConnection;
import io.jenkins.plugins.mlpipeline.engine.rollout.Cluster;
import io.jenkins.plugins.mlpipeline.engine.rollout.ControlPlane;
import io.jenkins.plugins.mlpipeline.engine.verification.MadeUpPrometheus;
import io.jenkins.plugins.mlpipeline.report.DeploymentRecord;
import io.jenkins.plugins.mlpipeline.report.DeploymentsAction;
import io.jenkins.plugins.mlpipeline.targets.TargetStore;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
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

/** Pipelines that verify what they deployed to a real API server, by a Prometheus that is made up. */
@WithJenkins
@ExtendWith(ControlPlane.class)
class MlVerifyStepTest {
    private static final String IMAGE = "/spec/template/spec/containers/0/image";

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

    private static WorkflowRun run(Cluster cluster, String image, String checks, Result expected) throws Exception {
        String kubeconfig = ClusterBench.read(cluster.kubeconfig());
        ClusterBench.credentials(j.jenkins, kubeconfig);
        ClusterBench.tell(
                kubeconfig,
                Map.of("NAMESPACE", cluster.namespace, "MANIFEST", cluster.deployment(image), "CHECKS", checks));
        String name = "verify-" + cluster.namespace;
        WorkflowJob job = j.jenkins.getItemByFullName(name, WorkflowJob.class);
        if (job == null) {
            job = j.createProject(WorkflowJob.class, name);
            job.setDefinition(new CpsFlowDefinition(ClusterBench.script("verify"), true));
        }
        return j.buildAndAssertStatus(expected, job);
    }

    private static DeploymentRecord record(WorkflowRun build) {
        return build.getAction(DeploymentsAction.class).getDeployments().get(0);
    }

    private static JsonNode marks(Cluster cluster, WorkflowRun build) throws IOException {
        String revision = new io.jenkins.plugins.mlpipeline.report.DeploymentFolder(build, record(build))
                .deployment()
                .orElseThrow()
                .replicaSet();
        return cluster.get("apps/v1", "replicasets/" + revision).at("/metadata/annotations");
    }

    @Test
    void whatPassesIsMarkedAsVerified(Cluster cluster) throws Exception {
        prometheus.traffic(100, 0);
        WorkflowRun build = run(cluster, "fraud:1", "http.errors<=1 %", Result.SUCCESS);
        j.assertLogContains("answered PASS true true PASS null ml-deployments/1", build);
        j.assertLogContains(
                "[ml-pipeline] PASS: deployment/fraud in namespace " + cluster.namespace
                        + " is verified: 1 check passes.",
                build);
        assertThat(record(build).getVerification()).isEqualTo("PASS");
        assertThat(record(build).isVerified()).isTrue();
        assertThat(TargetStore.get()
                        .visible(record(build).getTargetId())
                        .orElseThrow()
                        .getVerified())
                .satisfies(verified -> {
                    assertThat(verified.getVerdict()).isEqualTo("PASS");
                    assertThat(verified.getBuild()).isEqualTo(build.getExternalizableId());
                });
        assertThat(marks(cluster, build)
                        .path("ml-pipeline.jenkins.io/verified-at")
                        .asText())
                .isNotEmpty();
        HtmlPage page = j.createWebClient().getPage(build, "ml-deployments/1");
        assertThat(page.asNormalizedText()).contains("Verification: PASS", "http.errors", "made-up");
    }

    @Test
    void whatFailsIsGoneBackFrom(Cluster cluster) throws Exception {
        prometheus.traffic(100, 0);
        run(cluster, "fraud:1", "http.errors<=1 %", Result.SUCCESS);
        prometheus.traffic(100, 30);
        WorkflowRun build = run(cluster, "fraud:2", "http.errors<=1 %", Result.FAILURE);
        j.assertLogContains(
                "ERROR: FAIL: deployment/fraud in namespace " + cluster.namespace
                        + " fails its verification. http.errors: ",
                build);
        j.assertLogContains("the revision that was fully available just before, and verified.", build);
        assertThat(record(build).getVerification()).isEqualTo("FAIL");
        assertThat(TargetStore.get()
                        .visible(record(build).getTargetId())
                        .orElseThrow()
                        .getServing()
                        .isRolledBack())
                .isTrue();
        assertThat(cluster.deployment().at(IMAGE).asText()).startsWith("fraud:1@sha256:");
        assertThat(marks(cluster, build)
                        .path("ml-pipeline.jenkins.io/verification-failed-at")
                        .asText())
                .isNotEmpty();
    }

    @Test
    void withoutTrafficItIsUnstableAndNothingIsGoneBackFrom(Cluster cluster) throws Exception {
        WorkflowRun build = run(cluster, "fraud:1", "http.errors<=1 %", Result.UNSTABLE);
        j.assertLogContains("answered INCONCLUSIVE false false NO_DATA null ml-deployments/1", build);
        assertThat(record(build).isVerified()).isFalse();
        assertThat(cluster.deployment().at(IMAGE).asText()).isEqualTo("fraud:1");
    }

    @Test
    void aServerThatIsGoneLeavesItUnstable(Cluster cluster) throws Exception {
        prometheus.close();
        WorkflowRun build = run(cluster, "fraud:1", "http.errors<=1 %", Result.UNSTABLE);
        j.assertLogContains("made-up can't be reached: there is no connection", build);
    }

    @Test
    void aCheckThatIsWrongFailsTheBuildAndChangesNothing(Cluster cluster) throws Exception {
        WorkflowRun build = run(cluster, "fraud:1", "{id: q, query: 'sum(', max: 1}", Result.FAILURE);
        j.assertLogContains(
                "ERROR: The check \"q\" can't be made: Prometheus says bad_data: parse error. The query was sum(."
                        + " Nothing was judged.",
                build);
        assertThat(cluster.deployment().at(IMAGE).asText()).isEqualTo("fraud:1");
    }

    @Test
    void onlyServersOfTheAdministratorAreAsked(Cluster cluster) throws Exception {
        MlPipelineConfiguration.get().setPrometheusServers(List.of());
        WorkflowRun none = run(cluster, "fraud:1", "http.errors<=1 %", Result.FAILURE);
        j.assertLogContains(
                "ERROR: No Prometheus server is configured. An administrator names them, under \"ML Pipeline\" on the"
                        + " system page.",
                none);
        MlPipelineConfiguration.get()
                .setPrometheusServers(List.of(
                        new PrometheusConnection("a", prometheus.address()),
                        new PrometheusConnection("b", prometheus.address())));
        WorkflowRun several = run(cluster, "fraud:1", "http.errors<=1 %", Result.FAILURE);
        j.assertLogContains("ERROR: There are several Prometheus servers (a, b); say which (prometheus).", several);
    }

    @Test
    void credentialsOfTheControllerAreSent(Cluster cluster) throws Exception {
        ClusterBench.add(
                j.jenkins,
                new StringCredentialsImpl(CredentialsScope.SYSTEM, "prom", "", Secret.fromString("t0ken-of-prom")));
        PrometheusConnection server = new PrometheusConnection("made-up", prometheus.address());
        server.setCredentialsId("prom");
        MlPipelineConfiguration.get().setPrometheusServers(List.of(server));
        prometheus.traffic(100, 0);
        WorkflowRun build = run(cluster, "fraud:1", "http.errors<=1 %", Result.SUCCESS);
        assertThat(prometheus.authorizations()).contains("Bearer t0ken-of-prom");
        j.assertLogNotContains("t0ken-of-prom", build);
    }

    @Test
    void whatWasNotDeployedIsNotVerified() throws Exception {
        WorkflowJob job = j.createProject(WorkflowJob.class, "alone");
        job.setDefinition(new CpsFlowDefinition("mlVerify checks: ['http.errors<=1 %']", true));
        j.assertLogContains(
                "ERROR: Nothing was deployed under the id \"model\" in this build; mlVerify comes after mlDeploy, with"
                        + " the same id.",
                j.buildAndAssertStatus(Result.FAILURE, job));
        job.setDefinition(new CpsFlowDefinition("mlVerify()", true));
        j.assertLogContains(
                "ERROR: mlVerify has no checks; a verification without one would say nothing.",
                j.buildAndAssertStatus(Result.FAILURE, job));
    }

    @Test
    void aBuildThatIsStoppedLeavesTheTarget(Cluster cluster) throws Exception {
        prometheus.traffic(100, 0);
        String kubeconfig = ClusterBench.read(cluster.kubeconfig());
        ClusterBench.credentials(j.jenkins, kubeconfig);
        ClusterBench.tell(
                kubeconfig,
                Map.of(
                        "NAMESPACE",
                        cluster.namespace,
                        "MANIFEST",
                        cluster.deployment("fraud:1"),
                        "CHECKS",
                        "http.errors<=1 %",
                        "WINDOW",
                        "10m"));
        WorkflowJob job = j.createProject(WorkflowJob.class, "stopped");
        job.setDefinition(new CpsFlowDefinition(ClusterBench.script("verify"), true));
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        j.waitForMessage("the window begins", build);
        build.doStop();
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(build));
        assertThat(cluster.deployment().at(IMAGE).asText()).isEqualTo("fraud:1");
        run(cluster, "fraud:1", "http.errors<=1 %", Result.SUCCESS);
    }
}
