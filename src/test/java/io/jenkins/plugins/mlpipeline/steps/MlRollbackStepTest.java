package io.jenkins.plugins.mlpipeline.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Result;
import hudson.triggers.TimerTrigger;
import io.jenkins.plugins.mlpipeline.ClusterBench;
import io.jenkins.plugins.mlpipeline.config.DeploymentRule;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.engine.rollout.Cluster;
import io.jenkins.plugins.mlpipeline.engine.rollout.ControlPlane;
import io.jenkins.plugins.mlpipeline.report.DeploymentRecord;
import io.jenkins.plugins.mlpipeline.report.DeploymentsAction;
import io.jenkins.plugins.mlpipeline.targets.TargetStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockFolder;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Pipelines that take back what another job deployed to a real API server. */
@WithJenkins
@ExtendWith(ControlPlane.class)
class MlRollbackStepTest {
    private static final String IMAGE = "/spec/template/spec/containers/0/image";

    private static JenkinsRule j;

    @BeforeAll
    static void start(JenkinsRule rule) {
        j = rule;
    }

    @AfterEach
    void forget() {
        MlPipelineConfiguration.get().setAutomaticRollbackFolders(List.of());
        MlPipelineConfiguration.get().setDeploymentRules(List.of());
    }

    private static void tell(Cluster cluster, Map<String, String> more) throws Exception {
        String kubeconfig = ClusterBench.read(cluster.kubeconfig());
        ClusterBench.credentials(j.jenkins, kubeconfig);
        Map<String, String> all = new LinkedHashMap<>(more);
        all.put("NAMESPACE", cluster.namespace);
        all.put("TARGET", cluster.namespace + "/deployment/fraud");
        ClusterBench.tell(kubeconfig, all);
    }

    private static void deploy(Cluster cluster, String image) throws Exception {
        String manifest =
                cluster.deployment(image).replace("progressDeadlineSeconds: 2", "progressDeadlineSeconds: 120");
        tell(cluster, Map.of("MANIFEST", manifest));
        String name = "deploys-" + cluster.namespace;
        WorkflowJob job = j.jenkins.getItemByFullName(name, WorkflowJob.class);
        if (job == null) {
            job = j.createProject(WorkflowJob.class, name);
            String script = ClusterBench.script("verify");
            job.setDefinition(new CpsFlowDefinition(script.substring(0, script.indexOf("def v = ")), true));
        }
        j.buildAndAssertSuccess(job);
    }

    private static WorkflowJob rollback(MockFolder folder) throws Exception {
        WorkflowJob job = folder.createProject(WorkflowJob.class, "back");
        job.setDefinition(new CpsFlowDefinition(ClusterBench.script("rollback"), true));
        return job;
    }

    private static WorkflowRun run(WorkflowJob job, Cause cause, Result expected) throws Exception {
        return j.assertBuildStatus(expected, job.scheduleBuild2(0, new CauseAction(cause)));
    }

    @Test
    void aPersonGoesBackToWhatRanBefore(Cluster cluster) throws Exception {
        deploy(cluster, "fraud:1");
        deploy(cluster, "fraud:2");
        WorkflowJob job = rollback(j.createFolder("f-" + cluster.namespace));
        WorkflowRun build = run(job, new Cause.UserIdCause("alice"), Result.SUCCESS);
        j.assertLogContains("answered DEPLOYED ROLLED_BACK 2", build);
        j.assertLogContains("was asked for: INC-42. Rolled back to revision 1 (", build);
        assertThat(cluster.deployment().at(IMAGE).asText()).startsWith("fraud:1@sha256:");
        DeploymentRecord record =
                build.getAction(DeploymentsAction.class).getDeployments().get(0);
        assertThat(record.getStatus()).isEqualTo("DEPLOYED");
        assertThat(TargetStore.get()
                        .visible(record.getTargetId())
                        .orElseThrow()
                        .getServing()
                        .isRolledBack())
                .isTrue();
    }

    /** What was deployed here passed a gate, so that the rollback finds it; a number would name anything. */
    @Test
    void theAdministratorDemandsWhatWasGated(Cluster cluster) throws Exception {
        deploy(cluster, "fraud:1");
        deploy(cluster, "fraud:2");
        DeploymentRule rule = new DeploymentRule("");
        rule.setRollbackTo("gated");
        MlPipelineConfiguration.get().setDeploymentRules(List.of(rule));
        MockFolder folder = j.createFolder("f-" + cluster.namespace);
        WorkflowJob numbered = folder.createProject(WorkflowJob.class, "numbered");
        String script = ClusterBench.script("rollback");
        numbered.setDefinition(new CpsFlowDefinition(script.replace("env.TO ?: 'previous'", "'1'"), true));
        WorkflowRun refused = run(numbered, new Cause.UserIdCause("alice"), Result.FAILURE);
        j.assertLogContains("The deployment rules let a rollback go back to what was gated alone", refused);
        assertThat(cluster.deployment().at(IMAGE).asText()).isEqualTo("fraud:2");
        WorkflowRun build = run(rollback(folder), new Cause.UserIdCause("alice"), Result.SUCCESS);
        j.assertLogContains("Rolled back to revision 1 (", build);
        j.assertLogContains("the newest revision that was gated and deployed", build);
    }

    @Test
    void withoutAPersonTheAdministratorsWordIsNeededButNotForADryRun(Cluster cluster) throws Exception {
        deploy(cluster, "fraud:1");
        deploy(cluster, "fraud:2");
        MockFolder folder = j.createFolder("f-" + cluster.namespace);
        WorkflowJob job = rollback(folder);
        Cause timer = new TimerTrigger.TimerTriggerCause();
        WorkflowRun refused = run(job, timer, Result.FAILURE);
        j.assertLogContains(
                "ERROR: No person started this build, and nobody permits \"" + job.getFullName()
                        + "\" to roll back without one.",
                refused);
        assertThat(cluster.deployment().at(IMAGE).asText()).isEqualTo("fraud:2");
        tell(cluster, Map.of("DRY_RUN", "true"));
        j.assertLogContains("answered DRY_RUN null 2", run(job, timer, Result.SUCCESS));
        assertThat(cluster.deployment().at(IMAGE).asText()).isEqualTo("fraud:2");
        tell(cluster, Map.of());
        MlPipelineConfiguration.get().setAutomaticRollbackFolders(List.of(folder.getFullName()));
        j.assertLogContains("answered DEPLOYED ROLLED_BACK 2", run(job, timer, Result.SUCCESS));
        assertThat(cluster.deployment().at(IMAGE).asText()).startsWith("fraud:1@sha256:");
    }

    @Test
    void aTargetThatThisControllerNeverDeployedToIsNotFound(Cluster cluster) throws Exception {
        cluster.write("somebody", cluster.deployment("fraud:1"));
        tell(cluster, Map.of());
        WorkflowJob job = rollback(j.createFolder("f-" + cluster.namespace));
        WorkflowRun build = run(job, new Cause.UserIdCause("alice"), Result.FAILURE);
        j.assertLogContains(
                "ERROR: target: there is no \"" + cluster.namespace
                        + "/deployment/fraud\" that this controller deployed to by a job which this build may read.",
                build);
    }
}
