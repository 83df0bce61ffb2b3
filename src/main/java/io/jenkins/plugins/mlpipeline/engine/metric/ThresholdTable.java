package io.jenkins.plugins.mlpipeline.engine.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What other decision thresholds would have given on a binary test set. Choosing a threshold by this table makes the test
 * set a tuning set: the chosen one is to be judged on other rows.
 *
 * @param positiveLabel the label that is predicted from a threshold on
 * @param rows by ascending threshold
 */
public record ThresholdTable(String positiveLabel, List<Row> rows) {
    private static final int STEPS = 20;

    /**
     * One threshold.
     *
     * @param threshold a row is predicted positive when its score is at least this
     * @param truePositives positive rows from the threshold on
     * @param falsePositives other rows from the threshold on
     * @param precision null when no row is predicted positive
     * @param recall null when no row is positive
     * @param f1 0 when no row is rightly predicted positive; null when no row is or is predicted positive
     * @param flagRate share of all rows that are predicted positive
     */
    public record Row(
            double threshold,
            long truePositives,
            long falsePositives,
            Double precision,
            Double recall,
            Double f1,
            double flagRate) {}

    /**
     * The table at probabilities 0.05, 0.10 ... 0.95; of scores that are no probabilities, at those from which 95 %, 90 %
     * ... 5 % of the rows would be flagged (fewer where scores repeat).
     *
     * @throws IllegalArgumentException when there is no positive label or there are no scores
     */
    public static ThresholdTable of(ClassificationOutcomes outcomes) {
        if (outcomes.scores() == Scores.NONE || outcomes.positive() == ClassificationOutcomes.NO_POSITIVE) {
            throw new IllegalArgumentException("thresholds need scores and a positive label");
        }
        Ranking ranking = Ranking.of(outcomes);
        double[] thresholds = outcomes.scores().areProbabilities()
                ? IntStream.range(1, STEPS).mapToDouble(i -> i / (double) STEPS).toArray()
                : quantiles(ranking);
        List<Row> rows = new ArrayList<>();
        for (double threshold : thresholds) {
            rows.add(row(ranking, threshold));
        }
        return new ThresholdTable(outcomes.labels().get(outcomes.positive()), List.copyOf(rows));
    }

    private static Row row(Ranking ranking, double threshold) {
        long tp = ranking.positivesFrom(threshold);
        long fp = ranking.negativesFrom(threshold);
        long positives = ranking.positives();
        long total = positives + ranking.negatives();
        return new Row(
                threshold,
                tp,
                fp,
                orNull(new Share(tp, tp + fp)),
                orNull(new Share(tp, positives)),
                orNull(new Share(2 * tp, tp + fp + positives)),
                new Share(tp + fp, total).value());
    }

    private static Double orNull(Share share) {
        return share.isZeroDivision() ? null : (Double) share.value();
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
