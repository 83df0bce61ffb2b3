package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.DrawnRanking;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Share;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;

/**
 * A metric of the order in which the rows of a binary task are ranked.
 *
 * @param formula the value
 * @param drawn the value of a sample
 * @param errors standard errors in closed form; empty when there are none
 */
record RankFormula(
        Function<ClassificationOutcomes, MetricValue> formula,
        ToDoubleBiFunction<DrawnRanking, int[]> drawn,
        Optional<RankErrors> errors)
        implements ClassificationFormula {
    @Override
    public Needs needs() {
        return Needs.RANKING;
    }

    @Override
    public MetricValue value(ClassificationOutcomes outcomes) {
        return formula.apply(outcomes);
    }

    @Override
    public Optional<Share> counts(ClassificationOutcomes outcomes) {
        return Optional.empty();
    }

    @Override
    public Optional<RowValues> rowValues(ClassificationOutcomes outcomes) {
        return Optional.empty();
    }

    @Override
    public ToDoubleFunction<int[]> resampled(ClassificationOutcomes outcomes) {
        DrawnRanking ranking = new DrawnRanking(outcomes);
        return draws -> drawn.applyAsDouble(ranking, draws);
    }

    @Override
    public boolean hasStandardError(boolean grouped) {
        return errors.isPresent() && !grouped;
    }
}
