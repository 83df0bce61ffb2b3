package io.jenkins.plugins.mlpipeline.engine.hostile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Damage within JSON that stays JSON, mostly: values replaced, fields dropped, renamed, doubled, moved, nested. */
final class JsonMutator implements Mutator {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DEEP = 1_500;
    private static final int WIDE = 3_000;

    @Override
    public byte[] mutate(byte[] input, Random random) {
        JsonNode root;
        try {
            root = MAPPER.readTree(input);
        } catch (java.io.IOException e) {
            return input;
        }
        List<JsonNode> places = new ArrayList<>();
        collect(root, places);
        if (places.isEmpty()) {
            return input;
        }
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            change(places.get(random.nextInt(places.size())), places, random);
        }
        try {
            return MAPPER.writeValueAsString(root).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            // A container that was put into itself.
            return input;
        }
    }

    private static void collect(JsonNode node, List<JsonNode> into) {
        if (node.isContainerNode() && !node.isEmpty()) {
            into.add(node);
        }
        node.forEach(child -> collect(child, into));
    }

    private static void change(JsonNode place, List<JsonNode> places, Random random) {
        if (place.isEmpty()) {
            return;
        }
        if (place instanceof ObjectNode object) {
            change(object, places, random);
        } else {
            change((ArrayNode) place, random);
        }
    }

    private static void change(ObjectNode object, List<JsonNode> places, Random random) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        String name = names.get(random.nextInt(names.size()));
        switch (random.nextInt(8)) {
            case 0 -> object.remove(name);
            case 1 -> object.set(Words.text(random), object.remove(name));
            case 2 ->
                object.set(
                        name,
                        object.get(names.get(random.nextInt(names.size()))).deepCopy());
            case 3 -> object.set(name, places.get(random.nextInt(places.size())).deepCopy());
            case 4 -> object.putRawValue(name, twice(object, name));
            case 5 -> object.set(name, nudged(object.get(name), random));
            default -> object.set(name, value(random));
        }
    }

    private static void change(ArrayNode array, Random random) {
        int at = random.nextInt(array.size());
        switch (random.nextInt(5)) {
            case 0 -> array.remove(at);
            case 1 -> array.insert(at, array.get(random.nextInt(array.size())).deepCopy());
            case 2 -> array.set(at, nudged(array.get(at), random));
            case 3 -> {
                JsonNode again = array.get(at);
                for (int i = random.nextInt(WIDE); i > 0 && again.isValueNode(); i--) {
                    array.add(again);
                }
            }
            default -> array.set(at, value(random));
        }
    }

    /** The value, and the name once more behind it. */
    private static RawValue twice(ObjectNode object, String name) {
        String quoted = NODES.textNode(name).toString();
        return new RawValue(object.get(name) + "," + quoted + ":" + object.get(name));
    }

    private static JsonNode nudged(JsonNode value, Random random) {
        if (value.isIntegralNumber()) {
            return NODES.numberNode(value.asLong() + random.nextInt(3) - 1);
        }
        if (value.isNumber()) {
            double x = value.asDouble();
            return NODES.numberNode(Mutator.one(random, -x, Math.nextUp(x), 1 - x, x * 1.1, x + 1));
        }
        if (value.isTextual()) {
            String text = value.asText();
            return NODES.textNode(Mutator.one(random, text + " ", text.toUpperCase(java.util.Locale.ROOT), text + "s"));
        }
        return value(random);
    }

    private static JsonNode value(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2 -> NODES.textNode(Words.text(random));
            case 3 -> NODES.objectNode();
            case 4 -> NODES.arrayNode();
            case 5 -> NODES.rawValueNode(new RawValue("[".repeat(DEEP) + "]".repeat(DEEP)));
            case 6 ->
                NODES.rawValueNode(new RawValue(Mutator.one(random, "NaN", "-Infinity", "01", "'x'", "1.", "+1")));
            default -> NODES.rawValueNode(new RawValue(Words.number(random)));
        };
    }
}
