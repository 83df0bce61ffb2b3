package io.jenkins.plugins.mlpipeline.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.ClusterBench;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.config.PrometheusConnection;
import io.jenkins.plugins.mlpipeline.engine.rollout.Cluster;
import io.jenkins.plugins.mlpipeline.engine.rollout.ControlPlane;
import io.jenkins.plugins.mlpipeline.engine.verification.MadeUpPrometheus;
import io.jenkins.plugins.mlpipeline.report.DeploymentsAction;
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

/** The controller is a process of its own here, and is stopped between two looks. */
@Tag("slow")
@ExtendWith(ControlPlane.class)
class VerifyRestartTest {
    @RegisterExtension
    private final RealJenkinsExtension controller = new RealJenkinsExtension().withTimeout(600);

    @Test
    void theLooksGoOnAfterARestart(Cluster cluster) throws Throwable {
        try (MadeUpPrometheus prometheus = new MadeUpPrometheus(0).traffic(100, 0)) {
            controller.startJenkins();
            controller.runRemotely(
                    VerifyRestartTest::begin,
                    ClusterBench.read(cluster.kubeconfig()),
                    cluster.namespace,
                    cluster.deployment("fraud:1"),
                    prometheus.address());
            controller.stopJenkins();
            controller.startJenkins();
            String log = controller.runRemotely(VerifyRestartTest::end);
            assertThat(log).containsOnlyOnce("the window begins").contains("answered PASS true true PASS null");
            assertThat(cluster.deployment()
                            .at("/spec/template/spec/containers/0/image")
                            .asText())
                    .isEqualTo("fraud:1");
        }
    }

    private static void begin(JenkinsRule r, String kubeconfig, String namespace, String manifest, String prometheus)
            throws Throwable {
        ClusterBench.credentials(r.jenkins, kubeconfig);
        ClusterBench.tell(
                kubeconfig,
                Map.of("NAMESPACE", namespace, "MANIFEST", manifest, "CHECKS", "http.errors<=1 %", "WINDOW", "60s"));
        MlPipelineConfiguration.get().setPrometheusServers(List.of(new PrometheusConnection("made-up", prometheus)));
        WorkflowJob job = r.createProject(WorkflowJob.class, "verified");
        job.setDefinition(new CpsFlowDefinition(ClusterBench.script("verify"), true));
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        r.waitForMessage("the window begins", build);
    }

    private static String end(JenkinsRule r) throws Throwable {
        WorkflowRun build =
                Jenkins.get().getItemByFullName("verified", WorkflowJob.class).getBuildByNumber(1);
        r.assertBuildStatusSuccess(r.waitForCompletion(build));
        assertThat(build.getAction(DeploymentsAction.class)
                        .getDeployments()
                        .get(0)
                        .isVerified())
                .isTrue();
        return JenkinsRule.getLog(build);
    }
}
