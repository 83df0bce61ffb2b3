package io.jenkins.plugins.mlpipeline.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.mlpipeline.ClusterBench;
import io.jenkins.plugins.mlpipeline.config.IncidentConfiguration;
import io.jenkins.plugins.mlpipeline.config.IncidentRoute;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.config.PrometheusConnection;
import io.jenkins.plugins.mlpipeline.engine.rollout.Cluster;
import io.jenkins.plugins.mlpipeline.engine.rollout.ControlPlane;
import io.jenkins.plugins.mlpipeline.engine.verification.MadeUpPrometheus;
import io.jenkins.plugins.mlpipeline.report.DiagnosesAction;
import java.util.List;
import java.util.Map;
import org.htmlunit.Page;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.job.properties.PipelineTriggersJobProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockFolder;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** From a message of Alertmanager to a target that is back and verified, on a real API server, without a person. */
@WithJenkins
@ExtendWith(ControlPlane.class)
class IncidentResponseTest {
    private static final String IMAGE = "/spec/template/spec/containers/0/image";

    private static void deploy(JenkinsRule j, Cluster cluster, String image) throws Exception {
        String kubeconfig = ClusterBench.read(cluster.kubeconfig());
        ClusterBench.credentials(j.jenkins, kubeconfig);
        ClusterBench.tell(
                kubeconfig,
                Map.of(
                        "NAMESPACE",
                        cluster.namespace,
                        "MANIFEST",
                        cluster.deployment(image),
                        "CHECKS",
                        "http.errors<=1 %"));
        WorkflowJob job = j.jenkins.getItemByFullName("deploys", WorkflowJob.class);
        if (job == null) {
            job = j.createProject(WorkflowJob.class, "deploys");
            job.setDefinition(new CpsFlowDefinition(ClusterBench.script("deployVerify"), true));
        }
        j.buildAndAssertSuccess(job);
    }

    private static WorkflowJob responder(JenkinsRule j) throws Exception {
        MockFolder ops = j.createFolder("ops");
        WorkflowJob job = ops.createProject(WorkflowJob.class, "respond");
        job.setDefinition(new CpsFlowDefinition(ClusterBench.script("respond"), true));
        job.addProperty(new PipelineTriggersJobProperty(List.of(new MlIncidentTrigger("fraud"))));
        return job;
    }

    @Test
    void anAlertIsDiagnosedGoneBackFromAndVerifiedWhereThePolicyPermitsIt(JenkinsRule j, Cluster cluster)
            throws Exception {
        try (MadeUpPrometheus prometheus = new MadeUpPrometheus(0).traffic(100, 0)) {
            MlPipelineConfiguration.get()
                    .setPrometheusServers(List.of(new PrometheusConnection("made-up", prometheus.address())));
            deploy(j, cluster, "fraud:1");
            deploy(j, cluster, "fraud:2");
            Webhook webhook = new Webhook(j);
            webhook.configure(cluster.namespace + "/deployment/fraud");
            WorkflowJob job = responder(j);

            // Nobody permits it yet.
            webhook.send(Webhook.fraud("2026-11-30T12:00:00Z"));
            j.waitUntilNoActivity();
            WorkflowRun refused = j.assertBuildStatus(Result.FAILURE, job.getLastBuild());
            j.assertLogContains("diagnosed ", refused);
            j.assertLogContains(
                    "ERROR: No person started this build, and nobody permits \"ops/respond\" to roll back without one.",
                    refused);
            assertThat(cluster.deployment().at(IMAGE).asText()).isEqualTo("fraud:2");

            MlPipelineConfiguration.get().setAutomaticRollbackFolders(List.of("ops"));
            webhook.send(Webhook.fraud("2026-11-30T13:00:00Z"));
            j.waitUntilNoActivity();
            WorkflowRun build = j.assertBuildStatus(Result.SUCCESS, job.getLastBuild());
            j.assertLogContains("went back DEPLOYED ROLLED_BACK", build);
            j.assertLogContains("verified PASS true", build);
            assertThat(cluster.deployment().at(IMAGE).asText()).startsWith("fraud:1@sha256:");

            HtmlPage page = j.createWebClient().getPage(build, DiagnosesAction.URL + "/1");
            assertThat(page.asNormalizedText())
                    .contains("Diagnosis of deployment/fraud in namespace " + cluster.namespace, "Likely causes")
                    .contains("was rolled out after revision 1");
            Page file =
                    j.createWebClient().goTo(build.getUrl() + DiagnosesAction.URL + "/1/download", "application/json");
            assertThat(file.getWebResponse().getContentAsString()).contains("\"schemaVersion\" : 1", "\"causes\"");
            assertThat(file.getWebResponse().getResponseHeaderValue("Content-Disposition"))
                    .isEqualTo("attachment; filename=\"diagnosis.json\"");
        }
    }

    @Test
    void aTargetOfAJobThatTheResponseMayNotReadIsNotTold(JenkinsRule j) throws Exception {
        Webhook webhook = new Webhook(j);
        webhook.configure("bank/deployment/fraud");
        IncidentRoute route = IncidentConfiguration.get().getRoutes().get(0);
        assertThat(route.serves("ops/respond")).isTrue();
        WorkflowJob job = responder(j);
        webhook.send(Webhook.fraud("2026-11-30T12:00:00Z"));
        j.waitUntilNoActivity();
        j.assertLogContains(
                "ERROR: target: there is no \"bank/deployment/fraud\" that this controller deployed to by a job which"
                        + " this build may read.",
                j.assertBuildStatus(Result.FAILURE, job.getLastBuild()));
    }
}
