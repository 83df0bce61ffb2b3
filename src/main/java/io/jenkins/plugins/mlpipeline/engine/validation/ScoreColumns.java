package io.jenkins.plugins.mlpipeline.engine.validation;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Scores;
import java.util.List;

/**
 * What the numbers of a row mean, and how they become scores.
 *
 * @param given what the numbers are, whosever they are
 * @param isOpposite whether each number is that of the other one of two labels
 * @param kept what is kept of them
 * @param columns position of each label's number, in the order of the label list; one position when only the positive
 *     label has a number
 * @param all position of every label's number, in the order of the label list; empty when there is a single one
 */
record ScoreColumns(ScoreKind given, boolean isOpposite, Scores kept, int[] columns, int[] all) {
    /** How far the probabilities of a float32 model may sum from 1. */
    private static final double TOLERANCE = 1e-5;

    /**
     * Settles the meaning.
     *
     * @param name where the numbers come from, for messages
     * @param width numbers per row
     * @param order labels in the order of the numbers, when there is one for each
     * @param given what the caller says that they are; null for probabilities
     * @throws UserError when the number of scores doesn't fit the labels, or a single one has no positive label
     */
    static ScoreColumns of(String name, int width, List<String> order, PredictionTask target, ScoreKind given) {
        ScoreKind said = given == null ? ScoreKind.PROBABILITIES : given;
        ScoreKind kind = said.plain();
        int count = target.labels().size();
        if (said.isOpposite() && count != 2) {
            throw new UserError("scores=" + said.key() + " says that each score is that of the other one of two labels,"
                    + " and there are " + count + " (" + PredictionTask.list(target.labels())
                    + "). Declare the labels in the order of the scores instead.");
        }
        if (width == 1 && count == 2) {
            if (target.posLabel() == null) {
                throw new UserError(
                        name + ": gives one score a row, which is that of the positive label. Declare posLabel ("
                                + String.join(" or ", target.labels()) + ").");
            }
            Scores kept = kind == ScoreKind.MARGINS ? Scores.POSITIVE_SCORE : Scores.POSITIVE_PROBABILITY;
            return new ScoreColumns(kind, said.isOpposite(), kept, new int[] {0}, new int[0]);
        }
        if (width != count) {
            throw new UserError(name + ": gives " + width + (width == 1 ? " score" : " scores") + " a row for " + count
                    + " labels (" + PredictionTask.list(target.labels())
                    + "). Declare the labels in the order of the scores.");
        }
        int[] all = target.labels().stream().mapToInt(order::indexOf).toArray();
        if (said.isOpposite()) {
            all = new int[] {all[1], all[0]};
        }
        if (kind == ScoreKind.MARGINS) {
            boolean ranks = target.task() == Task.BINARY && target.posLabel() != null;
            return ranks
                    ? new ScoreColumns(
                            kind, said.isOpposite(), Scores.POSITIVE_SCORE, new int[] {all[target.positive()]}, all)
                    : new ScoreColumns(kind, said.isOpposite(), Scores.NONE, new int[0], all);
        }
        return new ScoreColumns(kind, said.isOpposite(), Scores.PROBABILITIES, all, all);
    }

    /** Whether rows have a probability for every label or for the positive one. */
    boolean areProbabilities() {
        return kept == Scores.PROBABILITIES || kept == Scores.POSITIVE_PROBABILITY;
    }

    /**
     * The scores of a row, in the order of the label list.
     *
     * @param numbers all rows' numbers
     * @param start where the row's begin
     * @param into as long as {@link #columns}
     * @return null, or what is wrong with them
     */
    String read(double[] numbers, int start, double[] into) {
        return read(numbers, start, into, null, 0);
    }

    /** The same where numbers may have been rounded when they were written on a line; null where they were not. */
    String read(double[] numbers, int start, double[] into, RoundedSums rounding, long line) {
        double sum = 0;
        for (int i = 0; i < columns.length; i++) {
            into[i] = numbers[start + columns[i]];
            if (isOpposite && all.length == 0) {
                into[i] = given == ScoreKind.PROBABILITIES ? 1 - into[i] : -into[i];
            }
            if (!Double.isFinite(into[i])) {
                return "a score of the model is " + into[i];
            }
            sum += into[i];
        }
        if (given == ScoreKind.LOGITS) {
            toProbabilities(into);
            return null;
        }
        if (kept == Scores.PROBABILITIES && Math.abs(sum - 1) > TOLERANCE) {
            if (rounding == null || Math.abs(sum - 1) > rounding.slack(into.length)) {
                return "the scores of the model sum to " + sum + ", not to 1"
                        + (rounding != null && rounding.slack(into.length) > TOLERANCE
                                ? rounding.tooFar(into.length)
                                : "");
            }
            rounding.accept(sum, into.length, line);
        }
        if (areProbabilities()) {
            for (double score : into) {
                if (score < -TOLERANCE || score > 1 + TOLERANCE) {
                    return "a score of the model is " + score + ", which is no probability";
                }
            }
        }
        return null;
    }

    private static void toProbabilities(double[] logits) {
        if (logits.length == 1) {
            double z = logits[0];
            // Written so that the exponential never overflows.
            logits[0] = z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z));
            return;
        }
        double greatest = Double.NEGATIVE_INFINITY;
        for (double logit : logits) {
            greatest = Math.max(greatest, logit);
        }
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            logits[i] = Math.exp(logits[i] - greatest);
            sum += logits[i];
        }
        for (int i = 0; i < logits.length; i++) {
            logits[i] /= sum;
        }
    }
}
