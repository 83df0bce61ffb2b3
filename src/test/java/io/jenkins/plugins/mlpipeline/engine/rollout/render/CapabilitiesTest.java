package io.jenkins.plugins.mlpipeline.engine.rollout.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Connection;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.KubeApi;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a server serves that serves more than any server. */
class CapabilitiesTest {
    private static final int GROUPS = 400;
    private static final int KINDS = 5_000;

    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer server;
    private KubernetesClient client;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            String path = exchange.getRequestURI().getPath();
            byte[] body = (path.equals("/version")
                            ? "{\"gitVersion\": \"v1.37.2\"}"
                            : path.equals("/apis") ? groups() : path.equals("/api/v1") ? "{}" : kinds())
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        client = Connection.fromConfig(
                Connection.tokens("http://127.0.0.1:" + server.getAddress().getPort(), () -> "t", null), null);
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    private static String groups() {
        return "{\"groups\": ["
                + IntStream.range(0, GROUPS)
                        .mapToObj(i -> "{\"versions\": [{\"groupVersion\": \"g" + i + "/v1\"}]}")
                        .collect(Collectors.joining(","))
                + "]}";
    }

    private static String kinds() {
        return "{\"resources\": ["
                + IntStream.range(0, KINDS)
                        .mapToObj(i -> "{\"name\": \"k" + i + "\", \"kind\": \"K" + i + "\"}")
                        .collect(Collectors.joining(","))
                + "]}";
    }

    @Test
    void noMoreIsAskedForOrKeptThanIsGivenOn() {
        Capabilities served = Capabilities.of(new KubeApi(client));

        assertThat(served.kubeVersion()).isEqualTo("v1.37.2");
        assertThat(served.apiVersions()).startsWith("v1", "g0/v1", "g0/v1/K0");
        assertThat(String.join(",", served.apiVersions()).length()).isBetween(99_000, 100_400);
        assertThat(asked.get()).isLessThan(10);
    }
}
