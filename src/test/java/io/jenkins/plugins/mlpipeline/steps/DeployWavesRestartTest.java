package io.jenkins.plugins.mlpipeline.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.ClusterBench;
import io.jenkins.plugins.mlpipeline.engine.rollout.Cluster;
import io.jenkins.plugins.mlpipeline.engine.rollout.ControlPlane;
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

/** The controller is stopped in the middle of the second of three waves. */
@Tag("slow")
@ExtendWith(ControlPlane.class)
class DeployWavesRestartTest {
    @RegisterExtension
    private final RealJenkinsExtension controller = new RealJenkinsExtension().withTimeout(600);

    @Test
    void theWaveGoesOnAndNothingIsAppliedTwice(Cluster first, Cluster second, Cluster third) throws Throwable {
        controller.startJenkins();
        controller.runRemotely(
                DeployWavesRestartTest::begin,
                ClusterBench.read(first.kubeconfig()),
                first.namespace + " " + second.namespace + " " + third.namespace,
                first.deployment("fraud", "fraud:1", 1, ""),
                second.namespace);
        assertThat(first.applies()).isOne();
        assertThat(second.applies()).isOne();
        assertThat(third.applies()).isZero();

        controller.stopJenkins();
        controller.startJenkins();

        String log = controller.runRemotely(DeployWavesRestartTest::end);
        assertThat(log)
                .contains("going on with deployment/fraud in namespace " + second.namespace
                        + " after a restart of the controller")
                .contains("all DEPLOYED true: 3 targets: 3 DEPLOYED.")
                .containsOnlyOnce("wave 1 of 3")
                .containsOnlyOnce("wave 3 of 3");
        assertThat(first.applies()).isOne();
        assertThat(second.applies()).isOne();
        assertThat(third.applies()).isOne();
    }

    private static void begin(JenkinsRule r, String kubeconfig, String namespaces, String manifest, String second)
            throws Throwable {
        ClusterBench.credentials(r.jenkins, kubeconfig);
        ClusterBench.tell(kubeconfig, Map.of("NAMESPACES", namespaces, "MANIFEST", manifest, "STABLE", "10s"));
        WorkflowJob job = r.createProject(WorkflowJob.class, "waves");
        job.setDefinition(new CpsFlowDefinition(ClusterBench.script("deployWaves"), true));
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        r.waitForMessage("kubeconfig/" + second + ": 1 of 1 updated, 1 available, must stay so for 10 s", build);
    }

    private static String end(JenkinsRule r) throws Throwable {
        WorkflowRun build =
                Jenkins.get().getItemByFullName("waves", WorkflowJob.class).getBuildByNumber(1);
        r.assertBuildStatusSuccess(r.waitForCompletion(build));
        return JenkinsRule.getLog(build);
    }
}
