package io.jenkins.plugins.mlpipeline.engine.metric.outcomes;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Curves;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Curves.Curve;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import java.util.ArrayList;
import java.util.List;

/**
 * Curves for the report, of at most {@link #MOST_POINTS} points. A curve with more distinct scores is thinned: its ends
 * stay, and in between a point is kept when the curve has gone on by a fixed step since the last kept one, measured along
 * ROC in x + y (2 from end to end) and along precision-recall in recall (1 from end to end). Metrics are never computed
 * from a thinned curve.
 */
public final class ScoreCurves {
    /** The most points of a curve. */
    public static final int MOST_POINTS = 200;

    private static final int CALIBRATION_BINS = 10;

    private ScoreCurves() {}

    /**
     * The curves that these rows define; the others are null. ROC needs rows of both labels, precision-recall a positive
     * row, calibration probabilities.
     */
    public static Curves of(ClassificationOutcomes outcomes) {
        boolean ranked = outcomes.scores() != Scores.NONE && outcomes.positive() != ClassificationOutcomes.NO_POSITIVE;
        RankedRows ranking = ranked ? outcomes.ranked() : null;
        boolean calibrated = outcomes.scores().areProbabilities() && (ranked || outcomes.task() == Task.MULTICLASS);
        return new Curves(
                ranked && ranking.positiveSum() > 0 && ranking.negativeSum() > 0 ? roc(ranking) : null,
                ranked && ranking.positiveSum() > 0 ? precisionRecall(ranking) : null,
                calibrated ? outcomes.calibration(CALIBRATION_BINS).bins() : null);
    }

    private static Curve roc(RankedRows ranking) {
        double positives = ranking.positiveSum();
        double negatives = ranking.negativeSum();
        int distinct = distinctScores(ranking);
        Thinned points = new Thinned(distinct, 2);
        points.end(0, 0, null);
        int[] seen = {0};
        ranking.sweepSums((score, tp, fp) -> {
            boolean last = ++seen[0] == distinct;
            // Weights that are added up in another order may not give the same sum.
            double x = last ? 1 : fp / negatives;
            double y = last ? 1 : tp / positives;
            if (last) {
                points.end(x, y, score);
            } else {
                points.add(x, y, score, x + y);
            }
        });
        return points.curve();
    }

    private static Curve precisionRecall(RankedRows ranking) {
        double positives = ranking.positiveSum();
        int distinct = distinctScores(ranking);
        Thinned points = new Thinned(distinct, 1);
        points.end(0, 1, null);
        int[] seen = {0};
        ranking.sweepSums((score, tp, fp) -> {
            boolean last = ++seen[0] == distinct;
            double x = last ? 1 : tp / positives;
            if (last) {
                points.end(x, tp / (tp + fp), score);
            } else if (tp + fp > 0) {
                points.add(x, tp / (tp + fp), score, x);
            }
        });
        return points.curve();
    }

    private static int distinctScores(RankedRows ranking) {
        int[] distinct = {0};
        ranking.sweepSums((score, tp, fp) -> distinct[0]++);
        return distinct[0];
    }

    /** Points of a curve on their way to at most {@link #MOST_POINTS}. */
    private static final class Thinned {
        private final List<double[]> points = new ArrayList<>();
        private final List<Double> thresholds = new ArrayList<>();
        private final double step;
        private double lastKept;

        /** @param length how far {@code along} goes from end to end */
        Thinned(int distinct, double length) {
            // The two ends and one point for each step leave one to spare for rounding.
            this.step = distinct < MOST_POINTS ? 0 : length / (MOST_POINTS - 3);
        }

        void end(double x, double y, Double threshold) {
            points.add(new double[] {x, y});
            thresholds.add(threshold);
        }

        void add(double x, double y, double threshold, double along) {
            if (step == 0 || along - lastKept >= step) {
                end(x, y, threshold);
                lastKept = along;
            }
        }

        Curve curve() {
            return new Curve(
                    points.stream().mapToDouble(p -> p[0]).toArray(),
                    points.stream().mapToDouble(p -> p[1]).toArray(),
                    thresholds.toArray(Double[]::new));
        }
    }
}
