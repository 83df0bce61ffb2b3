package io.jenkins.plugins.mlpipeline.engine.model.booster;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.jenkins.plugins.mlpipeline.engine.io.Budget;
import io.jenkins.plugins.mlpipeline.engine.io.LimitedJson;
import io.jenkins.plugins.mlpipeline.engine.io.TextLimits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a model's JSON into maps, lists and {@code double[]}: a number takes eight bytes, and not a hundred. */
final class BoosterJson {
    /** A node of a tree has about a dozen values. */
    private static final TextLimits LIMITS =
            new TextLimits("a model", 30, 100_000_000, 1_500_000_000, 1_024, TextLimits.NUMBER);

    private final JsonParser parser;

    private BoosterJson(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * Reads a document.
     *
     * @param name what to call it in messages
     * @throws Unreadable when it is no JSON
     * @throws io.jenkins.plugins.mlpipeline.engine.UserError when it goes beyond the limits
     */
    static Object parse(byte[] bytes, String name) {
        try (JsonParser parser = LimitedJson.lenient(bytes, 0, bytes.length, name, 1, new Budget(LIMITS))) {
            parser.nextToken();
            return new BoosterJson(parser).value();
        } catch (IOException e) {
            throw new Unreadable("is not whole, or is damaged. Save the model again.");
        }
    }

    private Object value() throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new Unreadable("is not whole, or is damaged. Save the model again.");
        }
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private Map<String, Object> object() throws IOException {
        Map<String, Object> object = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            object.put(key, value());
        }
        return object;
    }

    private Object array() throws IOException {
        JsonToken token = parser.nextToken();
        return token != null && (token.isNumeric() || token == JsonToken.END_ARRAY) ? numbers() : list();
    }

    private double[] numbers() throws IOException {
        double[] numbers = new double[16];
        int count = 0;
        for (JsonToken token = parser.currentToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == null || !token.isNumeric()) {
                throw new Unreadable("has a list in it that is one of numbers only in part. Save the model again.");
            }
            if (count == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * count);
            }
            numbers[count++] = parser.getDoubleValue();
        }
        return Arrays.copyOf(numbers, count);
    }

    private List<Object> list() throws IOException {
        List<Object> list = new ArrayList<>();
        for (JsonToken token = parser.currentToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            list.add(value());
        }
        return list;
    }
}
