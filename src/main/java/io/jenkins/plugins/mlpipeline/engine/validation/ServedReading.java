package io.jenkins.plugins.mlpipeline.engine.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.endpoint.ServedAnswers;
import io.jenkins.plugins.mlpipeline.engine.endpoint.ServedAnswers.Unreadable;
import io.jenkins.plugins.mlpipeline.engine.model.predict.BatchAnswers;
import io.jenkins.plugins.mlpipeline.engine.text.PlainText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a server's values mean: labels, positions of labels, scores of the positive label, or predicted numbers. The first
 * request decides it for all; a later answer that does not fit is a mistake and never another meaning.
 */
final class ServedReading {
    /** What the values are. */
    private enum Meaning {
        LABELS,
        POSITIONS,
        SCORES
    }

    private final PredictionTask target;
    /** What the model may call labels. */
    private final Set<String> called;

    private final boolean scoresDeclared;
    private final RoundedSums rounding;
    /** Null before the first request. */
    private Meaning meaning;

    /**
     * @param options what the caller says of labels
     * @param scores what the caller says that scores are; null for nothing
     * @param rounding learns how many digits scores are written with
     */
    ServedReading(PredictionTask target, TargetOptions options, ScoreKind scores, RoundedSums rounding) {
        this.target = target;
        this.called = new HashSet<>(options.names().keySet());
        if (target.labels() != null) {
            called.addAll(target.labels());
        }
        this.scoresDeclared = scores != null;
        this.rounding = rounding;
    }

    /**
     * The answers as those of a model of this machine.
     *
     * @throws Unreadable when they do not fit the rows, or what was answered before
     */
    BatchAnswers read(ServedAnswers answers, int rows) throws Unreadable {
        double[] scores = flat(answers.scores(), rows).orElse(null);
        int width = scores == null ? 0 : scores.length / rows;
        if (!target.task().isClassification()) {
            return scores == null
                    ? new BatchAnswers(rows, null, null, numbers(answers.values(), rows, "a number"), 1)
                    : new BatchAnswers(rows, null, null, scores, width);
        }
        if (answers.values().isEmpty()) {
            return new BatchAnswers(rows, null, null, scores, width);
        }
        if (meaning == null) {
            meaning = meaning(answers.values(), scores != null);
        }
        return switch (meaning) {
            case SCORES -> {
                double[] numbers = numbers(answers.values(), rows, "a score of " + target.posLabel());
                see(numbers);
                yield new BatchAnswers(rows, null, null, numbers, 1);
            }
            case POSITIONS -> new BatchAnswers(rows, null, positions(answers.values()), scores, width);
            case LABELS -> new BatchAnswers(rows, null, labels(answers.values()), scores, width);
        };
    }

    /** How its values are understood, for people; null when they are plain labels or numbers. */
    String finding() {
        if (meaning == Meaning.POSITIONS) {
            return "the server answers labels by their position; they are taken for "
                    + PredictionTask.list(target.labels()) + ", from 0 on.";
        }
        return meaning == Meaning.SCORES
                ? "the server answers one number a row, which is taken for the score of " + target.posLabel() + "."
                : null;
    }

    private Meaning meaning(List<JsonNode> values, boolean besideScores) {
        boolean numbers = values.stream().allMatch(JsonNode::isNumber);
        if (!numbers) {
            return Meaning.LABELS;
        }
        boolean positive = target.posLabel() != null && !besideScores;
        if (positive && scoresDeclared) {
            return Meaning.SCORES;
        }
        boolean known = values.stream().allMatch(v -> called.contains(Labels.canonical(v.asText())));
        if (known) {
            return Meaning.LABELS;
        }
        boolean whole = values.stream().allMatch(JsonNode::canConvertToExactIntegral);
        if (whole && called.stream().noneMatch(ServedReading::isNumber)) {
            return Meaning.POSITIONS;
        }
        return positive && !whole ? Meaning.SCORES : Meaning.LABELS;
    }

    private static boolean isNumber(String label) {
        return !label.isEmpty() && label.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.' || c == '-');
    }

    private Optional<double[]> flat(List<double[]> scores, int rows) throws Unreadable {
        if (scores.isEmpty()) {
            return Optional.empty();
        }
        int width = scores.get(0).length;
        double[] flat = new double[rows * width];
        for (int row = 0; row < rows; row++) {
            if (scores.get(row).length != width) {
                throw new Unreadable("some rows have " + width + " scores and others " + scores.get(row).length);
            }
            System.arraycopy(scores.get(row), 0, flat, row * width, width);
        }
        see(flat);
        return Optional.of(flat);
    }

    private void see(double[] numbers) {
        for (int i = 0; i < numbers.length && rounding.isOpen(); i++) {
            rounding.see(Double.toString(numbers[i]));
        }
    }

    private static double[] numbers(List<JsonNode> values, int rows, String wanted) throws Unreadable {
        if (values.size() != rows) {
            throw new Unreadable("it answers no number for each row");
        }
        double[] numbers = new double[rows];
        for (int row = 0; row < rows; row++) {
            if (!values.get(row).isNumber()) {
                throw new Unreadable(quoted(values.get(row)) + " is answered where " + wanted + " is expected");
            }
            numbers[row] = values.get(row).doubleValue();
        }
        return numbers;
    }

    private String[] positions(List<JsonNode> values) throws Unreadable {
        List<String> labels = new ArrayList<>();
        for (JsonNode value : values) {
            boolean one = value.isNumber()
                    && value.canConvertToExactIntegral()
                    && value.doubleValue() >= 0
                    && value.doubleValue() < target.labels().size();
            if (!one) {
                throw new Unreadable(quoted(value) + " is answered where a position from 0 to "
                        + (target.labels().size() - 1) + " in the list of labels is expected, as for the rows before");
            }
            labels.add(target.labels().get((int) value.doubleValue()));
        }
        return labels.toArray(String[]::new);
    }

    private String[] labels(List<JsonNode> values) {
        return values.stream()
                .map(value -> target.declared(Labels.canonical(value.asText())))
                .toArray(String[]::new);
    }

    private static String quoted(JsonNode value) {
        return "\"" + PlainText.line(value.asText()) + "\"";
    }
}
