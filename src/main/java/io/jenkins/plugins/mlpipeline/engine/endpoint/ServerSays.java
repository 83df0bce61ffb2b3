package io.jenkins.plugins.mlpipeline.engine.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.text.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a server says beside a status that is no answer: its words, without what it repeats of the request (some send the rows
 * back), and of a stack trace the exception alone.
 */
final class ServerSays {
    private static final Set<String> WORDS =
            Set.of("error", "message", "msg", "detail", "title", "reason", "error_code");
    private static final int LONGEST = 300;

    private ServerSays() {}

    /** Its words, to end a sentence with; empty when there are none. */
    static String of(String body) {
        String text = body.strip();
        String said = text.startsWith("{") || text.startsWith("[") ? ofJson(text) : ofText(text);
        String line = PlainText.line(said.length() > LONGEST ? said.substring(0, LONGEST) : said);
        int end = line.length();
        while (end > 0 && ".: ".indexOf(line.charAt(end - 1)) >= 0) {
            end--;
        }
        return end == 0 ? "" : ": " + line.substring(0, end);
    }

    private static String ofText(String text) {
        String first = text.lines().findFirst().orElse("").strip();
        return first.startsWith("Traceback")
                ? text.lines()
                        .skip(1)
                        .filter(line -> !line.isBlank() && !Character.isWhitespace(line.charAt(0)))
                        .findFirst()
                        .orElse("")
                : first;
    }

    private static String ofJson(String text) {
        List<String> words = new ArrayList<>();
        try {
            collect(Json.parse(text, JsonNode.class, "the endpoint's answer"), words);
        } catch (UserError e) {
            return "";
        }
        return String.join("; ", words);
    }

    private static void collect(JsonNode node, List<String> words) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            JsonNode value = field.getValue();
            if (WORDS.contains(field.getKey()) && value.isTextual()) {
                words.add(value.textValue().lines().findFirst().orElse("").strip());
            } else if (WORDS.contains(field.getKey())) {
                collect(value, words);
            }
        }
        if (node.isArray()) {
            node.forEach(item -> collect(item, words));
        }
    }
}
