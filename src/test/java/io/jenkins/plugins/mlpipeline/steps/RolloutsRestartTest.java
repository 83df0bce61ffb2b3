package io.jenkins.plugins.mlpipeline.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.StringParameterDefinition;
import hudson.model.StringParameterValue;
import io.jenkins.plugins.mlpipeline.ClusterBench;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.config.PrometheusConnection;
import io.jenkins.plugins.mlpipeline.engine.rollout.Cluster;
import io.jenkins.plugins.mlpipeline.engine.rollout.ControlPlane;
import io.jenkins.plugins.mlpipeline.engine.verification.MadeUpPrometheus;
import io.jenkins.plugins.mlpipeline.report.DeploymentsAction;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * The controller is a process of its own here, and is stopped once while a rollout is waited for, while another build waits for
 * its turn, and between two looks at what is deployed.
 */
@Tag("slow")
@ExtendWith(ControlPlane.class)
class RolloutsRestartTest {
    private static final String FIRST = "first";
    private static final String SECOND = "second";
    private static final String VERIFIED = "verified";
    private static final String BOTH = "both";
    private static final String IMAGE = "fraud:1";
    private static final String LOOKS = "the window begins";

    @RegisterExtension
    private final RealJenkinsExtension controller = new RealJenkinsExtension().withTimeout(600);

    @TestFactory
    Stream<DynamicTest> whatWaitsGoesOnAfterARestart(Cluster deployed, Cluster verified, Cluster both)
            throws Throwable {
        MadeUpPrometheus prometheus = new MadeUpPrometheus(0).traffic(100, 0);
        try {
            controller.startJenkins();
            controller.runRemotely(
                    RolloutsRestartTest::configure, ClusterBench.read(deployed.kubeconfig()), prometheus.address());
            begin(VERIFIED, "verify", verified, LOOKS);
            begin(BOTH, "deployVerify", both, LOOKS);
            begin(FIRST, "deployLong", deployed, "must stay so for 10 s");
            begin(SECOND, "deployLong", deployed, "waiting for first#1");
            assertThat(deployed.applies()).isOne();
            long generation = both.deployment().at("/metadata/generation").asLong();

            controller.stopJenkins();
            controller.startJenkins();

            return Stream.of(
                            dynamicTest(
                                    "the wait goes on, and nothing is applied twice", () -> deploymentEnded(deployed)),
                            dynamicTest("the looks of mlVerify go on", () -> verificationEnded(verified)),
                            dynamicTest(
                                    "what is deployed and verified by one step is deployed once, and its looks go on",
                                    () -> bothEnded(both, generation)))
                    .onClose(prometheus::close);
        } catch (Throwable e) {
            prometheus.close();
            throw e;
        }
    }

    private void begin(String job, String pipeline, Cluster cluster, String message) throws Throwable {
        controller.runRemotely(
                RolloutsRestartTest::start,
                job,
                ClusterBench.script(pipeline),
                cluster.namespace,
                cluster.deployment(IMAGE));
        controller.runRemotely(RolloutsRestartTest::await, job, message);
    }

    private void deploymentEnded(Cluster cluster) throws Throwable {
        assertThat(controller.runRemotely(RolloutsRestartTest::end, FIRST))
                .contains("after a restart of the controller", "[ml-pipeline] DEPLOYED: ", "ended with DEPLOYED");
        assertThat(controller.runRemotely(RolloutsRestartTest::end, SECOND))
                .contains("[ml-pipeline] waiting for first#1", "ended with UNCHANGED");
        assertThat(cluster.applies()).isEqualTo(2);
    }

    private void verificationEnded(Cluster cluster) throws Throwable {
        assertThat(controller.runRemotely(RolloutsRestartTest::end, VERIFIED))
                .containsOnlyOnce(LOOKS)
                .contains("answered PASS true true PASS null");
        assertThat(cluster.deployment()
                        .at("/spec/template/spec/containers/0/image")
                        .asText())
                .isEqualTo(IMAGE);
        assertThat(controller.runRemotely(RolloutsRestartTest::isVerified, VERIFIED))
                .isTrue();
    }

    private void bothEnded(Cluster cluster, long generation) throws Throwable {
        assertThat(controller.runRemotely(RolloutsRestartTest::end, BOTH))
                .containsOnlyOnce(LOOKS)
                .contains("answered DEPLOYED PASS true true PASS null ml-deployments/1");
        assertThat(cluster.deployment().at("/metadata/generation").asLong()).isEqualTo(generation);
    }

    private static void configure(JenkinsRule r, String kubeconfig, String prometheus) throws Throwable {
        ClusterBench.credentials(r.jenkins, kubeconfig);
        ClusterBench.tell(kubeconfig, Map.of("CHECKS", "http.errors<=1 %", "WINDOW", "60s", "STABLE", "10s"));
        MlPipelineConfiguration.get().setPrometheusServers(List.of(new PrometheusConnection("made-up", prometheus)));
        r.jenkins.setNumExecutors(4);
    }

    private static void start(JenkinsRule r, String name, String script, String namespace, String manifest)
            throws Throwable {
        WorkflowJob job = r.createProject(WorkflowJob.class, name);
        job.addProperty(new ParametersDefinitionProperty(
                new StringParameterDefinition("NAMESPACE"), new StringParameterDefinition("MANIFEST")));
        job.setDefinition(new CpsFlowDefinition(script, true));
        job.scheduleBuild2(
                        0,
                        new ParametersAction(
                                new StringParameterValue("NAMESPACE", namespace),
                                new StringParameterValue("MANIFEST", manifest)))
                .waitForStart();
    }

    private static void await(JenkinsRule r, String job, String message) throws Throwable {
        r.waitForMessage(message, build(r, job));
    }

    private static WorkflowRun build(JenkinsRule r, String job) {
        return r.jenkins.getItemByFullName(job, WorkflowJob.class).getBuildByNumber(1);
    }

    private static WorkflowRun ended(JenkinsRule r, String job) throws Throwable {
        WorkflowRun build = build(r, job);
        assertThat(r.assertBuildStatusSuccess(r.waitForCompletion(build))
                        .getAction(DeploymentsAction.class)
                        .getDeployments())
                .hasSize(1);
        return build;
    }

    private static String end(JenkinsRule r, String job) throws Throwable {
        return JenkinsRule.getLog(ended(r, job));
    }

    private static Boolean isVerified(JenkinsRule r, String job) throws Throwable {
        return ended(r, job)
                .getAction(DeploymentsAction.class)
                .getDeployments()
                .get(0)
                .isVerified();
    }
}
