package io.jenkins.plugins.mlpipeline.engine.validation;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/**
 * Two labels: the rows of one should be those whose scores are above some cut, which is 0.5 for probabilities and 0 for margins
 * unless the model has one of its own. Keeps two bits a row.
 */
final class CutAgreement implements LabelAgreement {
    private static final double HALF = 0.5;
    private static final int SHOWN_DIGITS = 6;

    private final String model;
    private final String data;
    private final PredictionTask target;
    private final ScoreOrder order;
    private final ScoreColumns columns;
    private final int positive;
    private final double natural;
    /** The model's own threshold; null where none is known. */
    private final Double stored;

    private final BitSet positives = new BitSet();
    private final BitSet others = new BitSet();
    private int rows;
    private long disagreeing;
    private double leastPositive = Double.POSITIVE_INFINITY;
    private double greatestOther = Double.NEGATIVE_INFINITY;

    CutAgreement(
            String model, String data, PredictionTask target, ScoreOrder order, ScoreColumns columns, Double stored) {
        this.model = model;
        this.data = data;
        this.target = target;
        this.order = order;
        this.columns = columns;
        this.positive = target.positive() == ClassificationOutcomes.NO_POSITIVE ? 1 : target.positive();
        this.stored = stored;
        this.natural = stored != null ? stored : columns.areProbabilities() ? HALF : 0;
    }

    @Override
    public void add(int own, double[] numbers, int start, double[] scores) {
        int row = rows++;
        if (own == ClassificationOutcomes.OUTSIDE) {
            return;
        }
        double score = scores[scores.length == 1 ? 0 : positive];
        double above = above(numbers, start, score);
        if (own == positive) {
            positives.set(row);
            leastPositive = Math.min(leastPositive, score);
            disagreeing += above < 0 ? 1 : 0;
        } else {
            others.set(row);
            greatestOther = Math.max(greatestOther, score);
            disagreeing += above > 0 ? 1 : 0;
        }
    }

    /** How far the scores are on the positive side; below 0 on the other one. */
    private double above(double[] numbers, int start, double score) {
        if (columns.all().length == 0) {
            return score - natural;
        }
        double own = numbers[start + columns.all()[positive]];
        // A package flags from its threshold on.
        return stored == null ? own - numbers[start + columns.all()[1 - positive]] : own >= stored ? 1 : -1;
    }

    @Override
    public List<String> findings(ClassificationOutcomes outcomes) {
        if (disagreeing == 0) {
            return List.of();
        }
        if (positives.isEmpty() || others.isEmpty()) {
            return List.of(disagreement());
        }
        if (greatestOther < leastPositive) {
            return List.of("the predicted labels are \"" + label() + "\" from an implied threshold between "
                    + number(greatestOther) + " and " + number(leastPositive) + " of the scores on, not from "
                    + number(natural) + ", which decides " + LabelAgreement.share(disagreeing, rows) + " otherwise.");
        }
        double area = outcomes.area(positive, positives, others);
        if (area < HALF) {
            throw new UserError(model + ": the scores contradict the predicted labels: on " + data
                    + " the rows that are predicted \"" + label() + "\" have lower scores of \"" + label()
                    + "\" than the others (the area under the ROC curve of the scores against the predicted labels is "
                    + String.format(Locale.ROOT, "%.4f", area) + ", and 1 where they agree). " + wayOut());
        }
        return List.of(disagreement());
    }

    private String disagreement() {
        return "on " + LabelAgreement.share(disagreeing, rows)
                + " the predicted label is not the one that the scores say (\""
                + label() + "\" from " + number(natural) + " on), so metrics of labels and metrics of scores are about"
                + " different decisions there.";
    }

    private String label() {
        return target.labels().get(positive);
    }

    private String wayOut() {
        ScoreKind said = columns.isOpposite() ? columns.given().opposite() : columns.given();
        String turn = "say scores=" + said.opposite().key();
        if (columns.all().length == 0) {
            return "If the score is that of \"" + target.labels().get(1 - positive) + "\", " + turn
                    + ", which turns it round; else give one score per label.";
        }
        return switch (order.origin()) {
            case MODEL ->
                "If each score is that of the other label (skl2onnx exports the margins of a binary SVC so), " + turn
                        + ", which exchanges them; or export the model with its scores negated.";
            case DECLARED ->
                "The labels are declared as " + PredictionTask.list(order.labels())
                        + ": declare them in the order of the scores, or " + turn + ", which exchanges them.";
            case COLUMNS ->
                "\"" + order.columns().get(0) + "\" is named for the label \""
                        + order.labels().get(0) + "\" and \""
                        + order.columns().get(1) + "\" for \"" + order.labels().get(1) + "\": exchange them, or " + turn
                        + ".";
        };
    }

    private static String number(double value) {
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(SHOWN_DIGITS));
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
