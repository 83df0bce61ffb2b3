package io.jenkins.plugins.mlpipeline.engine.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.cli.DeployCommand;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.rollout.render.Capabilities;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Kustomize folders and Helm charts, rendered by their own programs where this machine has them, on a real API server. */
@Tag("kubernetes")
@ExtendWith(ControlPlane.class)
class RenderedOnClusterTest {
    @TempDir
    private Path folder;

    private String said;

    private static void needs(String program) {
        boolean there = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(entry -> Files.isExecutable(Path.of(entry, program)));
        assumeTrue(there, "needs " + program + " on the PATH");
    }

    private int deploy(Cluster cluster, String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of(
                "--kubeconfig",
                cluster.kubeconfig().toString(),
                "--namespace",
                cluster.namespace,
                "--allow-ungated",
                "test",
                "--stable-for",
                "0",
                "--output",
                folder.resolve("deployment.json").toString()));
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

    private JsonNode rendered() throws IOException {
        return Json.readTree(folder.resolve("deployment.json")).path("rendered");
    }

    @Test
    void anOverlayIsDeployed(Cluster cluster) throws Exception {
        needs("kubectl");
        Path base = Files.createDirectories(folder.resolve("base"));
        Files.writeString(base.resolve("deployment.yaml"), cluster.deployment("registry.test/fraud:v1"));
        Files.writeString(base.resolve("kustomization.yaml"), "resources: [deployment.yaml]\n");
        Path prod = Files.createDirectories(folder.resolve("prod"));
        Files.writeString(prod.resolve("kustomization.yaml"), """
                resources: [../base]
                images: [{name: registry.test/fraud, newTag: v2}]
                configMapGenerator: [{name: settings, literals: [a=1]}]
                """);
        assertThat(deploy(cluster, "--kustomize", prod.toString())).as(said).isEqualTo(3);
        assertThat(said).contains("DEPLOYED: deployment/fraud in namespace " + cluster.namespace + " is deployed");
        assertThat(cluster.deployment().toString()).contains("registry.test/fraud:v2");
        assertThat(rendered().path("of").asText()).isEqualTo(prod.toString());
        assertThat(rendered().path("text").asText()).contains("registry.test/fraud:v2", "ConfigMap");
    }

    @Test
    void whatTheClusterServesIsTold(Cluster cluster) {
        Capabilities served = Capabilities.of(cluster.api);
        assertThat(served.kubeVersion()).startsWith("v1.");
        assertThat(served.apiVersions())
                .contains("v1", "v1/Secret", "apps/v1", "apps/v1/Deployment", "autoscaling/v2/HorizontalPodAutoscaler")
                .doesNotContain("apps/v1beta1");
    }

    private Path chart(Cluster cluster) throws IOException {
        Path chart = Files.createDirectories(folder.resolve("chart"));
        Files.writeString(chart.resolve("Chart.yaml"), "apiVersion: v2\nname: fraud\nversion: 1.2.3\n");
        Files.writeString(chart.resolve("values.yaml"), "image: registry.test/fraud:v1\n");
        Path templates = Files.createDirectories(chart.resolve("templates"));
        Files.writeString(
                templates.resolve("deployment.yaml"),
                cluster.deployment("'{{ .Values.image }}'").replace("name: fraud}", "name: '{{ .Release.Name }}'}"));
        Files.writeString(templates.resolve("scaler.yaml"), """
                {{- if .Capabilities.APIVersions.Has "autoscaling/v2/HorizontalPodAutoscaler" }}
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: has-scaler, labels: {kube: {{ .Capabilities.KubeVersion.Version }}}}
                {{- end }}
                """);
        Path tests = Files.createDirectories(templates.resolve("tests"));
        Files.writeString(tests.resolve("test.yaml"), """
                apiVersion: v1
                kind: Pod
                metadata: {name: probe, annotations: {"helm.sh/hook": test}}
                spec: {containers: [{name: a, image: x}]}
                """);
        return chart;
    }

    @Test
    void aChartIsDeployedForThisCluster(Cluster cluster) throws Exception {
        needs("helm");
        Path chart = chart(cluster);
        assertThat(deploy(
                        cluster,
                        "--helm",
                        chart.toString(),
                        "--release",
                        "fraud",
                        "--set",
                        "image=registry.test/fraud:v2",
                        "--set",
                        "imge=x"))
                .as(said)
                .isEqualTo(3);
        assertThat(said)
                .contains(
                        "pod/probe is a test of the chart, which is left out",
                        "helm: set imge changes nothing of what the chart renders",
                        "DEPLOYED: ");
        assertThat(cluster.deployment().toString()).contains("registry.test/fraud:v2");
        assertThat(cluster.get("v1", "configmaps/has-scaler")
                        .path("metadata")
                        .path("labels")
                        .path("kube")
                        .asText())
                .startsWith("v1.");
        assertThat(rendered().path("by").asText()).startsWith("helm v");
        assertThat(rendered().path("release").asText()).isEqualTo("fraud");
    }

    @Test
    void whatHelmInstalledIsAConflict(Cluster cluster) throws Exception {
        cluster.create("helm", cluster.deployment("registry.test/fraud:v1"), false);
        Path file = Files.writeString(folder.resolve("k.yaml"), cluster.deployment("registry.test/fraud:v2"));
        assertThat(deploy(cluster, file.toString())).isEqualTo(2);
        assertThat(said).contains("CONFLICT: ", "helm");
        assertThat(cluster.deployment().toString()).contains("registry.test/fraud:v1");
    }

    @Test
    void aChartThatRendersOtherwiseEachTimeAndAHookAreRefused(Cluster cluster) throws Exception {
        needs("helm");
        Path chart = chart(cluster);
        Path more = chart.resolve("templates/more.yaml");
        Files.writeString(more, """
                apiVersion: v1
                kind: Secret
                metadata: {name: key}
                stringData: {password: {{ randAlphaNum 12 }}}
                """);
        assertThat(deploy(cluster, "--helm", chart.toString(), "--release", "fraud"))
                .isEqualTo(2);
        assertThat(said).contains("helm: fraud/templates/more.yaml renders differently each time");
        Files.writeString(more, """
                apiVersion: batch/v1
                kind: Job
                metadata: {name: migrate, annotations: {"helm.sh/hook": pre-upgrade}}
                """);
        assertThat(deploy(cluster, "--helm", chart.toString(), "--release", "fraud"))
                .isEqualTo(2);
        assertThat(said).contains("job/migrate is a hook of the chart (pre-upgrade)");
        assertThat(cluster.requests()).noneMatch(r -> r.uri().contains("jenkins-ml-pipeline"));
    }
}
