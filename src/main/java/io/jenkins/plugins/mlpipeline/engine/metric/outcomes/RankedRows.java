package io.jenkins.plugins.mlpipeline.engine.metric.outcomes;

import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Estimate;
import java.util.Optional;

/** Rows in the order of their scores, and what follows from it. Sums are of what rows count for: 1 each without weights. */
public sealed interface RankedRows permits Ranking, WeightedRanking {
    /** The sum of all positive rows. */
    double positiveSum();

    /** The sum of the other rows. */
    double negativeSum();

    /** The sum of the positive rows with at least that score. */
    double positiveSumFrom(double threshold);

    /** The sum of the other rows with at least that score. */
    double negativeSumFrom(double threshold);

    /**
     * The area under the ROC curve: the share of pairs of a positive and another row that are ranked rightly, ties counted one half;
     * for rows of both kinds.
     */
    double area();

    /** The area with its standard error by structural components; empty where a class has too few rows. */
    Optional<Estimate> areaEstimate();

    /** Average precision: sum of (R_i - R_(i-1)) P_i over the distinct scores, greatest first. */
    double averagePrecision();

    /** Visits every distinct score, greatest first, with the sums of the rows that have at least that score. */
    void sweepSums(SumVisitor visitor);

    /** One step of a sweep. */
    @FunctionalInterface
    interface SumVisitor {
        /**
         * @param score the score
         * @param tp sum of the positive rows with at least that score
         * @param fp sum of the other rows with at least that score
         */
        void visit(double score, double tp, double fp);
    }
}
