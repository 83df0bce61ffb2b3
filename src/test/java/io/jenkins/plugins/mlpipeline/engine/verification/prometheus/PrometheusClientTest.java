package io.jenkins.plugins.mlpipeline.engine.verification.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.verification.http.Clients;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrometheusClientTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final List<String> asked = new ArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;
    private ExecutorService threads;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void answers(int status, String body) {
        server.createContext("/", exchange -> {
            byte[] given = exchange.getRequestBody().readAllBytes();
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + new String(given, StandardCharsets.UTF_8) + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            boolean post = exchange.getRequestMethod().equals("POST");
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Location", "http://elsewhere.invalid/");
            exchange.sendResponseHeaders(status == 405 && !post ? 200 : status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private Reply ask(Duration patience) throws InterruptedException {
        PrometheusServer to =
                new PrometheusServer("prod", URI.create(address() + "/prom/"), Map.of("Authorization", "Bearer t0ken"));
        return new PrometheusClient(to, Clients.standard().build(), patience)
                .ask("up{a=\"b c\"}", Instant.ofEpochMilli(1_700_000_000_250L));
    }

    private static String vector(String... values) {
        List<String> series = new ArrayList<>();
        for (String value : values) {
            series.add("{\"metric\":{\"__name__\":\"up\"},\"value\":[1700000000.25,\"" + value + "\"]}");
        }
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[" + String.join(",", series)
                + "]},\"warnings\":[\"slow\\u001b[31m\"],\"infos\":[\"not a counter\"]}";
    }

    @Test
    void asksByPostAndReadsSeriesAndRemarks() throws InterruptedException {
        answers(200, vector("1", "NaN", "+Inf"));
        Reply.Data data = (Reply.Data) ask(LONG);
        assertThat(data.series()).hasSize(3);
        assertThat(data.series().get(0).labels()).isEqualTo(Map.of("__name__", "up"));
        assertThat(data.series().get(0).millis()).containsExactly(1_700_000_000_250L);
        assertThat(data.series().get(1).values()).containsExactly(Double.NaN);
        assertThat(data.series().get(2).values()).containsExactly(Double.POSITIVE_INFINITY);
        assertThat(data.notes()).containsExactly("slow\uFFFD[31m", "not a counter");
        assertThat(asked)
                .containsExactly("POST /prom/api/v1/query query=up%7Ba%3D%22b+c%22%7D&time=1700000000.250&timeout=30s"
                        + " Bearer t0ken");
    }

    @Test
    void asksByGetWherePostIsNotAllowed() throws InterruptedException {
        answers(405, vector("1"));
        assertThat(ask(LONG)).isInstanceOf(Reply.Data.class);
        assertThat(asked.get(1)).startsWith("GET /prom/api/v1/query?query=up");
    }

    @Test
    void aMatrixAndAScalar() {
        String matrix = "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{\"le\":"
                + "\"0.5\"},\"values\":[[1,\"2\"],[2.5,\"3\"]]}]}}";
        Reply.Data data = (Reply.Data) AnswerReader.read(matrix.getBytes(StandardCharsets.UTF_8));
        assertThat(data.series().get(0).millis()).containsExactly(1000, 2500);
        assertThat(data.series().get(0).values()).containsExactly(2, 3);
        String scalar = "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[1,\"7\"]}}";
        assertThat(((Reply.Data) AnswerReader.read(scalar.getBytes(StandardCharsets.UTF_8)))
                        .series()
                        .get(0)
                        .values())
                .containsExactly(7);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | prod answers with status 401; check its credentials",
                "403 | prod answers with status 403; check its credentials",
                "404 | prod has no Prometheus API at its address (status 404)",
                "302 | prod answers with status 302",
                "400 | Prometheus says bad_data: parse error",
                "422 | Prometheus says bad_data: parse error"
            })
    void whatIsWrongIsRefused(int status, String said) throws InterruptedException {
        answers(status, "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"parse error\"}");
        assertThat(ask(LONG)).isEqualTo(new Reply.Refused(said));
        assertThat(asked).as("a redirect is not followed").hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 429, 408})
    void whatMayPassIsUnreachable(int status) throws InterruptedException {
        answers(status, "no");
        assertThat(ask(LONG)).isEqualTo(new Reply.Unreachable("prod answers with status " + status));
    }

    @Test
    void aServerThatIsGone() throws InterruptedException {
        server.stop(0);
        assertThat(ask(LONG)).isEqualTo(new Reply.Unreachable("prod can't be reached: there is no connection"));
    }

    @Test
    void aServerThatIsSilent() throws InterruptedException {
        server.createContext("/", exchange -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(ask(Duration.ofSeconds(1))).isEqualTo(new Reply.Unreachable("prod did not answer within 1 s"));
    }

    /** Bytes that come, but never end: silence is not what is limited. */
    @Test
    void aServerThatDripsIsGivenUp() throws InterruptedException {
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                while (!end.await(20, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                    out.write(' ');
                    out.flush();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(ask(Duration.ofSeconds(1))).isEqualTo(new Reply.Unreachable("prod did not answer within 1 s"));
    }

    @Test
    void aServerThatNeverEnds() throws InterruptedException {
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] block = " ".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
            try (OutputStream out = exchange.getResponseBody()) {
                while (end.getCount() > 0) {
                    out.write(block);
                }
            }
        });
        assertThat(ask(LONG))
                .isEqualTo(new Reply.Refused("the answer of prod is larger than 16 MiB; name fewer series by labels, or"
                        + " judge a recording rule"));
    }

    private static String read(String body) {
        return ((Reply.Refused) AnswerReader.read(body.getBytes(StandardCharsets.UTF_8))).reason();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>login</html>",
                "[]",
                "{}",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"value\":[1,2]}]}}",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"value\":[1,\"x\"]}]}}",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"value\":[\"1\",\"1\"]}]}}",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"value\":[1,\"1\",3]}]}}",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[7]}}",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":[]}]}}",
                "{\"status\":\"success\",\"status\":\"success\"}",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":["
            })
    void whatIsNoAnswerIsSaidToBeNone(String body) {
        assertThat(read(body)).contains("the answer is not one of Prometheus");
    }

    @Test
    void seriesAndSamplesAndDepthHaveAnEnd() {
        String one = "{\"metric\":{},\"value\":[1,\"1\"]}";
        String head = "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[";
        assertThat(read(head + (one + ",").repeat(5_001) + one + "]}}"))
                .isEqualTo("the answer has more than 5000 series; name fewer by labels, or judge a recording rule");
        assertThat(read(head + "{\"values\":[" + "[1,\"1\"],".repeat(400_001) + "[1,\"1\"]]}]}}"))
                .isEqualTo(
                        "the answer has more than 400000 samples; shorten the window, or name fewer series by labels");
        assertThat(read("{\"x\":" + "[".repeat(100_000))).contains("nested more than 12 levels deep");
        assertThat(read(head + "{\"histogram\":[1,{}]}]}}"))
                .isEqualTo("the series is a native histogram; name a classic one, with buckets");
    }

    @Test
    void addresses() {
        assertThat(PrometheusServer.address(" https://p.example/prom ")).hasToString("https://p.example/prom");
        assertThatThrownBy(() -> PrometheusServer.address("p.example:9090"))
                .isInstanceOf(UserError.class)
                .hasMessage("The address of Prometheus is not understood. Write it as http://prometheus.example:9090.");
        assertThatThrownBy(() -> PrometheusServer.address("file:///etc/passwd"))
                .hasMessage("The address of Prometheus is not understood. Write it as http://prometheus.example:9090.");
        assertThatThrownBy(() -> PrometheusServer.address("http://u:secret@p.example"))
                .hasMessage("The address of Prometheus holds a user or a password; give it by credentials instead.");
        assertThatThrownBy(() -> PrometheusServer.address("http://p.example/?a=b"))
                .hasMessageContaining("has a \"?\" or \"#\"");
    }

    @Test
    void anAuthorityOfItsOwnMustBeOne() {
        assertThatThrownBy(() -> Clients.trusting("no certificate"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("a PEM text is expected.");
    }
}
