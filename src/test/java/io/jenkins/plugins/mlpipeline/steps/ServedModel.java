package io.jenkins.plugins.mlpipeline.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.slaves.EnvironmentVariablesNodeProperty;
import hudson.slaves.EnvironmentVariablesNodeProperty.Entry;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.OneJenkins;
import io.jenkins.plugins.mlpipeline.connection.ClusterAccess;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.rollout.Deployment;
import io.jenkins.plugins.mlpipeline.report.DeploymentFolder;
import io.jenkins.plugins.mlpipeline.report.DeploymentRecord;
import io.jenkins.plugins.mlpipeline.report.DeploymentsAction;
import io.jenkins.plugins.mlpipeline.report.MlPipelineAction;
import io.jenkins.plugins.mlpipeline.targets.TargetRef;
import io.jenkins.plugins.mlpipeline.targets.TargetStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** A model of {@link ServedRows} that the job {@code trainer} trained, and, as far as the records say, deployed. */
final class ServedModel {
    /** Where it serves. */
    static final TargetRef FRAUD =
            new TargetRef("cloud prod", "https://k8s.example:6443", "bank", "Deployment", "fraud");

    private static final String TRAINER = "trainer";
    private static final String TRAIN = """
            node {
              mlTrain data: "${ROWS}/train.csv", label: 'bought', rowId: 'id', posLabel: 'yes', algorithm: 'logistic_regression'
              mlValidate model: 'ml-pipeline/model'
            }
            """;

    private ServedModel() {}

    /** @param rows folder that is {@code ROWS} in pipelines */
    static WorkflowRun train(JenkinsRule j, Path rows) throws Exception {
        configure(rows);
        Files.writeString(rows.resolve("train.csv"), ServedRows.labelled(4000, 1));
        return j.buildAndAssertSuccess(Bench.job(TRAINER, TRAIN));
    }

    /** A Jenkins as new, but for the model that was trained, which was not deployed yet. */
    static void only(WorkflowRun trained, Path rows) throws Exception {
        OneJenkins.clean(TRAINER);
        trained.removeActions(DeploymentsAction.class);
        configure(rows);
    }

    private static void configure(Path rows) throws Exception {
        Bench.configure();
        Jenkins.get()
                .getGlobalNodeProperties()
                .add(new EnvironmentVariablesNodeProperty(new Entry("ROWS", rows.toString())));
    }

    static String digest(WorkflowRun trained) {
        return trained.getAction(MlPipelineAction.class)
                .model("model")
                .orElseThrow()
                .getModelDigest();
    }

    /** Records a deployment, as if the build that trained had made it. */
    static void deploy(WorkflowRun trained) throws Exception {
        deploy(trained, Instant.parse("2026-11-25T01:00:00Z"));
    }

    /** The same, which ended at a time. */
    static void deploy(WorkflowRun trained, Instant end) throws Exception {
        Deployment deployment = Json.parse("""
                {"schemaVersion": 1, "status": "DEPLOYED", "changed": true, "kind": "Deployment", "name": "fraud",
                 "namespace": "bank", "cluster": "https://k8s.example:6443", "revision": 4, "replicaSet": "fraud-4",
                 "modelDigest": "%s", "imageDigests": {}, "pods": [], "message": "It ended.",
                 "warnings": [], "rolloutId": "r", "startedAt": "2026-11-25T00:00:00Z",
                 "finishedAt": "%s", "durationMs": 1}
                """.formatted(digest(trained), end), Deployment.class, "deployment");
        DeploymentRecord record = DeploymentsAction.of(trained)
                .begin("12", new DeploymentRecord.Judged("model", trained.getExternalizableId()), FRAUD);
        new DeploymentFolder(trained, record).write(new ClusterAccess("prod", null, null, null));
        DeploymentsAction.of(trained).ended(record, deployment);
        TargetStore.get().ended(FRAUD, deployment, trained.getExternalizableId(), record.getKey());
        assertThat(TargetStore.get().serving().of(digest(trained))).hasSize(1);
    }
}
