package io.jenkins.plugins.mlpipeline.engine.rollout.kind;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Expectation;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.ObservationVerdict;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Patience;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ObservedState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Workload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Watch events of Rollouts, recorded from argo-rollouts v1.10.1 on a real API server: two deployments each, of which the verdict
 * comes at the right event and never earlier.
 */
class ArgoReplayTest {
    private final ArgoRolloutKind kind = new ArgoRolloutKind();

    private List<JsonNode> events(String file) throws IOException {
        try (InputStream in = getClass().getResourceAsStream("../recorded/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> Json.parse(line, JsonNode.class, file).path("object"))
                    .toList();
        }
    }

    private static String image(JsonNode object) {
        return object.at("/spec/template/spec/containers/0/image").asText();
    }

    /** The verdict of each event since a template was written, as one letter: w(ait), C(andidate), F(inal). */
    private String replay(String file, String image, boolean back) throws IOException {
        List<JsonNode> since =
                events(file).stream().filter(o -> image(o).equals(image)).toList();
        // As the API server answered the write: before its controller has written it again.
        Workload written = kind.read(since.get(0));
        StringBuilder verdicts = new StringBuilder();
        for (JsonNode object : since) {
            Workload workload = kind.read(object);
            if (back && !object.path("status").path("abort").asBoolean()) {
                continue;
            }
            Expectation e = new Expectation(
                    workload.id().uid(),
                    written.id().templateDigest(),
                    Instant.EPOCH,
                    !back,
                    null,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(60),
                    1,
                    Patience.DEFAULT);
            ObservationVerdict verdict = RolloutJudge.of(
                    kind, "it", new ObservedState(workload, List.of(), List.of(), Instant.EPOCH), e, back);
            verdicts.append(
                    verdict instanceof ObservationVerdict.Wait
                            ? 'w'
                            : verdict instanceof ObservationVerdict.Candidate ? 'C' : 'F');
        }
        return verdicts.toString();
    }

    @Test
    void aCanary() throws IOException {
        assertThat(replay("argo-canary.jsonl", "registry.test/fraud:v1", false)).isEqualTo("wwwwwwC");
        assertThat(replay("argo-canary.jsonl", "registry.test/fraud:v2", false)).isEqualTo("wwwwwwwwwwwwwC");
    }

    @Test
    void anAbortedCanary() throws IOException {
        assertThat(replay("argo-aborted.jsonl", "registry.test/fraud:v2", false))
                .isEqualTo("wwwwwwwwFFFF");
        assertThat(replay("argo-aborted.jsonl", "registry.test/fraud:v2", true)).isEqualTo("wwwC");
    }

    @Test
    void colours() throws IOException {
        assertThat(replay("argo-colours.jsonl", "registry.test/fraud:v1", false))
                .isEqualTo("wwwwwC");
        assertThat(replay("argo-colours.jsonl", "registry.test/fraud:v2", false))
                .isEqualTo("wwwwwwCC");
    }
}
