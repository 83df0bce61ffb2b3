package io.jenkins.plugins.mlpipeline.engine.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.cli.DeployCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A namespace, a kind and what is in them, from one file, in any order, on a real API server. */
@Tag("kubernetes")
@ExtendWith(ControlPlane.class)
class FirstInstallOnClusterTest {
    @TempDir
    private Path folder;

    private String said;

    private int deploy(Cluster cluster, String yaml, String... options) throws IOException {
        Path file = Files.writeString(folder.resolve("all.yaml"), yaml);
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of(
                file.toString(),
                "--allow-ungated",
                "test",
                "--kubeconfig",
                cluster.kubeconfig().toString(),
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

    /** The custom resource first, its kind last, a namespace in between. */
    private static String everything(Cluster cluster, String image) {
        String namespace = cluster.namespace + "-new";
        return """
                apiVersion: %1$s.example.test/v1
                kind: Feature
                metadata: {name: flags, namespace: %2$s}
                spec: {on: true}
                ---
                %3$s
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: settings, namespace: %2$s}
                data: {a: "1"}
                ---
                apiVersion: v1
                kind: Namespace
                metadata: {name: %2$s}
                ---
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: features.%1$s.example.test}
                spec:
                  group: %1$s.example.test
                  names: {kind: Feature, plural: features}
                  scope: Namespaced
                  versions:
                  - name: v1
                    served: true
                    storage: true
                    schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
                """.formatted(
                cluster.namespace,
                namespace,
                cluster.deployment(image)
                        .replace("metadata: {name: fraud}", "metadata: {name: fraud, namespace: " + namespace + "}"));
    }

    private static String[] allowed(Cluster cluster) {
        return new String[] {
            "--allow-kind",
            "Namespace",
            "--allow-kind",
            "CustomResourceDefinition.apiextensions.k8s.io",
            "--allow-kind",
            "Feature." + cluster.namespace + ".example.test"
        };
    }

    private static JsonNode feature(Cluster cluster) {
        return cluster.api.get(
                "/apis/" + cluster.namespace + ".example.test/v1/namespaces/" + cluster.namespace
                        + "-new/features/flags",
                Map.of());
    }

    @Test
    void oneFileIsEnough(Cluster cluster) throws Exception {
        String yaml = everything(cluster, "registry.test/fraud:v1");
        assertThat(deploy(cluster, yaml, allowed(cluster))).as(said).isEqualTo(3);
        assertThat(said)
                .contains("DEPLOYED: deployment/fraud in namespace " + cluster.namespace + "-new is deployed: 3 of 3");
        assertThat(feature(cluster).path("spec").path("on").asBoolean()).isTrue();
        String record = Files.readString(folder.resolve("deployment.json"));
        assertThat(record)
                .contains("feature/flags in namespace " + cluster.namespace
                        + "-new could not be checked before the first write: its kind is made by this deployment.")
                .contains(
                        "configmap/settings in namespace " + cluster.namespace
                                + "-new could not be checked before the first write: its namespace is made by this deployment.");
        assertThat(deploy(cluster, yaml, allowed(cluster))).isEqualTo(3);
        assertThat(said).contains("UNCHANGED: ");
        assertThat(Files.readString(folder.resolve("deployment.json"))).doesNotContain("could not be checked");
    }

    @Test
    void whatItBroughtIsPrunedLater(Cluster cluster) throws Exception {
        List<String> options = new ArrayList<>(List.of(allowed(cluster)));
        options.add("--prune");
        String all = everything(cluster, "registry.test/fraud:v1");
        assertThat(deploy(cluster, all, options.toArray(String[]::new)))
                .as(said)
                .isEqualTo(3);
        String less = all.substring(all.indexOf("---") + 3)
                .replaceFirst("(?s)---\\s*apiVersion: v1\\s*kind: ConfigMap.*?---", "---");
        options.add("--dry-run");
        options.add("--exit-code-on-change");
        assertThat(deploy(cluster, less, options.toArray(String[]::new)))
                .as(said)
                .isEqualTo(4);
        assertThat(said).contains("configmap/settings in namespace " + cluster.namespace + "-new: pruned");
        options.removeAll(List.of("--dry-run", "--exit-code-on-change"));
        assertThat(deploy(cluster, less, options.toArray(String[]::new)))
                .as(said)
                .isEqualTo(3);
        assertThat(said).contains(" Pruned: configmap/settings, feature/flags.");
        assertThat(cluster.api.find("/api/v1/namespaces/" + cluster.namespace + "-new/configmaps/settings"))
                .isEmpty();
        assertThat(cluster.api.find("/apis/apiextensions.k8s.io/v1/customresourcedefinitions/features."
                        + cluster.namespace + ".example.test"))
                .isPresent();
    }

    @Test
    void aDryRunShowsItAndWritesNothing(Cluster cluster) throws Exception {
        List<String> options = new ArrayList<>(List.of(allowed(cluster)));
        options.add("--dry-run");
        assertThat(deploy(cluster, everything(cluster, "registry.test/fraud:v1"), options.toArray(String[]::new)))
                .as(said)
                .isZero();
        assertThat(said).contains("feature/flags in namespace " + cluster.namespace + "-new: new");
        assertThat(cluster.api.find("/api/v1/namespaces/" + cluster.namespace + "-new"))
                .isEmpty();
    }

    @Test
    void eachKindMustBeAllowed(Cluster cluster) throws Exception {
        String yaml = everything(cluster, "registry.test/fraud:v1");
        String[] some = {"--allow-kind", "Namespace", "--allow-kind", "Feature." + cluster.namespace + ".example.test"};
        assertThat(deploy(cluster, yaml, some)).isEqualTo(2);
        assertThat(said)
                .contains(
                        "is of the kind CustomResourceDefinition.apiextensions.k8s.io, which may not be deployed with a"
                                + " workload");
        assertThat(cluster.api.find("/api/v1/namespaces/" + cluster.namespace + "-new"))
                .isEmpty();
    }

    @Test
    void aFirstInstallationThatFailsHasNothingToGoBackTo(Cluster cluster) throws Exception {
        assertThat(deploy(cluster, everything(cluster, "registry.test/fraud:crash-1"), allowed(cluster)))
                .isEqualTo(1);
        assertThat(said).contains("NO_KNOWN_GOOD: ");
        assertThat(feature(cluster).path("spec").path("on").asBoolean()).isTrue();
    }
}
