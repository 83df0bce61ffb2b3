package io.jenkins.plugins.mlpipeline.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.mlpipeline.ClusterBench;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.engine.rollout.Cluster;
import io.jenkins.plugins.mlpipeline.engine.rollout.ControlPlane;
import io.jenkins.plugins.mlpipeline.steps.MlDeployStep;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.csanchez.jenkins.plugins.kubernetes.KubernetesCloud;
import org.csanchez.jenkins.plugins.kubernetes.KubernetesFolderProperty;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Who may deploy with which connection. */
@WithJenkins
@ExtendWith(ControlPlane.class)
class DeploymentCloudsTest {
    @Test
    void aCloudServesDeploymentsWhenItIsListedAndTheFolderPermitsIt(JenkinsRule j, Cluster cluster) throws Exception {
        String kubeconfig = ClusterBench.read(cluster.kubeconfig());
        ClusterBench.credentials(j.jenkins, kubeconfig);
        ClusterBench.tell(
                kubeconfig, Map.of("NAMESPACE", cluster.namespace, "MANIFEST", cluster.deployment("fraud:1")));
        KubernetesCloud cloud = new KubernetesCloud("bank-prod");
        cloud.setServerUrl(ClusterBench.server(kubeconfig));
        cloud.setServerCertificate(ClusterBench.authority(kubeconfig));
        cloud.setCredentialsId("cluster");
        cloud.setUsageRestricted(true);
        j.jenkins.clouds.add(cloud);
        Folder folder = j.jenkins.createProject(Folder.class, "bank");
        WorkflowJob inside = folder.createProject(WorkflowJob.class, "release");
        WorkflowJob outside = j.jenkins.createProject(WorkflowJob.class, "outside");
        for (WorkflowJob job : List.of(inside, outside)) {
            job.setDefinition(new CpsFlowDefinition(ClusterBench.script("deployCloud"), true));
        }

        j.assertLogContains(
                "ERROR: The cloud \"bank-prod\" does not serve deployments.",
                j.buildAndAssertStatus(Result.FAILURE, inside));

        MlPipelineConfiguration.get().setDeploymentClouds(List.of("bank-prod", "gone"));
        j.assertLogContains(
                "ERROR: The cloud \"bank-prod\" is restricted to the folders that permit it, and no folder around"
                        + " bank/release does. Permit it in the folder's configuration.",
                j.buildAndAssertStatus(Result.FAILURE, inside));
        assertThat(cluster.writes()).isEmpty();

        KubernetesFolderProperty property = new KubernetesFolderProperty();
        property.setPermittedClouds(List.of("bank-prod"));
        folder.addProperty(property);
        WorkflowRun deployed = j.buildAndAssertSuccess(inside);
        j.assertLogContains("[ml-pipeline] DEPLOYED: ", deployed);
        j.assertLogContains(
                "is restricted to the folders that permit it", j.buildAndAssertStatus(Result.FAILURE, outside));

        inside.setDefinition(
                new CpsFlowDefinition(ClusterBench.script("deployCloud").replace("bank-prod", "gone"), true));
        j.assertLogContains(
                "ERROR: This controller has no Kubernetes cloud \"gone\", although it is listed for deployments. It needs"
                        + " the plugin \"kubernetes\" and a cloud of that name.",
                j.buildAndAssertStatus(Result.FAILURE, inside));
    }

    @Test
    void aFoldersCredentialAndUngatedPermissionEndAtTheFolder(JenkinsRule j, Cluster cluster) throws Exception {
        String kubeconfig = ClusterBench.read(cluster.kubeconfig());
        Folder folder = j.jenkins.createProject(Folder.class, "sandbox");
        ClusterBench.credentials(folder, kubeconfig);
        MlPipelineConfiguration.get().setUngatedFolders(List.of("sandbox"));
        ClusterBench.tell(
                kubeconfig, Map.of("NAMESPACE", cluster.namespace, "MANIFEST", cluster.deployment("fraud:1")));
        WorkflowJob inside = folder.createProject(WorkflowJob.class, "release");
        WorkflowJob outside = j.jenkins.createProject(WorkflowJob.class, "outside");
        for (WorkflowJob job : List.of(inside, outside)) {
            job.setDefinition(new CpsFlowDefinition(ClusterBench.script("deployUngated"), true));
        }

        j.assertLogContains(
                "ERROR: The job has no credential \"cluster\" that it may use",
                j.buildAndAssertStatus(Result.FAILURE, outside));
        j.assertLogContains("went on with DEPLOYED", j.buildAndAssertStatus(Result.UNSTABLE, inside));
        assertThat(cluster.applies()).isOne();

        ClusterBench.credentials(j.jenkins, kubeconfig);
        j.assertLogContains(
                ", and the administrator doesn't permit allowUngated here.",
                j.buildAndAssertStatus(Result.FAILURE, outside));
        assertThat(cluster.applies()).isOne();
    }

    @Test
    void formsListCloudsAndCredentialsOnlyForThoseWhoMayUseThem(JenkinsRule j) throws Exception {
        ClusterBench.credentials(j.jenkins, "apiVersion: v1");
        MlPipelineConfiguration.get().setDeploymentClouds(List.of("bank-prod"));
        WorkflowJob job = j.createProject(WorkflowJob.class, "job");
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader")
                .grant(Jenkins.READ, Item.READ, Item.CONFIGURE, Item.EXTENDED_READ)
                .everywhere()
                .to("author"));
        MlDeployStep.DescriptorImpl descriptor = j.jenkins.getDescriptorByType(MlDeployStep.DescriptorImpl.class);

        try (ACLContext reader = ACL.as2(User.getById("reader", true).impersonate2())) {
            assertThat(descriptor.doFillCloudItems(job, ""))
                    .extracting(o -> o.value)
                    .containsExactly("");
            assertThat(descriptor.doFillCredentialsIdItems(job, "", ""))
                    .extracting(o -> o.value)
                    .doesNotContain("cluster", "kubeconfig");
        }
        try (ACLContext author = ACL.as2(User.getById("author", true).impersonate2())) {
            assertThat(descriptor.doFillCloudItems(job, ""))
                    .extracting(o -> o.value)
                    .containsExactly("", "bank-prod");
            assertThat(descriptor.doFillCredentialsIdItems(job, "", ""))
                    .extracting(o -> o.value)
                    .contains("", "cluster", "kubeconfig");
        }
    }
}
