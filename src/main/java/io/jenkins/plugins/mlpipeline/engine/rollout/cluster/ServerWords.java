package io.jenkins.plugins.mlpipeline.engine.rollout.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.rollout.secret.SecretValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the API server says in words of its own, before anybody sees it: values of Secrets are taken out. Of a refusal that
 * is about a Secret nothing is kept but reason, code and the paths of fields.
 */
final class ServerWords {
    private static final Set<String> WORDS = Set.of("message", "reason", "note");
    private static final int MOST_CHARACTERS = 4_000;
    private static final Pattern REASON = Pattern.compile("[A-Za-z]{1,60}");
    private static final Pattern FIELD = Pattern.compile("[A-Za-z0-9_.$\\[\\]\"=/-]{1,200}");
    private static final Pattern MANAGER = Pattern.compile("conflict with \"[A-Za-z0-9 _./:-]{1,128}\"");
    private static final Pattern NO_NAMESPACE = Pattern.compile("namespaces \"[a-z0-9-]{1,63}\" not found");

    /** What decides on the meaning of a refusal, and holds no value. */
    private static final List<String> PHRASES = Stream.concat(
                    Stream.of("field is immutable", "are forbidden"), ApiError.OF_SCHEMA.stream())
            .toList();

    private final SecretValues secrets;

    ServerWords(SecretValues secrets) {
        this.secrets = secrets;
    }

    /** Learns from an object or a list, and filters what its status, or an event, says. Changes it in place. */
    JsonNode read(JsonNode answer) {
        secrets.learn(answer);
        if (answer.path("items").isArray()) {
            boolean events = answer.path("kind").asText().equals("EventList");
            answer.path("items").forEach(item -> filter(events ? item : item.path("status")));
        }
        filter(answer.path("kind").asText().equals("Event") ? answer : answer.path("status"));
        return answer;
    }

    private void filter(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> {
                if (field.getValue().isTextual() && WORDS.contains(field.getKey())) {
                    field.setValue(
                            TextNode.valueOf(secrets.hide(field.getValue().asText())));
                } else {
                    filter(field.getValue());
                }
            });
        } else if (node instanceof ArrayNode array) {
            array.forEach(this::filter);
        }
    }

    /** Text that is no JSON, a log. */
    String text(String text) {
        return secrets.hide(text);
    }

    /**
     * A refusal.
     *
     * @param secret whether what was sent or asked for is a Secret
     */
    ApiError refusal(int code, String body, boolean secret) {
        JsonNode status;
        try {
            status = Json.parse(body, JsonNode.class, "status");
        } catch (UserError notJson) {
            String line = secret ? "" : body.lines().findFirst().orElse("");
            return new ApiError(code, "", "HTTP " + code + (line.isEmpty() ? "" : ": " + quoted(line)), List.of());
        }
        List<ApiError.Cause> causes = new ArrayList<>();
        for (JsonNode cause : status.path("details").path("causes")) {
            String message = cause.path("message").asText();
            causes.add(new ApiError.Cause(
                    only(REASON, cause.path("reason").asText()),
                    secret ? only(FIELD, field(cause)) : field(cause),
                    secret ? phrase(message) : quoted(message)));
        }
        String reason = only(REASON, status.path("reason").asText());
        String message = status.path("message").asText();
        return new ApiError(
                code,
                reason,
                secret || message.isBlank() ? bare(code, reason, message, causes) : quoted(message),
                causes);
    }

    private String field(JsonNode cause) {
        return quoted(cause.path("field").asText());
    }

    private String quoted(String text) {
        String hidden = secrets.hide(text);
        return hidden.length() <= MOST_CHARACTERS ? hidden : hidden.substring(0, MOST_CHARACTERS) + "...";
    }

    private String only(Pattern allowed, String text) {
        return allowed.matcher(text).matches() ? secrets.hide(text) : "";
    }

    private static String bare(int code, String reason, String message, List<ApiError.Cause> causes) {
        List<String> fields = causes.stream()
                .map(ApiError.Cause::field)
                .filter(f -> !f.isEmpty())
                .toList();
        String phrase = phrase(message);
        return "HTTP " + code
                + (reason.isEmpty() ? "" : " " + reason)
                + (fields.isEmpty() ? "" : " for " + String.join(", ", fields))
                + (phrase.isEmpty() ? "" : " (" + phrase + ")");
    }

    /** The part of a message that has a known form, or nothing. */
    private static String phrase(String message) {
        for (Pattern known : List.of(MANAGER, NO_NAMESPACE)) {
            Matcher found = known.matcher(message);
            if (found.find()) {
                return found.group();
            }
        }
        return PHRASES.stream().filter(message::contains).findFirst().orElse("");
    }
}
