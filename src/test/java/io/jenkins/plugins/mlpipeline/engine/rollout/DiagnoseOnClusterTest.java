package io.jenkins.plugins.mlpipeline.engine.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.mlpipeline.engine.cli.DiagnoseCommand;
import io.jenkins.plugins.mlpipeline.engine.incident.Diagnosis;
import io.jenkins.plugins.mlpipeline.engine.incident.Diagnosis.ChangeKind;
import io.jenkins.plugins.mlpipeline.engine.incident.Diagnostician;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.ApiError;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.KubeApi;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.LogMask;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.ObjectRef;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.WorkloadName;
import io.jenkins.plugins.mlpipeline.engine.verification.ModelServer;
import io.jenkins.plugins.mlpipeline.engine.verification.RealPrometheus;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What is found at a target, on a real API server. */
@Tag("kubernetes")
@ExtendWith(ControlPlane.class)
class DiagnoseOnClusterTest {
    private static final String V1 = "registry.test/fraud:v1";

    @TempDir
    private Path folder;

    private static ObjectRef fraud(Cluster cluster) {
        return WorkloadName.read("deployment/fraud", cluster.namespace, kind -> true, "diagnosed");
    }

    private static Diagnosis diagnose(Cluster cluster, KubeApi api) throws InterruptedException {
        return new Diagnostician(api, new LogMask(UnaryOperator.identity()))
                .diagnose(fraud(cluster), Duration.ofHours(1), null, "job/9");
    }

    private static String withConfiguration(Cluster cluster, String image) {
        return cluster.deployment("fraud", image, 2, "")
                + "        envFrom: [{configMapRef: {name: settings}}, {secretRef: {name: key}}]\n"
                + "        env: [{name: LEVEL, value: \"" + image.substring(image.lastIndexOf(':') + 1) + "\"}]\n";
    }

    @Test
    void aRevisionThatCrashesIsTheFirstCauseWithWhoChangedWhat(Cluster cluster) throws Exception {
        cluster.write(
                "somebody",
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}, data: {a: b}}\n"
                        + "---\n"
                        + "{apiVersion: v1, kind: Secret, metadata: {name: key}, stringData: {KEY: geheim-1234567890}}\n");
        cluster.run(cluster.plan(withConfiguration(cluster, V1)), Cluster.GATED);
        cluster.options = cluster.options.withRecovery(
                RolloutOptions.Recovery.LEAVE, RolloutOptions.Recovery.LEAVE, RolloutOptions.Recovery.LEAVE);
        Deployment bad = cluster.run(cluster.plan(withConfiguration(cluster, "registry.test/fraud:crash-1")));
        Diagnosis d = diagnose(cluster, cluster.api);
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(Files.readString(Path.of("docs/schemas/diagnosis.schema.json")))
                        .validate(Json.write(d), InputFormat.JSON))
                .isEmpty();
        assertThat(Json.parse(Json.write(d), Diagnosis.class, "d")).isEqualTo(d);
        assertThat(d.message())
                .isEqualTo("Container app of revision 2 crashes (exit code 1); that revision was rolled out in this"
                        + " time.");
        assertThat(d.causes().get(0).evidence())
                .anyMatch(line ->
                        line.matches("pod " + bad.replicaSet() + "-\\w+: Crash \\(exit code 1, \\d+ restarts\\)"))
                .anyMatch(line -> line.startsWith("its last log line: "))
                .anyMatch(line -> line.contains("(by jenkins-ml-pipeline)"))
                .contains("2 pods of other revisions are well");
        Diagnosis.Change template = d.changes().stream()
                .filter(c -> c.kind() == ChangeKind.TEMPLATE && c.what().startsWith("revision 2 "))
                .findFirst()
                .orElseThrow();
        assertThat(template.who()).isEqualTo("jenkins-ml-pipeline");
        assertThat(template.details())
                .contains(
                        "~ spec.containers[app].image: \"" + V1 + "\" -> \"registry.test/fraud:crash-1\"",
                        "~ spec.containers[app].env[LEVEL].value: \"v1\" -> \"crash-1\"");
        assertThat(d.changes())
                .filteredOn(c -> c.kind() == ChangeKind.CONFIGURATION)
                .extracting(Diagnosis.Change::what, Diagnosis.Change::who)
                .containsExactlyInAnyOrder(
                        tuple("ConfigMap settings, which the pods read, was written", "somebody"),
                        tuple("Secret key, which the pods read, was written", "somebody"));
        assertThat(d.revisions()).extracting(Diagnosis.Revision::current).containsExactly(true, false);
        assertThat(d.revisions().get(1).marks()).anyMatch(mark -> mark.startsWith("was found deployed "));
        assertThat(d.state().build()).isEqualTo("job#1");
        assertThat(d.events()).anyMatch(e -> e.reason().equals("ScalingReplicaSet"));
        assertThat(d.writers()).extracting(Diagnosis.Writer::manager).contains("jenkins-ml-pipeline");
        assertThat(Json.write(d)).doesNotContain("geheim-1234567890");
        assertThat(d.unknown()).isEmpty();
    }

    @Test
    void aWorkloadThatIsWellHasItsDeploymentAsTheOnlyChange(Cluster cluster) throws Exception {
        Deployment only = cluster.run(cluster.plan(cluster.deployment(V1)));
        Diagnosis d = diagnose(cluster, cluster.api);
        assertThat(d.state().verdict()).isEqualTo("complete");
        assertThat(d.causes()).hasSize(1);
        assertThat(d.causes().get(0).what())
                .startsWith("Revision 1 (" + only.replicaSet() + ") was deployed, before which there is none at ");
        assertThat(d.pods()).hasSize(3).allMatch(p -> p.symptom() == null && p.revision() == 1);
        assertThat(d.logs()).hasSize(3).allMatch(p -> p.containers().size() == 1);
    }

    @Test
    void whatMayNotBeReadIsNamedAndWithoutTheWorkloadThereIsNoAccess(Cluster cluster) throws Exception {
        cluster.write("somebody", """
            {apiVersion: v1, kind: ServiceAccount, metadata: {name: looker}}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: {name: looker}
            rules: [{apiGroups: [apps], resources: [deployments], verbs: [get, list]}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: looker}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: looker}
            subjects: [{kind: ServiceAccount, name: looker}]
            ---
            {apiVersion: v1, kind: ServiceAccount, metadata: {name: nobody}}
            """);
        cluster.run(cluster.plan(cluster.deployment(V1)));
        try (KubernetesClient looker = cluster.as("looker");
                KubernetesClient nobody = cluster.as("nobody")) {
            Diagnosis d = diagnose(cluster, new KubeApi(looker));
            assertThat(d.unknown())
                    .anyMatch(line -> line.startsWith("Revisions and pods of deployment/fraud in namespace "
                                    + cluster.namespace + " can't be read: ")
                            && line.contains("is forbidden"))
                    .anyMatch(line -> line.startsWith("Events can't be read: "));
            assertThat(d.pods()).isEmpty();
            assertThatThrownBy(() -> diagnose(cluster, new KubeApi(nobody)))
                    .isInstanceOf(ApiError.class)
                    .hasMessageContaining("is forbidden");
        }
    }

    @Test
    @Tag("prometheus")
    @ExtendWith(RealPrometheus.Present.class)
    void theCommandShowsMetricsThatGotWorseWithTheRollout(Cluster cluster) throws Exception {
        try (RealPrometheus prometheus = RealPrometheus.start(Files.createDirectory(folder.resolve("p")));
                ModelServer good = new ModelServer();
                ModelServer bad = new ModelServer()) {
            Deployment first = cluster.run(cluster.plan(cluster.deployment(V1)), Cluster.GATED);
            good.traffic(20, 0, 0);
            prometheus.scrape(good, cluster.namespace, first.pods().get(0).name());
            prometheus.scraped(first.pods().get(0).name(), 8);
            Deployment second = cluster.run(cluster.plan(cluster.deployment("registry.test/fraud:v2")), Cluster.GATED);
            bad.traffic(20, 5, 0);
            prometheus.scrape(bad, cluster.namespace, second.pods().get(0).name());
            prometheus.scraped(second.pods().get(0).name(), 8);
            Path output = folder.resolve("diagnosis.json");
            StringWriter out = new StringWriter();
            int code = new CommandLine(new DiagnoseCommand())
                    .setOut(new PrintWriter(out))
                    .setErr(new PrintWriter(out))
                    .execute(new ArrayList<>(List.of(
                                    "--target",
                                    "deployment/fraud",
                                    "-n",
                                    cluster.namespace,
                                    "--since",
                                    "1h",
                                    "--prometheus",
                                    prometheus.address(),
                                    "--check",
                                    "http.errors<=1 %",
                                    "--kubeconfig",
                                    cluster.kubeconfig().toString(),
                                    "--output",
                                    output.toString()))
                            .toArray(String[]::new));
            assertThat(code).as(out.toString()).isZero();
            Diagnosis d = Json.read(output, Diagnosis.class);
            assertThat(d.metrics()).hasSize(1);
            assertThat(d.metrics().get(0).trend()).as(Json.write(d)).isEqualTo(Diagnosis.Trend.WORSE);
            assertThat(d.message())
                    .startsWith("Revision 2 (" + second.replicaSet() + ") was rolled out after revision 1");
            assertThat(out.toString()).contains("1. CHANGED: Revision 2 (", "   metric http.errors: Before 0, since ");
        }
    }
}
