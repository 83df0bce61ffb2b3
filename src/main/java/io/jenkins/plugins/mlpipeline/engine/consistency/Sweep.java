package io.jenkins.plugins.mlpipeline.engine.consistency;

import io.jenkins.plugins.mlpipeline.engine.evaluation.ConfusionMatrix;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Curves.Curve;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.ThresholdRow;
import io.jenkins.plugins.mlpipeline.engine.metric.CountedMetrics;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ScoreCurves;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a document says of how binary rows are ranked: for some scores, the rows of either label that have at least that score.
 * ROC, precision-recall, threshold table and confusion matrix are four views of it.
 *
 * @param points from no row to all rows; numbers of rows are sums of weights where rows have some
 * @param positives positive rows
 * @param negatives other rows
 * @param whole whether the points hold every distinct score, so that nothing is hidden between two of them
 */
record Sweep(List<Point> points, double positives, double negatives, boolean whole) {
    /** How far a count that was divided and multiplied again may be off; rows are at most 2^31. */
    private static final double COUNT_ROUNDING = 1e-4;

    private static final String ROC = "the ROC curve";
    private static final String PR = "the precision-recall curve";

    /**
     * @param truePositives positive rows with at least this score
     * @param falsePositives other rows with at least this score
     * @param score null at the ends, where no score is said
     * @param source what says so, for sentences
     */
    record Point(double truePositives, double falsePositives, Double score, String source) {
        double rows() {
            return truePositives + falsePositives;
        }
    }

    /**
     * The ranking; empty where the document has no scores or a view of them is no ranking, which is noted.
     *
     * @param positive index of the positive label in the matrix
     */
    static Optional<Sweep> of(Evaluation evaluation, int positive, Contradictions found) {
        ConfusionMatrix matrix = evaluation.confusionMatrix();
        boolean weighted = matrix.weights() != null;
        double positives = rows(matrix, positive);
        double negatives = rows(matrix, 1 - positive);
        Curve roc = evaluation.curves() == null ? null : evaluation.curves().roc();
        // Of weights, a precision does not say the others exactly enough.
        Curve pr = evaluation.curves() == null || weighted
                ? null
                : evaluation.curves().pr();
        List<Point> curve = roc != null ? roc(roc, positives, negatives, weighted, found) : pr(pr, positives, found);
        List<Point> others = new ArrayList<>();
        if (roc != null) {
            others.addAll(pr(pr, positives, found));
        }
        if (evaluation.thresholds() != null) {
            for (ThresholdRow row : evaluation.thresholds()) {
                if (row != null && (!weighted || hasWeights(row))) {
                    others.add(new Point(
                            weighted ? row.truePositiveWeight() : row.truePositives(),
                            weighted ? row.falsePositiveWeight() : row.falsePositives(),
                            row.threshold(),
                            "the threshold table"));
                }
            }
        }
        if (curve.isEmpty() && others.isEmpty() || found.first().isPresent()) {
            return Optional.empty();
        }
        if (evaluation.threshold() != null) {
            others.add(new Point(
                    cell(matrix, positive, positive),
                    cell(matrix, 1 - positive, positive),
                    evaluation.threshold(),
                    "the confusion matrix"));
        }
        boolean whole = isWhole(curve, positives, negatives, weighted ? counted(matrix) : positives + negatives);
        List<Point> points = whole ? curve : joined(curve, others, positives, negatives, weighted);
        requireRanking(points, found);
        if (whole) {
            requireOn(curve, others, found);
        }
        return found.first().isPresent()
                ? Optional.empty()
                : Optional.of(new Sweep(points, positives, negatives, whole));
    }

    private static boolean hasWeights(ThresholdRow row) {
        return row.truePositiveWeight() != null && row.falsePositiveWeight() != null;
    }

    private static double cell(ConfusionMatrix matrix, int truth, int predicted) {
        return matrix.weights() == null ? matrix.counts()[truth][predicted] : matrix.weights()[truth][predicted];
    }

    private static double rows(ConfusionMatrix matrix, int label) {
        return new CountedMetrics(matrix, null).sums().trueSum(label);
    }

    private static double counted(ConfusionMatrix matrix) {
        double sum = 0;
        for (int label = 0; label < matrix.labels().size(); label++) {
            sum += Arrays.stream(matrix.counts()[label]).sum() + (matrix.others() == null ? 0 : matrix.others()[label]);
        }
        return sum;
    }

    private static List<Point> roc(
            Curve curve, double positives, double negatives, boolean weighted, Contradictions found) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < length(curve); i++) {
            double tp = curve.y()[i] * positives;
            double fp = curve.x()[i] * negatives;
            points.add(new Point(
                    weighted ? tp : count(tp, ROC, found),
                    weighted ? fp : count(fp, ROC, found),
                    score(curve, i),
                    ROC));
        }
        return points;
    }

    private static List<Point> pr(Curve curve, double positives, Contradictions found) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; curve != null && i < length(curve); i++) {
            double tp = count(curve.x()[i] * positives, PR, found);
            // A precision of 0 does not say of how many rows.
            if (tp > 0 && curve.y()[i] > 0) {
                double flagged = tp / curve.y()[i];
                double all = Math.rint(flagged);
                found.between(
                        "a number of rows on " + PR, flagged, all - COUNT_ROUNDING, all + COUNT_ROUNDING, "its counts");
                points.add(new Point(tp, all - tp, score(curve, i), PR));
            } else if (i == 0) {
                points.add(new Point(0, 0, null, PR));
            }
        }
        return points;
    }

    private static int length(Curve curve) {
        return curve.x() == null
                        || curve.y() == null
                        || curve.thresholds() == null
                        || curve.x().length != curve.y().length
                        || curve.x().length != curve.thresholds().length
                ? 0
                : curve.x().length;
    }

    private static Double score(Curve curve, int i) {
        return curve.thresholds()[i];
    }

    private static double count(double rows, String source, Contradictions found) {
        double count = Math.rint(rows);
        found.between(
                "a number of rows on " + source, rows, count - COUNT_ROUNDING, count + COUNT_ROUNDING, "its counts");
        return count;
    }

    /**
     * Whether a curve has all distinct scores: there can't be too many, or some lie closer than a thinned one's.
     *
     * @param rows number of rows, whatever they count for
     */
    private static boolean isWhole(List<Point> curve, double positives, double negatives, double rows) {
        // As many points as a thinned one may have: older versions thinned otherwise.
        if (curve.isEmpty() || !(positives > 0) || !(negatives > 0) || curve.size() >= ScoreCurves.MOST_POINTS) {
            return false;
        }
        boolean whole = rows < ScoreCurves.MOST_POINTS;
        double step = 2.0 / (ScoreCurves.MOST_POINTS - 3) * (1 - 1e-9);
        for (int i = 1; i < curve.size() - 1 && !whole; i++) {
            double along = (curve.get(i).truePositives - curve.get(i - 1).truePositives) / positives
                    + (curve.get(i).falsePositives - curve.get(i - 1).falsePositives) / negatives;
            whole = along < step;
        }
        Point last = curve.get(curve.size() - 1);
        return whole && last.truePositives >= positives && last.falsePositives >= negatives;
    }

    private static List<Point> joined(
            List<Point> curve, List<Point> others, double positives, double negatives, boolean weighted) {
        List<Point> all = new ArrayList<>(curve);
        all.addAll(others);
        all.add(new Point(0, 0, null, ROC));
        all.add(new Point(positives, negatives, null, ROC));
        Comparator<Point> byScore = Comparator.comparingDouble(point ->
                point.score != null ? -point.score : point.rows() == 0 ? Double.NEGATIVE_INFINITY : Double.MAX_VALUE);
        Comparator<Point> byRows = Comparator.comparingDouble(Point::rows);
        // Sums of weights that are equal may differ by rounding, so that they say no order.
        all.sort(weighted ? byScore.thenComparing(byRows) : byRows.thenComparing(byScore));
        return all;
    }

    private static void requireRanking(List<Point> points, Contradictions found) {
        Point before = points.get(0);
        Double score = null;
        for (Point point : points) {
            String at = point.score == null ? "" : " from the score " + point.score;
            found.between(
                    "the number of true positives" + at + " by " + point.source,
                    point.truePositives,
                    before.truePositives,
                    Double.POSITIVE_INFINITY,
                    before.source);
            found.between(
                    "the number of false positives" + at + " by " + point.source,
                    point.falsePositives,
                    before.falsePositives,
                    Double.POSITIVE_INFINITY,
                    before.source);
            if (point.score != null) {
                if (score != null) {
                    found.between(
                            "the score of the " + Figures.plain(point.rows()) + " first rows by " + point.source,
                            point.score,
                            Double.NEGATIVE_INFINITY,
                            score,
                            before.source);
                }
                score = point.score;
            }
            before = point;
        }
    }

    /** The other views of a ranking that is known whole show what it says from their scores on. */
    private static void requireOn(List<Point> curve, List<Point> others, Contradictions found) {
        for (Point point : others) {
            if (point.score != null) {
                Point near = from(curve, point.score);
                String at = " from the score " + point.score + " by " + point.source;
                found.same("the number of true positives" + at, point.truePositives, near.truePositives, ROC);
                found.same("the number of false positives" + at, point.falsePositives, near.falsePositives, ROC);
            }
        }
    }

    /**
     * The rows from a score on, of a ranking that is known whole.
     *
     * @param score null for no row, which any ranking knows
     */
    Point from(Double score) {
        return score == null ? new Point(0, 0, null, ROC) : from(points, score);
    }

    /** What the curve says from a score on. */
    private static Point from(List<Point> curve, double score) {
        Point near = curve.get(0);
        for (Point on : curve) {
            if (on.score == null || on.score >= score) {
                near = on;
            }
        }
        return near;
    }
}
