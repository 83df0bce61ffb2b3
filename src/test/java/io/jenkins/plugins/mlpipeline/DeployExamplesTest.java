package io.jenkins.plugins.mlpipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.model.Result;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.engine.rollout.Cluster;
import io.jenkins.plugins.mlpipeline.engine.rollout.ControlPlane;
import io.jenkins.plugins.mlpipeline.report.DeploymentsAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.csanchez.jenkins.plugins.kubernetes.KubernetesCloud;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The examples of {@code docs/examples} that deploy, as they stand there but for the namespace. */
@WithJenkins
@ExtendWith(ControlPlane.class)
class DeployExamplesTest {
    private static final Path EXAMPLES = Path.of("docs/examples");

    private static JenkinsRule j;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        j = rule;
        Bench.configure();
        MlPipelineConfiguration.get().setDeploymentClouds(List.of("bank-prod"));
    }

    @Test
    void threeReplicasOfMlModel(Cluster cluster) throws Exception {
        cloud(cluster);
        WorkflowJob job = job("three-replicas", cluster);
        write(job, "german_credit.csv", Files.readString(EXAMPLES.resolve("german-credit/german_credit.csv")));
        write(job, "deployment.yaml", Files.readString(EXAMPLES.resolve("kubernetes/deployment.yaml")));

        WorkflowRun build = j.buildAndAssertSuccess(job);

        j.assertLogContains("DEPLOYED: revision 1 serves sha256:", build);
        assertThat(cluster.pods(p -> p.at("/metadata/labels/app").asText().equals("ml-model")))
                .hasSize(3);
        assertThat(bound(build)).containsExactly("PIPELINE");
        assertThat(cluster.applies()).as("the Service and the Deployment").isEqualTo(2);
    }

    @Test
    void theBankRestartsItsWorkloadOnlyForAModelThatPassed(Cluster cluster) throws Exception {
        cloud(cluster);
        cluster.write("setup", Files.readString(EXAMPLES.resolve("kubernetes/ml-fraud-detection.yaml")));
        WorkflowJob job = job("bank", cluster);
        write(
                job,
                "test_rules.py",
                "import unittest\n\nclass T(unittest.TestCase):\n    def test_one(self):\n        self.assertEqual(1, 1)\n");

        write(job, "transactions.csv", transactions(false));
        WorkflowRun stopped = j.buildAndAssertStatus(Result.FAILURE, job);
        j.assertLogContains("Ran 1 test", stopped);
        j.assertLogContains("ERROR: Model \"model\" did not pass: ", stopped);
        assertThat(cluster.applies()).isZero();

        write(job, "transactions.csv", transactions(true));
        WorkflowRun released = j.buildAndAssertSuccess(job);
        j.assertLogContains(
                "[ml-pipeline] DEPLOYED: deployment/ml-fraud-detection in namespace " + cluster.namespace, released);
        assertThat(bound(released)).containsExactly("DECLARED_ONLY");
        assertThat(cluster.applies()).isOne();
    }

    @Test
    void whatIsNotRunSaysSo() throws Exception {
        assertThat(Files.readString(EXAMPLES.resolve("container-build.Jenkinsfile")))
                .startsWith("// Not run by the tests: it needs a container builder and a registry.\n");
    }

    private static List<String> bound(WorkflowRun build) {
        return build.getAction(DeploymentsAction.class).getDeployments().stream()
                .map(d -> d.getBound())
                .toList();
    }

    private static void cloud(Cluster cluster) throws Exception {
        String kubeconfig = ClusterBench.read(cluster.kubeconfig());
        if (j.jenkins.getCloud("bank-prod") == null) {
            ClusterBench.credentials(j.jenkins, kubeconfig);
            KubernetesCloud cloud = new KubernetesCloud("bank-prod");
            cloud.setServerUrl(ClusterBench.server(kubeconfig));
            cloud.setServerCertificate(ClusterBench.authority(kubeconfig));
            cloud.setCredentialsId("cluster");
            j.jenkins.clouds.add(cloud);
        }
    }

    private static WorkflowJob job(String example, Cluster cluster) throws Exception {
        String script = Files.readString(EXAMPLES.resolve(example + ".Jenkinsfile"));
        assertThat(script).contains("namespace: 'bank'");
        return Bench.job(example, script.replace("namespace: 'bank'", "namespace: '" + cluster.namespace + "'"));
    }

    private static void write(WorkflowJob job, String path, String text) throws Exception {
        FilePath workspace = j.jenkins.getWorkspaceFor(job);
        workspace.child(path).getParent().mkdirs();
        workspace.child(path).write(text, "UTF-8");
    }

    /** Transactions of which the large ones at night are fraud, or of which some are, whatever they are like. */
    private static String transactions(boolean learnable) {
        StringBuilder csv = new StringBuilder("amount,hour,fraud\n");
        for (int i = 0; i < 600; i++) {
            int amount = i * 37 % 1000;
            int hour = i * 7 % 24;
            boolean fraud = learnable ? amount > 500 && hour < 12 : Long.bitCount(i * 0x9E3779B9L) % 2 == 0;
            csv.append(amount).append(',').append(hour).append(fraud ? ",yes\n" : ",no\n");
        }
        return csv.toString();
    }
}
