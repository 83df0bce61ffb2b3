package io.jenkins.plugins.mlpipeline.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.ClusterBench;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.config.PrometheusConnection;
import io.jenkins.plugins.mlpipeline.engine.rollout.Cluster;
import io.jenkins.plugins.mlpipeline.engine.rollout.ControlPlane;
import io.jenkins.plugins.mlpipeline.engine.verification.MadeUpPrometheus;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** The controller is stopped while a deployment that is deployed is verified by the same step. */
@Tag("slow")
@ExtendWith(ControlPlane.class)
class DeployAndVerifyRestartTest {
    @RegisterExtension
    private final RealJenkinsExtension controller = new RealJenkinsExtension().withTimeout(600);

    @Test
    void itIsDeployedOnceAndTheLooksGoOn(Cluster cluster) throws Throwable {
        try (MadeUpPrometheus prometheus = new MadeUpPrometheus(0).traffic(100, 0)) {
            controller.startJenkins();
            controller.runRemotely(
                    DeployAndVerifyRestartTest::begin,
                    ClusterBench.read(cluster.kubeconfig()),
                    cluster.namespace,
                    cluster.deployment("fraud:1"),
                    prometheus.address());
            long generation = cluster.deployment().at("/metadata/generation").asLong();
            controller.stopJenkins();
            controller.startJenkins();
            String log = controller.runRemotely(DeployAndVerifyRestartTest::end);
            assertThat(log)
                    .containsOnlyOnce("the window begins")
                    .contains("answered DEPLOYED PASS true true PASS null ml-deployments/1");
            assertThat(cluster.deployment().at("/metadata/generation").asLong()).isEqualTo(generation);
        }
    }

    private static void begin(JenkinsRule r, String kubeconfig, String namespace, String manifest, String prometheus)
            throws Throwable {
        ClusterBench.credentials(r.jenkins, kubeconfig);
        ClusterBench.tell(
                kubeconfig,
                Map.of("NAMESPACE", namespace, "MANIFEST", manifest, "CHECKS", "http.errors<=1 %", "WINDOW", "60s"));
        MlPipelineConfiguration.get().setPrometheusServers(List.of(new PrometheusConnection("made-up", prometheus)));
        WorkflowJob job = r.createProject(WorkflowJob.class, "both");
        job.setDefinition(new CpsFlowDefinition(ClusterBench.script("deployVerify"), true));
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        r.waitForMessage("the window begins", build);
    }

    private static String end(JenkinsRule r) throws Throwable {
        WorkflowRun build =
                Jenkins.get().getItemByFullName("both", WorkflowJob.class).getBuildByNumber(1);
        r.assertBuildStatusSuccess(r.waitForCompletion(build));
        return JenkinsRule.getLog(build);
    }
}
