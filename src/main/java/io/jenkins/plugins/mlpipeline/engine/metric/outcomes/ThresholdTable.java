package io.jenkins.plugins.mlpipeline.engine.metric.outcomes;

import io.jenkins.plugins.mlpipeline.engine.evaluation.ThresholdRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What other decision thresholds would have given on a binary test set. Choosing a threshold by this table makes the test
 * set a tuning set: the chosen one is to be judged on other rows.
 */
public final class ThresholdTable {
    private static final int STEPS = 20;

    private ThresholdTable() {}

    /**
     * The table at probabilities 0.05, 0.10 ... 0.95; of scores that are no probabilities, at those from which 95 %, 90 %
     * ... 5 % of the rows would be flagged (fewer where scores repeat).
     *
     * @return by ascending threshold; null where there is no positive label or there are no scores
     */
    public static List<ThresholdRow> of(ClassificationOutcomes outcomes) {
        if (outcomes.scores() == Scores.NONE || outcomes.positive() == ClassificationOutcomes.NO_POSITIVE) {
            return null;
        }
        Ranking ranking = outcomes.ranking();
        double[] thresholds = outcomes.scores().areProbabilities()
                ? IntStream.range(1, STEPS).mapToDouble(i -> i / (double) STEPS).toArray()
                : quantiles(ranking);
        return Arrays.stream(thresholds)
                .mapToObj(threshold -> row(ranking, outcomes.ranked(), outcomes.weights() != null, threshold))
                .toList();
    }

    private static ThresholdRow row(Ranking counts, RankedRows sums, boolean weighted, double threshold) {
        double tp = sums.positiveSumFrom(threshold);
        double fp = sums.negativeSumFrom(threshold);
        double positives = sums.positiveSum();
        return new ThresholdRow(
                threshold,
                counts.positivesFrom(threshold),
                counts.negativesFrom(threshold),
                orNull(LabelShare.PRECISION, tp, tp + fp, positives),
                orNull(LabelShare.RECALL, tp, tp + fp, positives),
                orNull(LabelShare.F1, tp, tp + fp, positives),
                (tp + fp) / (positives + sums.negativeSum()),
                weighted ? tp : null,
                weighted ? fp : null);
    }

    private static Double orNull(LabelShare share, double tp, double predicted, double actual) {
        return share.isEmpty(tp, predicted, actual) ? null : (Double) share.of(tp, predicted, actual);
    }

    private static double[] quantiles(Ranking ranking) {
        long total = (long) ranking.positives() + ranking.negatives();
        List<Double> found = new ArrayList<>();
        int[] next = {1};
        ranking.sweep((score, tp, fp) -> {
            boolean reached = false;
            while (next[0] < STEPS && ((long) tp + fp) * STEPS >= next[0] * total) {
                next[0]++;
                reached = true;
            }
            if (reached) {
                found.add(0, score);
            }
        });
        return found.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
