package io.jenkins.plugins.mlpipeline.engine.metric.outcomes;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.ConfusionMatrix;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;

/**
 * True label, predicted label and scores of every row of a test set.
 *
 * <p>Memory: 8 bytes a row for the two labels and 8 for each score, in chunks that waste at most 128 KiB. Ranking rows
 * takes another 8 bytes a row, and 16 more while they are sorted, so that no task needs more than 24 bytes a row and label.
 */
public final class ClassificationOutcomes implements Outcomes {
    /** The index of a predicted label that is not in the label list: always wrong, in no label's column. */
    public static final int OUTSIDE = -1;

    /** The index that says that no label was declared positive. */
    public static final int NO_POSITIVE = -1;

    private final Task task;
    private final List<String> labels;
    private final int positive;
    private final IntColumn truth;
    private final IntColumn predicted;
    private final int constant;
    private final ScoreTable scores;
    private final int rows;
    private final ConfusionCounts confusion;
    private final RowCosts costs;
    private final RowWeights weights;
    private final ConfusionSums sums;
    /** Made when it is asked for first: sorting is most of what curves and areas cost. */
    private Ranking ranking;

    private WeightedRanking weightedRanking;
    private CalibrationBins calibration;
    private PairwiseRanks pairwise;

    private ClassificationOutcomes(Builder builder) {
        this.task = builder.task;
        this.labels = builder.labels;
        this.positive = builder.positive;
        this.truth = builder.truth;
        this.predicted = builder.predicted;
        this.constant = OUTSIDE;
        this.scores = builder.scores;
        this.rows = builder.rows;
        this.confusion = new ConfusionCounts(builder.counts);
        this.costs = RowCosts.NONE;
        this.weights = null;
        this.sums = ConfusionSums.of(confusion);
    }

    private ClassificationOutcomes(ClassificationOutcomes rows, RowCosts costs, RowWeights weights) {
        this.task = rows.task;
        this.labels = rows.labels;
        this.positive = rows.positive;
        this.truth = rows.truth;
        this.predicted = rows.predicted;
        this.constant = rows.constant;
        this.scores = rows.scores;
        this.rows = rows.rows;
        this.confusion = rows.confusion;
        this.costs = costs;
        this.weights = weights;
        this.sums = weights == null ? ConfusionSums.of(confusion) : weightSums();
    }

    private ClassificationOutcomes(ClassificationOutcomes rows, int constant, double[] probabilities) {
        this.task = rows.task;
        this.labels = rows.labels;
        this.positive = rows.positive;
        this.truth = rows.truth;
        this.predicted = null;
        this.constant = constant;
        this.scores = ScoreTable.constant(labels, positive, probabilities);
        this.rows = rows.rows;
        long[][] counts = new long[labels.size()][labels.size() + 1];
        for (int label = 0; label < counts.length; label++) {
            counts[label][constant] = rows.confusion.trueSum(label);
        }
        this.confusion = new ConfusionCounts(counts);
        this.costs = rows.costs;
        this.weights = rows.weights;
        double[][] answered = new double[labels.size()][labels.size() + 1];
        for (int label = 0; label < answered.length; label++) {
            answered[label][constant] = rows.sums.trueSum(label);
        }
        this.sums = new ConfusionSums(answered);
    }

    private ConfusionSums weightSums() {
        int k = labels.size();
        double[][] cells = new double[k][k + 1];
        for (int row = 0; row < rows; row++) {
            int answer = predicted(row);
            cells[truth(row)][answer == OUTSIDE ? k : answer] += weights.of(row);
        }
        return new ConfusionSums(cells);
    }

    /** What a model without features would answer on the same rows; no memory per row. */
    public ClassificationOutcomes answeredBy(int label, double[] probabilities) {
        return new ClassificationOutcomes(this, label, probabilities);
    }

    /**
     * Starts a collection.
     *
     * @param task binary (two labels) or multiclass
     * @param labels the declared label list, at least two, distinct; never inferred from the test data
     * @param positive index of the positive label (binary), or {@link #NO_POSITIVE} when none is declared
     * @param kind what scores each row comes with; a single score needs a positive label
     * @throws UserError when these contradict one another
     */
    public static Builder builder(Task task, List<String> labels, int positive, Scores kind) {
        return new Builder(task, labels, positive, kind);
    }

    @Override
    public ClassificationOutcomes subset(int... chosen) {
        Builder builder = new Builder(task, labels, positive, scores.kind());
        double[] row = new double[scores.columns()];
        for (int from : chosen) {
            for (int column = 0; column < row.length; column++) {
                row[column] = scores.score(from, column);
            }
            builder.add(truth(from), predicted(from), row);
        }
        return builder.build().costing(costs.subset(chosen)).weighing(weights == null ? null : weights.subset(chosen));
    }

    @Override
    public Task task() {
        return task;
    }

    @Override
    public int rows() {
        return rows;
    }

    /** The declared label list. */
    public List<String> labels() {
        return labels;
    }

    /** Index of the positive label, or {@link #NO_POSITIVE}. */
    public int positive() {
        return positive;
    }

    /** What the rows cost, whatever is answered. */
    public RowCosts costs() {
        return costs;
    }

    /** The same answers on rows of which more is known. */
    public ClassificationOutcomes costing(RowCosts known) {
        return known.equals(RowCosts.NONE) ? this : new ClassificationOutcomes(this, known, weights);
    }

    @Override
    public RowWeights weights() {
        return weights;
    }

    @Override
    public ClassificationOutcomes weighing(RowWeights other) {
        return other == weights ? this : new ClassificationOutcomes(this, costs, other);
    }

    /** Whether all rows have the same answer. */
    public boolean isConstant() {
        return predicted == null;
    }

    /** The first row with a true label, of which there is one. */
    public int firstOf(int label) {
        int row = 0;
        while (truth(row) != label) {
            row++;
        }
        return row;
    }

    /** What scores the rows have. */
    public Scores scores() {
        return scores.kind();
    }

    /** Index of a row's true label. */
    public int truth(int row) {
        return truth.get(row);
    }

    /** Index of a row's predicted label, or {@link #OUTSIDE}. */
    public int predicted(int row) {
        return predicted == null ? constant : predicted.get(row);
    }

    /**
     * The score of a label as the model gave it, for ranking.
     *
     * @param label an index of the label list; where rows have a single score, the positive label
     */
    public double score(int row, int label) {
        return scores.score(row, label);
    }

    /**
     * The probability of a label, in [0, 1]: the scores clipped to that range and divided by their sum in double, so that
     * the small errors of a float32 model don't add up.
     *
     * @throws IllegalStateException when the scores are no probabilities
     */
    public double probability(int row, int label) {
        return scores.probability(row, label);
    }

    /** Writes the probabilities of all labels into {@code row.length == labels} doubles; as {@link #probability}. */
    public void probabilities(int row, double[] into) {
        scores.probabilities(row, into);
    }

    /** Rows by true and predicted label. */
    public ConfusionMatrix confusionMatrix() {
        boolean outside = confusion.outside() > 0;
        return new ConfusionMatrix(
                labels,
                confusion.within(),
                outside ? confusion.others() : null,
                weights == null ? null : sums.within(),
                weights == null || !outside ? null : sums.others());
    }

    public ConfusionCounts confusion() {
        return confusion;
    }

    /** What the rows count for by true and predicted label. */
    public ConfusionSums confusionSums() {
        return sums;
    }

    /** The rows by the positive label's score, each by what it counts for; for outcomes that have both. */
    public RankedRows ranked() {
        return weights == null ? ranking() : weightedRanking();
    }

    private synchronized WeightedRanking weightedRanking() {
        if (weightedRanking == null) {
            weightedRanking = WeightedRanking.of(this, positive);
        }
        return weightedRanking;
    }

    /** The rows by the positive label's score, as if each counted the same; for outcomes that have both, a positive label and scores. */
    public synchronized Ranking ranking() {
        if (ranking == null) {
            ranking = Ranking.of(this);
        }
        return ranking;
    }

    /**
     * The area under the ROC curve of a label's scores when other rows than those of the true label count as positive.
     *
     * @param label an index of the label list; where rows have a single score, the positive label
     * @param positives rows that do, at least one
     * @param others rows that do not, at least one; a row in neither is left out
     */
    public double area(int label, BitSet positives, BitSet others) {
        return new Ranking(scoresOf(label, positives), scoresOf(label, others)).area();
    }

    private double[] scoresOf(int label, BitSet chosen) {
        return chosen.stream().mapToDouble(row -> score(row, label)).toArray();
    }

    /** The rows by probability, in some bins of equal width; for outcomes that have probabilities. */
    public synchronized CalibrationBins calibration(int bins) {
        if (calibration == null || calibration.count() != bins) {
            calibration = new CalibrationBins(this, bins);
        }
        return calibration;
    }

    /** The ranks of each pair of labels; for outcomes of several labels with scores. */
    public synchronized PairwiseRanks pairwise() {
        if (pairwise == null) {
            pairwise = new PairwiseRanks(this);
        }
        return pairwise;
    }

    /** Collects rows as they are predicted. Not for use by two threads. */
    public static final class Builder {
        private final Task task;
        private final List<String> labels;
        private final int positive;
        private final long[][] counts;
        private IntColumn truth = new IntColumn();
        private IntColumn predicted = new IntColumn();
        private ScoreTable scores;
        private int rows;

        private Builder(Task task, List<String> labels, int positive, Scores kind) {
            this.task = task;
            this.labels = List.copyOf(labels);
            this.positive = positive;
            this.counts = new long[labels.size()][labels.size() + 1];
            this.scores = ScoreTable.empty(this.labels, positive, kind);
            requireConsistent();
        }

        private void requireConsistent() {
            if (!task.isClassification()) {
                throw new IllegalArgumentException("not a classification task: " + task);
            }
            int count = labels.size();
            if (new HashSet<>(labels).size() < count) {
                throw new UserError("labels " + labels + ": a label is listed twice; list every label once.");
            }
            if (task == Task.BINARY && count != 2) {
                throw new UserError("labels " + labels + ": a binary task has two labels, not " + count
                        + "; list two, or set the task to multiclass.");
            }
            if (count < 2) {
                throw new UserError("labels " + labels + ": a classification task has at least two labels.");
            }
            if (positive != NO_POSITIVE && (task != Task.BINARY || positive < 0 || positive >= count)) {
                throw new IllegalArgumentException("no such positive label: " + positive + " of " + labels);
            }
            if (scores.columns() == 1 && positive == NO_POSITIVE) {
                throw new UserError("a single score column says nothing without a positive label; declare posLabel ("
                        + String.join(" or ", labels) + ").");
            }
        }

        /**
         * Takes rows whose probabilities sum from 1 by more than float32 explains, since they were rounded when they were
         * written; the caller has looked by how much.
         *
         * @param further by how much more, for each label
         * @return this
         */
        public Builder tolerating(double further) {
            scores = scores.tolerating(further * labels.size());
            return this;
        }

        /** The number of rows so far. */
        public int rows() {
            return rows;
        }

        /**
         * Adds a row.
         *
         * @param truthLabel index of the true label
         * @param predictedLabel index of the predicted label, or {@link #OUTSIDE}
         * @param row scores as {@link Scores} says: none, one, or one per label; read, not kept
         * @return this
         * @throws UserError when a score is not finite or the probabilities don't sum to 1; names the row from 1
         */
        public Builder add(int truthLabel, int predictedLabel, double... row) {
            if (rows == Integer.MAX_VALUE) {
                throw new UserError("more than " + Integer.MAX_VALUE + " rows; evaluate a sample.");
            }
            scores.requireValid(row, rows + 1L);
            counts[truthLabel][predictedLabel == OUTSIDE ? labels.size() : predictedLabel]++;
            truth.add(truthLabel);
            predicted.add(predictedLabel);
            scores.add(row);
            rows++;
            return this;
        }

        /**
         * The collected rows; the builder can't be used afterwards.
         *
         * @throws UserError when there are none
         */
        public ClassificationOutcomes build() {
            if (rows == 0) {
                throw new UserError("the test set has no rows, so nothing can be said about the model.");
            }
            ClassificationOutcomes outcomes = new ClassificationOutcomes(this);
            truth = null;
            predicted = null;
            scores = null;
            return outcomes;
        }
    }
}
