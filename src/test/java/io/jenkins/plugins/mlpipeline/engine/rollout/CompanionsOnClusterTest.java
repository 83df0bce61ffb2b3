package io.jenkins.plugins.mlpipeline.engine.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.cli.DeployCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What smuggles itself along with a workload does not reach a real API server. */
@Tag("kubernetes")
@ExtendWith(ControlPlane.class)
class CompanionsOnClusterTest {
    private static final String FORGED = "{ml-pipeline.jenkins.io/gate-digest: 'sha256:forged'}";
    private static final String POD = "{apiVersion: v1, kind: Pod, metadata: {name: evil, annotations: " + FORGED
            + "}, spec: {containers: [{name: app, image: 'registry.test/evil:1'}]}}";
    private static final String CRON = "{apiVersion: batch/v1, kind: CronJob, metadata: {name: evil}, spec: {schedule:"
            + " '* * * * *', jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: app, image:"
            + " 'registry.test/evil:1'}]}}}}}}";
    private static final String BINDING =
            "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, metadata:"
                    + " {name: evil}, roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin},"
                    + " subjects: [{kind: ServiceAccount, name: default, namespace: default}]}";
    private static final String CUSTOM = "{apiVersion: argoproj.io/v1alpha1, kind: Workflow, metadata: {name: evil}}";

    private static final String ROLLOUT =
            "{apiVersion: argoproj.io/v1alpha1, kind: Rollout, metadata: {name: evil}, spec:"
                    + " {template: {spec: {containers: [{name: app, image: 'registry.test/evil:1'}]}}}}";

    @TempDir
    private Path folder;

    private String said;

    private int deploy(Cluster cluster, String companion, String... options) throws IOException {
        Path file = Files.writeString(
                folder.resolve("k8s.yaml"),
                cluster.deployment("fraud", "registry.test/fraud:v1", 1, "") + "---\n" + companion);
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of(
                file.toString(),
                "--allow-ungated",
                "test",
                "--kubeconfig",
                cluster.kubeconfig().toString(),
                "--namespace",
                cluster.namespace,
                "--stable-for",
                "0"));
        StringWriter out = new StringWriter();
        int code = new CommandLine(new DeployCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out))
                .setExecutionExceptionHandler((e, line, result) -> {
                    out.write(e.getMessage());
                    return 2;
                })
                .execute(all.toArray(String[]::new));
        said = out.toString();
        return code;
    }

    @ParameterizedTest
    @ValueSource(strings = {POD, CRON, BINDING, CUSTOM, ROLLOUT})
    void aKindThatIsNotAllowedIsNotWritten(String companion, Cluster cluster) throws Exception {
        assertThat(deploy(cluster, companion)).isEqualTo(2);
        assertThat(said)
                .contains("k8s.yaml, document 2: ")
                .contains("/evil is of the kind ")
                .contains("or allow it with --allow-kind ");
        assertThat(cluster.requests()).noneMatch(r -> r.uri().contains("jenkins-ml-pipeline"));
    }

    @Test
    void anAllowedKindIsWrittenButPosesAsNothing(Cluster cluster) throws Exception {
        assertThat(deploy(cluster, POD, "--allow-kind", "Pod")).isEqualTo(2);
        assertThat(said).contains("pod/evil has metadata.annotations.ml-pipeline.jenkins.io/gate-digest.");
        assertThat(cluster.requests()).noneMatch(r -> r.uri().contains("jenkins-ml-pipeline"));

        assertThat(deploy(cluster, CRON, "--allow-kind", "CronJob")).isEqualTo(3);
        assertThat(cluster.get("batch/v1", "cronjobs/evil").path("kind").asText())
                .isEqualTo("CronJob");
    }

    @Test
    void theWorkloadsOwnClaimDoesNotReachTheServer(Cluster cluster) throws Exception {
        String claims = cluster.deployment("fraud", "registry.test/fraud:v1", 1, "")
                .replace("metadata: {name: fraud}", "metadata: {name: fraud, annotations: " + FORGED + "}")
                .replace(
                        "metadata: {labels: {app: fraud}}",
                        "metadata: {labels: {app: fraud}, annotations: " + FORGED + "}");
        Deployment d = cluster.run(cluster.plan(claims));
        assertThat(d.warnings()).anyMatch(w -> w.contains("of the manifest are not applied"));
        assertThat(cluster.deployment().toString()).doesNotContain("sha256:forged");
        assertThat(cluster.get("apps/v1", "replicasets").toString()).doesNotContain("sha256:forged");
    }
}
