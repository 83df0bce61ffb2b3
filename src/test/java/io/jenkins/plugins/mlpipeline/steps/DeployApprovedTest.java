package io.jenkins.plugins.mlpipeline.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.CauseAction;
import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.triggers.TimerTrigger;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.ClusterBench;
import io.jenkins.plugins.mlpipeline.approval.Approvals;
import io.jenkins.plugins.mlpipeline.config.GatePolicy;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.engine.gate.Approval;
import io.jenkins.plugins.mlpipeline.engine.rollout.Cluster;
import io.jenkins.plugins.mlpipeline.engine.rollout.ControlPlane;
import io.jenkins.plugins.mlpipeline.report.DeploymentRecord;
import io.jenkins.plugins.mlpipeline.report.DeploymentsAction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What a person approved, and what the administrator demands, against a real API server. */
@WithJenkins
@ExtendWith(ControlPlane.class)
class DeployApprovedTest {
    private static JenkinsRule j;

    @BeforeAll
    static void start(JenkinsRule rule) {
        j = rule;
    }

    @AfterEach
    void noPolicy() {
        MlPipelineConfiguration.get().setPolicies(List.of());
    }

    private static WorkflowJob job(String pipeline, Cluster cluster, Map<String, String> more) throws Exception {
        String kubeconfig = ClusterBench.read(cluster.kubeconfig());
        if (SystemCredentialsProvider.getInstance().getCredentials().isEmpty()) {
            ClusterBench.credentials(j.jenkins, kubeconfig);
        }
        Map<String, String> all = new LinkedHashMap<>(more);
        all.put("NAMESPACE", cluster.namespace);
        all.put("MANIFEST", cluster.deployment("fraud:1"));
        ClusterBench.tell(kubeconfig, all);
        return Bench.job(pipeline, ClusterBench.script(pipeline));
    }

    private static WorkflowRun build(Result expected, WorkflowJob job) throws Exception {
        return j.assertBuildStatus(
                expected,
                job.scheduleBuild2(0, new CauseAction(new TimerTrigger.TimerTriggerCause()))
                        .get());
    }

    @Test
    void anApprovedModelIsDeployedAndSaysSo(Cluster cluster) throws Exception {
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        WorkflowJob job = job("deployGateFails", cluster, Map.of());
        WorkflowRun refused = build(Result.FAILURE, job);
        j.assertLogContains("ERROR: UNGATED: Not deployed, because the gate's verdict is FAIL.", refused);
        Approval approval;
        try (ACLContext as = ACL.as2(User.getById("bob", true).impersonate2())) {
            approval = Approvals.get().approve(refused, "model", "the old one is worse", 7);
        }
        String sentence = "approved by bob until " + approval.expires() + ", verdict FAIL: the old one is worse";

        WorkflowRun build = build(Result.UNSTABLE, job);

        j.assertLogContains(
                "DEPLOYED: Not by a passing verdict, but " + sentence + ". deployment/fraud in namespace "
                        + cluster.namespace + " is deployed: 3 of 3 updated, 3 available.",
                build);
        DeploymentRecord record =
                build.getAction(DeploymentsAction.class).getDeployments().get(0);
        assertThat(record.getStatus()).isEqualTo("DEPLOYED");
        try (JenkinsRule.WebClient web = j.createWebClient()) {
            assertThat(web.getPage(build, "ml-deployments/" + record.getKey() + "/")
                            .asNormalizedText())
                    .contains("PIPELINE: what was hashed is what was judged; that the container loads it, and nothing else, was"
                            + " not seen. Compared: the bytes of model.onnx. It was " + sentence);
            assertThat(web.getPage(build).asNormalizedText()).contains(sentence);
        }
    }

    @Test
    void aVerdictFromBeforeThePolicyIsNotEnough(Cluster cluster) throws Exception {
        WorkflowRun judged = j.buildAndAssertSuccess(job("gateForUpstream", cluster, Map.of()));
        MlPipelineConfiguration.get().setPolicies(List.of(new GatePolicy("", "accuracy>=0.5")));

        WorkflowRun build = j.buildAndAssertStatus(
                Result.FAILURE,
                job(
                        "deployUpstream",
                        cluster,
                        Map.of("UPSTREAM", judged.getParent().getName() + "#1")));

        j.assertLogContains(
                "ERROR: UNGATED: Not deployed, because the gate's verdict was given without the administrator's gate"
                        + " accuracy>=0.5, which is in force now.",
                build);
        assertThat(cluster.applies()).isZero();
    }
}
