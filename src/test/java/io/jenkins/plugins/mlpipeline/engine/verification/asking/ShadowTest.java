package io.jenkins.plugins.mlpipeline.engine.verification.asking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.endpoint.Endpoint;
import io.jenkins.plugins.mlpipeline.engine.endpoint.Protocol;
import io.jenkins.plugins.mlpipeline.engine.endpoint.ServedModel;
import io.jenkins.plugins.mlpipeline.engine.verification.check.CheckResult;
import io.jenkins.plugins.mlpipeline.engine.verification.http.Clients;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShadowTest {
    private static final int REQUESTS = 100;

    @TempDir
    private Path folder;

    private Path requests(int count) throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.append("{\"instances\": [[").append(i).append(", \"Ulm\"]]}\n");
        }
        return Files.writeString(folder.resolve("requests.jsonl"), lines);
    }

    private static ServedModel model(DoubleFunction<Object> answer) throws Exception {
        return new ServedModel(body -> {
            List<Object> predictions = new ArrayList<>();
            for (JsonNode row : body.path("instances")) {
                predictions.add(answer.apply(row.get(0).asDouble()));
            }
            return Map.of("predictions", predictions);
        });
    }

    private static Endpoint endpoint(ServedModel server) {
        return new Endpoint(
                URI.create(server.address()), Map.of(), Clients.standard().build(), Duration.ofSeconds(20));
    }

    private CheckResult compare(ServedModel former, ServedModel now, double most) throws Exception {
        return new Shadow(Protocol.of("v1"), endpoint(former), endpoint(now), 1e-6, most).compare(requests(REQUESTS));
    }

    private static String said(CheckResult result) {
        return result.answer() + " " + result.reason();
    }

    @Test
    void theSameAnswersPassWithTheirBound() throws Exception {
        try (ServedModel former = model(a -> a / 100);
                ServedModel now = model(a -> a / 100 + 1e-9)) {
            CheckResult result = compare(former, now, 0);
            assertThat(said(result))
                    .isEqualTo(
                            "PASS 0 of 100 recorded requests are answered otherwise than before: with 95 % confidence"
                                    + " fewer than 2.951 % are.");
            assertThat(result.requests()).isEqualTo(REQUESTS);
            assertThat(former.asked()).hasSize(REQUESTS).isEqualTo(now.asked());
            assertThat(former.headers()).containsOnly("true");
        }
    }

    @Test
    void othersFailUnlessTheyAreAllowed() throws Exception {
        try (ServedModel former = model(a -> a < 50 ? "no" : "yes");
                ServedModel now = model(a -> a < 60 ? "no" : "yes")) {
            assertThat(said(compare(former, now, 0)))
                    .isEqualTo("FAIL 10 of 100 recorded requests are answered otherwise than before, and none may be;"
                            + " request 51: no in place of yes.");
            assertThat(said(compare(former, now, 0.08)))
                    .isEqualTo(
                            "NO_DATA 10 of 100 recorded requests are answered otherwise than before, and 8 % may be, but"
                                    + " by so few requests that it may be chance; request 51: no in place of yes.");
            assertThat(said(compare(former, now, 0.1)))
                    .isEqualTo(
                            "PASS 10 of 100 recorded requests are answered otherwise than before: with 95 % confidence"
                                    + " fewer than 16.37 % are; request 51: no in place of yes.");
        }
    }

    @Test
    void whatTheNewModelCannotAnswerIsOther() throws Exception {
        try (ServedModel former = model(a -> "no");
                ServedModel now = model(a -> "no").status(500)) {
            assertThat(said(compare(former, now, 0)))
                    .isEqualTo("FAIL 100 of 100 recorded requests are answered otherwise than before, and none may be;"
                            + " request 1: it answers with status 500: broken.");
        }
    }

    /** What was a bad request before is no reason against the new model, and is said. */
    @Test
    void whatTheFormerDoesNotAnswerIsLeftOutAndCounted() throws Exception {
        try (ServedModel former = model(a -> "no").status(422);
                ServedModel now = model(a -> "no")) {
            assertThat(said(compare(former, now, 0)))
                    .isEqualTo("ERROR The former endpoint answers none of 100 requests: it answers with status 422:"
                            + " broken.");
        }
    }

    @Test
    void anAnswerOfAnotherShapeIsOther() throws Exception {
        try (ServedModel former = model(a -> List.of(a / 100, 1 - a / 100));
                ServedModel now = model(a -> a / 100)) {
            assertThat(said(compare(former, now, 0)))
                    .startsWith("FAIL 100 of 100 recorded requests are answered otherwise than before, and none may be;"
                            + " request 1: labels or scores are there in one answer alone.");
        }
    }

    @Test
    void filesThatAreNone() throws Exception {
        try (ServedModel server = model(a -> "no")) {
            Shadow shadow = new Shadow(Protocol.of("v1"), endpoint(server), endpoint(server), 1e-6, 0);
            Path file = folder.resolve("r.jsonl");
            assertThatThrownBy(() -> shadow.compare(file)).hasMessage(file + ": there is no such file.");
            Files.writeString(file, "\n");
            assertThatThrownBy(() -> shadow.compare(file))
                    .hasMessage(file + " has no requests; write the body of one in each line, as JSON.");
            Files.writeString(file, "{}\nnonsense\n");
            assertThatThrownBy(() -> shadow.compare(file)).hasMessageStartingWith(file + " line 2: ");
            Path many = requests(RecordedRequests.MOST + 1);
            assertThatThrownBy(() -> shadow.compare(many))
                    .hasMessage(many + " has more than 1000 requests; take fewer.");
            assertThatThrownBy(() -> new Shadow(Protocol.of("v1"), endpoint(server), endpoint(server), 1e-6, 1))
                    .hasMessage(
                            "the share of requests that may be answered otherwise is 1.0; a number from 0 to less than 1"
                                    + " is expected.");
        }
    }
}
