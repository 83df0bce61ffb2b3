package io.jenkins.plugins.mlpipeline.engine.evaluation;

import java.util.List;
import java.util.Map;

/**
 * The candidate beside another model on the same rows.
 *
 * @param rows rows compared
 * @param flips rows by which model is right; null for regression
 * @param metrics what each reaches, by metric key
 * @param worst the rows on which the candidate lost most, when they were asked for
 */
public record Comparison(long rows, PairCounts flips, Map<String, Compared> metrics, List<WorstRow> worst) {
    public Comparison {
        if (metrics == null) {
            throw new IllegalArgumentException("a comparison has no metrics");
        }
    }

    /**
     * One metric of both models. At most one of {@code pairs}, {@code difference} and {@code replicates} is there; none
     * when the metric is undefined for one of the models, or when samples were not asked for.
     *
     * @param candidate the candidate's value; null when undefined
     * @param baseline the other model's value; null when undefined
     * @param undefined why one of them has no value; null when both have one
     * @param pairs a share of the same rows: the rows by which model is right
     * @param difference candidate less baseline, with its standard error
     * @param replicates candidate less baseline on bootstrap samples
     * @param losses with {@code difference}: each row's loss less the other model's, of independent rows
     * @param pivots with {@code difference}: distances of samples of whole groups, in standard errors of the sample
     */
    public record Compared(
            Double candidate,
            Double baseline,
            String undefined,
            PairCounts pairs,
            Estimated difference,
            Replicates replicates,
            Losses losses,
            Replicates pivots) {
        public Compared {
            boolean defined = candidate != null && baseline != null;
            if (!defined && undefined == null) {
                throw new IllegalArgumentException("a comparison has neither values nor a reason");
            }
            if (candidate != null && !Double.isFinite(candidate) || baseline != null && !Double.isFinite(baseline)) {
                throw new IllegalArgumentException("a value of a comparison is not finite");
            }
        }

        /** Without the rows' losses and without samples of groups. */
        public static Compared of(
                Double candidate,
                Double baseline,
                String undefined,
                PairCounts pairs,
                Estimated difference,
                Replicates replicates) {
            return new Compared(candidate, baseline, undefined, pairs, difference, replicates, null, null);
        }
    }

    /**
     * A row that the candidate gets wrong and the other model right, or (regression) on which its error grew most.
     *
     * @param line of the candidate's data file on which the row begins
     * @param truth label or number
     * @param candidate what the candidate predicts
     * @param baseline what the other model predicts
     */
    public record WorstRow(long line, String truth, String candidate, String baseline) {}
}
