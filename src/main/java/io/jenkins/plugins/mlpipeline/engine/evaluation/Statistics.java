package io.jenkins.plugins.mlpipeline.engine.evaluation;

import java.util.Map;

/**
 * Sufficient statistics: what a gate needs to judge at any confidence without seeing the rows again. Each map is by metric
 * key and may be null when it is empty.
 *
 * @param proportions metrics that are a share of rows
 * @param estimates metrics with a standard error: mean losses, the area under the ROC curve, and shares of grouped rows
 * @param losses mean losses of independent rows: what each row loses
 * @param placements areas under the ROC curve where the rows of a label are few
 * @param pivots of grouped rows: distances of samples of whole groups from the value, in standard errors of the sample; of rows
 *     with weights the same of samples of rows
 * @param replicates bootstrap samples, of the metrics that they were asked for
 * @param groups the groups that rows came in; null when rows are independent of one another
 * @param weights what the rows count for; null where each counts the same
 */
public record Statistics(
        Map<String, Proportion> proportions,
        Map<String, Estimated> estimates,
        Map<String, Losses> losses,
        Map<String, Placements> placements,
        Map<String, Replicates> pivots,
        Map<String, Replicates> replicates,
        Groups groups,
        Weights weights) {

    /** Of rows that count the same. */
    public Statistics(
            Map<String, Proportion> proportions,
            Map<String, Estimated> estimates,
            Map<String, Losses> losses,
            Map<String, Placements> placements,
            Map<String, Replicates> pivots,
            Map<String, Replicates> replicates,
            Groups groups) {
        this(proportions, estimates, losses, placements, pivots, replicates, groups, null);
    }

    /** With neither losses, placements nor pivots. */
    public static Statistics of(
            Map<String, Proportion> proportions,
            Map<String, Estimated> estimates,
            Map<String, Replicates> replicates,
            Groups groups) {
        return new Statistics(proportions, estimates, null, null, null, replicates, groups);
    }

    /** The same with other bootstrap samples. */
    public Statistics with(Map<String, Replicates> samples) {
        return new Statistics(proportions, estimates, losses, placements, pivots, samples, groups, weights);
    }

    /** The same of fewer rows, as far as weights go. */
    public Statistics with(Weights counted) {
        return new Statistics(proportions, estimates, losses, placements, pivots, replicates, groups, counted);
    }

    /** The same with samples of whole units, and bootstrap samples. */
    public Statistics with(Map<String, Replicates> units, Map<String, Replicates> samples) {
        return new Statistics(proportions, estimates, losses, placements, units, samples, groups, weights);
    }

    /**
     * A count out of a number of trials.
     *
     * @param successes k, at most n
     * @param trials n
     */
    public record Proportion(long successes, long trials) {}

    /**
     * Rows that go together, as those of one patient.
     *
     * @param column the column that names the group of a row
     * @param count number of groups
     */
    public record Groups(String column, long count) {}

    /**
     * What rows count for. Effective numbers are the square of the sum of weights by the sum of their squares (Kish 1965): as many
     * rows of equal weight would tell as much.
     *
     * @param column the column that says what a row counts for
     * @param sum of all weights
     * @param effective number of rows; of rows in groups, number of groups by the sums of their weights
     * @param labels the same by true label, 0 of one that no row has; null in a regression
     */
    public record Weights(String column, double sum, double effective, Map<String, OfLabel> labels) {
        public Weights {
            if (!(sum > 0) || !Double.isFinite(sum) || !(effective > 0) || !Double.isFinite(effective)) {
                throw new IllegalArgumentException("weights have a sum and an effective number of rows");
            }
        }
    }

    /**
     * What the rows of a label count for.
     *
     * @param sum of their weights
     * @param effective number of rows
     */
    public record OfLabel(double sum, double effective) {}
}
