package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Share;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;

/**
 * A share of all rows that is counted row by row.
 *
 * @param hit tells whether a row is a hit
 * @param noted the value with its note, if it needs one
 */
record RowShare(
        Needs needs,
        Function<ClassificationOutcomes, IntPredicate> hit,
        BiFunction<ClassificationOutcomes, MetricValue, MetricValue> noted)
        implements ClassificationFormula {
    @Override
    public MetricValue value(ClassificationOutcomes outcomes) {
        IntPredicate hits = hit.apply(outcomes);
        double value = outcomes.weights() == null
                ? share(outcomes).value()
                : RowMeans.of(row -> hits.test(row) ? 1 : 0, outcomes);
        return noted.apply(outcomes, MetricValue.of(value, outcomes.rows()));
    }

    @Override
    public Optional<Share> counts(ClassificationOutcomes outcomes) {
        return Optional.of(share(outcomes));
    }

    private Share share(ClassificationOutcomes outcomes) {
        IntPredicate hits = hit.apply(outcomes);
        long count = 0;
        for (int row = 0; row < outcomes.rows(); row++) {
            count += hits.test(row) ? 1 : 0;
        }
        return new Share(count, outcomes.rows());
    }

    @Override
    public Optional<RowValues> rowValues(ClassificationOutcomes outcomes) {
        return Optional.of(RowValues.share(hit.apply(outcomes)));
    }

    @Override
    public ToDoubleFunction<int[]> resampled(ClassificationOutcomes outcomes) {
        return RowValues.share(hit.apply(outcomes)).resampledMean(outcomes);
    }

    @Override
    public boolean hasStandardError(boolean grouped) {
        return true;
    }

    @Override
    public Optional<RankErrors> errors() {
        return Optional.empty();
    }
}
