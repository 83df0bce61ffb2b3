package io.jenkins.plugins.mlpipeline.engine.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsFileTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-01-02T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    @Test
    void bytesThatAreNoTextAreRefused() throws IOException {
        byte[] bytes = "{\"accuracy\": 0.91, \"f1k?\": 0.8, \"note\": \"x\"}".getBytes(StandardCharsets.US_ASCII);
        bytes[new String(bytes, StandardCharsets.US_ASCII).indexOf('?')] = (byte) 0xf2;
        Path file = Files.write(folder.resolve("metrics.json"), bytes);

        assertThatThrownBy(() -> MetricsFile.read(file, null, Clock.systemUTC()))
                .isInstanceOf(UserError.class)
                .hasMessage(file + ": not valid JSON at line 1, column 26: Unexpected end-of-input in field name.");
    }

    @Test
    void flatNumbersAreMetrics() throws Exception {
        Evaluation evaluation = read("{\"accuracy\": 0.93, \"my_score\": 7}");

        assertThat(values(evaluation)).isEqualTo(Map.of("accuracy", 0.93, "my_score", 7.0));
        assertThat(evaluation.createdAt()).isEqualTo("2026-01-02T12:00:00Z");
        assertThat(evaluation.directions()).isNull();
        assertThat(evaluation.subject()).isNull();
        assertThat(evaluation.warnings())
                .containsExactly("the metrics are not bound to a model, so they can gate a build but no deployment.");
    }

    @Test
    void nestedNamesAreJoinedByDotsAndKnowOurDirections() throws Exception {
        Evaluation evaluation = read("{\"test\": {\"accuracy\": 0.9, \"rmse\": 2, \"own\": 1}, \"val/log_loss\": 0.3,"
                + " \"cv.neg_log_loss\": -0.3}");

        assertThat(evaluation.metrics())
                .containsOnlyKeys("test.accuracy", "test.rmse", "test.own", "val/log_loss", "cv.neg_log_loss");
        assertThat(evaluation.directions())
                .isEqualTo(Map.of("test.accuracy", "higher", "test.rmse", "lower", "val/log_loss", "lower"));
    }

    @Test
    void classificationReportsOfScikitLearnAreRead() throws Exception {
        Evaluation evaluation =
                read("{\"bad\": {\"precision\": 0.5, \"f1-score\": 0.4}, \"macro avg\": {\"recall\": 0.6}}");

        assertThat(evaluation.metrics()).containsOnlyKeys("bad.precision", "bad.f1-score", "macro avg.recall");
    }

    @Test
    void listsOfMlflowAreReadAndTheLastStepCounts() throws Exception {
        Evaluation evaluation = read("{\"metrics\": [{\"key\": \"auc\", \"value\": 0.7, \"step\": 2},"
                + " {\"key\": \"auc\", \"value\": 0.6, \"step\": 1}, {\"key\": \"loss\", \"value\": \"NaN\"}]}");

        assertThat(evaluation.metrics().get("metrics.auc").value()).isEqualTo(0.7);
        assertThat(evaluation.metrics().get("metrics.loss").undefined()).isEqualTo("the file says \"NaN\"");
    }

    @Test
    void whatIsNoNumberIsNeverAValue() throws Exception {
        Evaluation evaluation = read("{\"a\": NaN, \"b\": Infinity, \"c\": -Infinity, \"d\": \"nan\", \"e\": \"-inf\","
                + " \"f\": null, \"g\": 1e999, \"h\": 0.5}");

        assertThat(values(evaluation)).isEqualTo(Map.of("h", 0.5));
        assertThat(evaluation.metrics().get("a").undefined()).isEqualTo("the file says NaN");
        assertThat(evaluation.metrics().get("c").undefined()).isEqualTo("the file says -Infinity");
        assertThat(evaluation.metrics().get("e").undefined()).isEqualTo("the file says \"-inf\"");
        assertThat(evaluation.metrics().get("f").undefined()).isEqualTo("the file says null");
        assertThat(evaluation.metrics().get("g").undefined()).isEqualTo("the file says 1e999");
    }

    @Test
    void otherContentIsListed() throws Exception {
        Evaluation evaluation =
                read("{\"model\": \"v3\", \"ok\": true, \"history\": [1, 2], \"acc\": \"0.9\", \"f1\": 0.5}");

        assertThat(values(evaluation)).isEqualTo(Map.of("f1", 0.5, "acc", 0.9));
        assertThat(evaluation.warnings())
                .startsWith(
                        "written as texts, and read as numbers: acc.",
                        "left out, since they are not numbers: model, ok, history.");
    }

    @Test
    void aNumberInQuotesIsReadAndSaid() throws Exception {
        Evaluation evaluation =
                read("{\"accuracy\": \"0.93\", \"test\": {\"f1\": \" 8e-1 \"}, \"build\": \"0x1f\", \"d\": \"1d\"}");
        assertThat(values(evaluation)).isEqualTo(Map.of("accuracy", 0.93, "test.f1", 0.8));
        assertThat(evaluation.warnings())
                .startsWith(
                        "written as texts, and read as numbers: accuracy, test.f1.",
                        "left out, since they are not numbers: build, d.");
    }

    @Test
    void aTextUnderTheNameOfAMetricIsUndefinedWithTheReason() throws Exception {
        Evaluation evaluation = read("{\"accuracy\": \"93 %\", \"val\": {\"f1\": \"0,8\"}, \"loss\": 1}");
        assertThat(evaluation.metrics().get("accuracy").undefined())
                .isEqualTo("the file says \"93 %\", which is a text; write a number");
        assertThat(evaluation.metrics().get("val.f1").undefined())
                .isEqualTo("the file says \"0,8\", which is a text; write a number");
    }

    @Test
    void yamlIsReadAsJsonIs() throws Exception {
        Path file = Files.writeString(
                folder.resolve("metrics.yaml"),
                "# DVC\naccuracy: 0.93\ntest: {f1: .nan, mse: 1e-3, auc: '0.5'}\nnote: fine\nsteps: [1, 2]\n");
        Evaluation evaluation = MetricsFile.read(file, null, NOON);
        assertThat(values(evaluation)).isEqualTo(Map.of("accuracy", 0.93, "test.mse", 0.001, "test.auc", 0.5));
        assertThat(evaluation.metrics().get("test.f1").undefined()).isEqualTo("the file says \".nan\"");
        assertThat(evaluation.warnings())
                .startsWith(
                        "written as texts, and read as numbers: test.auc.",
                        "left out, since they are not numbers: note, steps.");
        Files.writeString(file, "a: 1\n---\nb: 2\n");
        assertThatThrownBy(() -> MetricsFile.read(file, null, NOON))
                .hasMessage(file + ": holds 2 YAML documents; one mapping of numbers is expected, accuracy: 0.9.");
        Files.writeString(file, "0.9\n");
        assertThatThrownBy(() -> MetricsFile.read(file, null, NOON))
                .hasMessage(file + ": is a single value; a mapping of numbers is expected, accuracy: 0.9.");
    }

    @Test
    void yamlUnderAnotherNameIsToldWhatItShouldBeCalled() {
        assertMistake(
                "accuracy: 0.93\n",
                "FILE: not valid JSON at line 1, column 10: Unrecognized token 'accuracy': was expecting (JSON String, Number"
                        + " (or 'NaN'/'+INF'/'-INF'), Array, Object or token 'null', 'true' or 'false'). A file of metrics is JSON, {\"accuracy\": 0.9},"
                        + " or YAML when its name ends in .yaml or .yml.");
    }

    @Test
    void listsOfObjects() throws Exception {
        assertThat(values(read("[{\"accuracy\": 0.9, \"test\": {\"f1\": 0.8}}]")))
                .isEqualTo(Map.of("accuracy", 0.9, "test.f1", 0.8));
        assertThat(values(read("[{\"accuracy\": 0.9}, {\"accuracy\": 0.8}]")))
                .isEqualTo(Map.of("0.accuracy", 0.9, "1.accuracy", 0.8));
        assertThat(values(read("[{\"name\": \"accuracy\", \"value\": 0.9}, {\"metric\": \"f1\", \"value\": \"0.8\"}]")))
                .isEqualTo(Map.of("accuracy", 0.9, "f1", 0.8));
    }

    @Test
    void mistakes() throws Exception {
        assertMistake("{}", "FILE: holds no numbers with names, so there is nothing to judge.");
        assertMistake(
                "[0.93, 0.8]",
                "FILE: holds no numbers with names, so there is nothing to judge. Not numbers: a list, whose values have no"
                        + " names (write {\"accuracy\": 0.9}).");
        assertMistake(
                "{\"a\": \"x\"}", "FILE: holds no numbers with names, so there is nothing to judge. Not numbers: a.");
        assertMistake("", "FILE: the file is empty; a JSON object of numbers is expected.");
        assertMistake("0.9", "FILE: is a single value; a JSON object of numbers is expected, {\"accuracy\": 0.9}.");
        assertMistake("{\"a\": 1, \"a\": 2}", "FILE: not valid JSON at line 1, column 13: Duplicate field 'a'.");
        assertMistake(
                "{\"a\": {\"b\": 1}, \"a.b\": 2}", "FILE: the metric \"a.b\" is there twice. Give each its own name.");
        assertMistake("{\"a\": 1} {\"a\": 2}", "FILE: something follows the JSON object. Write one object.");
        assertThatThrownBy(() -> MetricsFile.read(folder.resolve("none.json"), null, NOON))
                .isInstanceOf(UserError.class)
                .hasMessage(folder.resolve("none.json") + ": there is no such file.");
    }

    @Test
    void smallFilesThatWouldBeLargeAreRefused() {
        String nested = "{\"" + "n".repeat(1_000) + "\": {\"" + "m".repeat(500) + "\": 1}}";
        assertMistake(
                nested,
                "FILE: the name of a metric, with those of the objects around it, has more than 1024 characters, the most"
                        + " that are read. Shorten it.");
        assertMistake(
                "[{\"key\": \"" + "k".repeat(5_000) + "\", \"value\": 1}]",
                "FILE: the name of a metric, with those of the objects around it, has more than 1024 characters, the most"
                        + " that are read. Shorten it.");
        assertMistake(
                "{\"a\": " + "9".repeat(1_000_000) + "}",
                "FILE:1:7: a number has 1,000,000 characters; at most 400 are read. Round it, or write it in quotes if it"
                        + " is a text.");
        assertMistake(
                "{\"a\": " + "[".repeat(100_000),
                "FILE:1:26: nested more than 20 levels deep, the most that a file of metrics may have. Write it flatter.");
    }

    @Test
    void ofManyThingsThatAreNoNumbersTheFirstAreNamed() throws Exception {
        StringBuilder texts = new StringBuilder("{\"accuracy\": 0.9");
        for (int i = 0; i < 200_000; i++) {
            texts.append(", \"t").append(i).append("\": \"x\"");
        }
        assertThat(read(texts + "}").warnings())
                .first()
                .isEqualTo("left out, since they are not numbers: t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, ..."
                        + " (200000 in all).");
    }

    private void assertMistake(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        message.replace("FILE", folder.resolve("metrics.json").toString()));
    }

    private static Map<String, Double> values(Evaluation evaluation) {
        Map<String, Double> values = new HashMap<>();
        evaluation.metrics().forEach((key, metric) -> {
            if (metric.value() != null) {
                values.put(key, metric.value());
            }
        });
        return values;
    }

    private Evaluation read(String text) throws IOException {
        Path file = Files.write(folder.resolve("metrics.json"), text.getBytes(StandardCharsets.UTF_8));
        return MetricsFile.read(file, null, NOON);
    }
}
