package io.jenkins.plugins.mlpipeline.engine.verification.asking;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.endpoint.ServedAnswers;
import io.jenkins.plugins.mlpipeline.engine.endpoint.ServedAnswers.Unreadable;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RegressionOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Scores;
import io.jenkins.plugins.mlpipeline.engine.text.PlainText;
import java.util.List;

/**
 * Answers beside those that the gate judged: labels must be equal, probabilities and numbers within a tolerance. Rows are
 * counted, and none is shown.
 */
final class Agreement {
    private final double tolerance;
    private int rows;
    private int different;
    private boolean probabilities = true;
    private double largest;
    private String first;

    /**
     * None yet.
     *
     * @param tolerance by how much probabilities may differ, and numbers in proportion to their size
     */
    Agreement(double tolerance) {
        this.tolerance = tolerance;
    }

    int rows() {
        return rows;
    }

    int different() {
        return different;
    }

    /** Whether probabilities were compared in every answer, where some are stored. */
    boolean probabilities() {
        return probabilities;
    }

    /** By how much a probability or a number differed at most. */
    double largest() {
        return largest;
    }

    /** What the first difference was, in words; null when there is none. */
    String first() {
        return first;
    }

    /** Compares some rows. */
    void add(Question question, ServedAnswers answers) throws Unreadable {
        if (question.judged().outcomes() instanceof RegressionOutcomes numbers) {
            regression(question, answers, numbers);
        } else {
            classification(question, answers, (ClassificationOutcomes)
                    question.judged().outcomes());
        }
        rows += question.rows();
    }

    private void regression(Question question, ServedAnswers answers, RegressionOutcomes judged) throws Unreadable {
        probabilities = false;
        if (answers.values().size() != question.rows()) {
            throw new Unreadable("it answers no number for each row");
        }
        for (int i = 0; i < question.rows(); i++) {
            JsonNode value = answers.values().get(i);
            if (!value.isNumber()) {
                throw new Unreadable(
                        "it answers \"" + PlainText.line(value.asText()) + "\" where a number is expected");
            }
            double wanted = judged.predicted(question.positions()[i]);
            double apart = Math.abs(value.doubleValue() - wanted);
            note(question, i, apart > tolerance * Math.max(1, Math.abs(wanted)), apart, value.asText(), "" + wanted);
        }
    }

    private void classification(Question question, ServedAnswers answers, ClassificationOutcomes judged)
            throws Unreadable {
        List<String> labels = judged.labels();
        boolean positive = judged.scores() == Scores.POSITIVE_PROBABILITY || judged.scores() == Scores.PROBABILITIES;
        boolean asScores = answers.scores().isEmpty()
                && positive
                && judged.positive() >= 0
                && answers.values().stream().allMatch(v -> isShare(v, labels));
        probabilities = probabilities && (asScores || !answers.scores().isEmpty() && positive);
        for (int i = 0; i < question.rows(); i++) {
            int row = question.positions()[i];
            String judgedLabel = judged.predicted(row) < 0 ? null : labels.get(judged.predicted(row));
            boolean wrong = false;
            double apart = 0;
            String said = "other probabilities";
            if (asScores) {
                apart = Math.abs(answers.values().get(i).doubleValue() - judged.probability(row, judged.positive()));
            } else if (!answers.values().isEmpty()) {
                said = label(answers.values().get(i), labels);
                wrong = !said.equals(judgedLabel);
            }
            if (!answers.scores().isEmpty() && positive) {
                apart = apart(answers.scores().get(i), judged, row);
            }
            note(question, i, wrong || apart > tolerance, apart, said, judgedLabel);
        }
        if (answers.values().isEmpty() && !positive) {
            throw new Unreadable("it answers scores alone, and none were stored to compare them with");
        }
    }

    private static double apart(double[] scores, ClassificationOutcomes judged, int row) throws Unreadable {
        int labels = judged.labels().size();
        if (scores.length != labels) {
            throw new Unreadable("it answers " + scores.length + " scores for " + labels + " labels");
        }
        if (judged.scores() == Scores.POSITIVE_PROBABILITY) {
            return Math.abs(scores[judged.positive()] - judged.probability(row, judged.positive()));
        }
        double most = 0;
        for (int label = 0; label < labels; label++) {
            most = Math.max(most, Math.abs(scores[label] - judged.probability(row, label)));
        }
        return most;
    }

    /** A number that is no label and no position of one: the probability of the positive label. */
    private static boolean isShare(JsonNode value, List<String> labels) {
        return value.isNumber()
                && value.doubleValue() >= 0
                && value.doubleValue() <= 1
                && !labels.contains(Labels.canonical(value.asText()))
                && !value.isIntegralNumber();
    }

    /** A label by its name, or by its position in the list where no label is called so. */
    private static String label(JsonNode value, List<String> labels) {
        String name = Labels.canonical(value.asText());
        if (labels.contains(name) || !value.isNumber()) {
            return name;
        }
        double position = value.doubleValue();
        boolean one = value.canConvertToExactIntegral() && position >= 0 && position < labels.size();
        return one ? labels.get((int) position) : name;
    }

    private void note(Question question, int i, boolean wrong, double apart, String said, String judged) {
        largest = Math.max(largest, apart);
        if (wrong) {
            different++;
            if (first == null) {
                first = "row " + (question.positions()[i] + 1) + ": " + PlainText.line(said) + " in place of "
                        + (judged == null ? "a label of none" : PlainText.line(judged));
            }
        }
    }
}
