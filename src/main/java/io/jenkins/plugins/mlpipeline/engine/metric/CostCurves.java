package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.evaluation.CostCurve;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What other decision thresholds would have cost on a binary test set. The least is found by looking at these rows, so it
 * is too low for others.
 */
public final class CostCurves {
    /** Points of a curve at most, beside the one of least cost. */
    private static final int POINTS = 200;

    private CostCurves() {}

    /**
     * A curve for each expected cost.
     *
     * @param keys of any metric
     * @return null where there is none: no cost was asked for, or there is no positive label or no score
     */
    public static List<CostCurve> of(ClassificationOutcomes outcomes, Collection<? extends CatalogueKey> keys) {
        if (Needs.RANKING.missing(outcomes) != null) {
            return null;
        }
        List<CostCurve> curves = new ArrayList<>();
        int[] order = null;
        for (CatalogueKey key : keys) {
            if (key instanceof CostKey cost) {
                order = order == null ? byScore(outcomes) : order;
                curves.add(curve(outcomes, cost, order));
            }
        }
        return curves.isEmpty() ? null : curves;
    }

    /** Rows by descending score. */
    private static int[] byScore(ClassificationOutcomes outcomes) {
        int positive = outcomes.positive();
        return IntStream.range(0, outcomes.rows())
                .boxed()
                .sorted(Comparator.comparingDouble(row -> -(outcomes.score(row, positive) + 0.0)))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static CostCurve curve(ClassificationOutcomes outcomes, CostKey key, int... order) {
        int positive = outcomes.positive();
        IntToDoubleFunction[][] costs = new CostFormula(key).byAnswer(outcomes);
        Sum sum = new Sum();
        for (int row = 0; row < order.length; row++) {
            sum.add(costs[outcomes.truth(row)][1 - positive].applyAsDouble(row));
        }
        List<CostCurve.Point> points = new ArrayList<>();
        points.add(new CostCurve.Point(null, sum.value() / order.length));
        for (int i = 0; i < order.length; i++) {
            int row = order[i];
            IntToDoubleFunction[] byAnswer = costs[outcomes.truth(row)];
            sum.add(byAnswer[positive].applyAsDouble(row));
            sum.add(-byAnswer[1 - positive].applyAsDouble(row));
            double score = outcomes.score(row, positive) + 0.0;
            if (i + 1 == order.length || outcomes.score(order[i + 1], positive) + 0.0 != score) {
                points.add(new CostCurve.Point(score, Math.max(0, sum.value() / order.length)));
            }
        }
        CostCurve.Point least = points.get(0);
        for (CostCurve.Point point : points) {
            least = point.cost() < least.cost() ? point : least;
        }
        return new CostCurve(key.toString(), thinned(points), least);
    }

    private static List<CostCurve.Point> thinned(List<CostCurve.Point> points) {
        if (points.size() <= POINTS) {
            return points;
        }
        int last = points.size() - 1;
        return IntStream.range(0, POINTS)
                .mapToObj(i -> points.get((int) ((long) i * last / (POINTS - 1))))
                .toList();
    }
}
