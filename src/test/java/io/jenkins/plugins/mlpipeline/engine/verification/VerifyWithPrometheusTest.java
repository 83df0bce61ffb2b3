package io.jenkins.plugins.mlpipeline.engine.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.cli.VerifyCommand;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command against a real server that scrapes a small one of ours. */
@Tag("prometheus")
@ExtendWith(RealPrometheus.Present.class)
class VerifyWithPrometheusTest {
    private static final String ERRORS = "http.errors<=1 %";
    private static final String LATENCY = "http.latency_p95<=250ms";

    @TempDir
    private Path folder;

    private RealPrometheus prometheus;
    private ModelServer model;
    private String said;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        prometheus = RealPrometheus.start(Files.createDirectory(folder.resolve("prometheus")));
        model = new ModelServer();
    }

    @AfterEach
    void stop() {
        model.close();
        prometheus.close();
    }

    private int verify(String... checks) throws IOException {
        Path deployment = folder.resolve("deployment.json");
        Files.writeString(deployment, Json.write(VerifierTest.deployment("DEPLOYED")));
        List<String> args = new ArrayList<>(List.of(
                "--deployment",
                deployment.toString(),
                "--prometheus",
                prometheus.address(),
                "--window",
                "12s",
                "--interval",
                "4s",
                "--on-failure",
                "leave",
                "--output",
                folder.resolve("verification.json").toString()));
        for (String check : checks) {
            args.addAll(List.of("--check", check));
        }
        StringWriter out = new StringWriter();
        int code = new CommandLine(new VerifyCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out))
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    out.write("error: " + e.getMessage());
                    return 2;
                })
                .execute(args.toArray(String[]::new));
        said = out.toString();
        return code;
    }

    private Verification record() throws IOException {
        return Json.read(folder.resolve("verification.json"), Verification.class);
    }

    @Test
    void aGoodDeploymentPasses() throws Exception {
        prometheus.scrape(model, "bank", "fraud-7c-aaaaa");
        model.traffic(20, 0, 0);
        assertThat(verify(ERRORS, LATENCY, "http.memory<=200000000")).as(said).isZero();
        assertThat(said).contains("PASS: deployment/fraud in namespace bank is verified: 3 checks pass.");
        assertThat(record().checks().get(0).requests()).isGreaterThan(1_000);
        assertThat(record().checks().get(1).value()).isBetween(0.09, 0.1);
    }

    @Test
    void errorsThatBeginWithTheTrafficAreSeenAtOnce() throws Exception {
        prometheus.scrape(model, "bank", "fraud-7c-aaaaa");
        model.traffic(20, 2, 0);
        assertThat(verify(ERRORS)).as(said).isEqualTo(1);
        assertThat(said).contains(" is above the limit of 0.01.\n").contains("FAIL: ");
        assertThat(record().checks().get(0).value()).isBetween(0.05, 0.15);
    }

    @Test
    void slowAnswersFail() throws Exception {
        prometheus.scrape(model, "bank", "fraud-7c-aaaaa");
        model.traffic(20, 0, 4);
        assertThat(verify(ERRORS, LATENCY)).as(said).isEqualTo(1);
        assertThat(said).contains("PASS http.errors: ").contains("FAIL http.latency_p95: The 0.95 quantile of ");
    }

    @Test
    void otherPredictionsFailThoughEveryRequestIsAnswered() throws Exception {
        String share =
                "{id: positives, numerator: 'predictions_total{label=\"yes\"}', denominator: predictions_total, max: 40 %}";
        prometheus.scrape(model, "bank", "fraud-7c-aaaaa");
        model.traffic(20, 0, 0);
        assertThat(verify(ERRORS, share)).as(said).isZero();
        try (ModelServer shifted = new ModelServer()) {
            shifted.answersYes(6);
            prometheus.scrape(shifted, "bank", "fraud-7c-ccccc");
            shifted.traffic(60, 0, 0);
            assertThat(verify(ERRORS, share)).as(said).isEqualTo(1);
            assertThat(said).contains("PASS http.errors: ").contains("FAIL positives: ");
        }
    }

    @Test
    void errorsOfTheOldPodsAreNotThoseOfTheNew() throws Exception {
        try (ModelServer old = new ModelServer()) {
            old.traffic(20, 10, 0);
            prometheus.scrape(old, "bank", "fraud-5b-bbbbb");
            prometheus.scrape(model, "bank", "fraud-7c-aaaaa");
            model.traffic(20, 0, 0);
            assertThat(verify(ERRORS)).as(said).isZero();
        }
    }

    @Test
    void withoutTrafficItIsInconclusive() throws Exception {
        prometheus.scrape(model, "bank", "fraud-7c-aaaaa");
        assertThat(verify(ERRORS, LATENCY)).as(said).isEqualTo(3);
        assertThat(said)
                .contains("NO_DATA http.errors: There are no requests; 100 are needed.")
                .contains("INCONCLUSIVE: deployment/fraud in namespace bank can't be verified: ");
    }

    @Test
    void podsThatNobodyScrapesLeaveItInconclusive() throws Exception {
        assertThat(verify(ERRORS)).as(said).isEqualTo(3);
        assertThat(said).contains("NO_DATA http.errors: Prometheus scrapes none of the pods.");
    }

    @Test
    void aQueryThatIsNoneIsAnErrorAtOnce() throws Exception {
        assertThat(verify("{id: q, query: 'sum(rate(http_requests_total[1m])', max: 1}"))
                .isEqualTo(2);
        assertThat(said)
                .contains("error: The check \"q\" can't be made: Prometheus says bad_data: ")
                .contains("Nothing was judged.");
        assertThat(folder.resolve("verification.json")).doesNotExist();
    }

    @Test
    void severalSeriesAreNoNumber() throws Exception {
        prometheus.scrape(model, "bank", "fraud-7c-aaaaa");
        assertThat(verify("{id: q, query: 'http_request_duration_seconds_bucket{$pods}', max: 1}"))
                .as(said)
                .isEqualTo(2);
        assertThat(said)
                .contains("ERROR q: the query answers 4 series; make one number of them, for example by sum().");
    }

    @Test
    void aServerThatIsDownLeavesItInconclusive() throws Exception {
        prometheus.close();
        assertThat(verify(ERRORS)).as(said).isEqualTo(3);
        assertThat(said).contains(" can't be reached: there is no connection");
    }
}
