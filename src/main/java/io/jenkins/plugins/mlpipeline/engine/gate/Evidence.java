package io.jenkins.plugins.mlpipeline.engine.gate;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Interval;
import io.jenkins.plugins.mlpipeline.engine.evaluation.PairCounts;

/**
 * What a verdict rests on beside the value, part of {@code gate.json}. What does not apply is null.
 *
 * @param decide what decided
 * @param confidence of each one-sided bound
 * @param method how the bounds were made
 * @param lower one-sided lower bound of the value, or of the difference where models are compared
 * @param upper one-sided upper bound of the same
 * @param versus the other model
 * @param difference the candidate's value less the other model's
 * @param interval two-sided interval of the difference, to show
 * @param flips rows by which model is right
 * @param pValue one-sided, against "the demand is met"; of several slices corrected by Holm
 * @param certifyingValue the observed value that would have certified the threshold on as many rows
 * @param minimumDetectableChange the smallest true change that such a comparison sees four times in five
 * @param seed of bootstrap samples
 * @param undefinedSamples bootstrap samples without a value, left out
 * @param moreRows what an inconclusive gate wants; null for nothing, and where rows don't help
 */
public record Evidence(
        Decide decide,
        Double confidence,
        String method,
        Double lower,
        Double upper,
        Versus versus,
        Double difference,
        Interval interval,
        PairCounts flips,
        Double pValue,
        Double certifyingValue,
        Double minimumDetectableChange,
        Long seed,
        Integer undefinedSamples,
        MoreRows moreRows) {
    public Evidence {
        if (decide == null) {
            throw new IllegalArgumentException("evidence does not say what decided");
        }
    }

    /** The same with a p-value that is corrected for several comparisons. */
    Evidence withPValue(double corrected) {
        return new Evidence(
                decide,
                confidence,
                method,
                lower,
                upper,
                versus,
                difference,
                interval,
                flips,
                corrected,
                certifyingValue,
                minimumDetectableChange,
                seed,
                undefinedSamples,
                moreRows);
    }
}
