package io.jenkins.plugins.mlpipeline.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.ClusterBench;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.config.RegistryConnection;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.registry.mlflow.MadeUpMlflow;
import io.jenkins.plugins.mlpipeline.engine.rollout.Cluster;
import io.jenkins.plugins.mlpipeline.engine.rollout.ControlPlane;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What a deployment says of a model of a registry, against a real API server. */
@WithJenkins
@ExtendWith(ControlPlane.class)
class DeployFromRegistryTest {
    private static JenkinsRule j;

    private MadeUpMlflow server;

    @BeforeAll
    static void start(JenkinsRule rule) {
        j = rule;
    }

    @BeforeEach
    void configure() throws Exception {
        server = new MadeUpMlflow();
        server.version("fraud", "mlflow-artifacts:/1/m", "");
        server.files.put("1/m/model.onnx", ClusterBench.MODEL.getBytes(StandardCharsets.UTF_8));
        server.aliases.put("fraud@champion", "1");
        MlPipelineConfiguration.get().setRegistries(List.of(new RegistryConnection("made-up", server.address())));
    }

    @AfterEach
    void stop() {
        server.close();
        MlPipelineConfiguration.get().setRegistries(List.of());
    }

    private static WorkflowRun run(Cluster cluster, Result expected) throws Exception {
        String kubeconfig = ClusterBench.read(cluster.kubeconfig());
        ClusterBench.credentials(j.jenkins, kubeconfig);
        ClusterBench.tell(
                kubeconfig, Map.of("NAMESPACE", cluster.namespace, "MANIFEST", cluster.deployment("fraud:1")));
        WorkflowJob job = Bench.job(
                "registry-" + cluster.namespace,
                ClusterBench.script("deployPasses").replace("model: 'model.onnx'", "model: 'models:/fraud@champion'"));
        return j.buildAndAssertStatus(expected, job);
    }

    @Test
    void theBytesOfAVersionAreHashedBeforeItIsDeployed(Cluster cluster) throws Exception {
        WorkflowRun run = run(cluster, Result.SUCCESS);

        j.assertLogContains(
                "[ml-pipeline] models:/fraud@champion is models:/fraud/1: " + ClusterBench.modelDigest(), run);
        j.assertLogContains("[ml-pipeline]   compared: the bytes of models:/fraud/1", run);
    }

    @Test
    void otherBytesThanThoseThatWereJudgedAreTampered(Cluster cluster) throws Exception {
        server.files.put("1/m/model.onnx", "others".getBytes(StandardCharsets.UTF_8));

        j.assertLogContains(
                "ERROR: TAMPERED: models:/fraud/1 is " + Digest.ofText("others") + ", but the gate judged "
                        + ClusterBench.modelDigest()
                        + ". Nothing was written. Validate and gate what is to be deployed.",
                run(cluster, Result.FAILURE));
    }

    @Test
    void aVersionWhoseBytesAreNotThoseThatWereRegisteredIsTampered(Cluster cluster) throws Exception {
        server.versions
                .get("fraud")
                .get(0)
                .withArray("tags")
                .addObject()
                .put("key", "ml-pipeline.digest")
                .put("value", ClusterBench.modelDigest());
        server.files.put("1/m/model.onnx", "others".getBytes(StandardCharsets.UTF_8));

        WorkflowRun run = run(cluster, Result.FAILURE);

        j.assertLogContains(
                "ERROR: TAMPERED: models:/fraud/1: its model is " + Digest.ofText("others") + " now, and "
                        + ClusterBench.modelDigest() + " was registered.",
                run);
        assertThat(cluster.writes()).isEmpty();
    }
}
