package io.jenkins.plugins.mlpipeline.engine.consistency;

import io.jenkins.plugins.mlpipeline.engine.evaluation.ConfusionMatrix;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.metric.CountedMetrics;
import io.jenkins.plugins.mlpipeline.engine.metric.Metric;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Areas of more than two labels beside one another: each is a mean of the same areas of ordered pairs of labels (the share of pairs
 * in which a row of the first has more of the first's score than a row of the second), with weights that the counts of labels say. So
 * one of them leaves the others a range.
 */
final class PairAreasCheck {
    private static final List<Metric> AREAS =
            List.of(Metric.ROC_AUC_OVR, Metric.ROC_AUC_OVR_WEIGHTED, Metric.ROC_AUC_OVO, Metric.ROC_AUC_OVO_WEIGHTED);
    private static final int MOST_LABELS = 300;

    private final double[] rows;
    private final double total;

    /** @param rows of each label that occurs, by what they count for */
    private PairAreasCheck(double[] rows) {
        this.rows = rows;
        this.total = Arrays.stream(rows).sum();
    }

    static void check(Evaluation evaluation, Contradictions found) {
        ConfusionMatrix matrix = evaluation.confusionMatrix();
        if (matrix == null || matrix.labels().size() < 3 || matrix.labels().size() > MOST_LABELS) {
            return;
        }
        double[] rows = IntStream.range(0, matrix.labels().size())
                .mapToDouble(new CountedMetrics(matrix, null).sums()::trueSum)
                .filter(count -> count > 0)
                .toArray();
        if (rows.length >= 2) {
            new PairAreasCheck(rows).check(Part.all(evaluation), found);
        }
    }

    private void check(Part part, Contradictions found) {
        for (Metric known : AREAS) {
            Double value = part.value(known);
            for (Metric other : AREAS) {
                Double said = part.value(other);
                if (other != known && value != null && said != null && value >= 0 && value <= 1) {
                    found.between(
                            other.key(),
                            said,
                            1 - most(weights(known), weights(other), 1 - value),
                            most(weights(known), weights(other), value),
                            "its " + known.key() + " and counts of labels");
                }
            }
        }
    }

    /** The weights of the ordered pairs in a mean; they add up to 1. */
    private double[] weights(Metric metric) {
        int labels = rows.length;
        double[] weights = new double[labels * (labels - 1)];
        int at = 0;
        for (int one = 0; one < labels; one++) {
            for (int other = 0; other < labels; other++) {
                if (one != other) {
                    weights[at++] = weight(metric, rows[one], rows[other]);
                }
            }
        }
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(weight -> weight / sum).toArray();
    }

    private double weight(Metric metric, double one, double other) {
        return switch (metric) {
            case ROC_AUC_OVR -> other / (total - one);
            case ROC_AUC_OVR_WEIGHTED -> one * other / (total - one);
            case ROC_AUC_OVO_WEIGHTED -> one + other;
            default -> 1;
        };
    }

    /** The greatest mean by other weights of numbers from 0 to 1 whose mean by the known ones is given: the dearest first. */
    private static double most(double[] known, double[] other, double mean) {
        int[] order = IntStream.range(0, known.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -other[i] / known[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double left = mean;
        double most = 0;
        for (int i : order) {
            double taken = Math.min(1, left / known[i]);
            most += taken * other[i];
            left = Math.max(0, left - taken * known[i]);
        }
        return most;
    }
}
