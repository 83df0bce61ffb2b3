package io.jenkins.plugins.mlpipeline.engine.verification.asking;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.endpoint.Endpoint;
import io.jenkins.plugins.mlpipeline.engine.endpoint.Protocol;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Asks one row at a time, at a stated rate whatever the answers take (an open loop), and measures from the moment at which a
 * request was due: a server that is late makes the next requests wait, and that time is theirs too. A loop that sends the
 * next request after the last answer leaves it out (coordinated omission).
 *
 * @param perSecond requests a second
 */
public record Load(double perSecond) {
    private static final double MOST = 1_000;
    private static final double NANOS = 1e9;

    public Load {
        if (!(perSecond > 0 && perSecond <= MOST)) {
            throw new UserError("load is " + perSecond + "; a number of requests a second, at most " + (int) MOST
                    + ", is expected.");
        }
    }

    /**
     * Asks every row once.
     *
     * @return the latencies in seconds; what shows that there are none, when a request was not answered
     */
    public Observation measure(Question question, Protocol protocol, Endpoint endpoint) throws InterruptedException {
        List<CompletableFuture<Double>> latencies = new ArrayList<>();
        long began = System.nanoTime();
        for (int row = 0; row < question.rows(); row++) {
            long due = began + (long) (row / perSecond * NANOS);
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            latencies.add(endpoint.send(protocol.request(question.asked().part(row, row + 1)))
                    .thenApply(answered -> answered ? (System.nanoTime() - due) / NANOS : Double.NaN));
        }
        CompletableFuture.allOf(latencies.toArray(CompletableFuture[]::new)).join();
        return observed(latencies.stream().map(CompletableFuture::join).toList());
    }

    private static Observation observed(List<Double> latencies) {
        long silent = latencies.stream().filter(l -> l.isNaN()).count();
        if (silent > 0) {
            return new Observation.Missing(
                    silent + " of " + latencies.size() + " requests under load were not answered with status 200");
        }
        TreeMap<Double, Long> counts = new TreeMap<>();
        latencies.forEach(l -> counts.merge(l, 1L, Long::sum));
        List<Long> each = new ArrayList<>(counts.values());
        each.add(0L);
        return new Observation.Buckets(new ArrayList<>(counts.keySet()), each);
    }
}
