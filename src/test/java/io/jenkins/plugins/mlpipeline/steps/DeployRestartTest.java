package io.jenkins.plugins.mlpipeline.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.ClusterBench;
import io.jenkins.plugins.mlpipeline.engine.rollout.Cluster;
import io.jenkins.plugins.mlpipeline.engine.rollout.ControlPlane;
import io.jenkins.plugins.mlpipeline.report.DeploymentsAction;
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

/** The controller is a process of its own here, and is stopped while a rollout is waited for. */
@Tag("slow")
@ExtendWith(ControlPlane.class)
class DeployRestartTest {
    @RegisterExtension
    private final RealJenkinsExtension controller = new RealJenkinsExtension().withTimeout(600);

    @Test
    void theWaitGoesOnAfterARestartAndNothingIsAppliedTwice(Cluster cluster) throws Throwable {
        controller.startJenkins();
        controller.runRemotely(
                DeployRestartTest::begin,
                ClusterBench.read(cluster.kubeconfig()),
                cluster.namespace,
                cluster.deployment("fraud:1"),
                ClusterBench.script("deployLong"));
        assertThat(cluster.applies()).isOne();

        controller.stopJenkins();
        controller.startJenkins();

        String first = controller.runRemotely(DeployRestartTest::end, "first");
        assertThat(first)
                .contains("after a restart of the controller", "[ml-pipeline] DEPLOYED: ", "ended with DEPLOYED");
        String second = controller.runRemotely(DeployRestartTest::end, "second");
        assertThat(second).contains("[ml-pipeline] waiting for first#1", "ended with UNCHANGED");
        assertThat(cluster.applies()).isEqualTo(2);
    }

    private static void begin(JenkinsRule r, String kubeconfig, String namespace, String manifest, String script)
            throws Throwable {
        ClusterBench.credentials(r.jenkins, kubeconfig);
        ClusterBench.tell(kubeconfig, Map.of("NAMESPACE", namespace, "MANIFEST", manifest, "STABLE", "10s"));
        r.waitForMessage("must stay so for 10 s", start(r, "first", script));
        r.waitForMessage("waiting for first#1", start(r, "second", script));
    }

    private static WorkflowRun start(JenkinsRule r, String name, String script) throws Exception {
        WorkflowJob job = r.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job.scheduleBuild2(0).waitForStart();
    }

    private static String end(JenkinsRule r, String name) throws Throwable {
        WorkflowRun build =
                Jenkins.get().getItemByFullName(name, WorkflowJob.class).getBuildByNumber(1);
        r.assertBuildStatusSuccess(r.waitForCompletion(build));
        assertThat(build.getAction(DeploymentsAction.class).getDeployments()).hasSize(1);
        return JenkinsRule.getLog(build);
    }
}
