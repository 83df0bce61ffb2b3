package io.jenkins.plugins.mlpipeline.engine.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.cli.DeployCommand;
import io.jenkins.plugins.mlpipeline.engine.cli.RollbackCommand;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Deploys a Rollout by the command line, and looks at what the API server holds afterwards. */
final class ArgoBench {
    private static final String ROLLOUT = """
            apiVersion: argoproj.io/v1alpha1
            kind: Rollout
            metadata: {name: fraud}
            spec:
              replicas: 2
              progressDeadlineSeconds: %2$d
              selector: {matchLabels: {app: fraud}}
              strategy: %3$s
              template:
                metadata: {labels: {app: fraud}}
                spec: {containers: [{name: app, image: "registry.test/fraud:%1$s"}]}
            """;
    private static final String SERVICE = """
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: fraud}
            spec: {selector: {app: fraud}, ports: [{port: 80, targetPort: 8080}]}
            """;

    private final Cluster cluster;
    private final Path folder;

    /** What the last command printed. */
    String said = "";

    ArgoBench(Cluster cluster, Path folder) {
        this.cluster = cluster;
        this.folder = folder;
    }

    /** A canary of two pods. */
    static String canary(String tag, String steps) {
        return rollout(tag, 60, "{canary: {steps: [" + steps + "]}}");
    }

    /** Two colours of two pods, and the Service that shows one of them. */
    static String colours(String tag, String more) {
        return rollout(tag, 60, "{blueGreen: {activeService: fraud" + more + "}}") + SERVICE;
    }

    static String rollout(String tag, int deadline, String strategy) {
        return ROLLOUT.formatted(tag, deadline, strategy);
    }

    /** In a sentence. */
    String label() {
        return "rollout/fraud in namespace " + cluster.namespace;
    }

    /** Deploys; what passes ends with 3, because no gate judged it. */
    Deployment deploy(int code, String manifest, String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of(
                Files.writeString(folder.resolve("rollout.yaml"), manifest).toString(), "--allow-ungated", "test"));
        return run(code, new DeployCommand(), all);
    }

    /** Goes back because somebody asks. */
    Deployment rollback(int code, String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of("--target", "rollout/fraud", "--reason", "wrong answers"));
        return run(code, new RollbackCommand(), all);
    }

    private Deployment run(int code, Callable<Integer> command, List<String> options) throws IOException {
        Path output = folder.resolve("deployment.json");
        Files.deleteIfExists(output);
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of("--kubeconfig", cluster.kubeconfig().toString(), "--namespace", cluster.namespace));
        all.addAll(List.of("--stable-for", "1s", "--output", output.toString()));
        StringWriter out = new StringWriter();
        int ended = new CommandLine(command)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out))
                .setExecutionExceptionHandler((e, line, result) -> {
                    out.write(e.getMessage());
                    return 2;
                })
                .execute(all.toArray(String[]::new));
        said = out.toString();
        assertThat(ended).as(said).isEqualTo(code);
        return Json.read(output, Deployment.class);
    }

    JsonNode live() {
        return cluster.get("argoproj.io/v1alpha1", "rollouts/fraud");
    }

    JsonNode status() {
        return live().path("status");
    }

    String image() {
        return live().at("/spec/template/spec/containers/0/image").asText();
    }

    /** The images of its pods that are there to stay, one for each pod, in order. */
    List<String> serving() {
        return cluster
                .pods(pod -> !pod.path("metadata").has("deletionTimestamp")
                        && pod.at("/metadata/labels/app").asText().equals("fraud"))
                .stream()
                .map(pod -> pod.at("/spec/containers/0/image").asText())
                .sorted()
                .toList();
    }

    /** Which colour the Service shows. */
    String shown() {
        return cluster.get("v1", "services/fraud")
                .at("/spec/selector/rollouts-pod-template-hash")
                .asText();
    }

    /** What {@code kubectl argo rollouts abort} sends. */
    void abort() {
        cluster.patch("argoproj.io/v1alpha1", "rollouts/fraud/status", "{\"status\":{\"abort\":true}}");
    }
}
