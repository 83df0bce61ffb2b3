package io.jenkins.plugins.mlpipeline.engine.rollout.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Set;

/**
 * A pod template as it is compared. Argo's controller reads a Rollout into its own types and writes all of it again, for example to
 * number a revision: what is empty in these goes ({@code tty: false}), {@code resources: {}} comes, and a quantity gets another
 * spelling ({@code 1000m} is {@code 1}). That is no other template.
 */
final class ArgoTemplate {
    /** Maps whose keys are people's own: nothing in them is left out. */
    private static final Set<String> OWN_KEYS = Set.of("annotations", "labels", "matchLabels", "nodeSelector");

    private static final Set<String> QUANTITIES = Set.of("limits", "requests");

    private static final Set<String> QUANTITY = Set.of("sizeLimit", "divisor");

    /** Those that its types leave out when they are false or 0; of others that is another value than none. */
    private static final Set<String> LEFT_OUT_WHEN_ZERO = Set.of(
            "hostNetwork",
            "hostPID",
            "hostIPC",
            "tty",
            "stdin",
            "stdinOnce",
            "readOnly",
            "hostPort",
            "initialDelaySeconds",
            "timeoutSeconds",
            "periodSeconds",
            "successThreshold",
            "failureThreshold",
            "divisor");

    private ArgoTemplate() {}

    /** A copy in which what the controller may write otherwise is written in one way. */
    static JsonNode compared(JsonNode template) {
        return compared("", template);
    }

    private static JsonNode compared(String name, JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(field -> {
                JsonNode value = QUANTITIES.contains(name) || QUANTITY.contains(field.getKey())
                        ? quantity(field.getValue())
                        : compared(field.getKey(), field.getValue());
                if (OWN_KEYS.contains(name) || !leftOut(field.getKey(), value)) {
                    copy.set(field.getKey(), value);
                }
            });
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            array.forEach(item -> copy.add(compared("", item)));
            return copy;
        }
        return node;
    }

    private static boolean leftOut(String name, JsonNode value) {
        boolean empty = value.isNull()
                || value.isContainerNode() && value.isEmpty()
                || value.isTextual() && value.asText().isEmpty();
        return empty
                || LEFT_OUT_WHEN_ZERO.contains(name) && Set.of("false", "0").contains(value.asText());
    }

    /** Its amount, with an exponent: plain, that of {@code 1e999999999} would fill the memory. A text that is none stays as it is. */
    private static JsonNode quantity(JsonNode written) {
        try {
            return JsonNodeFactory.instance.textNode(Quantity.parse(written.asText())
                    .getNumericalAmount()
                    .stripTrailingZeros()
                    .toString());
        } catch (IllegalArgumentException | ArithmeticException e) {
            return written;
        }
    }
}
