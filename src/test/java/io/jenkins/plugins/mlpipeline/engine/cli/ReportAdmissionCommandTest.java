package io.jenkins.plugins.mlpipeline.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportAdmissionCommandTest {
    private static final String MODEL = "sha256:" + "a".repeat(64);
    private static final String IMAGE = "registry.example/fraud@sha256:" + "b".repeat(64);

    @TempDir
    private Path folder;

    @Test
    void aPassBecomesTheObjectThatThePolicyAsksFor() throws IOException {
        Invocation asked = admission(gate("PASS", "\"model\": {\"name\": \"m\", \"digest\": \"" + MODEL + "\"}"));

        assertThat(asked.err()).isEmpty();
        assertThat(asked.code()).isZero();
        JsonNode object = Json.parse(asked.out(), JsonNode.class, "verdict");
        assertThat(object.path("apiVersion").asText()).isEqualTo("ml-pipeline.jenkins.io/v1");
        assertThat(object.path("kind").asText()).isEqualTo("GateVerdicts");
        assertThat(object.path("metadata").toString()).isEqualTo("{\"name\":\"verdicts\"}");
        JsonNode verdicts = object.at("/spec/verdicts");
        assertThat(verdicts.size()).isEqualTo(1);
        assertThat(verdicts.fieldNames().next()).matches("sha256:[0-9a-f]{64}");
        assertThat(verdicts.elements().next().toString())
                .isEqualTo("{\"model\":\"" + MODEL + "\",\"job\":\"bank/train\",\"cluster\":\"bank-prod\"}");
    }

    @Test
    void anImageThatWasJudgedIsTheOnlyOneUnlessOthersAreNamed() throws IOException {
        Path gate = gate("PASS", "\"subject\": \"" + IMAGE + "\"");

        assertThat(images(admission(gate))).isEqualTo("[\"" + IMAGE + "\"]");
        String other = "registry.example/proxy@sha256:" + "c".repeat(64);
        assertThat(images(admission(gate, "--image", IMAGE, "--image", other)))
                .isEqualTo("[\"" + IMAGE + "\",\"" + other + "\"]");
    }

    @Test
    void whatThePolicyCouldNotTakeIsRefusedAndLeavesNothing() throws IOException {
        Path passed = gate("PASS", "\"model\": {\"digest\": \"" + MODEL + "\"}");
        assertRefused(
                gate("INCONCLUSIVE", "\"model\": {\"digest\": \"" + MODEL + "\"}"),
                "GATE: the verdict is INCONCLUSIVE. A cluster is told of a PASS alone.");
        assertRefused(
                gate("PASS", "\"id\": \"m\""),
                "GATE: the verdict is about no model with a digest, so nothing that is deployed could be known by it."
                        + " Validate a model, or name the --subject.");
        assertRefused(
                passed,
                "--image is \"registry.example/fraud:1.0\", which is no image by digest (REPOSITORY@sha256:...), so it"
                        + " could become another one.",
                "--image",
                "registry.example/fraud:1.0");
        assertThat(Invocation.of("report", "admission", "--gate-result", passed, "--job", " ", "--cluster", "c")
                        .err())
                .isEqualTo("error: --job is empty.\n");
        assertThat(Invocation.of(
                                "report",
                                "admission",
                                "--gate-result",
                                passed,
                                "--job",
                                "j",
                                "--cluster",
                                "c".repeat(1001))
                        .err())
                .isEqualTo("error: --cluster has more than 1000 characters.\n");
    }

    private void assertRefused(Path gate, String message, Object... more) {
        Path output = folder.resolve("verdict.json");
        List<Object> args = new ArrayList<>(List.of("--output", output));
        args.addAll(Arrays.asList(more));
        Invocation asked = admission(gate, args.toArray());
        assertThat(asked.err().replace(gate.toString(), "GATE")).isEqualTo("error: " + message + "\n");
        assertThat(asked.code()).isEqualTo(2);
        assertThat(output).doesNotExist();
    }

    private static String images(Invocation asked) throws IOException {
        return Json.parse(asked.out(), JsonNode.class, "verdict")
                .at("/spec/verdicts")
                .elements()
                .next()
                .path("images")
                .toString();
    }

    private static Invocation admission(Path gate, Object... more) {
        List<Object> args = new ArrayList<>(
                List.of("report", "admission", "--gate-result", gate, "--job", "bank/train", "--cluster", "bank-prod"));
        args.addAll(Arrays.asList(more));
        return Invocation.of(args.toArray());
    }

    private Path gate(String verdict, String about) throws IOException {
        return Files.writeString(
                folder.resolve("gate-" + verdict + about.length() + ".json"),
                "{\"schemaVersion\": 1, \"createdAt\": \"2026-11-01T00:00:00Z\", \"verdict\": \"" + verdict + "\", "
                        + about + ", \"gates\": []}");
    }
}
