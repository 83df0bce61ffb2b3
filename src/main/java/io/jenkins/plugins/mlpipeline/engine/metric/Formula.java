package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics.Proportion;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Outcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Estimate;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * How a metric, its parameter given, is computed from a model's answers, and what else follows from them. Each kind of
 * formula answers every question, so that none is forgotten for a new metric: what it does not have, it says it has not.
 * Outcomes are of a task that the metric applies to.
 */
public sealed interface Formula permits ClassificationFormula, RegressionFormula {

    /** Why it can't be computed at all from such outcomes, as a fragment of a sentence; null when it can. */
    String missing(Outcomes outcomes);

    /** The value, with an interval where counts or ranks give one. */
    MetricValue value(Outcomes outcomes);

    /** The counts behind a metric that is a share of rows; empty for others, and where there is no trial. */
    Optional<Proportion> proportion(Outcomes outcomes);

    /** The number of each row whose mean it is; empty for a metric that is no such mean, or undefined on these rows. */
    Optional<RowValues> rowValues(Outcomes outcomes);

    /**
     * The value of samples of the rows, given how often each was drawn; NaN where a sample leaves it undefined. What does
     * not change between samples is computed once. Not for use by two threads.
     */
    ToDoubleFunction<int[]> resampled(Outcomes outcomes);

    /** Whether its standard error is known in closed form where there are enough rows, in groups or on their own. */
    boolean hasStandardError(boolean grouped);

    /** The value of independent rows with a standard error of its own kind; empty where that follows from rows' numbers. */
    Optional<Estimate> estimate(Outcomes outcomes);

    /** As {@link #estimate}, of one model's value less another's on the same rows. */
    Optional<Estimate> difference(Outcomes candidate, Outcomes baseline);

    /** A value as the samples of a bootstrap have it: NaN where undefined. */
    static double orNaN(MetricValue value) {
        return value.value() == null ? Double.NaN : value.value();
    }
}
