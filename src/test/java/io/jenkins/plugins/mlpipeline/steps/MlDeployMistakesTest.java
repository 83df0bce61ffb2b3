package io.jenkins.plugins.mlpipeline.steps;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.User;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.ClusterBench;
import jenkins.model.Jenkins;
import jenkins.security.QueueItemAuthenticatorConfiguration;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.MockQueueItemAuthenticator;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What is wrong before a cluster is asked anything. */
@WithJenkins
class MlDeployMistakesTest {
    private static final String KUBECONFIG = """
            apiVersion: v1
            kind: Config
            clusters: [{name: c, cluster: {server: "https://127.0.0.1:1"}}]
            users: [{name: u, user: {token: abcdefgh}}]
            contexts: [{name: c, context: {cluster: c, user: u}}]
            current-context: c
            """;

    private static JenkinsRule j;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        j = rule;
        ClusterBench.credentials(j.jenkins, KUBECONFIG);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "deployBoth | mlDeploy needs one of manifests, kustomize and helm, or a workload to restart (resource: 'deployment/NAME', restart: true).",
                "deployWithoutWorkspace | mlDeploy needs a workspace to read the file that manifests names. Put the step into a node block.",
                "deployNoManifest | manifests: no YAML or JSON file of the workspace matches \"nothing*.yaml\".",
                "deployNoCluster | Name the cluster: either cloud (a Kubernetes cloud of this controller) or credentialsId (with serverUrl, unless it is a kubeconfig).",
                "deployNoCredential | The job has no credential \"unknown\" that it may use; add it to the job's folder, or name another.",
                "deployCloudNotListed | The cloud \"not-listed\" does not serve deployments. An administrator lists the clouds that do, under \"ML Pipeline\" on the system page.",
                "deployExec | kubeconfig: user \"u\" has \"exec\", which is not allowed here: it would run a program, read a file or switch off the verification of TLS on this machine.",
                "deployPlainHttp | The credential \"cluster\" needs serverUrl, the address of the API server; it begins with https://.",
                "deployTargetsNoCluster | targets[0] names no cluster, or two: it has either cloud or credentialsId.",
                "deployTargetsUnknown | targets[0]: unknown key \"namspace\". Did you mean \"namespace\"?",
                "deployWaveAlone | wave is for several targets: name them with targets.",
                "deployTargetsAndCloud | cloud and credentialsId are for one target; with targets each names its own.",
                "deployWaveNone | wave: \"0 %\" is neither a number of targets from 1 nor a share of them from 1 % to 100 %; write it as 3 or '25 %'.",
                "deployBadTime | stableFor: \"long\" is not a time; write it as 30s, 10m or 24h.",
                "deployHiddenUpstream | There is no job \"hidden\" that this build may read. It runs as SYSTEM, since nobody configured another user, and reads of other jobs what every user with an account may read. Name another job, give all users with an account (\"authenticated\") Item/Read on it, or let builds run as a user who has it (plugin Authorize Project).",
            })
    void aMistakeFailsTheBuildWithOneSentence(String pipeline, String sentence) throws Exception {
        WorkflowRun build = j.buildAndAssertStatus(Result.FAILURE, Bench.job(pipeline));

        j.assertLogContains(sentence, build);
        j.assertLogNotContains("\tat io.jenkins.plugins.mlpipeline.steps.Deploy", build);
        j.assertLogNotContains("abcdefgh", build);
    }

    @Test
    void aJobThatTheBuildMayNotReadIsAsGoodAsNone() throws Exception {
        WorkflowJob hidden = Bench.job("hidden", "echo 'judged'");
        WorkflowJob job = Bench.job("reader", Bench.script("deployHiddenUpstream"));
        j.buildAndAssertSuccess(hidden);
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("builder")
                .grant(Item.READ, Item.BUILD, CredentialsProvider.USE_ITEM)
                .onItems(job)
                .to("builder"));
        QueueItemAuthenticatorConfiguration.get()
                .getAuthenticators()
                .add(new MockQueueItemAuthenticator()
                        .authenticate("reader", User.getById("builder", true).impersonate2()));
        try {
            WorkflowRun build = j.buildAndAssertStatus(Result.FAILURE, job);

            j.assertLogContains(
                    "There is no job \"hidden\" that this build may read. It runs as the user \"builder\". Name another job, or give that user Item/Read on it.",
                    build);
        } finally {
            QueueItemAuthenticatorConfiguration.get().getAuthenticators().clear();
            j.jenkins.setAuthorizationStrategy(hudson.security.AuthorizationStrategy.UNSECURED);
            j.jenkins.setSecurityRealm(hudson.security.SecurityRealm.NO_AUTHENTICATION);
            hidden.delete();
        }
    }
}
