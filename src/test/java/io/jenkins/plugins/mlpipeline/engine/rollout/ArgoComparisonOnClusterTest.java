package io.jenkins.plugins.mlpipeline.engine.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.cli.VerifyCommand;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.verification.ModelServer;
import io.jenkins.plugins.mlpipeline.engine.verification.RealPrometheus;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * The same inputs, judged by {@code ml-pipeline verify} and by an AnalysisRun of the real controller of Argo Rollouts at the same time:
 * the table of {@code docs/verification.md}, which {@code src/test/field/argo.sh} prints.
 */
@Tag("kubernetes")
@Tag("prometheus")
@ExtendWith({ControlPlane.class, RealArgo.class, RealPrometheus.Present.class})
class ArgoComparisonOnClusterTest {
    /** Of its documentation, with our limits: the share of answers that are no errors, and a quantile. */
    private static final String SHARE =
            "sum(rate(http_requests_total{namespace=\"%1$s\",pod=\"%2$s\",code!~\"5.*\"}[12s]))"
                    + " / sum(rate(http_requests_total{namespace=\"%1$s\",pod=\"%2$s\"}[12s]))";

    private static final String QUANTILE = "histogram_quantile(0.95, sum by (le)"
            + " (rate(http_request_duration_seconds_bucket{namespace=\"%1$s\",pod=\"%2$s\"}[12s])))";

    private static final String RUN = """
            apiVersion: argoproj.io/v1alpha1
            kind: AnalysisRun
            metadata: {name: %1$s}
            spec:
              metrics:
              - name: judged
                initialDelay: 4s
                interval: 4s
                count: 3
                successCondition: %2$s
                provider: {prometheus: {address: "%3$s", query: '%4$s'}}
            """;

    /** What is judged: {@code traffic} is {@code null} where there is no server, so that nothing is scraped. */
    private record Inputs(String name, String says, boolean latency, Consumer<ModelServer> traffic, boolean down) {}

    private record Judged(String ours, double ourSeconds, String theirs, double theirSeconds, String message) {
        String row(Inputs inputs) {
            return String.format(
                    Locale.ROOT, "| %s | %s | %.0f | %s | %.0f |", inputs.says, ours, ourSeconds, theirs, theirSeconds);
        }
    }

    private static final List<Inputs> INPUTS = List.of(
            new Inputs("none", "no errors in 2,400 requests", false, s -> s.traffic(20, 0, 0), false),
            new Inputs("many", "25 % of 2,400 are errors", false, s -> s.traffic(20, 5, 0), false),
            new Inputs(
                    "chance",
                    "7 errors in 600, which chance explains at 1 %",
                    false,
                    s -> {
                        s.traffic(5, 0, 0);
                        s.traffic(1, 1, 0, 1_700);
                    },
                    false),
            new Inputs("few", "no errors in 20 requests", false, s -> s.traffic(1, 0, 0, 600), false),
            new Inputs(
                    "fewbad",
                    "3 errors in 20 requests",
                    false,
                    s -> {
                        s.traffic(1, 0, 0, 600);
                        s.traffic(1, 1, 0, 4_000);
                    },
                    false),
            new Inputs("fast", "p95 0.1 s", true, s -> s.traffic(20, 0, 0), false),
            new Inputs("slow", "p95 0.5 s", true, s -> s.traffic(20, 0, 4), false),
            new Inputs("idle", "no traffic: the counters stay at 0", false, s -> {}, false),
            new Inputs("unseen", "no series: the pod is not scraped", false, null, false),
            new Inputs("down", "Prometheus is down", false, s -> {}, true));

    @TempDir
    private Path folder;

    @Test
    void theSameInputs(Cluster cluster) throws Exception {
        cluster.options = RolloutOptions.DEFAULT.withStableFor(0).withTimeout(120);
        List<ModelServer> servers = new ArrayList<>();
        ExecutorService threads = Executors.newCachedThreadPool();
        List<String> rows = new ArrayList<>();
        List<String> outcomes = new ArrayList<>();
        try (RealPrometheus prometheus = RealPrometheus.start(Files.createDirectory(folder.resolve("p")))) {
            List<Deployment> deployed = new ArrayList<>();
            for (Inputs inputs : INPUTS) {
                Deployment d = cluster.run(
                        cluster.plan(cluster.deployment(inputs.name, "registry.test/fraud:v1", 1, "")), Cluster.GATED);
                deployed.add(d);
                if (inputs.traffic != null) {
                    ModelServer server = new ModelServer();
                    servers.add(server);
                    prometheus.scrape(server, cluster.namespace, pod(d));
                    inputs.traffic.accept(server);
                }
            }
            List<Future<Judged>> judged = new ArrayList<>();
            for (int i = 0; i < INPUTS.size(); i++) {
                Inputs inputs = INPUTS.get(i);
                Deployment d = deployed.get(i);
                String address = inputs.down ? "http://127.0.0.1:" + nobody() : prometheus.address();
                judged.add(threads.submit(() -> judged(cluster, inputs, d, address, threads)));
            }
            for (int i = 0; i < INPUTS.size(); i++) {
                Judged j = judged.get(i).get(5, TimeUnit.MINUTES);
                rows.add(j.row(INPUTS.get(i)));
                outcomes.add(INPUTS.get(i).name + " " + j.ours + " " + j.theirs);
                System.out.println(INPUTS.get(i).name + ": " + j);
            }
        } finally {
            servers.forEach(ModelServer::close);
            threads.shutdownNow();
        }
        Files.write(Path.of(System.getenv("ML_PIPELINE_ARGO_ROLLOUTS"), "comparison.md"), rows);
        assertThat(outcomes)
                .containsExactly(
                        "none PASS Successful",
                        "many FAIL Failed",
                        "chance INCONCLUSIVE Failed",
                        "few INCONCLUSIVE Successful",
                        "fewbad INCONCLUSIVE Failed",
                        "fast PASS Successful",
                        "slow FAIL Failed",
                        "idle INCONCLUSIVE Failed",
                        "unseen INCONCLUSIVE Error",
                        "down INCONCLUSIVE Error");
    }

    private static String pod(Deployment d) {
        return d.pods().get(0).name();
    }

    private static int nobody() throws java.io.IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private Judged judged(Cluster cluster, Inputs inputs, Deployment d, String address, ExecutorService threads)
            throws Exception {
        long began = System.nanoTime();
        String query = (inputs.latency ? QUANTILE : SHARE).formatted(cluster.namespace, pod(d));
        String condition = inputs.latency ? "result[0] <= 0.25" : "result[0] >= 0.99";
        cluster.write("setup", RUN.formatted(inputs.name, condition, address, query));
        Future<Double> ended = threads.submit(() -> {
            while (!run(cluster, inputs).path("phase").asText().matches("Successful|Failed|Error|Inconclusive")) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
            return seconds(began);
        });
        String ours = verify(inputs, d, address);
        double ourSeconds = seconds(began);
        double theirSeconds = ended.get(3, TimeUnit.MINUTES);
        JsonNode run = run(cluster, inputs);
        return new Judged(
                ours,
                ourSeconds,
                run.path("phase").asText(),
                theirSeconds,
                run.path("message").asText());
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private static JsonNode run(Cluster cluster, Inputs inputs) {
        return cluster.get("argoproj.io/v1alpha1", "analysisruns/" + inputs.name)
                .path("status");
    }

    private String verify(Inputs inputs, Deployment d, String address) throws Exception {
        Path record = Files.writeString(folder.resolve(inputs.name + ".json"), Json.write(d));
        Path output = folder.resolve(inputs.name + "-verification.json");
        StringWriter out = new StringWriter();
        new CommandLine(new VerifyCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out))
                .execute(
                        "--deployment",
                        record.toString(),
                        "--prometheus",
                        address,
                        "--check",
                        inputs.latency ? "http.latency_p95<=250ms" : "http.errors<=1 %",
                        "--window",
                        "12s",
                        "--interval",
                        "4s",
                        "--on-failure",
                        "leave",
                        "--output",
                        output.toString());
        assertThat(output).as(out.toString()).exists();
        return Json.readTree(output).path("verdict").asText();
    }
}
