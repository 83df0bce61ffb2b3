package io.jenkins.plugins.mlpipeline.engine.consistency;

import io.jenkins.plugins.mlpipeline.engine.evaluation.ConfusionMatrix;
import io.jenkins.plugins.mlpipeline.engine.evaluation.CostCurve;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.metric.CountedMetrics;
import java.util.Optional;

/**
 * Curves of costs: no point costs less than the one that is said to cost least, and where no row is flagged, or a whole ranking
 * says which are, the counts say what a point costs.
 */
final class CostCurveCheck {
    private final Sweep ranking;
    private final Contradictions found;

    private CostCurveCheck(Sweep ranking, Contradictions found) {
        this.ranking = ranking;
        this.found = found;
    }

    static void check(Evaluation evaluation, Contradictions found) {
        ConfusionMatrix matrix = evaluation.confusionMatrix();
        if (evaluation.curves() == null || evaluation.curves().cost() == null) {
            return;
        }
        boolean ranked = matrix != null && matrix.labels().size() == 2 && evaluation.posLabel() != null;
        Optional<Sweep> ranking =
                ranked ? Sweep.of(evaluation, matrix.labels().indexOf(evaluation.posLabel()), found) : Optional.empty();
        CostCurveCheck check = new CostCurveCheck(ranking.orElse(null), found);
        Part.present(evaluation.curves().cost()).forEach(check::curve);
    }

    private void curve(CostCurve curve) {
        if (curve.metric() == null || curve.least() == null) {
            return;
        }
        double least = curve.least().cost();
        found.between(what(curve, curve.least()), least, 0, Double.POSITIVE_INFINITY, "its meaning");
        point(curve, curve.least());
        for (CostCurve.Point point : Part.present(curve.points())) {
            found.between(what(curve, point), point.cost(), least, Double.POSITIVE_INFINITY, "its least cost");
            point(curve, point);
        }
    }

    private void point(CostCurve curve, CostCurve.Point point) {
        Optional<CatalogueKey> key = Part.key(curve.metric());
        if (ranking == null || key.isEmpty() || point.threshold() != null && !ranking.whole()) {
            return;
        }
        Sweep.Point flagged = ranking.from(point.threshold());
        CountedMetrics counts = CountedMetrics.binary(
                flagged.truePositives(),
                flagged.falsePositives(),
                ranking.positives() - flagged.truePositives(),
                ranking.negatives() - flagged.falsePositives());
        counts.of(key.get())
                .filter(cost -> cost.value() != null)
                .ifPresent(cost ->
                        found.same(what(curve, point), point.cost(), cost.value(), greatest(curve), "its ranking"));
    }

    /** Costs of a curve are added up from one another, so that they round by the greatest. */
    private static double greatest(CostCurve curve) {
        return Part.present(curve.points()).stream()
                .mapToDouble(CostCurve.Point::cost)
                .max()
                .orElse(0);
    }

    private static String what(CostCurve curve, CostCurve.Point point) {
        return curve.metric()
                + (point.threshold() == null ? " with no row flagged" : " from the score " + point.threshold());
    }
}
