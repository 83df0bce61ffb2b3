package io.jenkins.plugins.mlpipeline.engine.verification;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real Prometheus as a process, which scrapes every second what it is told to. {@code ML_PIPELINE_PROMETHEUS} names its
 * binary; else what {@code src/test/shell/prometheus.sh} unpacked is used, or one of the PATH.
 */
public final class RealPrometheus implements AutoCloseable {
    private static final Path UNPACKED = Path.of("target/prometheus/usr/bin/prometheus");

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> targets = new ArrayList<>();
    private final Path folder;
    private final int port;
    private Process process;

    /** Lets tests run where there is one; fails them when {@code ML_PIPELINE_REQUIRE_PROMETHEUS} is {@code true}. */
    public static final class Present implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (binary().isPresent()) {
                return ConditionEvaluationResult.enabled("a Prometheus is at hand");
            }
            String reason = "PROMETHEUS TESTS NOT RUN: run src/test/shell/prometheus.sh --fetch, or set"
                    + " ML_PIPELINE_PROMETHEUS";
            if ("true".equals(System.getenv("ML_PIPELINE_REQUIRE_PROMETHEUS"))) {
                throw new IllegalStateException(reason);
            }
            return ConditionEvaluationResult.disabled(reason);
        }
    }

    private RealPrometheus(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** The program that checks configurations and rules, which comes with the server. */
    public static Path promtool() {
        return binary().orElseThrow().resolveSibling("promtool");
    }

    private static Optional<Path> binary() {
        String named = System.getenv("ML_PIPELINE_PROMETHEUS");
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        if (Files.isExecutable(UNPACKED)) {
            return Optional.of(UNPACKED.toAbsolutePath());
        }
        for (String folder : System.getenv("PATH").split(":")) {
            if (Files.isExecutable(Path.of(folder, "prometheus"))) {
                return Optional.of(Path.of(folder, "prometheus"));
            }
        }
        return Optional.empty();
    }

    /** Starts one that scrapes nothing yet. */
    public static RealPrometheus start(Path folder) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("targets.json"), "[]");
        return start(folder, """
            global: {scrape_interval: 1s, scrape_timeout: 1s}
            scrape_configs:
              - job_name: models
                file_sd_configs: [{files: [targets.json], refresh_interval: 1s}]
            """);
    }

    /**
     * Starts one with a configuration.
     *
     * @param folder of the files that the configuration names
     */
    public static RealPrometheus start(Path folder, String configuration) throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        RealPrometheus server = new RealPrometheus(folder, port);
        Files.writeString(folder.resolve("prometheus.yml"), configuration);
        server.process = new ProcessBuilder(
                        binary().orElseThrow().toString(),
                        "--config.file=" + folder.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--log.level=warn")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log.txt").toFile())
                .start();
        server.await("/-/ready", body -> true);
        return server;
    }

    /** Its address. */
    public String address() {
        return "http://127.0.0.1:" + port;
    }

    /** Scrapes a server as if it were a pod, and waits for its first samples. */
    public void scrape(ModelServer server, String namespace, String pod) throws IOException, InterruptedException {
        targets.add("{\"targets\": [\"" + server.authority() + "\"], \"labels\": {\"namespace\": \"" + namespace
                + "\", \"pod\": \"" + pod + "\"}}");
        Files.writeString(folder.resolve("targets.json"), targets.toString());
        await("/api/v1/query?query=up%7Bpod%3D%22" + pod + "%22%7D", body -> body.contains("\"1\"]"));
    }

    /** Waits until a pod was scraped so often. */
    public void scraped(String pod, int times) throws IOException, InterruptedException {
        String query =
                URLEncoder.encode("count_over_time(up{pod=\"" + pod + "\"}[5m]) >= " + times, StandardCharsets.UTF_8);
        await("/api/v1/query?query=" + query, body -> body.contains("\"value\""));
    }

    /** Waits until a pod was scraped so often again. */
    public void scrapedAgain(String pod, int times) throws IOException, InterruptedException {
        String query = URLEncoder.encode("count_over_time(up{pod=\"" + pod + "\"}[5m])", StandardCharsets.UTF_8);
        String answer = await("/api/v1/query?query=" + query, body -> body.contains("\"value\""));
        String count = answer.replaceAll("(?s).*\"value\":\\[[^,]*,\"(\\d+)\"\\].*", "$1");
        scraped(pod, Integer.parseInt(count) + times);
    }

    /** The answer to a request of the API, once it is as wanted; fails when it never is. */
    public String await(String path, java.util.function.Predicate<String> wanted)
            throws IOException, InterruptedException {
        String last = "";
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() < end) {
            try {
                HttpResponse<String> answer = http.send(
                        HttpRequest.newBuilder(URI.create(address() + path)).build(),
                        HttpResponse.BodyHandlers.ofString());
                last = answer.body();
                if (answer.statusCode() == 200 && wanted.test(last)) {
                    return last;
                }
            } catch (IOException e) {
                if (!process.isAlive()) {
                    throw new IOException("Prometheus ended: " + Files.readString(folder.resolve("log.txt")), e);
                }
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new IOException("Prometheus did not get there: " + path + "; its last answer: " + last);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
