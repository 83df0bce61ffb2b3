package io.jenkins.plugins.mlpipeline.engine.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.LogMask;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Manifest;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Manifests;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Plan;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.PlanRequest;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Planner;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is read for a cluster and of one: manifests, a kubeconfig, the log of a pod. */
final class ClusterTargets {
    /** A text of which every one is answered. */
    static final String LOG = "log";

    /** As docs/rollout.md lists them; not read from the code that is tried. */
    private static final Set<String> RIDE_ALONG = Set.of(
            "Service",
            "ConfigMap",
            "Secret",
            "ServiceAccount",
            "PersistentVolumeClaim",
            "HorizontalPodAutoscaler.autoscaling",
            "PodDisruptionBudget.policy",
            "Ingress.networking.k8s.io",
            "NetworkPolicy.networking.k8s.io");

    private static final int MOST_VALUES = 100_000;
    private static final String SECRET = "the-token-of-this-connection";

    private ClusterTargets() {}

    static Target manifests(List<Target.Sample> corpus) {
        List<Mutator> mutators =
                List.of(BombMutator.yaml(), new SmuggleMutator(), TextMutator.yaml(), new ByteMutator());
        return new Target("manifests", corpus, mutators, (of, bytes, folder) -> {
            List<Manifest> manifests = Manifests.parse(of.name(), new String(bytes, StandardCharsets.UTF_8));
            long values = 0;
            for (Manifest manifest : manifests) {
                values += values(manifest.object());
                assertThat(manifest.ref().name()).doesNotContain("..").doesNotContain("/");
                assertThat(Json.parse(manifest.object().toString(), JsonNode.class, "manifest"))
                        .isNotNull();
            }
            assertThat(values).isLessThanOrEqualTo(MOST_VALUES);
            Plan plan = Planner.apply(
                    manifests,
                    new PlanRequest("bank", "default", Map.of(), null, null, "job#7", "because", "r-1"),
                    ref -> ref.kind().startsWith("Cluster"));
            plan.supporting().forEach(ClusterTargets::requireHarmless);
        });
    }

    /** What rides along: of a kind that is on the list, in the workload's namespace, without annotations that are ours. */
    private static void requireHarmless(JsonNode object) {
        String version = object.path("apiVersion").asText();
        String group = version.contains("/") ? "." + version.substring(0, version.indexOf('/')) : "";
        assertThat(object.path("kind").asText() + group).isIn(RIDE_ALONG);
        assertThat(object.at("/metadata/namespace").asText()).isEqualTo("bank");
        assertThat(object.path("metadata").path("annotations").fieldNames())
                .toIterable()
                .noneMatch(name -> name.startsWith("ml-pipeline.jenkins.io/gate"));
    }

    static Target kubeconfig() {
        String config = """
                apiVersion: v1
                kind: Config
                current-context: a
                contexts: [{name: a, context: {cluster: a, user: a}}]
                clusters: [{name: a, cluster: {server: "https://cluster.example"}}]
                users: [{name: a, user: {token: 0123456789}}]
                """;
        return new Target(
                "kubeconfig",
                List.of(new Target.Sample("kubeconfig", config.getBytes(StandardCharsets.UTF_8))),
                List.of(BombMutator.yaml(), TextMutator.yaml()),
                (of, bytes, folder) -> assertThat(
                                Manifests.plain("kubeconfig", new String(bytes, StandardCharsets.UTF_8))
                                        .isObject())
                        .isTrue());
    }

    static Target log() {
        String log = "starting\ntoken: " + SECRET + "\n10.0.0.1 GET /healthz 200\nready\n";
        return new Target(
                LOG,
                List.of(new Target.Sample("pod.log", log.getBytes(StandardCharsets.UTF_8))),
                List.of(new LogMutator(), new ByteMutator()),
                ClusterTargets::mask);
    }

    private static void mask(Target.Sample of, byte[] bytes, Path folder) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        String masked = new LogMask(line -> line.replace(SECRET, "***")).apply(text);
        assertThat(masked).doesNotContain(SECRET);
    }

    private static long values(JsonNode tree) {
        long values = 1;
        for (JsonNode child : tree) {
            values += values(child);
        }
        return values;
    }
}
