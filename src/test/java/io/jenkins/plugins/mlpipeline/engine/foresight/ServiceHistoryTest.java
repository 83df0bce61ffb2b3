package io.jenkins.plugins.mlpipeline.engine.foresight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.verification.ModelServer;
import io.jenkins.plugins.mlpipeline.engine.verification.RealPrometheus;
import io.jenkins.plugins.mlpipeline.engine.verification.http.Clients;
import io.jenkins.plugins.mlpipeline.engine.verification.prometheus.PrometheusClient;
import io.jenkins.plugins.mlpipeline.engine.verification.prometheus.PrometheusServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A real server, and a number that grows by as much each second. */
@Tag("prometheus")
@ExtendWith(RealPrometheus.Present.class)
class ServiceHistoryTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    @Test
    void aNumberThatGrowsCrossesItsLimit() throws Exception {
        try (ModelServer model = new ModelServer();
                RealPrometheus server = RealPrometheus.start(folder)) {
            model.traffic(20, 0, 0);
            server.scrape(model, "bank", "fraud-1");
            server.scraped("fraud-1", 15);
            PrometheusClient prometheus = new PrometheusClient(
                    new PrometheusServer("made for tests", PrometheusServer.address(server.address()), Map.of()),
                    Clients.standard().build(),
                    Duration.ofSeconds(30));
            Instant now = Instant.now();

            History requests = ServiceHistory.ask(prometheus, "requests", "sum(http_requests_total)", MINUTE, now);

            assertThat(requests.size()).isGreaterThanOrEqualTo(Crossing.FEWEST);
            double newest = requests.get(requests.size() - 1).value();
            Notes notes = Foresight.of(requests, new Boundary(newest * 1.5, true));
            assertThat(notes.sentences())
                    .as(requests.toString())
                    .anySatisfy(
                            said -> assertThat(said)
                                    .matches(
                                            "At the trend of the last \\d+ values \\(\\+.* a day\\), requests crosses .* in .* minutes \\(.*\\)\\."));

            assertThatThrownBy(() -> ServiceHistory.ask(
                            prometheus, "buckets", "http_request_duration_seconds_bucket", MINUTE, now))
                    .isInstanceOf(UserError.class)
                    .hasMessage("buckets: the query answers 4 series; make one number of them, for example by max().");
            assertThatThrownBy(() -> ServiceHistory.ask(prometheus, "none", "no_such_metric", MINUTE, now))
                    .hasMessage("none: the query has no values in that time. Is the name of the metric right, and is it"
                            + " scraped?");
            assertThatThrownBy(() -> ServiceHistory.ask(prometheus, "broken", "sum(", MINUTE, now))
                    .hasMessageStartingWith("broken can't be asked: Prometheus says bad_data: ");
        }
    }
}
