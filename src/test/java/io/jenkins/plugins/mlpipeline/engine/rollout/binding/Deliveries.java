package io.jenkins.plugins.mlpipeline.engine.rollout.binding;

import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.Delivery.Hashed;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.Delivery.Said;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.AllowedKinds;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Manifests;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Plan;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.PlanRequest;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Planner;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes deliveries of manifests, and says in a line or more what is decided about them. */
final class Deliveries {
    static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    static final Duration DAY = Duration.ofHours(24);

    private Deliveries() {}

    static GateVerdict gate(String verdict, String model, String subject) {
        return new GateVerdict(verdict, NOW.minusSeconds(60), model, subject, "sha256:id");
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static Plan plan(String... documents) {
        PlanRequest request =
                new PlanRequest(null, "bank", Map.of(), null, null, null, null, "r-1", AllowedKinds.DEFAULT);
        return Planner.apply(Manifests.parse("k8s.yaml", String.join("\n---\n", documents)), request, ref -> false);
    }

    static Plan restart() {
        return Planner.restart(
                "deployment/fraud",
                "2026-11-24T08:00:00Z",
                new PlanRequest(null, "bank", Map.of(), null, null, null, null, "r-1"));
    }

    /** A Deployment; the parts are lists in YAML's flow style. */
    static String deployment(String initContainers, String containers, String volumes) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: fraud}
                spec:
                  selector: {matchLabels: {app: fraud}}
                  template:
                    metadata: {labels: {app: fraud}}
                    spec:
                      initContainers: [%s]
                      containers: [%s]
                      volumes: [%s]
                """.formatted(initContainers, containers, volumes);
    }

    static String configMap(String name, String body) {
        return "{apiVersion: v1, kind: ConfigMap, metadata: {name: " + name + "}, " + body + "}";
    }

    static String decide(Plan plan, Hashed model, Said said, GateVerdict gate) {
        return decide(plan, model, said, gate, GateLink.How.DECLARED_ONLY, Set.of());
    }

    static String decide(
            Plan plan, Hashed model, Said said, GateVerdict gate, GateLink.How minimum, Set<String> texts) {
        return words(Binding.decide(
                Delivery.of(plan, model, said),
                gate,
                new Binding.Terms(DAY, List.of(), null, minimum, texts),
                NOW,
                Binding.Ungated.NO));
    }

    /** The level, the container, what was compared; then a line for each thing that is not covered. */
    static String words(Binding.Decision decision) {
        if (decision instanceof Binding.Decision.Refused refused) {
            return refused.outcome() + ": " + refused.message();
        }
        GateLink link = ((Binding.Decision.Allowed) decision).link();
        StringBuilder words = new StringBuilder(link.how().name());
        words.append(link.container() == null ? "" : " " + link.container())
                .append(link.compared() == null ? "" : ": " + link.compared())
                .append(link.reason() == null ? "" : ": " + link.reason());
        link.uncovered().forEach(line -> words.append("\n- ").append(line));
        return words.toString();
    }

    static Hashed file(String name, String text) {
        String digest = Digest.ofText(text);
        return new Hashed(name, digest, Map.of(name, digest));
    }
}
