package io.jenkins.plugins.mlpipeline.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.ClusterBench;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.engine.endpoint.ServedModel;
import io.jenkins.plugins.mlpipeline.engine.rollout.Cluster;
import io.jenkins.plugins.mlpipeline.engine.rollout.ControlPlane;
import io.jenkins.plugins.mlpipeline.report.DeploymentsAction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** The controller is a process of its own here, and is stopped while the agent asks the model that was deployed. */
@Tag("slow")
@ExtendWith(ControlPlane.class)
class AskRestartTest {
    @RegisterExtension
    private final RealJenkinsExtension controller = new RealJenkinsExtension().withTimeout(600);

    @Test
    void theAgentGoesOnAskingWhileTheControllerRestarts(Cluster cluster) throws Throwable {
        StringBuilder rows = new StringBuilder("city,amount,outcome\n");
        for (int i = 0; i < 400; i++) {
            rows.append(i % 3 == 0 ? "Bonn," : "Ulm,").append(i).append(i * 7 % 10 < 3 ? ",bad\n" : ",good\n");
        }
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (ServedModel judged = model(() -> {});
                ServedModel served = model(() -> {
                    asked.countDown();
                    assertThat(goOn.await(5, TimeUnit.MINUTES)).isTrue();
                })) {
            controller.startJenkins();
            controller.runRemotely(
                    AskRestartTest::begin,
                    ClusterBench.read(cluster.kubeconfig()),
                    Bench.libraries(),
                    ClusterBench.script("askServed"),
                    new HashMap<>(Map.of(
                            "NAMESPACE", cluster.namespace,
                            "MANIFEST", cluster.deployment("fraud:1"),
                            "ROWS", rows.toString(),
                            "JUDGED", judged.address(),
                            "SERVED", served.address(),
                            "SUBJECT", ClusterBench.modelDigest())));
            assertThat(asked.await(5, TimeUnit.MINUTES)).isTrue();
            controller.stopJenkins();
            goOn.countDown();
            controller.startJenkins();

            String log = controller.runRemotely(AskRestartTest::end);

            assertThat(log).contains("answered PASS true [answers, shadow, latency_p95] [PASS, PASS, PASS]");
            assertThat(served.headers()).containsOnly("true");
        }
    }

    private interface Wait {
        void untilItMay() throws InterruptedException;
    }

    /** Says "bad" from an amount on. */
    private static ServedModel model(Wait wait) throws Exception {
        return new ServedModel(body -> {
            try {
                wait.untilItMay();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            List<String> labels = new ArrayList<>();
            body.path("instances").forEach(row -> labels.add(row.get(1).asDouble() >= 300 ? "bad" : "good"));
            return Map.of("predictions", labels);
        });
    }

    private static void begin(
            JenkinsRule r, String kubeconfig, String libraries, String script, HashMap<String, String> told)
            throws Throwable {
        MlPipelineConfiguration.get().setRuntimeDirectory(libraries);
        ClusterBench.credentials(r.jenkins, kubeconfig);
        ClusterBench.tell(kubeconfig, told);
        WorkflowJob job = r.createProject(WorkflowJob.class, "asked");
        job.setDefinition(new CpsFlowDefinition(script, true));
        job.scheduleBuild2(0).waitForStart();
    }

    private static String end(JenkinsRule r) throws Throwable {
        WorkflowRun build =
                r.jenkins.getItemByFullName("asked", WorkflowJob.class).getBuildByNumber(1);
        r.assertBuildStatusSuccess(r.waitForCompletion(build));
        assertThat(build.getAction(DeploymentsAction.class)
                        .getDeployments()
                        .get(0)
                        .isVerified())
                .isTrue();
        return JenkinsRule.getLog(build);
    }
}
