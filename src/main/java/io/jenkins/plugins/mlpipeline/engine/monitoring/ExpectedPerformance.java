package io.jenkins.plugins.mlpipeline.engine.monitoring;

import io.jenkins.plugins.mlpipeline.engine.evaluation.ConfusionMatrix;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Interval;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.metric.CountedMetrics;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.SplitMix64;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What metrics are to be expected when nobody knows the truth, if the model's probabilities are right (confidence-based
 * performance estimation, CBPE; NannyML). A row with the probabilities p counts in the expected confusion matrix as p[j] rows
 * of label j. The interval is that of the metric itself: labels are drawn by the probabilities, some hundred times.
 */
final class ExpectedPerformance {
    private static final String ROC_AUC = "roc_auc";
    private static final double SHOWN = 0.95;
    private static final int MOST_ROWS = 1_000_000;
    private static final int MOST_PROBABILITIES = 20_000_000;
    private static final int MOST_DRAWS = 1000;
    private static final int LEAST_DRAWS = 200;
    private static final long DRAWN_LABELS = 100_000_000;
    /** Expected counts are fractions: so many rows in all keep nine digits of them. */
    private static final double SCALE = 2e9;

    private static final long SEED = 42;

    private final ClassificationOutcomes outcomes;
    private final int rows;
    private final int labels;
    private final int[] predicted;
    private final double[] probabilities;
    private final List<CatalogueKey> keys;
    /** Rows by the positive label's probability, the least first; null when nothing is ranked. */
    private final int[] ranked;

    private ExpectedPerformance(ClassificationOutcomes outcomes) {
        this.outcomes = outcomes;
        this.labels = outcomes.labels().size();
        this.rows = Math.min(outcomes.rows(), Math.min(MOST_ROWS, MOST_PROBABILITIES / labels));
        this.predicted = new int[rows];
        this.probabilities = new double[rows * labels];
        boolean positive = outcomes.positive() != ClassificationOutcomes.NO_POSITIVE;
        this.keys = (outcomes.task() == Task.BINARY
                        ? positive ? List.of("accuracy", "precision", "recall", "f1") : List.of("accuracy")
                        : List.of("accuracy", "balanced_accuracy", "f1_macro"))
                .stream().map(CatalogueKey::parse).toList();
        for (int i = 0; i < rows; i++) {
            // Spread evenly where there are more.
            int row = (int) ((long) i * outcomes.rows() / rows);
            predicted[i] = outcomes.predicted(row);
            for (int label = 0; label < labels; label++) {
                probabilities[i * labels + label] = outcomes.probability(row, label);
            }
        }
        this.ranked = positive
                ? IntStream.range(0, rows)
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> p(i, outcomes.positive())))
                        .mapToInt(Integer::intValue)
                        .toArray()
                : null;
    }

    /**
     * The expected metrics, by key.
     *
     * @param outcomes answers with probabilities; their truth is not looked at
     */
    static Map<String, MetricValue> of(ClassificationOutcomes outcomes) {
        return new ExpectedPerformance(outcomes).metrics();
    }

    private double p(int row, int label) {
        return probabilities[row * labels + label];
    }

    private Map<String, MetricValue> metrics() {
        Map<String, MetricValue> expected = values(expectedCounts(), this::expectedArea);
        Map<String, List<Double>> drawn = new LinkedHashMap<>();
        SplitMix64 random = new SplitMix64(SEED);
        int draws = (int) Math.max(LEAST_DRAWS, Math.min(MOST_DRAWS, DRAWN_LABELS / rows));
        int[] truth = new int[rows];
        for (int draw = 0; draw < draws; draw++) {
            long[][] counts = draw(random, truth);
            values(counts, () -> area(truth)).forEach((key, value) -> {
                if (value.value() != null) {
                    drawn.computeIfAbsent(key, k -> new ArrayList<>()).add(value.value());
                }
            });
        }
        expected.replaceAll((key, value) -> value.value() == null || !drawn.containsKey(key)
                ? value
                : new MetricValue(value.value(), (long) outcomes.rows(), interval(drawn.get(key)), null, null));
        return expected;
    }

    private static Interval interval(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double tail = (1 - SHOWN) / 2;
        int cut = (int) Math.floor(tail * sorted.length);
        return new Interval(sorted[cut], sorted[sorted.length - 1 - cut], SHOWN, "drawn labels");
    }

    /** An area, or why there is none. */
    @FunctionalInterface
    private interface Area {
        MetricValue get();
    }

    private Map<String, MetricValue> values(long[][] counts, Area area) {
        CountedMetrics counted = new CountedMetrics(
                new ConfusionMatrix(outcomes.labels(), counts, null),
                outcomes.positive() == ClassificationOutcomes.NO_POSITIVE
                        ? null
                        : outcomes.labels().get(outcomes.positive()));
        Map<String, MetricValue> values = new LinkedHashMap<>();
        for (CatalogueKey key : keys) {
            counted.of(key).ifPresent(value -> values.put(key.toString(), value));
        }
        if (ranked != null) {
            values.put(ROC_AUC, area.get());
        }
        return values;
    }

    private long[][] expectedCounts() {
        double[][] sums = new double[labels][labels];
        for (int i = 0; i < rows; i++) {
            for (int label = 0; label < labels; label++) {
                sums[label][predicted[i]] += p(i, label);
            }
        }
        return Arrays.stream(sums)
                .map(row -> Arrays.stream(row)
                        .mapToLong(sum -> Math.round(sum * SCALE / rows))
                        .toArray())
                .toArray(long[][]::new);
    }

    private long[][] draw(SplitMix64 random, int[] truth) {
        long[][] counts = new long[labels][labels];
        for (int i = 0; i < rows; i++) {
            double left = (random.nextLong() >>> 11) * 0x1p-53;
            int label = 0;
            while (label < labels - 1 && left >= p(i, label)) {
                left -= p(i, label);
                label++;
            }
            truth[i] = label;
            counts[label][predicted[i]]++;
        }
        return counts;
    }

    private MetricValue expectedArea() {
        return area(row -> p(row, outcomes.positive()));
    }

    private MetricValue area(int[] truth) {
        return area(row -> truth[row] == outcomes.positive() ? 1 : 0);
    }

    /** The area under the ROC curve when each row counts as a part of a positive row and a part of another one. */
    private MetricValue area(IntToDoubleFunction part) {
        double positives = 0;
        double others = 0;
        double pairs = 0;
        for (int i = 0; i < rows; ) {
            double score = p(ranked[i], outcomes.positive());
            double tiedPositives = 0;
            double tiedOthers = 0;
            for (; i < rows && Double.compare(p(ranked[i], outcomes.positive()), score) == 0; i++) {
                tiedPositives += part.applyAsDouble(ranked[i]);
                tiedOthers += 1 - part.applyAsDouble(ranked[i]);
            }
            pairs += tiedPositives * (others + tiedOthers / 2);
            positives += tiedPositives;
            others += tiedOthers;
        }
        return positives == 0 || others == 0
                ? MetricValue.undefined("only one label is to be expected")
                : MetricValue.of(pairs / (positives * others), rows);
    }

    /** The mean and the variance of the probability of what is predicted. */
    static double[] confidence(ClassificationOutcomes outcomes) {
        double sum = 0;
        double squares = 0;
        int rows = outcomes.rows();
        for (int row = 0; row < rows; row++) {
            double p = outcomes.probability(row, outcomes.predicted(row));
            sum += p;
            squares += p * p;
        }
        double mean = sum / rows;
        return new double[] {mean, Math.max(0, squares / rows - mean * mean)};
    }
}
