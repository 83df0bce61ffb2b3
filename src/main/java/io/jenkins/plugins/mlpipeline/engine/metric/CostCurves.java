package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.evaluation.CostCurve;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.DrawnRanking;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RowWeights;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Sum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * What other decision thresholds would have cost on a binary test set. The least is found by looking at these rows, so it
 * is too low for others.
 */
public final class CostCurves {
    /** Points of a curve at most, beside the one of least cost. */
    private static final int POINTS = 200;

    private static final double ROUNDING = 1e-12;

    private CostCurves() {}

    /**
     * A curve for each expected cost that can be added up.
     *
     * @param keys of any metric
     * @return null where there is none: no cost was asked for, or there is no positive label or no score
     */
    public static List<CostCurve> of(ClassificationOutcomes outcomes, Collection<? extends CatalogueKey> keys) {
        if (Needs.RANKING.missing(outcomes) != null) {
            return null;
        }
        List<CostKey> costs = keys.stream()
                .filter(CostKey.class::isInstance)
                .map(CostKey.class::cast)
                .sorted(Comparator.comparing(CostKey::toString))
                .toList();
        if (costs.isEmpty()) {
            return null;
        }
        double[] scores = new double[outcomes.rows()];
        // -0.0 and 0.0 are one score.
        Arrays.setAll(scores, row -> outcomes.score(row, outcomes.positive()) + 0.0);
        double[] distinct = DrawnRanking.distinct(scores);
        List<CostCurve> curves = costs.stream()
                .map(key -> curve(outcomes, key, scores, distinct))
                .filter(curve -> curve.points().stream().allMatch(point -> Double.isFinite(point.cost())))
                .toList();
        return curves.isEmpty() ? null : curves;
    }

    /**
     * One curve.
     *
     * @param scores of the rows
     * @param distinct scores, ascending
     */
    private static CostCurve curve(ClassificationOutcomes outcomes, CostKey key, double[] scores, double[] distinct) {
        double[] costs = costs(outcomes, key, scores, distinct);
        int least = 0;
        for (int i = 1; i < costs.length; i++) {
            // Less by rounding alone is not less.
            least = costs[i] < costs[least] * (1 - ROUNDING) ? i : least;
        }
        List<CostCurve.Point> points = new ArrayList<>();
        int kept = Math.min(costs.length, POINTS);
        for (int i = 0; i < kept; i++) {
            points.add(point((int) ((long) i * (costs.length - 1) / Math.max(1, kept - 1)), costs, distinct));
        }
        return new CostCurve(key.toString(), points, point(least, costs, distinct));
    }

    /** The mean cost with no row flagged, and with those of the greatest score, the two greatest ... */
    private static double[] costs(ClassificationOutcomes outcomes, CostKey key, double[] scores, double[] distinct) {
        int positive = outcomes.positive();
        IntToDoubleFunction[][] byAnswer = new CostFormula(key).byAnswer(outcomes);
        RowWeights weights = outcomes.weights();
        double all = weights == null ? scores.length : weights.sum();
        Sum sum = new Sum();
        // By how much the rows of a score get dearer when they are flagged.
        double[] dearer = new double[distinct.length];
        for (int row = 0; row < scores.length; row++) {
            IntToDoubleFunction[] costs = byAnswer[outcomes.truth(row)];
            double weight = weights == null ? 1 : weights.of(row);
            double leftAlone = costs[1 - positive].applyAsDouble(row);
            sum.add(weight * leftAlone);
            dearer[Arrays.binarySearch(distinct, scores[row])] +=
                    weight * (costs[positive].applyAsDouble(row) - leftAlone);
        }
        double[] means = new double[distinct.length + 1];
        means[0] = sum.value() / all;
        for (int i = 1; i < means.length; i++) {
            sum.add(dearer[distinct.length - i]);
            means[i] = Math.max(0, sum.value() / all);
        }
        return means;
    }

    private static CostCurve.Point point(int flagged, double[] costs, double... distinct) {
        return new CostCurve.Point(flagged == 0 ? null : (Double) distinct[distinct.length - flagged], costs[flagged]);
    }
}
