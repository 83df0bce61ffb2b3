package io.jenkins.plugins.mlpipeline.engine.threshold;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.metric.CountedMetrics;
import io.jenkins.plugins.mlpipeline.engine.metric.Direction;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The threshold that a rule asks for on scored rows of known labels. A threshold lies between two neighbouring scores, and of the
 * numbers there it is the one with the fewest digits; which rows it flags does not depend on where.
 */
public final class ThresholdChoice {
    private static final double MIDDLE = 0.5;
    /** Enough to tell any two float32 numbers between 0 and 1 from 1e-38 on apart. */
    private static final int MOST_DIGITS = 50;

    private final ThresholdRule rule;
    /** Scores of all rows, greatest first. */
    private final float[] scores;
    /** What the positive ones of the first rows count for, and all of them. */
    private final double[] positivesBefore;

    private final double[] rowsBefore;

    private Candidate best;
    private Candidate nearest;

    /**
     * A threshold and what it gives.
     *
     * @param threshold rows with this score or a greater one are flagged
     * @param metric the metric that the rule names
     * @param value its value on the rows
     */
    public record Chosen(double threshold, String metric, double value) {}

    /** So many rows are flagged, with which values of what is to be best and what is demanded. */
    private record Candidate(int flagged, double value, double demanded) {}

    private ThresholdChoice(ThresholdRule rule, float[] scores, boolean[] positive, double[] weights) {
        this.rule = rule;
        int[] order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> -scores[row]))
                .mapToInt(Integer::intValue)
                .toArray();
        this.scores = new float[order.length];
        this.positivesBefore = new double[order.length + 1];
        this.rowsBefore = new double[order.length + 1];
        for (int i = 0; i < order.length; i++) {
            this.scores[i] = scores[order[i]];
            double weight = weights == null ? 1 : weights[order[i]];
            positivesBefore[i + 1] = positivesBefore[i] + (positive[order[i]] ? weight : 0);
            rowsBefore[i + 1] = rowsBefore[i] + weight;
        }
    }

    /**
     * Chooses.
     *
     * @param rule not a score itself
     * @param scores of the positive label, between 0 and 1; at least one
     * @param positive whether the rows are
     * @param weights what rows count for; null where each counts the same
     * @throws UserError when no threshold is as demanded
     */
    public static Chosen of(ThresholdRule rule, float[] scores, boolean[] positive, double[] weights) {
        ThresholdChoice choice = new ThresholdChoice(rule, scores, positive, weights);
        if (rule instanceof ThresholdRule.Demand demand) {
            return choice.choose(demand.counterpart(), demand.metric(), demand.least());
        }
        if (rule instanceof ThresholdRule.Best best) {
            return choice.choose(best.metric(), null, 0);
        }
        throw new IllegalArgumentException("nothing to choose: " + rule);
    }

    private Chosen choose(CatalogueKey aim, CatalogueKey demanded, double least) {
        for (int flagged = 0; flagged <= scores.length; flagged++) {
            if (isCut(flagged)) {
                consider(flagged, aim, demanded, least);
            }
        }
        if (best == null) {
            throw new UserError("threshold \"" + rule + "\": no score gives so much on the rows of the training part"
                    + (nearest == null
                            ? ""
                            : "; the most is " + Figures.beside(nearest.demanded, least) + ", from the score "
                                    + Figures.plain(threshold(nearest.flagged)) + " on")
                    + ". Demand less, or train a better model.");
        }
        return new Chosen(
                threshold(best.flagged),
                (demanded == null ? aim : demanded).toString(),
                demanded == null ? best.value : best.demanded);
    }

    /** Whether a threshold can flag exactly so many rows. */
    private boolean isCut(int flagged) {
        return flagged == 0
                ? scores[0] < 1
                : flagged == scores.length || Float.compare(scores[flagged - 1], scores[flagged]) != 0;
    }

    private void consider(int flagged, CatalogueKey aim, CatalogueKey demanded, double least) {
        double positives = positivesBefore[scores.length];
        double found = positivesBefore[flagged];
        double wrongly = Math.max(0, rowsBefore[flagged] - found);
        // Sums of weights may differ by rounding from what is left of them.
        CountedMetrics metrics = CountedMetrics.binary(
                found,
                wrongly,
                Math.max(0, positives - found),
                Math.max(0, rowsBefore[scores.length] - positives - wrongly));
        double value = value(metrics, aim);
        double share = demanded == null ? 0 : value(metrics, demanded);
        if (Double.isNaN(value) || Double.isNaN(share) || demanded != null && flagged == 0) {
            return;
        }
        Candidate candidate = new Candidate(flagged, value, share);
        if (share < least) {
            nearest = nearest == null || share > nearest.demanded ? candidate : nearest;
        } else if (best == null || isBetter(candidate, aim.direction(), demanded != null)) {
            best = candidate;
        }
    }

    /** Equal ones: more of what is demanded, then nearer to the middle of the scores. */
    private boolean isBetter(Candidate candidate, Direction direction, boolean demands) {
        int better = Double.compare(candidate.value, best.value) * (direction == Direction.HIGHER ? 1 : -1);
        if (better == 0 && demands) {
            better = Double.compare(candidate.demanded, best.demanded);
        }
        return better > 0 || better == 0 && distance(candidate) < distance(best);
    }

    private double distance(Candidate candidate) {
        return Math.abs(threshold(candidate.flagged) - MIDDLE);
    }

    private static double value(CountedMetrics metrics, CatalogueKey key) {
        MetricValue value = metrics.of(key).orElseThrow();
        return value.value() == null ? Double.NaN : value.value();
    }

    /** The shortest number above the score of the first row that is not flagged, and not above that of the last one that is. */
    private double threshold(int flagged) {
        if (flagged == scores.length) {
            return shortest(0, scores[flagged - 1], true);
        }
        return shortest(scores[flagged], flagged == 0 ? 1 : scores[flagged - 1], false);
    }

    private static double shortest(float below, float atMost, boolean mayBeBelow) {
        BigDecimal middle = new BigDecimal(below).add(new BigDecimal(atMost)).divide(BigDecimal.valueOf(2));
        for (int digits = 1; digits <= MOST_DIGITS; digits++) {
            double shortest = middle.setScale(digits, RoundingMode.HALF_UP).doubleValue();
            if ((shortest > below || mayBeBelow && Double.compare(shortest, below) == 0) && shortest <= atMost) {
                return shortest;
            }
        }
        return atMost;
    }
}
