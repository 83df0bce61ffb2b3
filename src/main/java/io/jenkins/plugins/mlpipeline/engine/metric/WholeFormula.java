package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Share;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** A metric of all rows at once, of which nothing can be computed beforehand: a sample is computed like the rows themselves. */
record WholeFormula(Needs needs, Function<ClassificationOutcomes, MetricValue> formula)
        implements ClassificationFormula {
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
        return draws -> Formula.orNaN(formula.apply(repeated(outcomes, draws)));
    }

    private static ClassificationOutcomes repeated(ClassificationOutcomes outcomes, int... draws) {
        return outcomes.subset(IntStream.range(0, draws.length)
                .flatMap(row -> IntStream.generate(() -> row).limit(draws[row]))
                .toArray());
    }

    @Override
    public boolean hasStandardError(boolean grouped) {
        return false;
    }

    @Override
    public Optional<RankErrors> errors() {
        return Optional.empty();
    }
}
