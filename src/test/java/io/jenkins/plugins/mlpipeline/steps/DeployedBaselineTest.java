package io.jenkins.plugins.mlpipeline.steps;

import hudson.model.Item;
import hudson.model.Result;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment;
import io.jenkins.plugins.mlpipeline.targets.TargetRef;
import io.jenkins.plugins.mlpipeline.targets.TargetStore;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A baseline that is looked for among deployments tells nothing of what jobs did that the build may not read. */
@WithJenkins
class DeployedBaselineTest {
    private static final String PIPELINE = """
            node {
              writeFile file: 'p.csv', text: 'actual,predicted\\na,a\\n'
              mlValidate predictions: 'p.csv', predictionColumn: 'predicted', label: 'actual', task: 'binary',
                labels: ['a', 'b'], posLabel: 'a', baseline: [from: 'deployed', target: 'deployment/fraud']
            }
            """;

    @Test
    void deploymentsOfHiddenJobsAreNotEvenNamed(JenkinsRule j) throws Exception {
        var secret = j.createFreeStyleProject("secret");
        WorkflowJob asking = Bench.job("asking", PIPELINE);
        String digest = "sha256:" + "a".repeat(64);
        TargetStore.get()
                .ended(
                        new TargetRef("cloud prod", "https://k8s.example:6443", "bank", "Deployment", "fraud"),
                        deployment(digest),
                        "secret#1",
                        "1");
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(
                new MockAuthorizationStrategy().grant(Jenkins.READ).everywhere().toEveryone());

        WorkflowRun hidden = j.buildAndAssertStatus(Result.FAILURE, asking);

        j.assertLogContains(
                "ERROR: baseline {from: deployed, target: deployment/fraud}: nothing is known to be deployed there by a job"
                        + " that this build may read.",
                hidden);
        j.assertLogNotContains("secret", hidden);
        j.assertLogNotContains("bank", hidden);
        j.assertLogNotContains(digest, hidden);

        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone()
                .grant(Item.READ)
                .onItems(secret)
                .toAuthenticated());
        j.assertLogContains(
                "deployment/fraud in namespace bank serves the model " + digest
                        + ", and no build of \"secret\" that this" + " build may read has archived it.",
                j.buildAndAssertStatus(Result.FAILURE, asking));
    }

    private static Deployment deployment(String digest) {
        return Json.parse("""
                {"schemaVersion": 1, "status": "DEPLOYED", "changed": true, "kind": "Deployment", "name": "fraud",
                 "namespace": "bank", "cluster": "https://k8s.example:6443", "revision": 4, "replicaSet": "fraud-4",
                 "modelDigest": "%s", "imageDigests": {}, "pods": [], "message": "It ended.",
                 "warnings": [], "rolloutId": "r", "startedAt": "2026-11-25T00:00:00Z",
                 "finishedAt": "2026-11-25T01:00:00Z", "durationMs": 1}
                """.formatted(digest), Deployment.class, "deployment");
    }
}
