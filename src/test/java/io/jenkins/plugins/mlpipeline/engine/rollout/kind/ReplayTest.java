package io.jenkins.plugins.mlpipeline.engine.rollout.kind;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Expectation;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.ObservationVerdict;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.Patience;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.ObservedState;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.Revision;
import io.jenkins.plugins.mlpipeline.engine.rollout.observe.StatusCondition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Watch events recorded from a real control plane: the verdict comes at the right event and never earlier. */
class ReplayTest {
    private final List<DeploymentKind.State> events = new ArrayList<>();

    /** The verdict per event since the generation was written, as one letter: w(ait), C(andidate), F(inal). */
    private String replay(String file, long generation) throws IOException {
        try (InputStream in = getClass().getResourceAsStream("../recorded/" + file)) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                JsonNode event = Json.parse(line, JsonNode.class, file);
                events.add(new DeploymentKind().read(event.path("object")));
            }
        }
        DeploymentKind.State written = events.stream()
                .filter(d -> d.id().generation() == generation)
                .findFirst()
                .orElseThrow();
        // The recording has no managedFields: the write is as late as the last condition that it may have left stale.
        StatusCondition before = written.id().condition("Progressing").orElse(null);
        Instant t0 = before == null ? Instant.EPOCH : before.lastUpdate();
        StringBuilder verdicts = new StringBuilder();
        for (DeploymentKind.State d : events) {
            if (d.id().generation() == generation) {
                ObservationVerdict decision = States.judge(
                        "it",
                        state(d),
                        new Expectation(
                                d.id().uid(),
                                written.id().templateDigest(),
                                t0,
                                true,
                                before,
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(60),
                                1,
                                Patience.DEFAULT));
                verdicts.append(
                        decision instanceof ObservationVerdict.Wait
                                ? 'w'
                                : decision instanceof ObservationVerdict.Candidate ? 'C' : 'F');
            }
        }
        return verdicts.toString();
    }

    /** ReplicaSets were not recorded; the new one is as available as the whole when no old pod is left. */
    private static ObservedState state(DeploymentKind.State d) {
        int available = d.total() == d.updated() ? d.available() : 0;
        Revision current = new Revision(
                "rs", "rs", d.id().uid(), 1, Instant.EPOCH, null, d.id().templateDigest(), Map.of(), 3, available);
        return new ObservedState(d, List.of(current), List.of(), Instant.EPOCH);
    }

    @Test
    void create() throws IOException {
        assertThat(replay("create.jsonl", 1)).isEqualTo("wwwwwwC");
    }

    @Test
    void update() throws IOException {
        assertThat(replay("update.jsonl", 2)).matches("w+C+");
    }

    @Test
    void restart() throws IOException {
        assertThat(replay("restart.jsonl", 2)).matches("w+C+");
    }

    @Test
    void missingImageFailsAtTheDeadline() throws IOException {
        assertThat(replay("image-missing-then-undo.jsonl", 2)).matches("w+F");
    }

    @Test
    void undoAfterAMissingImageIsNotFailedByTheStaleDeadline() throws IOException {
        assertThat(replay("image-missing-then-undo.jsonl", 3)).matches("w+C+");
    }

    @Test
    void recreateFailsAtTheDeadline() throws IOException {
        assertThat(replay("recreate-missing-then-undo.jsonl", 2)).matches("w+F");
    }

    @Test
    void undoOfRecreateIsNotFailedByTheStaleDeadlineAlthoughItsGenerationIsObserved() throws IOException {
        assertThat(replay("recreate-missing-then-undo.jsonl", 3)).matches("w+C+");
        assertThat(events.stream()
                        .filter(d -> d.id().generation() == 3 && d.id().observed())
                        .flatMap(d -> d.id().condition("Progressing").stream())
                        .map(StatusCondition::reason))
                .as("the recording shows the trap")
                .contains("ProgressDeadlineExceeded");
    }
}
