package io.jenkins.plugins.mlpipeline.engine.consistency;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Losses;
import io.jenkins.plugins.mlpipeline.engine.metric.ErrorCostKey;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Cost;
import java.util.List;

/** What a row could cost at most, where the key says all costs: the dearest of them, whatever these rows were answered. */
final class CostEndCheck {
    private CostEndCheck() {}

    static void check(Evaluation evaluation, Contradictions found) {
        if (evaluation.statistics() == null) {
            return;
        }
        Part.present(evaluation.statistics().losses())
                .forEach((written, losses) -> Part.key(written)
                        .filter(ErrorCostKey.class::isInstance)
                        .ifPresent(key -> end(written, (ErrorCostKey) key, losses, found)));
    }

    private static void end(String written, ErrorCostKey key, Losses losses, Contradictions found) {
        List<Cost> costs = List.of(key.fn(), key.fp(), key.tn(), key.tp());
        if (losses.upper() != null && costs.stream().allMatch(Cost.Fixed.class::isInstance)) {
            double most = costs.stream()
                    .mapToDouble(cost -> ((Cost.Fixed) cost).amount())
                    .max()
                    .orElseThrow();
            found.same("the greatest possible cost of " + written, losses.upper(), most, "its costs");
        }
    }
}
