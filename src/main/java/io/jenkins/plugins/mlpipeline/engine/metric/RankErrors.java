package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Estimate;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Standard errors of a metric of independent, ranked rows; empty where there are too few of them.
 *
 * @param ofOne of one model's value
 * @param ofDifference of the candidate's value less the baseline's on the same rows
 */
record RankErrors(
        Function<ClassificationOutcomes, Optional<Estimate>> ofOne,
        BiFunction<ClassificationOutcomes, ClassificationOutcomes, Optional<Estimate>> ofDifference) {}
