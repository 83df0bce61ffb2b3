package io.jenkins.plugins.mlpipeline.engine.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a server answered, a row each.
 *
 * @param values labels or numbers as they were answered; empty when only scores were
 * @param scores the scores of each row; empty when none were answered
 */
public record ServedAnswers(List<JsonNode> values, List<double[]> scores) {
    private static final int MOST_NUMBERS = 3_000_000;

    /** An answer that is not of the protocol, or does not fit the rows. */
    public static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        /** @param message a sentence without its full stop, about the answer */
        public Unreadable(String message) {
            super(message);
        }
    }

    /** Answers as a list with an item for each row: a value, a list of one value, or a list of scores. */
    static ServedAnswers items(JsonNode items, int rows) throws Unreadable {
        if (!items.isArray() || items.size() != rows) {
            throw new Unreadable("it answers " + (items.isArray() ? String.valueOf(items.size()) : "no list of")
                    + " predictions for " + rows + " rows");
        }
        List<JsonNode> values = new ArrayList<>();
        List<double[]> scores = new ArrayList<>();
        for (JsonNode item : items) {
            JsonNode one = item.isArray() && item.size() == 1 ? item.get(0) : item;
            if (one.isArray()) {
                scores.add(numbers(one));
            } else if (one.isValueNode() && !one.isNull()) {
                values.add(one);
            } else {
                throw new Unreadable("a prediction is neither a value nor a list of scores");
            }
        }
        if (!values.isEmpty() && !scores.isEmpty()) {
            throw new Unreadable("some predictions are values and others lists of scores");
        }
        return new ServedAnswers(values, scores);
    }

    /** A flat list as rows of so many scores, or of values when it is one each. */
    static ServedAnswers flat(JsonNode data, int rows) throws Unreadable {
        if (!data.isArray() || rows == 0 || data.size() % rows != 0) {
            throw new Unreadable("an output has " + data.size() + " numbers for " + rows + " rows");
        }
        int width = data.size() / rows;
        if (width <= 1 || data.get(0).isArray()) {
            return items(data, rows);
        }
        double[] all = numbers(data);
        List<double[]> scores = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            scores.add(Arrays.copyOfRange(all, row * width, (row + 1) * width));
        }
        return new ServedAnswers(List.of(), scores);
    }

    private static double[] numbers(JsonNode list) throws Unreadable {
        if (list.size() > MOST_NUMBERS) {
            throw new Unreadable("a list of scores has " + list.size() + " items");
        }
        double[] numbers = new double[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            if (!list.get(i).isNumber()) {
                throw new Unreadable("a score is no number");
            }
            numbers[i] = list.get(i).doubleValue();
        }
        return numbers;
    }

    /** The same with what another output of the same answer says. */
    ServedAnswers and(ServedAnswers other) {
        return new ServedAnswers(values.isEmpty() ? other.values : values, scores.isEmpty() ? other.scores : scores);
    }
}
