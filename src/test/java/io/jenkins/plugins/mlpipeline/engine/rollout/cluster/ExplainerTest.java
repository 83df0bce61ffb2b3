package io.jenkins.plugins.mlpipeline.engine.rollout.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Patience;
import io.jenkins.plugins.mlpipeline.engine.rollout.kind.WorkloadKinds;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ObservedState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.PodState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Reading;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Revision;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Evidence from a server that answers as no server should. */
class ExplainerTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    /** What the server does about a log. */
    private interface Log {
        void answer(HttpExchange exchange) throws IOException;
    }

    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private KubernetesClient client;
    private volatile Log log;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            if (path.endsWith("/log")) {
                log.answer(exchange);
            } else if (path.endsWith("/secrets/db")) {
                send(exchange, "{\"kind\":\"Secret\",\"data\":{\"key\":\"aHVudGVyMmh1bnRlcjI=\"}}");
            } else {
                send(exchange, "{\"kind\":\"EventList\",\"items\":[]}");
            }
        });
        server.start();
        client = Connection.fromConfig(
                Connection.tokens("http://127.0.0.1:" + server.getAddress().getPort(), () -> "t", null), null);
    }

    @AfterEach
    void stop() {
        end.countDown();
        client.close();
        server.stop(0);
        threads.shutdownNow();
    }

    private static void send(HttpExchange exchange, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private List<String> log(Duration limit) {
        Diagnostics found = new Explainer(new KubeApi(client), new LogMask(UnaryOperator.identity()), 100, limit)
                .explain(crashing(), Patience.DEFAULT);
        return found.pods().get(0).containers().get(0).log();
    }

    private static ObservedState crashing() {
        var workload = WorkloadKinds.of("apps/v1", "Deployment")
                .read(Json.parse(
                        "{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"metadata\":{\"name\":\"w\",\"namespace\":\"n\","
                                + "\"uid\":\"1\"},\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"app\",\"envFrom\":"
                                + "[{\"secretRef\":{\"name\":\"db\"}}]}]}}}}",
                        JsonNode.class,
                        "test"));
        Revision revision = Reading.replicaSet(Json.parse(
                "{\"metadata\":{\"name\":\"w-1\",\"uid\":\"2\",\"ownerReferences\":[{\"controller\":true,\"uid\":\"1\"}]},"
                        + "\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"app\",\"envFrom\":"
                        + "[{\"secretRef\":{\"name\":\"db\"}}]}]}}}}",
                JsonNode.class,
                "test"));
        PodState pod = Reading.pod(Json.parse(
                "{\"metadata\":{\"name\":\"w-1-a\",\"uid\":\"3\",\"ownerReferences\":[{\"controller\":true,\"uid\":\"2\"}]},"
                        + "\"status\":{\"phase\":\"Running\",\"containerStatuses\":[{\"name\":\"app\",\"restartCount\":3,"
                        + "\"state\":{\"waiting\":{\"reason\":\"CrashLoopBackOff\"}},\"lastState\":{\"terminated\":"
                        + "{\"exitCode\":1,\"reason\":\"Error\"}}}]}}",
                JsonNode.class,
                "test"));
        return new ObservedState(workload, List.of(revision), List.of(pod), Instant.now());
    }

    @Test
    void aLogThatDoesNotComeIsNotWaitedFor() {
        log = exchange -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        };
        assertThat(log(Duration.ofSeconds(1))).containsExactly("(not collected: it took longer than 1 s)");
    }

    /** The server writes for as long as it is let. */
    @Test
    void ofALogThatDoesNotEndTheBeginningIsTakenAndTheRestIsNotRead() throws Exception {
        CountDownLatch broken = new CountDownLatch(1);
        log = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] line = ("x".repeat(3_000) + "\n").getBytes(StandardCharsets.UTF_8);
            try (OutputStream out = exchange.getResponseBody()) {
                while (end.getCount() > 0) {
                    out.write(line);
                }
            } catch (IOException e) {
                broken.countDown();
            }
        };
        List<String> lines = log(LONG);
        assertThat(lines).hasSize(22).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(1_003));
        assertThat(lines.get(0)).isEqualTo("x".repeat(1_000) + "...");
        broken.await();
    }

    @Test
    void aLogThatIsMadeToHoldUpTheMaskIsMasked() {
        log = exchange -> send(exchange, "token".repeat(10_000) + "\npassword=hunter2\n");
        assertThat(log(LONG)).hasSize(2).endsWith("password=***");
    }

    /** Also after a restart of the controller, when what was sent is forgotten. */
    @Test
    void valuesOfTheSecretsThatThePodsAreGivenAreHidden() {
        log = exchange -> send(exchange, "starting with hunter2hunter2\n");
        assertThat(log(LONG)).containsExactly("starting with ***");
    }
}
