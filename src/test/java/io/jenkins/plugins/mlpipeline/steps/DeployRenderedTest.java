package io.jenkins.plugins.mlpipeline.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hudson.model.Result;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.ClusterBench;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.rollout.Cluster;
import io.jenkins.plugins.mlpipeline.engine.rollout.ControlPlane;
import io.jenkins.plugins.mlpipeline.report.DeploymentFolder;
import io.jenkins.plugins.mlpipeline.report.DeploymentRecord;
import io.jenkins.plugins.mlpipeline.report.DeploymentsAction;
import java.util.Map;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Charts and overlays that the agent renders, against a real API server. The programs are stand-ins that answer as Helm v4.3.2 and
 * Kustomize do; Helm itself is run by {@code src/test/field/helm.sh}.
 */
@WithJenkins
@ExtendWith(ControlPlane.class)
class DeployRenderedTest {
    private static final String PROGRAM = """
            #!/bin/sh
            if [ "$1" = version ]; then echo v4.3.2+g1234567; exit; fi
            echo "$@" >>asked
            cat rendered.yaml
            """;

    private static JenkinsRule j;

    @BeforeAll
    static void start(JenkinsRule rule) {
        j = rule;
    }

    private static WorkflowRun run(Cluster cluster, String source, String program, Result expected) throws Exception {
        String kubeconfig = ClusterBench.read(cluster.kubeconfig());
        ClusterBench.credentials(j.jenkins, kubeconfig);
        ClusterBench.tell(
                kubeconfig,
                Map.of("NAMESPACE", cluster.namespace, "MANIFEST", cluster.deployment("fraud:1"), "HELM", program));
        WorkflowJob job = Bench.job(
                "rendered-" + cluster.namespace,
                ClusterBench.script("deployRendered").replace("SOURCE", source) + "node { sh 'cat asked || true' }\n");
        return j.buildAndAssertStatus(expected, job);
    }

    private static JsonNode rendered(WorkflowRun run) throws Exception {
        DeploymentRecord record =
                run.getAction(DeploymentsAction.class).getDeployments().get(0);
        return Json.tree(new DeploymentFolder(run, record).deployment().orElseThrow())
                .path("rendered");
    }

    @Test
    void aChartIsRenderedOnTheAgentForThisClusterAndRecorded(Cluster cluster) throws Exception {
        WorkflowRun run = run(
                cluster,
                "helm: 'chart', release: 'fraud', values: 'prod.yaml', set: ['a=1']",
                PROGRAM.replace(
                        "cat rendered.yaml",
                        "case \"$*\" in *--set=a=1*) ;; *) echo '# other';; esac; cat rendered.yaml"),
                Result.SUCCESS);

        j.assertLogContains("DEPLOYED Deployment/fraud", run);
        j.assertLogContains("[ml-pipeline] helm v4.3.2+g1234567 rendered chart: 1 objects, sha256:", run);
        j.assertLogContains(
                "template --namespace=" + cluster.namespace + " --include-crds --no-hooks --skip-tests", run);
        j.assertLogContains("--values=prod.yaml --set=a=1 -- fraud chart", run);
        assertThat(rendered(run).path("by").asText()).isEqualTo("helm v4.3.2+g1234567");
        assertThat(rendered(run).path("release").asText()).isEqualTo("fraud");
        assertThat(rendered(run).path("digest").asText())
                .isEqualTo(Digest.ofText(
                        "---\n# Source: fraud/templates/deployment.yaml\n" + cluster.deployment("fraud:1") + "\n"));
        assertThat(rendered(run).path("text").asText()).contains("fraud:1");
    }

    @Test
    void anOverlayIsRenderedOnTheAgent(Cluster cluster) throws Exception {
        WorkflowRun run = run(cluster, "kustomize: 'overlay'", PROGRAM, Result.SUCCESS);

        j.assertLogContains("DEPLOYED Deployment/fraud", run);
        assertThat(rendered(run).path("by").asText()).isEqualTo("kustomize v4.3.2+g1234567");
        assertThat(rendered(run).path("of").asText()).isEqualTo("overlay");
    }

    @Test
    void whatIsNotRenderedOrNotDeployedIsOneSentence(Cluster cluster) throws Exception {
        WorkflowRun run = run(
                cluster,
                "helm: 'chart', release: 'fraud'",
                PROGRAM.replace("cat rendered.yaml", "echo 'no value for image' >&2; exit 1"),
                Result.FAILURE);
        j.assertLogContains("ERROR: helm template ended with exit code 1: no value for image", run);
        assertThat(cluster.writes()).isEmpty();
    }

    @Test
    void aChartNeedsARelease(Cluster cluster) throws Exception {
        j.assertLogContains(
                "ERROR: helm: a release is needed: the name that the chart's objects get, of lower-case letters, digits and"
                        + " dashes, at most 53.",
                run(cluster, "helm: 'chart'", PROGRAM, Result.FAILURE));
    }

    @Test
    void valuesAreForAChart(Cluster cluster) throws Exception {
        j.assertLogContains(
                "ERROR: release, values and set are for a chart: name it with helm.",
                run(cluster, "kustomize: 'overlay', values: 'prod.yaml'", PROGRAM, Result.FAILURE));
    }

    @Test
    void whatAnAgentSaysItRenderedIsNotBelieved(Cluster cluster) throws Exception {
        j.assertLogContains(
                "ERROR: helm: the chart chart renders no object with these values.",
                run(
                        cluster,
                        "helm: 'chart', release: 'fraud'",
                        PROGRAM.replace("cat rendered.yaml", "echo '# nothing'"),
                        Result.FAILURE));
    }
}
