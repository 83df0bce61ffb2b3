package io.jenkins.plugins.mlpipeline.engine.verification.asking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.comparison.Fed;
import io.jenkins.plugins.mlpipeline.engine.comparison.FedInput;
import io.jenkins.plugins.mlpipeline.engine.comparison.LearntRows;
import io.jenkins.plugins.mlpipeline.engine.comparison.OutcomesFile;
import io.jenkins.plugins.mlpipeline.engine.comparison.OutcomesHeader;
import io.jenkins.plugins.mlpipeline.engine.comparison.StoredOutcomes;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.DateForm;
import io.jenkins.plugins.mlpipeline.engine.endpoint.Endpoint;
import io.jenkins.plugins.mlpipeline.engine.endpoint.Protocol;
import io.jenkins.plugins.mlpipeline.engine.endpoint.ServedModel;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Outcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RegressionOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Scores;
import io.jenkins.plugins.mlpipeline.engine.spec.CheckReader;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Answer;
import io.jenkins.plugins.mlpipeline.engine.verification.check.CheckJudge;
import io.jenkins.plugins.mlpipeline.engine.verification.check.CheckResult;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Observation;
import io.jenkins.plugins.mlpipeline.engine.verification.http.Clients;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AskingTest {
    private static final int ROWS = 400;
    private static final List<String> LABELS = List.of("good", "bad");

    @TempDir
    private Path folder;

    /** What the outcomes say that the model was fed. */
    private Fed fed;

    /** The model: the probability of "bad" is a thousandth of the amount. */
    private static double bad(double amount) {
        return amount / 1000;
    }

    private static String label(double amount) {
        return bad(amount) > 0.2 ? "bad" : "good";
    }

    private Path data() throws IOException {
        StringBuilder csv = new StringBuilder("amount,city,note,label\n");
        for (int i = 0; i < ROWS; i++) {
            csv.append(i).append(',').append(i % 3 == 0 ? "Köln" : "Ulm").append(i % 7 == 0 ? "," : ",x");
            csv.append(i % 2 == 0 ? ",good\n" : ",bad\n");
        }
        return Files.writeString(folder.resolve("data.csv"), csv);
    }

    private StoredOutcomes stored(Path data, Scores scores) throws IOException {
        ClassificationOutcomes.Builder rows = ClassificationOutcomes.builder(Task.BINARY, LABELS, 1, scores);
        for (int i = 0; i < ROWS; i++) {
            double[] given =
                    switch (scores) {
                        case PROBABILITIES -> new double[] {1 - bad(i), bad(i)};
                        case POSITIVE_PROBABILITY -> new double[] {bad(i)};
                        default -> new double[0];
                    };
            rows.add(i % 2, LABELS.indexOf(label(i)), given);
        }
        return file(data, rows.build(), Task.BINARY, LABELS, scores);
    }

    private StoredOutcomes file(Path data, Outcomes outcomes, Task task, List<String> labels, Scores scores)
            throws IOException {
        OutcomesHeader header = new OutcomesHeader(
                1,
                null,
                null,
                "data.csv",
                Digest.ofFile(data),
                task,
                labels,
                labels == null ? null : "bad",
                scores,
                null,
                ROWS,
                fed,
                null);
        Path file = folder.resolve("outcomes.gz");
        OutcomesFile.write(file, new StoredOutcomes(header, new long[ROWS], outcomes, LearntRows.none()));
        return OutcomesFile.read(file);
    }

    private CheckResult ask(ServedModel server, String protocol, Scores scores) throws Exception {
        Path data = data();
        return ask(server, protocol, stored(data, scores), data);
    }

    private CheckResult ask(ServedModel server, String protocol, StoredOutcomes judged, Path data) throws Exception {
        Question question = Question.of(List.of(data), CsvFormat.DEFAULT, ColumnSelection.of("label"), judged, 300);
        return Asking.ask(question, Protocol.of(protocol), endpoint(server), Asking.TOLERANCE);
    }

    private static Endpoint endpoint(ServedModel server) {
        return new Endpoint(
                URI.create(server.address()), Map.of(), Clients.standard().build(), Duration.ofSeconds(20));
    }

    private static List<Double> amounts(JsonNode rows) {
        List<Double> amounts = new ArrayList<>();
        rows.forEach(row -> amounts.add(row.isArray() ? row.get(0).asDouble() : row.asDouble()));
        return amounts;
    }

    private static Object v2(JsonNode body, Function<Double, Object> one, boolean probabilities) {
        List<Double> amounts = amounts(body.path("inputs").get(0).path("data"));
        List<Object> outputs = new ArrayList<>();
        outputs.add(Map.of(
                "name",
                "predict",
                "shape",
                List.of(amounts.size(), 1),
                "datatype",
                "BYTES",
                "data",
                amounts.stream().map(one).toList()));
        if (probabilities) {
            List<Double> flat = new ArrayList<>();
            amounts.forEach(a -> flat.addAll(List.of(1 - bad(a), bad(a))));
            outputs.add(Map.of(
                    "name", "predict_proba", "shape", List.of(amounts.size(), 2), "datatype", "FP64", "data", flat));
        }
        return Map.of("model_name", "fraud", "outputs", outputs);
    }

    @Test
    void theSameModelAnswersAsItWasJudged() throws Exception {
        try (ServedModel server = new ServedModel(body -> v2(body, AskingTest::label, true))) {
            CheckResult result = ask(server, "v2", Scores.PROBABILITIES);
            assertThat(result.answer() + " " + result.reason())
                    .isEqualTo("PASS 300 of 300 rows are answered as the gate judged: with 95 % confidence fewer than"
                            + " 0.9936 % differ.");
            assertThat(result.value()).isZero();
            assertThat(server.headers()).hasSize(6).containsOnly("true");
            JsonNode first = server.asked().get(0);
            assertThat(first.path("parameters").path("content_type").asText()).isEqualTo("pd");
            assertThat(first.path("inputs").findValuesAsText("name")).containsExactly("amount", "city", "note");
            assertThat(first.path("inputs").get(0).path("datatype").asText()).isEqualTo("FP64");
            assertThat(first.path("inputs").get(1).path("datatype").asText()).isEqualTo("BYTES");
            assertThat(first.path("inputs").get(1).path("data").get(0).asText()).isEqualTo("Köln");
            assertThat(first.path("inputs").get(2).path("data").get(0).isNull()).isTrue();
        }
    }

    /** A served ONNX takes seconds for a date, and 32-bit numbers in its own tensors; nobody need name the label then. */
    @Test
    void theModelsOwnInputsAreSentWhereTheOutcomesSayThem() throws Exception {
        StringBuilder csv = new StringBuilder("amount,city,since,label\n");
        for (int i = 0; i < ROWS; i++) {
            csv.append(i).append(i % 3 == 0 ? ",?" : ",Ulm").append(i % 5 == 0 ? "," : ",31/12/2024");
            csv.append(i % 2 == 0 ? ",good\n" : ",bad\n");
        }
        Path data = Files.writeString(folder.resolve("dated.csv"), csv);
        fed = new Fed(
                List.of(
                        new FedInput("numbers", "FP32", List.of("since", "amount"), null),
                        new FedInput("city", "BYTES", List.of("city"), true)),
                Map.of("since", DateForm.DMY),
                List.of("?"));
        StoredOutcomes judged = stored(data, Scores.NONE);
        try (ServedModel server = new ServedModel(body -> {
            List<Double> flat = amounts(body.path("inputs").get(0).path("data"));
            List<String> labels = new ArrayList<>();
            for (int i = 1; i < flat.size(); i += 2) {
                labels.add(label(flat.get(i)));
            }
            return Map.of("outputs", List.of(Map.of("name", "label", "data", labels)));
        })) {
            Question question = Question.of(
                    List.of(data),
                    CsvFormat.DEFAULT,
                    new ColumnSelection(null, null, null, null, null, null),
                    judged,
                    300);
            assertThat(Asking.ask(question, Protocol.of(null), endpoint(server), Asking.TOLERANCE)
                            .reason())
                    .startsWith("300 of 300 rows are answered as the gate judged");
            JsonNode first = server.asked().get(0);
            assertThat(first.path("parameters").isMissingNode())
                    .as("tensors of several columns are no frame")
                    .isTrue();
            JsonNode numbers = first.path("inputs").get(0);
            assertThat(numbers.path("name").asText()).isEqualTo("numbers");
            assertThat(numbers.path("datatype").asText()).isEqualTo("FP32");
            assertThat(numbers.path("shape").toString()).isEqualTo("[50,2]");
            assertThat(numbers.path("data").get(0).isNull())
                    .as("a missing date")
                    .isTrue();
            assertThat(numbers.path("data").get(2).asDouble())
                    .as("2024-12-31 in seconds since 1970")
                    .isEqualTo(1_735_603_200.0);
            assertThat(first.path("inputs").get(1).path("data").get(0).asText())
                    .as("a missing category")
                    .isEmpty();
        }
        assertThat(Question.of(
                                List.of(data),
                                CsvFormat.DEFAULT,
                                new ColumnSelection("label", null, List.of("since", "amount"), null, null, null),
                                judged,
                                300)
                        .asked()
                        .cells()
                        .get(1)[0]
                        .asText())
                .as("who names features has each sent as it is written")
                .isEqualTo("31/12/2024");
    }

    @Test
    void withoutWhatWasFedTheLabelHasToBeNamed() throws Exception {
        Path data = data();
        StoredOutcomes judged = stored(data, Scores.NONE);
        assertThatThrownBy(() -> Question.of(
                        List.of(data),
                        CsvFormat.DEFAULT,
                        new ColumnSelection(null, null, null, null, null, null),
                        judged,
                        300))
                .hasMessage(
                        "the outcomes do not say what the model was fed, so which column is no input has to be said."
                                + " Name the label, or write the outcomes anew with validate.");
    }

    @Test
    void labelsAloneAreComparedAndThatIsSaid() throws Exception {
        try (ServedModel server = new ServedModel(body -> v2(body, AskingTest::label, false))) {
            assertThat(ask(server, "v2", Scores.PROBABILITIES).reason())
                    .endsWith(" differ. Probabilities were not compared.");
        }
    }

    /** MLServer answers labels alone unless it is asked for more. */
    @Test
    void outputsAreAskedForByName() throws Exception {
        try (ServedModel server = new ServedModel(body -> v2(body, AskingTest::label, body.has("outputs")))) {
            assertThat(ask(server, "v2:predict,predict_proba", Scores.PROBABILITIES)
                            .reason())
                    .startsWith("300 of 300 rows are answered as")
                    .doesNotContain("Probabilities were not compared");
            assertThat(server.asked().get(0).path("outputs").findValuesAsText("name"))
                    .containsExactly("predict", "predict_proba");
        }
    }

    @Test
    void labelsByTheirPosition() throws Exception {
        try (ServedModel server = new ServedModel(body -> v2(body, a -> LABELS.indexOf(label(a)), false))) {
            assertThat(ask(server, "v2", Scores.NONE).reason()).startsWith("300 of 300 rows are answered as");
        }
    }

    /** Another threshold: the bytes are those that were judged, and what serves them is not. */
    @Test
    void anotherModelIsFound() throws Exception {
        try (ServedModel server = new ServedModel(body -> v2(body, a -> bad(a) > 0.3 ? "bad" : "good", false))) {
            CheckResult result = ask(server, "v2", Scores.NONE);
            assertThat(result.answer() + " " + result.reason())
                    .startsWith("FAIL 75 of 300 rows are answered otherwise than the gate judged; row ")
                    .contains(": good in place of bad.");
        }
    }

    @Test
    void probabilitiesThatDifferAreFoundWhereLabelsAreEqual() throws Exception {
        try (ServedModel server = new ServedModel(body -> Map.of(
                "predictions",
                amounts(body.path("instances")).stream()
                        .map(a -> List.of(1 - bad(a) - 1e-4, bad(a) + 1e-4))
                        .toList()))) {
            CheckResult result = ask(server, "v1", Scores.PROBABILITIES);
            assertThat(result.reason())
                    .startsWith("300 of 300 rows are answered otherwise than the gate judged; row 1: ");
        }
    }

    @Test
    void aProbabilityOfThePositiveLabel() throws Exception {
        try (ServedModel server = new ServedModel(body -> Map.of(
                "predictions",
                amounts(body.path("instances")).stream()
                        .map(a -> (Object) (bad(a) + 1e-9))
                        .toList()))) {
            assertThat(ask(server, "v1", Scores.POSITIVE_PROBABILITY).reason())
                    .isEqualTo(
                            "300 of 300 rows are answered as the gate judged: with 95 % confidence fewer than 0.9936 %"
                                    + " differ.");
        }
    }

    @Test
    void mlflow() throws Exception {
        try (ServedModel server = new ServedModel(body -> Map.of(
                "predictions",
                amounts(body.path("dataframe_split").path("data")).stream()
                        .map(AskingTest::label)
                        .toList()))) {
            assertThat(ask(server, "mlflow", Scores.NONE).reason()).startsWith("300 of 300 rows are answered as");
            assertThat(Json.write(server.asked().get(0).path("dataframe_split").path("columns")))
                    .contains("amount", "city", "note");
            assertThat(server.asked()
                            .get(0)
                            .path("dataframe_split")
                            .path("data")
                            .get(1)
                            .get(0)
                            .isIntegralNumber())
                    .isTrue();
        }
    }

    @Test
    void aTemplateOfOnesOwn() throws Exception {
        Path template = Files.writeString(folder.resolve("own.json"), """
                {"request": {"client": "verify", "payload": {"items": "$rows"}}, "values": "/result/classes",
                 "scores": "/result/p"}
                """);
        try (ServedModel server = new ServedModel(body -> {
            List<Double> amounts = new ArrayList<>();
            body.path("payload")
                    .path("items")
                    .forEach(r -> amounts.add(r.path("amount").asDouble()));
            return Map.of(
                    "result",
                    Map.of(
                            "classes",
                            amounts.stream().map(AskingTest::label).toList(),
                            "p",
                            amounts.stream()
                                    .map(a -> List.of(1 - bad(a), bad(a)))
                                    .toList()));
        })) {
            assertThat(ask(server, "template:" + template, Scores.PROBABILITIES).reason())
                    .startsWith("300 of 300 rows are answered as");
            assertThat(server.asked().get(0).path("client").asText()).isEqualTo("verify");
        }
    }

    @Test
    void numbers() throws Exception {
        Path data = data();
        RegressionOutcomes.Builder rows = RegressionOutcomes.builder();
        for (int i = 0; i < ROWS; i++) {
            rows.add(i, 3 * i);
        }
        StoredOutcomes judged = file(data, rows.build(), Task.REGRESSION, null, null);
        try (ServedModel server = new ServedModel(body -> Map.of(
                "predictions",
                amounts(body.path("instances")).stream().map(a -> 3 * a).toList()))) {
            assertThat(ask(server, "v1", judged, data).reason())
                    .isEqualTo(
                            "300 of 300 rows are answered as the gate judged: with 95 % confidence fewer than 0.9936 %"
                                    + " differ. Probabilities were not compared.");
        }
        try (ServedModel server = new ServedModel(body -> Map.of(
                "predictions",
                amounts(body.path("instances")).stream().map(a -> 3 * a + 0.01).toList()))) {
            assertThat(ask(server, "v1", judged, data).reason()).startsWith("300 of 300 rows are answered otherwise");
        }
    }

    @Test
    void aServerThatIsBusyIsAskedAgain() throws Exception {
        try (ServedModel server = new ServedModel(body -> v2(body, AskingTest::label, true)).busy(2)) {
            assertThat(ask(server, "v2", Scores.PROBABILITIES).reason()).startsWith("300 of 300 rows are answered as");
        }
    }

    /** A model that was saved by one version and is served by another answers 500 with readiness green. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "500 | FAIL The endpoint can't answer rows that the gate judged: it answers with status 500: broken"
                        + ".",
                "400 | ERROR The endpoint does not take the rows as v2: it answers with status 400: broken" + ".",
                "404 | ERROR The endpoint does not take the rows as v2: it answers with status 404: broken" + "."
            })
    void whatIsNoAnswer(int status, String said) throws Exception {
        try (ServedModel server = new ServedModel(body -> "").status(status)) {
            CheckResult result = ask(server, "v2", Scores.NONE);
            assertThat(result.answer() + " " + result.reason()).isEqualTo(said);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"predictions\": 3}",
                "{\"predictions\": [1, 2]}",
                "{\"predictions\": null}",
                "<html>",
                "{\"predictions\": [{\"a\": 1}]}"
            })
    void whatIsNotOfTheProtocolIsAnError(String body) throws Exception {
        try (ServedModel server = new ServedModel(asked -> body)) {
            CheckResult result = ask(server, "v1", Scores.NONE);
            assertThat(result.answer()).hasToString("ERROR");
        }
    }

    @Test
    void anAnswerWithoutEndIsCutOff() throws Exception {
        try (ServedModel server = new ServedModel(body -> "[" + " ".repeat(17 << 20) + "]")) {
            assertThat(ask(server, "v1", Scores.NONE).reason())
                    .isEqualTo("The endpoint does not take the rows as v1: its answer is larger than 16 MiB.");
        }
    }

    private Observation load(ServedModel server, double perSecond) throws Exception {
        Path data = data();
        Question question = Question.of(
                List.of(data), CsvFormat.DEFAULT, ColumnSelection.of("label"), stored(data, Scores.NONE), 60);
        Endpoint endpoint = new Endpoint(
                URI.create(server.address()), Map.of(), Clients.standard().build(), Duration.ofSeconds(60));
        return new Load(perSecond).measure(question, Protocol.of("v1"), endpoint);
    }

    private static CheckResult judged(String limit, Observation observed) {
        return CheckJudge.answer(CheckReader.latency(limit), observed, null, 0.05);
    }

    /** A server that does one thing at a time, and is asked more often than it can answer: the wait is the callers'. */
    @Test
    void latencyIsMeasuredFromWhenARequestWasDue() throws Exception {
        try (ServedModel server = new ServedModel(body -> "{}").oneAtATime(50)) {
            Observation observed = load(server, 200);
            assertThat(server.asked())
                    .hasSize(60)
                    .allSatisfy(body -> assertThat(body.path("instances")).hasSize(1));
            CheckResult result = judged("p95<=1s", observed);
            assertThat(result.id()).isEqualTo("latency_p95");
            assertThat(result.value())
                    .as("60 times 50 ms one after the other, due within 0.3 s")
                    .isGreaterThan(2);
            assertThat(result.answer()).isEqualTo(Answer.FAIL);
            assertThat(judged("p95<=1000s", observed).answer()).isEqualTo(Answer.PASS);
        }
    }

    @Test
    void requestsUnderLoadThatAreNotAnsweredAreNoLatencies() throws Exception {
        try (ServedModel server = new ServedModel(body -> "{}").status(500)) {
            assertThat(judged("p95<=1s", load(server, 200)).reason())
                    .isEqualTo("60 of 60 requests under load were not answered with status 200.");
        }
    }

    @Test
    void limitsOfLatenciesThatAreNone() {
        assertThatThrownBy(() -> CheckReader.latency("p95<=250"))
                .hasMessage("check \"p95<=250\": max is \"250\"; a time with its unit is expected, 250ms or 0.25s.");
        assertThatThrownBy(() -> CheckReader.latency("p95<=previous*2"))
                .hasMessage("check \"p95<=previous*2\": a latency under load is compared with a time alone; write"
                        + " p95<=250ms.");
        assertThatThrownBy(() -> new Load(0))
                .hasMessage("load is 0.0; a number of requests a second, at most 1000, is expected.");
    }

    @Test
    void otherDataThanWasJudgedIsRefused() throws Exception {
        Path data = data();
        StoredOutcomes judged = stored(data, Scores.NONE);
        Path other = Files.writeString(folder.resolve("other.csv"), Files.readString(data) + "1,Ulm,x,bad\n");
        assertThatThrownBy(
                        () -> Question.of(List.of(other), CsvFormat.DEFAULT, ColumnSelection.of("label"), judged, 300))
                .isInstanceOf(UserError.class)
                .hasMessage(other + " is " + Digest.ofFile(other) + ", and the answers were stored for "
                        + Digest.ofFile(data)
                        + ". Name the data that the gate judged, several files in the order in which they were named"
                        + " then.");
        assertThatThrownBy(
                        () -> Question.of(List.of(data), CsvFormat.DEFAULT, ColumnSelection.of("label"), judged, 301))
                .hasMessage("rows is 301; a number from 1 to 300 is expected.");
    }

    @Test
    void rowsOfSeveralFilesAreAskedInTheOrderInWhichTheyWereJudged() throws Exception {
        List<String> lines = Files.readAllLines(data());
        List<Path> files = List.of(folder.resolve("south.csv"), folder.resolve("north.csv"));
        Files.write(files.get(0), lines.subList(0, 101));
        List<String> rest = new ArrayList<>(lines.subList(101, lines.size()));
        rest.add(0, lines.get(0));
        Files.write(files.get(1), rest);
        String together = Digest.ofOrder(
                List.of("south.csv", "north.csv"), List.of(Digest.ofFile(files.get(0)), Digest.ofFile(files.get(1))));
        StoredOutcomes one = stored(data(), Scores.NONE);
        OutcomesHeader of = one.header();
        StoredOutcomes judged = new StoredOutcomes(
                new OutcomesHeader(
                        of.schemaVersion(),
                        of.model(),
                        of.subject(),
                        "south.csv, north.csv",
                        together,
                        of.task(),
                        of.labels(),
                        of.posLabel(),
                        of.scores(),
                        of.rowId(),
                        of.rows(),
                        of.fed(),
                        of.weights()),
                one.keys(),
                one.outcomes(),
                one.learnt());
        Question question = Question.of(files, CsvFormat.DEFAULT, ColumnSelection.of("label"), judged, 300);
        Question whole = Question.of(List.of(data()), CsvFormat.DEFAULT, ColumnSelection.of("label"), one, 300);
        assertThat(question.asked().cells().stream().map(Arrays::asList))
                .isEqualTo(whole.asked().cells().stream().map(Arrays::asList).toList());
        assertThat(question.positions()).isEqualTo(whole.positions());
        assertThatThrownBy(() -> Question.of(
                        List.of(files.get(1), files.get(0)),
                        CsvFormat.DEFAULT,
                        ColumnSelection.of("label"),
                        judged,
                        300))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(files.get(1) + ", " + files.get(0) + " is sha256:")
                .hasMessageEndingWith(
                        ", and the answers were stored for " + together
                                + ". Name the data that the gate judged, several files in the order in which they were named then.");
    }

    @Test
    void protocolsAndAddressesThatAreNone() {
        assertThatThrownBy(() -> Protocol.of("v3"))
                .hasMessage("protocol \"v3\" is unknown. Did you mean \"v1\" or \"v2\"?");
        assertThatThrownBy(() -> Endpoint.address("http://u:p@fraud.example/infer"))
                .hasMessage("The address of the endpoint is not understood, or holds a password. Write it whole, for"
                        + " example http://fraud.example/v2/models/fraud/infer.");
    }
}
