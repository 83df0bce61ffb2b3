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
 * @param pivots of grouped rows: distances of samples of whole groups from the value, in standard errors of the sample
 * @param replicates bootstrap samples, of the metrics that they were asked for
 * @param groups the groups that rows came in; null when rows are independent of one another
 */
public record Statistics(
        Map<String, Proportion> proportions,
        Map<String, Estimated> estimates,
        Map<String, Losses> losses,
        Map<String, Placements> placements,
        Map<String, Replicates> pivots,
        Map<String, Replicates> replicates,
        Groups groups) {

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
        return new Statistics(proportions, estimates, losses, placements, pivots, samples, groups);
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
}
