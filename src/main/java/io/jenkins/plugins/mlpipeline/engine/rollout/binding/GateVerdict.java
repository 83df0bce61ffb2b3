package io.jenkins.plugins.mlpipeline.engine.rollout.binding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a deployment needs of a {@code gate.json}.
 *
 * @param verdict {@code PASS}, {@code FAIL}, {@code INCONCLUSIVE} or {@code ERROR}
 * @param judgedAt when
 * @param modelDigest the model that was judged, or {@code null}
 * @param subject what was judged instead, {@code sha256:...} or {@code image@sha256:...}; {@code null} when not bound
 * @param identity a digest of what was judged, by which policy, on which data, with which verdict. It has no times and no
 *     measured values in it: judging an equal model again gives the same, and restarts no pods.
 * @param policy the lines of the administrator's policy under which it was given
 */
public record GateVerdict(
        String verdict, Instant judgedAt, String modelDigest, String subject, String identity, List<String> policy) {
    public GateVerdict {
        policy = List.copyOf(policy);
    }

    /** A verdict that was given under no policy. */
    public GateVerdict(String verdict, Instant judgedAt, String modelDigest, String subject, String identity) {
        this(verdict, judgedAt, modelDigest, subject, identity, List.of());
    }

    private static final List<String> POLICY =
            List.of("id", "metric", "slice", "comparison", "threshold", "criticality");

    /**
     * Reads a {@code gate.json}.
     *
     * @throws UserError when the file isn't one
     */
    public static GateVerdict read(Path file) throws IOException {
        return of(Json.readTree(file), file.toString());
    }

    /**
     * Reads a gate document.
     *
     * @param name what to call it in an error
     */
    public static GateVerdict of(JsonNode gate, String name) {
        String verdict = gate.path("verdict").asText();
        if (verdict.isEmpty() || !gate.path("gates").isArray()) {
            throw new UserError(name + ": not a gate.json; it has no verdict and no gates.");
        }
        Instant at;
        try {
            at = Instant.parse(gate.path("createdAt").asText());
        } catch (DateTimeParseException e) {
            throw new UserError(name + ": createdAt is not a time (ISO 8601, UTC).", e);
        }
        String model = gate.path("model").path("digest").asText(null);
        String subject = gate.path("subject").isTextual() ? gate.path("subject").asText() : null;
        return new GateVerdict(verdict, at, model, subject, identity(gate), policy(gate));
    }

    private static List<String> policy(JsonNode gate) {
        List<String> lines = new ArrayList<>();
        gate.path("policy").path("gates").forEach(line -> lines.add(line.asText()));
        return lines;
    }

    private static String identity(JsonNode gate) {
        ObjectNode judged = JsonNodeFactory.instance.objectNode();
        judged.set("verdict", gate.path("verdict"));
        judged.set("model", text(gate.path("model").path("digest")));
        judged.set("subject", text(gate.path("subject")));
        judged.set("data", text(gate.path("data").path("sha256")));
        judged.set("spec", text(gate.path("spec").path("sha256")));
        var gates = judged.putArray("gates");
        for (JsonNode g : gate.path("gates")) {
            ObjectNode policy = gates.addObject();
            for (String field : POLICY) {
                if (g.has(field)) {
                    policy.set(field, g.get(field));
                }
            }
        }
        return Digest.ofText(judged.toString());
    }

    private static JsonNode text(JsonNode value) {
        return value.isTextual() ? value : JsonNodeFactory.instance.nullNode();
    }

    /** The digest that was judged, or {@code null} when the verdict is bound to nothing. */
    public String digest() {
        if (modelDigest != null) {
            return modelDigest;
        }
        return subject == null || subject.indexOf("sha256:") < 0 ? null : subject.substring(subject.indexOf("sha256:"));
    }

    /** The repository of the image that was judged, or empty when it wasn't an image. */
    public String imageRepository() {
        return modelDigest != null || subject == null || !subject.contains("@")
                ? ""
                : subject.substring(0, subject.indexOf('@'));
    }
}
