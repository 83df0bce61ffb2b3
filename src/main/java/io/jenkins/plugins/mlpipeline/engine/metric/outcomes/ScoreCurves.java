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
        Ranking ranking = ranked ? outcomes.ranking() : null;
        boolean calibrated = outcomes.scores().areProbabilities() && (ranked || outcomes.task() == Task.MULTICLASS);
        return new Curves(
                ranked && ranking.positives() > 0 && ranking.negatives() > 0 ? roc(ranking) : null,
                ranked && ranking.positives() > 0 ? precisionRecall(ranking) : null,
                calibrated ? outcomes.calibration(CALIBRATION_BINS).bins() : null);
    }

    private static Curve roc(Ranking ranking) {
        int positives = ranking.positives();
        int negatives = ranking.negatives();
        Thinned points = new Thinned(distinctScores(ranking), 2);
        points.end(0, 0, null);
        ranking.sweep((score, tp, fp) -> {
            double x = (double) fp / negatives;
            double y = (double) tp / positives;
            if (tp == positives && fp == negatives) {
                points.end(x, y, score);
            } else {
                points.add(x, y, score, x + y);
            }
        });
        return points.curve();
    }

    private static Curve precisionRecall(Ranking ranking) {
        double positives = ranking.positives();
        int rows = ranking.positives() + ranking.negatives();
        Thinned points = new Thinned(distinctScores(ranking), 1);
        points.end(0, 1, null);
        ranking.sweep((score, tp, fp) -> {
            double x = tp / positives;
            double y = tp / ((double) tp + fp);
            if (tp + fp == rows) {
                points.end(x, y, score);
            } else {
                points.add(x, y, score, x);
            }
        });
        return points.curve();
    }

    private static int distinctScores(Ranking ranking) {
        int[] distinct = {0};
        ranking.sweep((score, tp, fp) -> distinct[0]++);
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
