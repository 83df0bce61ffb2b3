package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Share;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Sum;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;

/**
 * The mean of a loss of each row.
 *
 * @param losses the loss of a row by its true label and its scores; not for use by two threads
 */
record MeanLoss(Needs needs, Function<ClassificationOutcomes, LabelLoss> losses) implements ClassificationFormula {
    @Override
    public MetricValue value(ClassificationOutcomes outcomes) {
        IntToDoubleFunction loss = losses.apply(outcomes).ofTruth(outcomes);
        if (outcomes.weights() != null) {
            return MetricValue.of(RowMeans.of(loss, outcomes), outcomes.rows());
        }
        Sum sum = new Sum();
        if (outcomes.isConstant()) {
            for (int label = 0; label < outcomes.labels().size(); label++) {
                long rows = outcomes.confusion().trueSum(label);
                sum.add(rows == 0 ? 0 : rows * loss.applyAsDouble(outcomes.firstOf(label)));
            }
        } else {
            for (int row = 0; row < outcomes.rows(); row++) {
                sum.add(loss.applyAsDouble(row));
            }
        }
        return MetricValue.of(sum.value() / outcomes.rows(), outcomes.rows());
    }

    @Override
    public Optional<Share> counts(ClassificationOutcomes outcomes) {
        return Optional.empty();
    }

    @Override
    public Optional<RowValues> rowValues(ClassificationOutcomes outcomes) {
        return Optional.of(RowValues.loss(losses.apply(outcomes), outcomes));
    }

    @Override
    public ToDoubleFunction<int[]> resampled(ClassificationOutcomes outcomes) {
        return RowValues.loss(losses.apply(outcomes), outcomes).resampledMean(outcomes);
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
