package io.jenkins.plugins.mlpipeline.engine.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.endpoint.ServedModel;
import io.jenkins.plugins.mlpipeline.engine.evaluation.DataRef;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.SliceSet;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.job.ValidationJob;
import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A model behind a server, beside the same answers in a file of predictions. */
class ServedValidationTest {
    private static final int ROWS = 430;

    @TempDir
    private Path folder;

    private Path data;

    @BeforeEach
    void writeRows() throws IOException {
        StringBuilder rows = new StringBuilder("city,amount,since,outcome\n");
        StringBuilder scored = new StringBuilder("city,amount,since,outcome,label,p_good,p_bad\n");
        for (int i = 0; i < ROWS; i++) {
            String row = (i % 3 == 0 ? "Köln" : "Ulm") + "," + i + "," + (i % 7 == 0 ? "" : "2024-12-31") + ","
                    + (i * 37 % 100 < 30 ? "bad" : "good");
            rows.append(row).append('\n');
            scored.append(row).append(',').append(label(i)).append(',');
            scored.append(1 - bad(i)).append(',').append(bad(i)).append('\n');
        }
        data = Files.writeString(folder.resolve("rows.csv"), rows);
        Files.writeString(folder.resolve("scored.csv"), scored);
    }

    private static double bad(double amount) {
        return amount / 1000;
    }

    private static String label(double amount) {
        return bad(amount) > 0.2 ? "bad" : "good";
    }

    private static ServedModel v1(DoubleFunction<Object> one) throws IOException {
        return new ServedModel(body -> {
            List<Object> predictions = new ArrayList<>();
            body.path("instances")
                    .forEach(row -> predictions.add(one.apply(row.get(1).asDouble())));
            return Map.of("predictions", predictions);
        });
    }

    private static Object v2(JsonNode body) {
        List<String> labels = new ArrayList<>();
        List<Double> flat = new ArrayList<>();
        for (JsonNode amount : body.path("inputs").get(1).path("data")) {
            labels.add(label(amount.asDouble()));
            flat.addAll(List.of(1 - bad(amount.asDouble()), bad(amount.asDouble())));
        }
        return Map.of(
                "outputs",
                List.of(Map.of("name", "predict", "data", labels), Map.of("name", "predict_proba", "data", flat)));
    }

    private Evaluation evaluate(String validate) throws IOException {
        return evaluate(validate, "task: binary\nlabels: [good, bad]\nposLabel: bad\nlabel: outcome\n");
    }

    private Evaluation evaluate(String validate, String top) throws IOException {
        String spec = "apiVersion: ml-pipeline/v1\n" + top + "validate:\n" + validate.indent(2);
        Path file = Files.writeString(folder.resolve("spec.yaml"), spec);
        return ValidationJob.run(Spec.read(file).below(folder), null, Set.of(), false, rows -> {}, Clock.systemUTC());
    }

    private Evaluation ask(ServedModel server, String protocol) throws IOException {
        return ask(server, protocol, "");
    }

    private Evaluation ask(ServedModel server, String protocol, String more) throws IOException {
        return evaluate("endpoint: " + server.address() + "\nprotocol: " + protocol + "\ndata: rows.csv\n" + more);
    }

    private static Map<String, Object> withoutTimes(Evaluation evaluation) {
        Map<String, Object> metrics = new LinkedHashMap<>(evaluation.metrics());
        metrics.keySet().removeIf(key -> key.startsWith("latency"));
        return metrics;
    }

    /** All that is said of the answers is what a file with the same answers says. */
    @Test
    void aServedModelIsEvaluatedAsItsAnswersInAFileAre() throws IOException {
        String more = "slices:\n  - {by: [city]}\nfairness: [city]\nbootstrap: [f1]\n";
        Evaluation file = evaluate(
                "predictions: scored.csv\npredictionColumn: label\n"
                        + "scoreColumns: {good: p_good, bad: p_bad}\noutcomes: former.gz\n" + more,
                "task: binary\nlabels: [good, bad]\nposLabel: bad\nlabel: outcome\nrowId: amount\n");
        assertThat(file.metrics()).isNotEmpty();
        try (ServedModel server = new ServedModel(ServedValidationTest::v2)) {
            Evaluation served = ask(server, "v2", more);
            assertThat(withoutTimes(served)).isEqualTo(file.metrics());
            assertThat(Json.write(served.slices())).isEqualTo(Json.write(file.slices()));
            assertThat(Json.write(served.fairness())).isEqualTo(Json.write(file.fairness()));
            assertThat(Json.write(served.statistics())).isEqualTo(Json.write(file.statistics()));
            assertThat(Json.write(served.curves())).isEqualTo(Json.write(file.curves()));
            assertThat(served.data().sha256()).isEqualTo(Digest.ofFile(data));
            assertThat(served.data().rows()).isEqualTo(ROWS);
            assertThat(served.model()).isNull();
            assertThat(served.subject()).isNull();
            assertThat(served.endpoint().address()).isEqualTo(server.address());
            assertThat(served.endpoint().protocol()).isEqualTo("v2");
            assertThat(served.endpoint().requests()).isEqualTo(9);
            assertThat(served.metrics().get("latency_ms_p95").value()).isPositive();
            assertThat(served.warnings())
                    .contains("which model answers at " + server.address()
                            + " is not known, so its answers can gate a build"
                            + " but no deployment; declare it with subject.");
            JsonNode first = server.asked().stream()
                    .filter(body -> body.path("inputs").get(0).path("data").size() == 50)
                    .findFirst()
                    .orElseThrow();
            assertThat(first.path("inputs").findValuesAsText("name")).containsExactly("city", "amount", "since");
            assertThat(first.path("inputs").findValuesAsText("datatype")).containsExactly("BYTES", "FP64", "BYTES");
        }
    }

    @Test
    void aBaselineIsComparedRowByRow() throws IOException {
        try (ServedModel server = new ServedModel(ServedValidationTest::v2)) {
            ask(server, "v2", "outcomes: former.gz\n");
            Evaluation again = ask(server, "v2", "baseline: {from: file, file: former.gz}\n");
            assertThat(again.comparisons().get(Evaluation.BASELINE).rows()).isEqualTo(ROWS);
            assertThat(again.baseline().isSameAsBefore())
                    .as("the same address says nothing of the same model")
                    .isFalse();
        }
    }

    /** Labels by position, one probability a row, rows of scores: the metrics are the same. */
    @ParameterizedTest
    @ValueSource(strings = {"position", "probability", "scores"})
    void answersOfEveryShape(String shape) throws IOException {
        DoubleFunction<Object> one =
                switch (shape) {
                    case "position" -> a -> "bad".equals(label(a)) ? 1 : 0;
                    case "probability" -> a -> Math.min(1, bad(a) * 2.4999);
                    default -> a -> List.of(1 - Math.min(1, bad(a) * 2.4999), Math.min(1, bad(a) * 2.4999));
                };
        try (ServedModel server = v1(one)) {
            Evaluation served = ask(server, "v1");
            assertThat(Json.write(served.confusionMatrix()))
                    .as("0.5 of 2.4999 times the probability is 0.2 of it, where labels change")
                    .isEqualTo(Json.write(evaluate("predictions: scored.csv\npredictionColumn: label\n")
                            .confusionMatrix()));
        }
    }

    @Test
    void numbers() throws IOException {
        String top = "task: regression\nlabel: amount\nfeatures: [outcome, since]\n";
        try (ServedModel server = new ServedModel(body ->
                Map.of("predictions", Collections.nCopies(body.path("instances").size(), 214.5)))) {
            Evaluation served = evaluate("endpoint: " + server.address() + "\nprotocol: v1\ndata: rows.csv\n", top);
            assertThat(served.metrics().get("mean_absolute_error").value())
                    .as("the mean distance of 0 to 429 from their mean")
                    .isEqualTo(107.5);
            assertThat(server.asked().get(0).path("instances").get(1).toString())
                    .as("in the order of features")
                    .isEqualTo("[\"good\",\"2024-12-31\"]");
        }
        try (ServedModel server = v1(a -> "many")) {
            assertThatThrownBy(() -> evaluate(
                            "endpoint: " + server.address() + "\nprotocol: v1\ndata: rows.csv\nthreads: 1\n", top))
                    .hasMessage(data + ": lines 2 to 51: what " + server.address()
                            + " answers is not understood as v1: \"many\" is answered where a number is expected.");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "500 | it answers with status 500: broken. Look into its log; a row that it can't answer is no"
                        + " row to leave out.",
                "404 | it answers with status 404: broken. Check the address, the protocol (v2) and the"
                        + " columns (features, ignore)."
            })
    void aRowThatIsNotAnsweredEndsItAndIsNamed(int status, String said) throws IOException {
        try (ServedModel server = new ServedModel(body -> "").status(status)) {
            assertThatThrownBy(() -> ask(server, "v2", "threads: 1\n"))
                    .hasMessage(data + ": lines 2 to 51: " + server.address() + " does not answer: " + said);
        }
    }

    /** One bad row among good ones. */
    @Test
    void theRowsOfTheRequestThatFailsAreNamed() throws IOException {
        Function<JsonNode, Object> some = body -> {
            for (JsonNode amount : body.path("inputs").get(1).path("data")) {
                if (amount.asInt() == 220) {
                    return "{\"outputs\": []}";
                }
            }
            return v2(body);
        };
        try (ServedModel server = new ServedModel(some)) {
            assertThatThrownBy(() -> ask(server, "v2", "threads: 3\n"))
                    .hasMessage(data + ": lines 202 to 251: what " + server.address()
                            + " answers is not understood as v2: it has no outputs.");
        }
    }

    /** What was answered only at the second attempt is a finding and not hidden. */
    @Test
    void requestsThatWereAskedAgainAreSaid() throws IOException {
        try (ServedModel server = new ServedModel(ServedValidationTest::v2).busy(1)) {
            Evaluation served = ask(server, "v2", "threads: 1\n");
            assertThat(served.endpoint().askedAgain()).isEqualTo(1);
            assertThat(served.warnings())
                    .contains(
                            "1 of 9 requests were answered only when they were asked again; callers that do not ask again"
                                    + " see errors.");
        }
    }

    @Test
    void anotherMeaningInALaterAnswerIsAMistake() throws IOException {
        try (ServedModel server = v1(a -> a < 60 ? (Object) 0 : bad(a))) {
            assertThatThrownBy(() -> ask(server, "v1", "threads: 1\n"))
                    .hasMessageStartingWith(data + ": lines 52 to 101: what " + server.address()
                            + " answers is not understood as v1: \"0.06\" is answered where a position from 0 to 1 in the list"
                            + " of labels is expected");
        }
        try (ServedModel server = v1(a -> "other")) {
            assertThatThrownBy(() -> ask(server, "v1", "threads: 1\n"))
                    .hasMessage(data + ": line 2: " + server.address()
                            + " answers the label \"other\", which is not one of good, bad. Declare the labels that the model"
                            + " answers.");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model: m.onnx | an endpoint was given, which answers in place of a model or predictions. Leave the model out,"
                        + " or the endpoint.",
                "predictionColumn: p | prediction and score columns belong to a predictions file, and an endpoint was given."
                        + " Leave one of the two out.",
                "protocol: v3 | protocol \"v3\" is unknown. Did you mean \"v1\" or \"v2\"?"
            })
    void whatDoesNotGoTogether(String more, String said) {
        assertThatThrownBy(() -> evaluate("endpoint: http://127.0.0.1:1/x\ndata: rows.csv\n" + more + "\n"))
                .hasMessageContaining(said);
    }

    @Test
    void whatIsMissing() {
        String top = "labels: [good, bad]\n";
        assertThatThrownBy(() -> evaluate("endpoint: http://127.0.0.1:1/x\n", top))
                .hasMessage("the file with the rows is not given. Give --data, or validate.data in the spec.");
        assertThatThrownBy(() -> evaluate("endpoint: http://127.0.0.1:1/x\ndata: rows.csv\n", top))
                .hasMessage("the column with the true label is not given. Give --label, or label in the spec.");
        assertThatThrownBy(() -> evaluate("endpoint: http://127.0.0.1:1/x\ndata: rows.csv\n", "label: outcome\n"))
                .hasMessage(
                        "http://127.0.0.1:1/x: the task is not known. Give the labels (labels, --labels no,yes), which are never taken from the"
                                + " rows, or say that numbers are predicted (task: regression, --task regression).");
        assertThatThrownBy(() -> evaluate("protocol: v2\ndata: rows.csv\n"))
                .hasMessage(
                        "protocol and endpointCa say how a served model is asked, and no endpoint is given. Give --endpoint"
                                + " (validate.endpoint), or leave them out.");
    }

    /** Every tenth row counts for nothing, each other one for two. */
    private void weigh(String file) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve(file));
        StringBuilder weighed = new StringBuilder(lines.get(0)).append(",w\n");
        for (int i = 0; i < ROWS; i++) {
            weighed.append(lines.get(i + 1)).append(i % 10 == 0 ? ",0\n" : ",2\n");
        }
        Files.writeString(folder.resolve(file), weighed);
    }

    @Test
    void whatWeightsMeanIsSaidAsOfAFile() throws IOException {
        weigh("rows.csv");
        weigh("scored.csv");
        String scored = "predictions: scored.csv\npredictionColumn: label\nscoreColumns: {good: p_good, bad: p_bad}\n";
        Evaluation file = evaluate(scored + "weights: w\n");
        List<JsonNode> bodies = Collections.synchronizedList(new ArrayList<>());
        try (ServedModel server = new ServedModel(body -> {
            bodies.add(body);
            return v2(body);
        })) {
            Evaluation served = ask(server, "v2", "weights: w\n");
            assertThat(withoutTimes(served)).isEqualTo(file.metrics());
            assertThat(served.warnings())
                    .contains(
                            "each row counts as much as its weight says (column \"w\"): with them the 430 rows tell as"
                                    + " much as 387 of equal weight. Checks of the rows and their columns, such as"
                                    + " drift, count each row once.",
                            "rows with the weight 0, which count for nothing: 43 of 430.");
            assertThat(bodies)
                    .isNotEmpty()
                    .allSatisfy(body -> assertThat(body.path("inputs"))
                            .extracting(input -> input.path("name").asText())
                            .containsExactly("city", "amount", "since"));
        }
        // What counts twice everywhere counts as once: the same as of a file without the rows that count for nothing.
        List<String> lines = Files.readAllLines(folder.resolve("scored.csv"));
        lines.removeIf(line -> line.endsWith(",0"));
        Files.write(folder.resolve("scored.csv"), lines);
        Evaluation counted = evaluate(scored, "task: binary\nlabels: [good, bad]\nposLabel: bad\nlabel: outcome\n");
        assertThat(file.metrics().get("accuracy").value())
                .isEqualTo(counted.metrics().get("accuracy").value());
    }

    @Test
    void aRowWithoutAWeightIsNamed() throws IOException {
        weigh("rows.csv");
        Path rows = folder.resolve("rows.csv");
        Files.writeString(rows, Files.readString(rows).replaceFirst(",2\n", ",\n"));
        try (ServedModel server = new ServedModel(ServedValidationTest::v2)) {
            assertThatThrownBy(() -> ask(server, "v2", "weights: w\n"))
                    .hasMessage(rows + ": line 3, column \"w\": the weight is missing; every row needs one, 0 or a"
                            + " number from 1e-100 to 1e100. Put it right, or take the row out.");
        }
    }

    @Test
    void severalFilesAreAskedTogetherAndEachIsASlice() throws IOException {
        List<String> lines = Files.readAllLines(data);
        Path north = Files.write(folder.resolve("north.csv"), lines.subList(0, 131));
        List<String> rest = new ArrayList<>(lines.subList(131, lines.size()));
        rest.add(0, lines.get(0));
        Path south = Files.write(folder.resolve("south.csv"), rest);
        try (ServedModel server = new ServedModel(ServedValidationTest::v2)) {
            Evaluation whole = ask(server, "v2");
            Evaluation several =
                    evaluate("endpoint: " + server.address() + "\nprotocol: v2\ndata: [north.csv, south.csv]\n");
            assertThat(withoutTimes(several)).isEqualTo(withoutTimes(whole));
            assertThat(several.data().rowsSha256()).isEqualTo(whole.data().rowsSha256());
            assertThat(several.data().files())
                    .containsExactly(
                            new DataRef.DataFile("north.csv", Digest.ofFile(north), 130),
                            new DataRef.DataFile("south.csv", Digest.ofFile(south), ROWS - 130));
            assertThat(several.slices().get(0).slices())
                    .extracting(SliceSet.Slice::name)
                    .containsExactly("north.csv", "south.csv");
        }
        try (ServedModel server = v1(amount -> amount == 140 ? List.of(1, 2, 3) : label(amount))) {
            assertThatThrownBy(() -> evaluate(
                            "endpoint: " + server.address() + "\nprotocol: v1\ndata: [north.csv, south.csv]\n"))
                    .hasMessageStartingWith(north + ": line 102, to " + south + ": line 21: what ");
        }
    }

    @Test
    void aSecretOfTheAddressIsNotSaid() throws IOException {
        try (ServedModel server = v1(ServedValidationTest::label)) {
            Evaluation served = evaluate("endpoint: " + server.address() + "?key=s3cret\nprotocol: v1\ndata: rows.csv\n"
                    + "subject: sha256:" + "a".repeat(64) + "\n");
            assertThat(served.endpoint().address()).isEqualTo(server.address() + "?...");
            assertThat(served.subject()).isEqualTo("sha256:" + "a".repeat(64));
            assertThat(String.join(" ", served.warnings()))
                    .doesNotContain("s3cret")
                    .contains("that sha256:" + "a".repeat(64) + " answers at " + server.address()
                            + "?... is declared and was not compared; verify asks what was deployed.");
        }
    }
}
