package io.jenkins.plugins.mlpipeline.engine.validation;

import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.metric.Metric;
import io.jenkins.plugins.mlpipeline.engine.model.predict.InputBatch;
import io.jenkins.plugins.mlpipeline.engine.model.predict.LoadedModel;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures what one prediction costs when rows come one by one, as in serving: the first rows of the data, batch size 1,
 * after a warm-up; parsing is not counted.
 */
final class Latency {
    /** Rows that are kept for it; they take turns. */
    static final int SAMPLE_ROWS = 50;

    private static final int WARM_UP = 50;
    /** How many predictions are measured, but no more than {@link #LEAST} when these took {@link #MOST_NANOS}. */
    static final int MEASURED = 200;

    static final int LEAST = 20;
    static final long MOST_NANOS = 2_000_000_000L;

    private static final double NANOS_PER_MILLI = 1e6;

    private Latency() {}

    /** The time of one prediction, in nanoseconds. */
    static long once(LoadedModel model, InputBatch row) {
        long start = System.nanoTime();
        model.serve(row);
        return System.nanoTime() - start;
    }

    /**
     * Percentiles over at most 200 predictions; fewer, but at least 20, when a model takes longer than two seconds for
     * them.
     *
     * @param rows at least one batch of one row
     */
    static Map<String, MetricValue> measure(LoadedModel model, List<InputBatch> rows) {
        long warm = System.nanoTime();
        for (int i = 0; i < WARM_UP && System.nanoTime() - warm < MOST_NANOS / 2; i++) {
            model.serve(rows.get(i % rows.size()));
        }
        long[] nanos = new long[MEASURED];
        int n = 0;
        long start = System.nanoTime();
        while (n < MEASURED && (n < LEAST || System.nanoTime() - start < MOST_NANOS)) {
            nanos[n] = once(model, rows.get(n % rows.size()));
            n++;
        }
        return percentiles(nanos, n);
    }

    /**
     * The percentiles of times, by metric.
     *
     * @param nanos is sorted
     * @param n how many there are
     */
    static Map<String, MetricValue> percentiles(long[] nanos, int n) {
        Arrays.sort(nanos, 0, n);
        Map<String, MetricValue> values = new LinkedHashMap<>();
        values.put(Metric.LATENCY_MS_P50.key(), percentile(nanos, n, 0.5));
        values.put(Metric.LATENCY_MS_P95.key(), percentile(nanos, n, 0.95));
        values.put(Metric.LATENCY_MS_P99.key(), percentile(nanos, n, 0.99));
        return values;
    }

    /** The smallest value that at least this share of all values doesn't exceed (nearest rank). */
    static MetricValue percentile(long[] sorted, int n, double share) {
        int rank = (int) Math.ceil(share * n);
        return MetricValue.of(sorted[Math.max(rank, 1) - 1] / NANOS_PER_MILLI, n);
    }
}
