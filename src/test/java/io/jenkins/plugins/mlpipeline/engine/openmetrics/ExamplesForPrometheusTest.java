package io.jenkins.plugins.mlpipeline.engine.openmetrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.verification.ModelServer;
import io.jenkins.plugins.mlpipeline.engine.verification.RealPrometheus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples with a real Prometheus: it scrapes, as its configuration stands, {@code jenkins.example:8080} and
 * {@code ml-model-deployment:80}, which a proxy of this test answers for.
 */
@Tag("prometheus")
@ExtendWith(RealPrometheus.Present.class)
class ExamplesForPrometheusTest {
    private static final Path EXAMPLES = Path.of("docs/examples/prometheus");
    private static final String TOKEN = "prometheus:11aa";

    /** What each host was asked, and with what. */
    private static final Map<String, String> ASKED = new ConcurrentHashMap<>();

    private static final ExecutorService THREADS = Executors.newCachedThreadPool();

    @TempDir
    private static Path folder;

    private static ModelServer model;
    private static HttpServer proxy;
    private static RealPrometheus prometheus;

    @BeforeAll
    static void start() throws Exception {
        model = new ModelServer();
        model.traffic(20, 2, 0);
        proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.setExecutor(THREADS);
        proxy.createContext("/", ExamplesForPrometheusTest::answer);
        proxy.start();
        for (String name : List.of("prometheus.yml", "alerts.yml")) {
            Files.copy(EXAMPLES.resolve(name), folder.resolve(name));
        }
        Files.writeString(folder.resolve("jenkins-api-token"), TOKEN.substring(TOKEN.indexOf(':') + 1));
        prometheus = RealPrometheus.start(
                folder,
                Files.readString(EXAMPLES.resolve("prometheus.yml"))
                        .replaceAll("scrape_interval: \\w+", "scrape_interval: 1s")
                        .replace("global:\n", "global:\n  evaluation_interval: 1s\n")
                        .replaceAll(
                                "(?m)^( +- )(job_name: .*)$",
                                "$1$2\n    proxy_url: http://127.0.0.1:"
                                        + proxy.getAddress().getPort()));
        // Two scrapes after the first failures: a rate needs them.
        prometheus.await(
                query("rate(http_requests_total{job=\"ml-model\",code=\"500\"}[1m]) > 0 and on () up == 1"),
                answer -> answer.contains("\"value\""));
    }

    @AfterAll
    static void stop() {
        if (prometheus != null) {
            prometheus.close();
        }
        proxy.stop(0);
        model.close();
        THREADS.shutdownNow();
    }

    /** Answers as a proxy does, for the two hosts of the configuration. */
    private static void answer(HttpExchange exchange) throws IOException {
        URI asked = exchange.getRequestURI();
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        ASKED.put(asked.toString(), String.valueOf(authorization));
        ExpositionFormat format =
                ExpositionFormat.of(exchange.getRequestHeaders().getFirst("Accept"));
        String text;
        String type;
        if (asked.getAuthority().equals("ml-model-deployment:80")) {
            text = get("http://" + model.authority() + asked.getPath());
            type = "text/plain; version=0.0.4";
        } else {
            text = ExposedState.at(Instant.now()).text(format);
            type = format.contentType();
        }
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String get(String address) throws IOException {
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static String query(String expression) {
        return "/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8);
    }

    @Test
    void bothTargetsOfTheConfigurationAreScrapedAsItSays() throws Exception {
        prometheus.await(query("sum(up)"), answer -> answer.contains("\"2\"]"));
        assertThat(ASKED)
                .containsOnlyKeys("http://jenkins.example:8080/ml-metrics/", "http://ml-model-deployment:80/metrics")
                .containsEntry(
                        "http://jenkins.example:8080/ml-metrics/",
                        "Basic "
                                + java.util.Base64.getEncoder().encodeToString(TOKEN.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void thePrometheusReadsEveryFamilyWithItsTypeAndUnit() throws Exception {
        String metadata = prometheus.await("/api/v1/targets/metadata", answer -> answer.contains("ml_pipeline_model"));
        Map<String, JsonNode> families = new ConcurrentHashMap<>();
        Json.parse(metadata, JsonNode.class, "metadata")
                .path("data")
                .forEach(each -> families.put(each.path("metric").asText(), each));
        for (Exposed family : Exposed.values()) {
            assertThat(families).containsKey(family.family());
            JsonNode known = families.get(family.family());
            assertThat(known.path("help").asText()).isEqualTo(family.help());
            assertThat(known.path("unit").asText()).isEqualTo(family.kind() == Exposed.Kind.SECONDS ? "seconds" : "");
            assertThat(known.path("type").asText()).isEqualTo(family.kind() == Exposed.Kind.INFO ? "info" : "gauge");
            prometheus.await(query(family.sample()), answer -> answer.contains("\"value\""));
        }
    }

    @Test
    void everyExpressionOfTheDashboardAnswersWhenSomethingIsWrong() throws Exception {
        List<String> expressions =
                Json.readTree(EXAMPLES.resolve("dashboard.json")).findValuesAsText("expr");
        assertThat(expressions).hasSizeGreaterThan(15);
        for (String expression : expressions) {
            String asked = expression
                    .replaceAll("\\$(jenkins_job|metric|target)\\b", ".*")
                    .replace("$__rate_interval", "1m");
            assertThat(asked).doesNotContain("$");
            prometheus.await(query(asked), answer -> answer.contains("\"value\""));
        }
    }

    @Test
    void everyAlertIsEvaluatedAndThoseThatNeedNoWaitingFire() throws Exception {
        String rules = prometheus.await(
                "/api/v1/rules", answer -> answer.contains("\"MlModelErrors\"") && !answer.contains("unknown"));
        assertThat(rules).doesNotContain("\"health\":\"err\"");
        String alerts = prometheus.await(
                "/api/v1/alerts",
                answer -> Stream.of(
                                "MlModelFailedItsGates",
                                "MlModelIsOld",
                                "MlTestSetNearlyUsedUp",
                                "MlDeploymentFailed",
                                "MlVerificationFailed",
                                "MlRolledBack",
                                "MlDrift",
                                "MlWatchIsSilent",
                                "MlIncidentWithoutResponse",
                                "MlModelErrors")
                        .allMatch(name -> answer.contains("\"alertname\":\"" + name + "\"")));
        assertThat(alerts).doesNotContain("MlControllerNotScraped");
    }

    @Test
    void promtoolFindsNothingWrong() throws Exception {
        assumeTrue(
                Files.isExecutable(RealPrometheus.promtool()),
                "PROMTOOL NOT RUN: it is not beside the Prometheus that is used");
        Path exposed = folder.resolve("exposed.txt");
        Files.writeString(exposed, ExposedState.at(Instant.now()).text(ExpositionFormat.TEXT));
        assertThat(promtool(exposed, "check", "metrics")).isEmpty();
        assertThat(promtool(null, "check", "rules", "--lint=all", "--lint-fatal", EXAMPLES.resolve("alerts.yml")))
                .contains("SUCCESS: 11 rules found");
        assertThat(promtool(null, "test", "rules", EXAMPLES.resolve("alerts-test.yml")))
                .contains("SUCCESS");
        Files.copy(EXAMPLES.resolve("prometheus.yml"), folder.resolve("as-it-is.yml"));
        assertThat(promtool(null, "check", "config", folder.resolve("as-it-is.yml")))
                .contains("SUCCESS: 1 rule files found");
    }

    @Test
    void everyRuleHasAUnitTest() throws Exception {
        String tests = Files.readString(EXAMPLES.resolve("alerts-test.yml"));
        List<String> alerts = Files.readAllLines(EXAMPLES.resolve("alerts.yml")).stream()
                .filter(line -> line.contains("- alert: "))
                .map(line -> line.substring(line.indexOf(": ") + 2))
                .toList();
        assertThat(alerts)
                .hasSize(11)
                .allSatisfy(alert -> assertThat(tests).containsPattern("alertname: " + alert + "\n +exp_alerts:"));
    }

    /** Whatever it says; fails when it finds something. */
    private static String promtool(Path input, Object... args) throws Exception {
        List<String> command = new ArrayList<>(List.of(RealPrometheus.promtool().toString()));
        Stream.of(args).map(String::valueOf).forEach(command::add);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        if (input != null) {
            builder.redirectInput(input.toFile());
        }
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }

    @Test
    void theDashboardHasPanelsThatDoNotCoverEachOther() throws Exception {
        JsonNode dashboard = Json.readTree(EXAMPLES.resolve("dashboard.json"));
        TreeSet<Integer> ids = new TreeSet<>();
        TreeSet<String> cells = new TreeSet<>();
        for (JsonNode panel : dashboard.path("panels")) {
            assertThat(ids.add(panel.path("id").asInt())).isTrue();
            JsonNode place = panel.path("gridPos");
            assertThat(place.path("x").asInt() + place.path("w").asInt()).isLessThanOrEqualTo(24);
            for (int x = 0; x < place.path("w").asInt(); x++) {
                for (int y = 0; y < place.path("h").asInt(); y++) {
                    assertThat(cells.add((place.path("x").asInt() + x) + ":"
                                    + (place.path("y").asInt() + y)))
                            .as(panel.path("title").asText())
                            .isTrue();
                }
            }
        }
        assertThat(ids).hasSize(14);
    }
}
