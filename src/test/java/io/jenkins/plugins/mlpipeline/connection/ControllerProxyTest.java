package io.jenkins.plugins.mlpipeline.connection;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ProxyConfiguration;
import hudson.model.Result;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.ClusterBench;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.engine.rollout.Cluster;
import io.jenkins.plugins.mlpipeline.engine.rollout.ControlPlane;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Clusters are reached as the administrator has said in "Proxy Configuration". */
@WithJenkins
@ExtendWith(ControlPlane.class)
class ControllerProxyTest {
    private static JenkinsRule j;

    @BeforeAll
    static void start(JenkinsRule rule) {
        j = rule;
        MlPipelineConfiguration.get().setAllowUngated(true);
    }

    @AfterEach
    void direct() throws Exception {
        j.jenkins.setProxy(null);
    }

    private static WorkflowRun deploy(Cluster cluster, String job) throws Exception {
        String kubeconfig = ClusterBench.read(cluster.kubeconfig());
        ClusterBench.credentials(j.jenkins, kubeconfig);
        ClusterBench.tell(
                kubeconfig, Map.of("NAMESPACE", cluster.namespace, "MANIFEST", cluster.deployment("fraud:1")));
        WorkflowJob deploying = Bench.job(job, ClusterBench.script("deployUngated"));
        return j.buildAndAssertStatus(Result.UNSTABLE, deploying);
    }

    private static URI server(Cluster cluster) throws Exception {
        return URI.create(ClusterBench.server(ClusterBench.read(cluster.kubeconfig())));
    }

    private static String authority(Cluster cluster) throws Exception {
        return server(cluster).getHost() + ":" + server(cluster).getPort();
    }

    @Test
    void aDeploymentTakesTheControllersProxyAndItsPassword(Cluster cluster) throws Exception {
        String credentials = Base64.getEncoder().encodeToString("ci:s3cret".getBytes(StandardCharsets.UTF_8));
        try (Tunnels proxy = new Tunnels(credentials)) {
            j.jenkins.setProxy(new ProxyConfiguration("localhost", proxy.port(), "ci", "s3cret"));

            WorkflowRun build = deploy(cluster, "proxied");

            j.assertLogContains("went on with DEPLOYED", build);
            j.assertLogNotContains("s3cret", build);
            assertThat(proxy.opened()).isNotEmpty().containsOnly(authority(cluster));
        }
    }

    @Test
    void aHostThatIsReachedWithoutItIsAskedDirectly(Cluster cluster) throws Exception {
        try (Tunnels proxy = new Tunnels(null)) {
            j.jenkins.setProxy(new ProxyConfiguration(
                    "localhost", proxy.port(), null, null, server(cluster).getHost()));

            j.assertLogContains("went on with DEPLOYED", deploy(cluster, "direct"));

            assertThat(proxy.opened()).isEmpty();
        }
    }
}
