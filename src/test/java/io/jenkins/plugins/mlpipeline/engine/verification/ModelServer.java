package io.jenkins.plugins.mlpipeline.engine.verification;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A small server with the usual metrics of HTTP, and traffic that it makes up itself. */
public final class ModelServer implements AutoCloseable {
    private final AtomicLong good = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong slow = new AtomicLong();
    private volatile int yesOfTen = 3;
    private final ScheduledExecutorService traffic = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    /** Starts one without traffic. */
    public ModelServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/metrics", exchange -> {
            byte[] body = metrics().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    /** Host and port. */
    public String authority() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on, every tenth of a second: so many requests, of which so many fail and so many take long. */
    public void traffic(int requests, int failing, int takingLong) {
        traffic(requests, failing, takingLong, 100);
    }

    /** The same every so many milliseconds; beside what was said before. */
    public void traffic(int requests, int failing, int takingLong, int everyMillis) {
        traffic.scheduleAtFixedRate(
                () -> {
                    good.addAndGet(requests - failing);
                    failed.addAndGet(failing);
                    slow.addAndGet(takingLong);
                },
                0,
                everyMillis,
                TimeUnit.MILLISECONDS);
    }

    /** So many of ten requests are answered with yes; to be said before there is any. */
    public void answersYes(int ofTen) {
        yesOfTen = ofTen;
    }

    private String metrics() {
        long bad = failed.get();
        long all = good.get() + bad;
        long fast = Math.max(0, all - slow.get());
        // As client libraries do: a label's value is there from the first event on.
        String failures = bad == 0 ? "" : "http_requests_total{code=\"500\"} " + bad + "\n";
        return "# TYPE http_requests_total counter\nhttp_requests_total{code=\"200\"} " + (all - bad) + "\n" + failures
                + "# TYPE predictions_total counter\n"
                + "predictions_total{label=\"yes\"} " + all * yesOfTen / 10 + "\n"
                + "predictions_total{label=\"no\"} " + (all - all * yesOfTen / 10) + "\n"
                + "# TYPE http_request_duration_seconds histogram\n"
                + "http_request_duration_seconds_bucket{le=\"0.1\"} " + fast + "\n"
                + "http_request_duration_seconds_bucket{le=\"0.25\"} " + fast + "\n"
                + "http_request_duration_seconds_bucket{le=\"0.5\"} " + all + "\n"
                + "http_request_duration_seconds_bucket{le=\"+Inf\"} " + all + "\n"
                + "http_request_duration_seconds_sum " + all * 0.1 + "\n"
                + "http_request_duration_seconds_count " + all + "\n"
                + "# TYPE process_resident_memory_bytes gauge\nprocess_resident_memory_bytes 1e8\n";
    }

    @Override
    public void close() {
        traffic.shutdownNow();
        server.stop(0);
        threads.shutdownNow();
    }
}
