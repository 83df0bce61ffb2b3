package io.jenkins.plugins.mlpipeline.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateCommandTest {
    @TempDir
    private Path folder;

    @Test
    void passesWithExitCode0() throws IOException {
        Invocation gate = Invocation.of("gate", "--evaluation", evaluation(), "--gate", "accuracy>=0.9");

        assertThat(gate.code()).isZero();
        assertThat(gate.out()).endsWith("PASS: The gate passed." + System.lineSeparator());
        assertThat(gate.err()).isEmpty();
    }

    @Test
    void failsWithExitCode1AndTheReason() throws IOException {
        Invocation gate = Invocation.of("gate", "--evaluation", evaluation(), "--gate", "accuracy>=0.94");

        assertThat(gate.code()).isEqualTo(1);
        assertThat(gate.out())
                .contains("accuracy is 0.9 (n = 10), below the required 0.94.")
                .contains("FAIL: The gate failed: accuracy.");
    }

    @Test
    void aMetricThatIsMissingIsAnError() throws IOException {
        Invocation gate = Invocation.of("gate", "--evaluation", evaluation(), "--gate", "roc_auc>=0.5");

        assertThat(gate.code()).isEqualTo(2);
        assertThat(gate.out()).contains("roc_auc is not in the evaluation. Known: accuracy, average_precision.");
    }

    @Test
    void aMetricThatIsMisspeltIsAnErrorWithANearName() throws IOException {
        Invocation gate = Invocation.of("gate", "--evaluation", evaluation(), "--gate", "acuracy>=0.5");

        assertThat(gate.code()).isEqualTo(2);
        assertThat(gate.err()).startsWith("error: ").contains("acuracy").contains("Did you mean \"accuracy\"?");
    }

    @Test
    void aMetricWithoutAValueIsInconclusive() throws IOException {
        Invocation gate = Invocation.of("gate", "--evaluation", evaluation(), "--gate", "average_precision>=0.5");

        assertThat(gate.code()).isEqualTo(3);
        assertThat(gate.out()).contains("INCONCLUSIVE").contains("no positive label is declared");
    }

    @Test
    void aNaNOfAnotherToolIsInconclusive() throws IOException {
        Path metrics = Files.writeString(folder.resolve("metrics.json"), "{\"accuracy\": NaN}");

        Invocation gate = Invocation.of("gate", "--metrics", metrics, "--gate", "accuracy>=0.5");

        assertThat(gate.code()).isEqualTo(3);
        assertThat(gate.out()).contains("INCONCLUSIVE");
    }

    @Test
    void noGatesAtAllIsAnError() throws IOException {
        Invocation gate = Invocation.of("gate", "--evaluation", evaluation());

        assertThat(gate.code()).isEqualTo(2);
        assertThat(gate.out()).startsWith("ERROR: ");
    }

    @Test
    void noRowsIsAnError() throws IOException {
        Path empty = Files.writeString(
                folder.resolve("empty.json"), Files.readString(evaluation()).replace("\"rows\": 10", "\"rows\": 0"));

        Invocation gate = Invocation.of("gate", "--evaluation", empty, "--gate", "accuracy>=0.5");

        assertThat(gate.code()).isEqualTo(2);
        assertThat(gate.out()).contains("ERROR: ");
    }

    @Test
    void theWrongSideIsAnErrorThatSaysSo() throws IOException {
        Invocation gate = Invocation.of("gate", "--evaluation", evaluation(), "--gate", "log_loss>=0.5");

        assertThat(gate.code()).isEqualTo(2);
        assertThat(gate.err()).contains("log_loss").contains("<=");
    }

    @Test
    void writesTheVerdictWithTheEvaluationsDigest() throws IOException {
        Path output = folder.resolve("gate.json");

        Invocation.of("gate", "--evaluation", evaluation(), "--gate", "accuracy>=0.9", "--output", output);

        JsonNode written = Json.readTree(output);
        assertThat(written.at("/verdict").asText()).isEqualTo("PASS");
        assertThat(written.at("/evaluation/sha256").asText()).isEqualTo(Digest.ofFile(evaluation()));
        assertThat(written.at("/gates/0/threshold").asDouble()).isEqualTo(0.9);
    }

    @Test
    void jsonHasStandardOutputForItself() throws IOException {
        Invocation gate = Invocation.of("gate", "--evaluation", evaluation(), "--gate", "accuracy>=0.94", "--json");

        assertThat(gate.code()).isEqualTo(1);
        assertThat(Json.parse(gate.out(), JsonNode.class, "stdout")
                        .at("/verdict")
                        .asText())
                .isEqualTo("FAIL");
        assertThat(gate.err()).contains("FAIL: The gate failed: accuracy.");
    }

    @Test
    void metricsOfAnotherToolNeedADirectionWhereTheNameIsNotOurs() throws IOException {
        Path metrics = Files.writeString(folder.resolve("metrics.json"), "{\"val\": {\"auc\": 0.91}}");

        Invocation without = Invocation.of("gate", "--metrics", metrics, "--gate", "val.auc>=0.9");
        Invocation with = Invocation.of("gate", "--metrics", metrics, "--gate", "val.auc(direction=higher)>=0.9");

        assertThat(without.code()).isEqualTo(2);
        assertThat(without.err()).contains("val.auc").contains("direction");
        assertThat(with.code()).isZero();
    }

    @Test
    void aMissingFileIsNamed() {
        Invocation gate = Invocation.of("gate", "--evaluation", "nowhere.json", "--gate", "accuracy>=0.9");

        assertThat(gate.code()).isEqualTo(2);
        assertThat(gate.err()).isEqualTo("error: nowhere.json: there is no such file." + System.lineSeparator());
    }

    @Test
    void somethingToJudgeMustBeNamed() {
        Invocation gate = Invocation.of("gate", "--gate", "accuracy>=0.9");

        assertThat(gate.code()).isEqualTo(2);
        assertThat(gate.err()).contains("--evaluation").contains("--metrics");
    }

    @Test
    void usesOfTheTestSetAreCountedInALedger() throws IOException {
        Path spec = Files.writeString(
                folder.resolve("spec.yaml"),
                "apiVersion: ml-pipeline/v1\nledger: {maxUses: 1, file: ledger.json}\ngates: [accuracy>=0.5]\n");
        String first = Files.readString(evaluation());
        String digest = Json.parse(first, Evaluation.class, "e").model().digest();
        Path other = Files.writeString(folder.resolve("other.json"), first.replace(digest, Digest.ofText("other")));

        assertThat(Invocation.of("gate", "--evaluation", evaluation(), "--spec", spec)
                        .code())
                .isZero();
        Invocation second = Invocation.of("gate", "--evaluation", other, "--spec", spec);
        assertThat(second.code()).isEqualTo(3);
        assertThat(second.out()).contains("take a fresh test set");
        assertThat(Invocation.of("gate", "--evaluation", evaluation(), "--spec", spec)
                        .code())
                .isZero();
        assertThat(Invocation.of(
                                "gate", "--evaluation", other, "--spec", spec, "--ledger", folder.resolve("fresh.json"))
                        .code())
                .isZero();

        Files.writeString(spec, "apiVersion: ml-pipeline/v1\nledger: {maxUses: 1}\ngates: [accuracy>=0.5]\n");
        Invocation uncounted = Invocation.of("gate", "--evaluation", evaluation(), "--spec", spec);
        assertThat(uncounted.code()).isEqualTo(2);
        assertThat(uncounted.err()).contains("Give --ledger, or ledger.file in the spec.");
    }

    /** 9 of 10 right, no scores. */
    private Path evaluation() throws IOException {
        return Files.writeString(folder.resolve("evaluation.json"), """
                {
                  "schemaVersion": 1, "task": "binary", "labels": ["no", "yes"],
                  "model": {"name": "m.onnx", "digest": "sha256:%s", "format": "onnx", "sizeBytes": 1},
                  "data": {"name": "d.csv", "sha256": "sha256:%s", "rows": 10},
                  "metrics": {
                    "accuracy": {"value": 0.9, "n": 10},
                    "average_precision": {"value": null, "undefined": "no positive label is declared"}
                  },
                  "statistics": {"proportions": {"accuracy": {"successes": 9, "trials": 10}}},
                  "createdAt": "2026-01-01T00:00:00Z"
                }
                """.formatted("a".repeat(64), "b".repeat(64)));
    }
}
