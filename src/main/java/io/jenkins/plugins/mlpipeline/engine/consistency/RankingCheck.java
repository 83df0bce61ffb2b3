package io.jenkins.plugins.mlpipeline.engine.consistency;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Estimated;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Losses;
import io.jenkins.plugins.mlpipeline.engine.evaluation.ThresholdRow;
import io.jenkins.plugins.mlpipeline.engine.metric.Metric;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.DeLong;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * Metrics of a binary ranking from its curves. A whole curve says them; of a thinned one, what lies between two of its points
 * is bounded by the order in which the hidden rows would be best and worst.
 */
final class RankingCheck {
    /** How far a probability may be from the score: a row's probabilities sum to 1 within 1e-5 and are divided by the sum. */
    private static final double RENORMALISED = 4e-5;

    private static final double EPSILON = Math.ulp(1.0);
    private static final String CURVES = "its curves";
    private static final String TABLE = "its counts in the threshold table";

    private final Evaluation evaluation;
    private final Sweep sweep;
    private final Contradictions found;

    private RankingCheck(Evaluation evaluation, Sweep sweep, Contradictions found) {
        this.evaluation = evaluation;
        this.sweep = sweep;
        this.found = found;
    }

    static void check(Evaluation evaluation, Contradictions found) {
        if (evaluation.confusionMatrix() == null
                || evaluation.posLabel() == null
                || evaluation.confusionMatrix().labels().size() != 2
                || found.first().isPresent()) {
            return;
        }
        int positive = evaluation.confusionMatrix().labels().indexOf(evaluation.posLabel());
        Optional<Sweep> sweep = Sweep.of(evaluation, positive, found);
        sweep.ifPresent(known -> new RankingCheck(evaluation, known, found).check());
    }

    private void check() {
        table();
        areas();
        losses();
        ends();
    }

    private void table() {
        if (evaluation.thresholds() == null) {
            return;
        }
        double all = sweep.positives() + sweep.negatives();
        for (ThresholdRow row : evaluation.thresholds()) {
            if (row != null) {
                boolean weighted = row.truePositiveWeight() != null && row.falsePositiveWeight() != null;
                double tp = weighted ? row.truePositiveWeight() : row.truePositives();
                double flagged = tp + (weighted ? row.falsePositiveWeight() : row.falsePositives());
                share("precision", row, row.precision(), tp, flagged);
                share("recall", row, row.recall(), tp, sweep.positives());
                share("f1", row, row.f1(), 2 * tp, flagged + sweep.positives());
                share("the flagged share", row, row.flagRate(), flagged, all);
            }
        }
    }

    private void share(String what, ThresholdRow row, Double said, double part, double whole) {
        if (said != null) {
            found.same(what + " at the threshold " + row.threshold(), said, whole == 0 ? 0 : part / whole, TABLE);
        }
    }

    private void areas() {
        Double area = Part.value(evaluation.metrics(), Metric.ROC_AUC);
        Double precision = Part.value(evaluation.metrics(), Metric.AVERAGE_PRECISION);
        double pairs = sweep.positives() * sweep.negatives();
        double least = 0;
        double most = 0;
        double worst = 0;
        double best = 0;
        List<Sweep.Point> points = sweep.points();
        for (int i = 1; i < points.size(); i++) {
            Sweep.Point from = points.get(i - 1);
            Sweep.Point to = points.get(i);
            double hits = to.truePositives() - from.truePositives();
            double misses = to.falsePositives() - from.falsePositives();
            double tie = sweep.whole() ? hits * misses / 2 : 0;
            least += misses * from.truePositives() + tie;
            most += misses * to.truePositives() - tie;
            if (hits > 0) {
                best += hits * to.truePositives() / (to.truePositives() + (sweep.whole() ? to : from).falsePositives());
                worst += sweep.whole() ? hits * to.truePositives() / to.rows() : afterAll(from, to);
            }
        }
        if (area != null && pairs > 0) {
            found.between(Metric.ROC_AUC.key(), area, least / pairs, most / pairs, CURVES);
            deviation(area);
        }
        if (precision != null && sweep.positives() > 0) {
            found.between(
                    Metric.AVERAGE_PRECISION.key(),
                    precision,
                    worst / sweep.positives(),
                    best / sweep.positives(),
                    CURVES);
        }
    }

    /** The sum of precisions where all hidden misses come before all hidden hits: of t / (t + f), by an integral. */
    private static double afterAll(Sweep.Point from, Sweep.Point to) {
        double hits = to.truePositives() - from.truePositives();
        double f = to.falsePositives();
        double below = f + from.truePositives();
        double harmonic = below == 0 ? 0 : Math.log((f + to.truePositives()) / below);
        return Math.max(0, hits - f * harmonic);
    }

    /** DeLong's standard error: known from a whole curve, else at most that of two classes which are ranked all or nothing. */
    private void deviation(double area) {
        Estimated estimated = evaluation.statistics() == null
                ? null
                : Part.present(evaluation.statistics().estimates()).get(Metric.ROC_AUC.key());
        if (estimated == null
                || !DeLong.METHOD.equals(estimated.method())
                || sweep.positives() < 2
                || sweep.negatives() < 2) {
            return;
        }
        double said = estimated.standardError() * estimated.standardError();
        String what = "the squared standard error of " + Metric.ROC_AUC.key();
        if (!sweep.whole()) {
            found.between(
                    what,
                    said,
                    0,
                    area * (1 - area) * (1 / (sweep.positives() - 1.0) + 1 / (sweep.negatives() - 1.0)),
                    CURVES);
            return;
        }
        double ofPositives = 0;
        double ofNegatives = 0;
        List<Sweep.Point> points = sweep.points();
        for (int i = 1; i < points.size(); i++) {
            Sweep.Point from = points.get(i - 1);
            Sweep.Point to = points.get(i);
            double hits = to.truePositives() - from.truePositives();
            double misses = to.falsePositives() - from.falsePositives();
            double below = 1 - (from.falsePositives() + misses / 2) / sweep.negatives();
            double above = (from.truePositives() + hits / 2) / sweep.positives();
            ofPositives += hits * (below - area) * (below - area);
            ofNegatives += misses * (above - area) * (above - area);
        }
        double variance = ofPositives / (sweep.positives() - 1.0) / sweep.positives()
                + ofNegatives / (sweep.negatives() - 1.0) / sweep.negatives();
        found.same(what, said, variance, 1 / Math.min(sweep.positives(), sweep.negatives()), CURVES);
    }

    /** What a row could lose at most is what the greatest or the least score would have cost with the other label. */
    private void ends() {
        if (evaluation.statistics() == null
                || evaluation.curves() == null
                || evaluation.curves().roc() == null
                || evaluation.curves().roc().thresholds() == null) {
            return;
        }
        Map<String, Losses> losses = Part.present(evaluation.statistics().losses());
        double least = 1;
        double greatest = 0;
        boolean said = false;
        for (Double score : evaluation.curves().roc().thresholds()) {
            if (score != null) {
                said = true;
                least = Math.min(least, score);
                greatest = Math.max(greatest, score);
            }
        }
        if (!said) {
            return;
        }
        double[] nearer = {Math.min(1, least + RENORMALISED), Math.max(0, greatest - RENORMALISED)};
        // The first point of a thinned curve need not be that of the greatest score.
        double most = sweep.whole() ? Math.min(1, greatest + RENORMALISED) : 1;
        double[] further = {Math.max(0, least - RENORMALISED), most};
        end(losses, Metric.LOG_LOSS, worst(nearer, RankingCheck::log), worst(further, RankingCheck::log));
        end(
                losses,
                Metric.BRIER_SCORE_LOSS,
                worst(nearer, p -> (1 - p) * (1 - p)),
                worst(further, p -> (1 - p) * (1 - p)));
    }

    /** @param scores the least and the greatest */
    private static double worst(double[] scores, DoubleUnaryOperator loss) {
        double worst = 0;
        for (double score : scores) {
            worst = Math.max(worst, Math.max(loss.applyAsDouble(score), loss.applyAsDouble(1 - score)));
        }
        return worst;
    }

    private void end(Map<String, Losses> losses, Metric metric, double lower, double upper) {
        Losses known = losses.get(metric.key());
        if (known != null && known.upper() != null) {
            found.between("the greatest possible loss of " + metric.key(), known.upper(), lower, upper, CURVES);
        }
    }

    /** Log loss and Brier score from the scores between which the rows of either label lie. */
    private void losses() {
        Double log = Part.value(evaluation.metrics(), Metric.LOG_LOSS);
        Double brier = Part.value(evaluation.metrics(), Metric.BRIER_SCORE_LOSS);
        if (log == null && brier == null) {
            return;
        }
        double rows = sweep.positives() + sweep.negatives();
        double[] logs = new double[2];
        double[] squares = new double[2];
        double before = 1;
        List<Sweep.Point> points = sweep.points();
        for (int i = 1; i < points.size(); i++) {
            Sweep.Point to = points.get(i);
            double score = to.score() == null ? 0 : to.score();
            double lower = Math.min(1, Math.max(0, score - RENORMALISED));
            double upper = Math.min(1, Math.max(0, (sweep.whole() ? score : before) + RENORMALISED));
            double hits = to.truePositives() - points.get(i - 1).truePositives();
            double misses = to.falsePositives() - points.get(i - 1).falsePositives();
            logs[0] += hits * log(upper) + misses * log(1 - lower);
            logs[1] += hits * log(lower) + misses * log(1 - upper);
            squares[0] += hits * (1 - upper) * (1 - upper) + misses * lower * lower;
            squares[1] += hits * (1 - lower) * (1 - lower) + misses * upper * upper;
            before = to.score() == null ? before : to.score();
        }
        if (log != null) {
            found.between(Metric.LOG_LOSS.key(), log, logs[0] / rows, logs[1] / rows, CURVES);
        }
        if (brier != null) {
            found.between(Metric.BRIER_SCORE_LOSS.key(), brier, squares[0] / rows, squares[1] / rows, CURVES);
        }
    }

    private static double log(double probability) {
        return -Math.log(Math.min(Math.max(probability, EPSILON), 1 - EPSILON));
    }
}
