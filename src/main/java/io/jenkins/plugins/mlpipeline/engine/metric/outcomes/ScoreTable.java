package io.jenkins.plugins.mlpipeline.engine.metric.outcomes;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.util.List;

/** The scores of rows, checked when they come in, kept as they are, and read as scores or as probabilities. */
final class ScoreTable {
    /** How far the probabilities of a row may sum from 1, and a probability lie outside [0, 1]. */
    private static final double TOLERANCE = 1e-5;

    private final List<String> labels;
    private final int positive;
    private final Scores kind;
    private final int columns;
    private final DoubleColumn stored;
    private final double[] everyRow;
    /** How far the probabilities of a row may sum from 1. */
    private final double tolerance;

    private ScoreTable(
            List<String> labels, int positive, Scores kind, DoubleColumn stored, double[] everyRow, double tolerance) {
        this.tolerance = tolerance;
        this.labels = labels;
        this.positive = positive;
        this.kind = kind;
        this.columns = kind.columns(labels.size());
        this.stored = stored;
        this.everyRow = everyRow;
    }

    /** A table to be filled. */
    static ScoreTable empty(List<String> labels, int positive, Scores kind) {
        return new ScoreTable(labels, positive, kind, new DoubleColumn(), null, TOLERANCE);
    }

    /** A table whose rows are all the same, without memory per row. */
    static ScoreTable constant(List<String> labels, int positive, double[] probabilities) {
        return new ScoreTable(labels, positive, Scores.PROBABILITIES, null, probabilities.clone(), TOLERANCE);
    }

    /** An empty table of the same form that takes rows whose sums are further from 1. */
    ScoreTable tolerating(double further) {
        return new ScoreTable(labels, positive, kind, new DoubleColumn(), null, TOLERANCE + further);
    }

    Scores kind() {
        return kind;
    }

    int columns() {
        return columns;
    }

    void add(double... row) {
        for (double score : row) {
            stored.add(score);
        }
    }

    /** The score of a label as it came; the label is not looked at where rows have one score. */
    double score(int row, int label) {
        if (everyRow != null) {
            return everyRow[label];
        }
        return columns == 1 ? stored.get(row) : stored.get((long) row * columns + label);
    }

    /** The probability of a label: clipped to [0, 1] and divided by the row's sum. */
    double probability(int row, int label) {
        requireProbabilities();
        if (columns == 1) {
            double p = clip(score(row, positive));
            return label == positive ? p : 1 - p;
        }
        double sum = 0;
        for (int i = 0; i < columns; i++) {
            sum += clip(score(row, i));
        }
        return clip(score(row, label)) / sum;
    }

    /** Writes the probabilities of all labels into as many doubles. */
    void probabilities(int row, double[] into) {
        requireProbabilities();
        if (columns == 1) {
            into[positive] = probability(row, positive);
            into[1 - positive] = 1 - into[positive];
            return;
        }
        double sum = 0;
        for (int label = 0; label < into.length; label++) {
            into[label] = clip(score(row, label));
            sum += into[label];
        }
        for (int label = 0; label < into.length; label++) {
            into[label] /= sum;
        }
    }

    private void requireProbabilities() {
        if (!kind.areProbabilities()) {
            throw new IllegalStateException("scores are " + kind);
        }
    }

    private static double clip(double p) {
        return Math.min(Math.max(p, 0), 1);
    }

    /**
     * Checks a row before it is added.
     *
     * @param number of the row, from 1, for messages
     * @throws UserError when a score is not finite or not a probability, or the probabilities don't sum to 1
     */
    void requireValid(double[] row, long number) {
        if (row.length != columns) {
            throw new IllegalArgumentException(row.length + " scores where " + columns + " are expected");
        }
        double sum = 0;
        for (int i = 0; i < row.length; i++) {
            double score = row[i];
            if (!Double.isFinite(score)) {
                throw new UserError(
                        where(number, i) + " is " + score + "; a model that answers with numbers only is needed.");
            }
            if (kind.areProbabilities() && (score < -TOLERANCE || score > 1 + TOLERANCE)) {
                throw new UserError(where(number, i) + " is " + score
                        + ", which is not a probability; give probabilities in [0, 1], not logits or margins.");
            }
            sum += score;
        }
        if (kind == Scores.PROBABILITIES && Math.abs(sum - 1) > tolerance) {
            throw new UserError("row " + number + ": the probabilities sum to " + sum
                    + ", not 1 (within 1e-5); give probabilities of all " + columns + " labels.");
        }
    }

    private String where(long number, int column) {
        return "row " + number + ": the score of label \"" + labels.get(columns == 1 ? positive : column) + "\"";
    }
}
