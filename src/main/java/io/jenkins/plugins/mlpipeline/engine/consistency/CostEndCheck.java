package io.jenkins.plugins.mlpipeline.engine.consistency;

import io.jenkins.plugins.mlpipeline.engine.evaluation.ConfusionMatrix;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Losses;
import io.jenkins.plugins.mlpipeline.engine.metric.ErrorCostKey;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Cost;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** What a row could cost at most, where the key says all costs: the dearest of the answers that were given. */
final class CostEndCheck {
    private CostEndCheck() {}

    static void check(Evaluation evaluation, Contradictions found) {
        ConfusionMatrix matrix = evaluation.confusionMatrix();
        if (matrix == null
                || matrix.labels().size() != 2
                || matrix.others() != null
                || evaluation.posLabel() == null
                || evaluation.statistics() == null) {
            return;
        }
        int positive = matrix.labels().indexOf(evaluation.posLabel());
        boolean flagged = matrix.counts()[0][positive] + matrix.counts()[1][positive] > 0;
        boolean left = matrix.counts()[0][1 - positive] + matrix.counts()[1][1 - positive] > 0;
        Part.present(evaluation.statistics().losses())
                .forEach((written, losses) -> Part.key(written)
                        .filter(ErrorCostKey.class::isInstance)
                        .ifPresent(key -> end(written, (ErrorCostKey) key, losses, flagged, left, found)));
    }

    private static void end(
            String written, ErrorCostKey key, Losses losses, boolean flagged, boolean left, Contradictions found) {
        boolean fixed = Stream.of(key.fn(), key.fp(), key.tn(), key.tp()).allMatch(Cost.Fixed.class::isInstance);
        if (!fixed || losses.upper() == null) {
            return;
        }
        OptionalDouble dearest = Stream.concat(
                        flagged ? Stream.of(key.fp(), key.tp()) : Stream.empty(),
                        left ? Stream.of(key.fn(), key.tn()) : Stream.empty())
                .mapToDouble(cost -> ((Cost.Fixed) cost).amount())
                .max();
        dearest.ifPresent(
                most -> found.same("the greatest possible cost of " + written, losses.upper(), most, "its costs"));
    }
}
