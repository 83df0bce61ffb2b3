package io.jenkins.plugins.mlpipeline.engine.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.endpoint.AskedRows;
import io.jenkins.plugins.mlpipeline.engine.endpoint.Endpoint;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.metric.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures what one row costs at a server that has nothing else to do: rows one by one, each asked once, from sending to the whole
 * answer. For latency under load there is {@code verify --load}.
 */
final class ServedLatency {
    private static final int WARM_UP = 5;

    private ServedLatency() {}

    /**
     * Percentiles as {@link Latency} has them; undefined when a row was not answered.
     *
     * @param rows at least one
     */
    static Map<String, MetricValue> measure(ServedRequest served, AskedRows rows) throws InterruptedException {
        List<JsonNode> bodies = new ArrayList<>();
        for (int row = 0; row < rows.rows(); row++) {
            bodies.add(served.protocol().request(rows.part(row, row + 1)));
        }
        for (int i = 0; i < WARM_UP; i++) {
            served.endpoint().askOnce(bodies.get(i % bodies.size()));
        }
        long[] nanos = new long[Latency.MEASURED];
        int n = 0;
        long start = System.nanoTime();
        while (n < nanos.length && (n < Latency.LEAST || System.nanoTime() - start < Latency.MOST_NANOS)) {
            long begun = System.nanoTime();
            Endpoint.Reply reply = served.endpoint().askOnce(bodies.get(n % bodies.size()));
            nanos[n] = System.nanoTime() - begun;
            if (!(reply instanceof Endpoint.Reply.Answer)) {
                return unanswered(n);
            }
            n++;
        }
        Map<String, MetricValue> values = Latency.percentiles(nanos, n);
        values.replaceAll((key, value) -> value.noting("one row at a time over HTTP, asked from " + Machine.name()));
        return values;
    }

    private static Map<String, MetricValue> unanswered(int before) {
        MetricValue none = MetricValue.undefined(
                "of rows that were asked one at a time, one was not answered with status 200 after " + before
                        + " that were");
        Map<String, MetricValue> values = new LinkedHashMap<>();
        values.put(Metric.LATENCY_MS_P50.key(), none);
        values.put(Metric.LATENCY_MS_P95.key(), none);
        values.put(Metric.LATENCY_MS_P99.key(), none);
        return values;
    }
}
