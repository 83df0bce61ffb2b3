package io.jenkins.plugins.mlpipeline.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.verification.ModelServer;
import io.jenkins.plugins.mlpipeline.engine.verification.RealPrometheus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The command beside a real server, whose histogram changes its shape. */
@Tag("prometheus")
@ExtendWith(RealPrometheus.Present.class)
class WatchWithPrometheusTest {
    private static final String POD = "fraud-7c-aaaaa";
    private static final String SELECTOR = "http_request_duration_seconds_bucket{pod=\"" + POD + "\"}";

    @TempDir
    private Path folder;

    @Test
    void aHistogramThatChangesIsAnAlarmAtTheThirdLook() throws Exception {
        Files.writeString(folder.resolve("train.csv"), rows());
        assertThat(Invocation.of(
                                "train",
                                "--data",
                                folder.resolve("train.csv"),
                                "--label",
                                "bought",
                                "--algorithm",
                                "logistic_regression",
                                "--output",
                                folder.resolve("model"))
                        .code())
                .isZero();
        try (ModelServer model = new ModelServer();
                RealPrometheus server = RealPrometheus.start(Files.createDirectory(folder.resolve("prometheus")))) {
            server.scrape(model, "bank", POD);
            Invocation none = look(server, SELECTOR);
            assertThat(none.code()).as(none.err()).isEqualTo(3);
            model.traffic(50, 0, 5);
            List<Integer> codes = new ArrayList<>();
            Invocation last = none;
            for (int look = 1; look <= 7; look++) {
                server.scrapedAgain(POD, 6);
                last = look(server, SELECTOR);
                codes.add(last.code());
                if (look == 4) {
                    model.traffic(50, 0, 50);
                }
            }
            assertThat(codes).as(last.err()).containsExactly(0, 0, 0, 0, 0, 0, 1);
            assertThat(last.out())
                    .contains("It differs from the first 3 looks (")
                    .contains("ALARM: Bad at 3 looks in a row or more: histogram " + SELECTOR + " (3).");

            server.scrapedAgain(POD, 6);
            Invocation wrong = look(server, "http_requests_total{pod=\"" + POD + "\"}");
            assertThat(wrong.code()).isEqualTo(2);
            assertThat(wrong.err())
                    .contains("error: the histogram can't be read: http_requests_total{pod=\"" + POD + "\"}");
        }
    }

    private Invocation look(RealPrometheus server, String selector) {
        return Invocation.of(
                "watch",
                "--model",
                folder.resolve("model"),
                "--prometheus",
                server.address(),
                "--histogram",
                selector,
                "--window",
                "1m",
                "--state",
                folder.resolve("watch.json"),
                "--output",
                folder.resolve("watch-result.json"));
    }

    private static String rows() {
        StringBuilder csv = new StringBuilder("age,bought\n");
        for (int i = 0; i < 200; i++) {
            csv.append(20 + i % 50).append(i % 50 + i % 7 > 25 ? ",yes\n" : ",no\n");
        }
        return csv.toString();
    }
}
