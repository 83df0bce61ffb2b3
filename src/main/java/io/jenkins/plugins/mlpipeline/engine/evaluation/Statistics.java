package io.jenkins.plugins.mlpipeline.engine.evaluation;

import java.util.Map;

/**
 * Sufficient statistics: what a gate needs to judge at any confidence without seeing the rows again.
 *
 * @param proportions by metric key, for metrics that are a share of rows
 */
public record Statistics(Map<String, Proportion> proportions) {

    /**
     * A count out of a number of trials.
     *
     * @param successes k, at most n
     * @param trials n
     */
    public record Proportion(long successes, long trials) {}
}
