package io.jenkins.plugins.mlpipeline.engine.metric.outcomes;

import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Estimate;
import java.util.Arrays;
import java.util.Optional;

/**
 * Rows that count differently, by score: for each distinct score the weights, and their squares, of the positive and of the other
 * rows. The area's standard error is DeLong's (1988) with each row's structural component weighed as the row is: linearised as a
 * ratio of weighted sums (Taylor), and DeLong's own where all weights are equal.
 */
public final class WeightedRanking implements RankedRows {
    /** {@link Estimate#method()} of what is made here. */
    public static final String METHOD = "linearised-delong";

    /** Distinct scores, ascending. */
    private final double[] scores;

    private final Side positives;
    private final Side negatives;

    private WeightedRanking(double[] scores, Side positives, Side negatives) {
        this.scores = scores;
        this.positives = positives;
        this.negatives = negatives;
    }

    /** Rows of one kind, by score. */
    private static final class Side {
        private final double[] weights;
        private final double[] squares;
        private long rows;

        Side(int scores) {
            weights = new double[scores];
            squares = new double[scores];
        }

        void add(int rank, double weight) {
            weights[rank] += weight;
            squares[rank] += weight * weight;
            rows += weight > 0 ? 1 : 0;
        }

        double sum() {
            return Arrays.stream(weights).sum();
        }

        /** For each score, the share of this side's weight below it, and half of what is at it. */
        double[] below() {
            double sum = sum();
            double[] below = new double[weights.length];
            double before = 0;
            for (int rank = 0; rank < below.length; rank++) {
                below[rank] = (before + weights[rank] / 2) / sum;
                before += weights[rank];
            }
            return below;
        }
    }

    /** Ranks rows that have weights by the scores of a label, of which they are or are not. */
    static WeightedRanking of(ClassificationOutcomes outcomes, int label) {
        double[] each = new double[outcomes.rows()];
        // -0.0 and 0.0 are one score.
        Arrays.setAll(each, row -> outcomes.score(row, label) + 0.0);
        double[] distinct = DrawnRanking.distinct(each);
        Side positives = new Side(distinct.length);
        Side negatives = new Side(distinct.length);
        for (int row = 0; row < each.length; row++) {
            (outcomes.truth(row) == label ? positives : negatives)
                    .add(
                            Arrays.binarySearch(distinct, each[row]),
                            outcomes.weights().of(row));
        }
        return new WeightedRanking(distinct, positives, negatives);
    }

    @Override
    public double positiveSum() {
        return positives.sum();
    }

    @Override
    public double negativeSum() {
        return negatives.sum();
    }

    @Override
    public double positiveSumFrom(double threshold) {
        return from(positives, threshold);
    }

    @Override
    public double negativeSumFrom(double threshold) {
        return from(negatives, threshold);
    }

    private double from(Side side, double threshold) {
        double sum = 0;
        for (int rank = scores.length - 1; rank >= 0 && scores[rank] >= threshold; rank--) {
            sum += side.weights[rank];
        }
        return sum;
    }

    @Override
    public double area() {
        return mean(positives, negatives.below());
    }

    private static double mean(Side side, double... placements) {
        Sum sum = new Sum();
        for (int rank = 0; rank < placements.length; rank++) {
            sum.add(side.weights[rank] * placements[rank]);
        }
        return sum.value() / side.sum();
    }

    @Override
    public Optional<Estimate> areaEstimate() {
        if (positives.rows < 2 || negatives.rows < 2) {
            return Optional.empty();
        }
        double area = area();
        double variance =
                variance(positives, area, negatives.below()) + variance(negatives, 1 - area, positives.below());
        return Optional.of(new Estimate(area, Math.sqrt(variance), Double.POSITIVE_INFINITY, METHOD));
    }

    /** What the rows of one kind add to the variance: sum of w^2 (placement - mean)^2 / (sum of w)^2, by n / (n - 1). */
    private static double variance(Side side, double mean, double... placements) {
        Sum sum = new Sum();
        for (int rank = 0; rank < placements.length; rank++) {
            double off = placements[rank] - mean;
            sum.add(side.squares[rank] * off * off);
        }
        return scaled(sum, side);
    }

    /**
     * The area of one model less that of another on the same rows, by the differences of the rows' structural components; empty
     * where a class has fewer than two rows that count for something.
     */
    public static Optional<Estimate> difference(ClassificationOutcomes candidate, ClassificationOutcomes baseline) {
        int positive = candidate.positive();
        WeightedRanking ours = of(candidate, positive);
        WeightedRanking theirs = of(baseline, positive);
        if (ours.positives.rows < 2 || ours.negatives.rows < 2) {
            return Optional.empty();
        }
        double[] own = ours.placements(candidate, positive);
        double[] other = theirs.placements(baseline, positive);
        double difference = ours.area() - theirs.area();
        Sum[] squares = {new Sum(), new Sum()};
        for (int row = 0; row < own.length; row++) {
            double off = candidate.weights().of(row) * (own[row] - other[row] - difference);
            squares[candidate.truth(row) == positive ? 0 : 1].add(off * off);
        }
        double variance = scaled(squares[0], ours.positives) + scaled(squares[1], ours.negatives);
        return Optional.of(new Estimate(difference, Math.sqrt(variance), Double.POSITIVE_INFINITY, METHOD));
    }

    /** For each row, the share of the rows of the other kind that it is ranked rightly beside, ties one half. */
    private double[] placements(ClassificationOutcomes outcomes, int label) {
        double[] ofPositives = negatives.below();
        double[] ofNegatives = positives.below();
        double[] placements = new double[outcomes.rows()];
        for (int row = 0; row < placements.length; row++) {
            int rank = Arrays.binarySearch(scores, outcomes.score(row, label) + 0.0);
            placements[row] = outcomes.truth(row) == label ? ofPositives[rank] : 1 - ofNegatives[rank];
        }
        return placements;
    }

    private static double scaled(Sum squares, Side side) {
        double all = side.sum();
        return squares.value() / all / all * side.rows / (side.rows - 1.0);
    }

    @Override
    public double averagePrecision() {
        Sum sum = new Sum();
        double[] before = {0};
        sweepSums((score, tp, fp) -> {
            if (tp > before[0]) {
                sum.add((tp - before[0]) * (tp / (tp + fp)));
                before[0] = tp;
            }
        });
        return sum.value() / positives.sum();
    }

    @Override
    public void sweepSums(SumVisitor visitor) {
        double tp = 0;
        double fp = 0;
        for (int rank = scores.length - 1; rank >= 0; rank--) {
            tp += positives.weights[rank];
            fp += negatives.weights[rank];
            visitor.visit(scores[rank], tp, fp);
        }
    }
}
