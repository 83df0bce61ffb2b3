package io.jenkins.plugins.mlpipeline.engine.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowFiles;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowPlaces;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Importance;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.job.ValidationJob;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Outcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RowWeights;
import io.jenkins.plugins.mlpipeline.engine.model.predict.BoundModel;
import io.jenkins.plugins.mlpipeline.engine.model.predict.LoadedModel;
import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How much models rely on their inputs. Golden values: scikit-learn 1.9.1, see src/test/python/importance_golden.py. */
class ImportanceTest {
    private static final double TOLERANCE = 1e-9;
    /** The two versions of ONNX Runtime add a forest's trees in another order, in 32 bits. */
    private static final double OF_NUMBERS = 1e-7;

    @TempDir
    private Path folder;

    /** A golden case, named for people. */
    record Golden(int repeats, JsonNode expected) {
        @Override
        public String toString() {
            return expected.path("name").asText();
        }
    }

    static Stream<Golden> golden() throws IOException {
        JsonNode file = Json.readTree(Path.of("src/test/resources/io/jenkins/plugins/mlpipeline/engine/validation")
                .resolve("importance-golden.json"));
        return StreamSupport.stream(file.path("cases").spliterator(), false)
                .map(expected -> new Golden(file.path("repeats").asInt(), expected));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void importancesEqualThoseOfScikitLearn(Golden golden) throws IOException {
        JsonNode expected = golden.expected();
        ValidationRequest request = ForeignCase.of(
                        expected.path("model").asText().replace(".onnx", ""))
                .request();
        Importance found = shuffledAs(request, expected, golden.repeats());

        double tolerance = found.metric().equals("r2") ? OF_NUMBERS : TOLERANCE;
        assertThat(found.metric()).isEqualTo(expected.path("metric").asText());
        assertThat(found.value()).isCloseTo(expected.path("value").asDouble(), within(tolerance));
        assertThat(found.rows()).isEqualTo(expected.path("orders").path(0).size());
        assertThat(found.undefined()).isNull();
        assertThat(found.columns()).hasSize(expected.path("columns").size());
        Map<String, Importance.Column> byName = new HashMap<>();
        found.columns().forEach(column -> byName.put(column.name(), column));
        for (JsonNode column : expected.path("columns")) {
            String name = column.path("name").asText();
            Importance.Column ours = byName.get(name);
            assertThat(ours.mean()).as(name).isCloseTo(column.path("mean").asDouble(), within(tolerance));
            assertThat(ours.std()).as(name).isCloseTo(column.path("std").asDouble(), within(tolerance));
            assertThat(ours.lowest()).as(name).isCloseTo(column.path("lowest").asDouble(), within(tolerance));
            assertThat(ours.highest()).as(name).isCloseTo(column.path("highest").asDouble(), within(tolerance));
        }
        List<Double> means =
                found.columns().stream().map(Importance.Column::mean).toList();
        assertThat(means).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    /** With the rows, weights and orders of the golden case in place of those that chance gives. */
    private static Importance shuffledAs(ValidationRequest request, JsonNode expected, int repeats) throws IOException {
        Outcomes answers = Validation.answers(request, null, false, ValidationListener.SILENT, Clock.systemUTC())
                .answered()
                .outcomes();
        int every = expected.path("every").asInt();
        BitSet chosen = new BitSet();
        IntStream.range(0, answers.rows()).filter(row -> row % every == 0).forEach(chosen::set);
        double[] weights = new double[answers.rows()];
        for (int i = 0; i < expected.path("weights").size(); i++) {
            weights[i * every] = expected.path("weights").path(i).asDouble();
        }
        Outcomes weighed = expected.path("weights").isNull() ? answers : answers.weighing(new RowWeights("w", weights));
        List<int[]> orders = new ArrayList<>();
        expected.path("orders")
                .forEach(order -> orders.add(StreamSupport.stream(order.spliterator(), false)
                        .mapToInt(JsonNode::asInt)
                        .toArray()));
        try (LoadedModel model = LoadedModel.open(request.model(), 1, false, false)) {
            DataSource source = DataSource.of(request, null);
            List<String> header;
            String digest;
            try (RowFiles data = source.open()) {
                header = data.header();
                while (data.next() != null) {
                    assertThat(data.places().files()).hasSize(1);
                }
                digest = source.digest(data);
            }
            List<String> features = header.stream()
                    .filter(name -> !name.equals(source.selection().label()))
                    .toList();
            BoundModel bound = model.bind("rows", header, features, features);
            PredictionTask target =
                    ModelTarget.settle(model.name(), null, model.facts(), model.roles(), request.target());
            InputImportance inputs = new InputImportance(
                    model,
                    bound,
                    source,
                    header,
                    digest,
                    target,
                    () -> target.task().isClassification()
                            ? ClassificationCollector.ofModel(
                                    model, RowPlaces.of("rows"), target, request.target(), null, null)
                            : new RegressionCollector(model.name(), RowPlaces.of("rows")),
                    1);
            return inputs.of(
                    weighed, repeats, 7, chosen, shuffle -> orders.get(shuffle % repeats), ValidationListener.SILENT);
        }
    }

    private Importance validated(String model, String data, String label, String more) throws IOException {
        return evaluated(model, data, label, more).importance();
    }

    private Evaluation evaluated(String model, String data, String label, String more) throws IOException {
        Spec spec = Spec.parse(
                "apiVersion: ml-pipeline/v1\nlabel: " + label + "\n"
                        + more.lines().filter(line -> !line.startsWith(" ")).reduce("", (a, b) -> a + b + "\n")
                        + "validate:\n  model: " + ForeignCase.file(model) + "\n  data: " + data + "\n"
                        + more.lines().filter(line -> line.startsWith(" ")).reduce("", (a, b) -> a + b + "\n"),
                "ml.yaml");
        return ValidationJob.run(spec, null, Set.of(), false, ValidationListener.SILENT, Clock.systemUTC());
    }

    private static String german() {
        return ForeignCase.file("german.csv").toString();
    }

    @Test
    void theSameSeedGivesTheSameWhateverTheThreads() throws IOException {
        Importance one = validated(
                "pipeline_float_tensor.onnx", german(), "credit_risk", "posLabel: bad\n  importance: 4\n  threads: 1");
        Importance three = validated(
                "pipeline_float_tensor.onnx", german(), "credit_risk", "posLabel: bad\n  importance: 4\n  threads: 3");
        Importance other = validated(
                "pipeline_float_tensor.onnx", german(), "credit_risk", "posLabel: bad\n  importance: 4\n  seed: 43");
        assertThat(one).isEqualTo(three);
        assertThat(one.repeats()).isEqualTo(4);
        assertThat(one.rows()).isEqualTo(300);
        assertThat(one.inputs()).isEqualTo(9);
        assertThat(one.seed()).isEqualTo(42);
        assertThat(one.columns().get(0).name()).isEqualTo("checking_account");
        assertThat(other.columns()).isNotEqualTo(one.columns());
        assertThat(other.columns().get(0).name()).isEqualTo("checking_account");
    }

    @ParameterizedTest
    @CsvSource({"true, 5", "3, 3", "'\"2\"', 2"})
    void repeatsAreGivenOrUsual(String written, int repeats) throws IOException {
        Importance found = validated(
                "forest_str_tensor.onnx",
                ForeignCase.file("iris_str.csv").toString(),
                "species",
                "  importance: " + written);
        assertThat(found.repeats()).isEqualTo(repeats);
    }

    @ParameterizedTest
    @CsvSource({"false", "0"})
    void isLeftOutWhenItIsNotWanted(String written) throws IOException {
        assertThat(validated(
                        "forest_str_tensor.onnx",
                        ForeignCase.file("iris_str.csv").toString(),
                        "species",
                        "  importance: " + written))
                .isNull();
    }

    @Test
    void staysBesideComparisonsAndSlices() throws IOException {
        Evaluation evaluation = evaluated(
                "forest_str_tensor.onnx",
                ForeignCase.file("iris_str.csv").toString(),
                "species",
                "  importance: 2\n  baseline: {from: model, model: " + ForeignCase.file("forest_str_zipmap.onnx")
                        + "}\n  worstRows: 1");
        assertThat(evaluation.comparisons()).containsKey(Evaluation.BASELINE);
        assertThat(evaluation.importance().columns()).hasSize(4);
    }

    @Test
    void oneLabelAloneHasNoOrderThatCouldFall() throws IOException {
        List<String> rows = Files.readAllLines(Path.of(german()));
        Path bad = folder.resolve("bad.csv");
        Files.write(bad, rows.stream().filter(row -> !row.endsWith(",good")).toList());
        Importance found = validated(
                "pipeline_float_tensor.onnx",
                bad.toString(),
                "credit_risk",
                "labels: [bad, good]\nposLabel: bad\n  importance: true");
        assertThat(found.columns()).isEmpty();
        assertThat(found.value()).isNull();
        assertThat(found.undefined()).startsWith("roc_auc is undefined on these rows: ");
    }

    @ParameterizedTest
    @CsvSource({"1, 5, 10000", "40, 5, 10000", "100, 5, 4000", "784, 5, 510", "20000, 1, 100"})
    void theModelIsNotAskedAboutTooManyRows(int columns, int repeats, int rows) {
        assertThat(InputImportance.rows(columns, repeats)).isEqualTo(rows);
    }

    @Test
    void tooManyShufflesAreRefused() {
        assertThatThrownBy(() -> InputImportance.rows(784, 100))
                .isInstanceOf(UserError.class)
                .hasMessage("importance: 100 shuffles of each of 784 inputs are too many. Ask for at most 25.");
        assertThatThrownBy(() -> InputImportance.rows(20_001, 1))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "importance: 1 shuffles of each of 20,001 inputs are too many. It is computed for at most 20,000"
                                + " inputs; leave importance out.");
    }

    @Test
    void repeatsThatAreNoneAreRefused() {
        assertThatThrownBy(() -> validated(
                        "forest_str_tensor.onnx",
                        ForeignCase.file("iris_str.csv").toString(),
                        "species",
                        "  importance: often"))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "ml.yaml:6:15: importance is \"often\"; true, false or an integer from 0 to 100 is expected.");
        assertThatThrownBy(() -> validated(
                        "forest_str_tensor.onnx",
                        ForeignCase.file("iris_str.csv").toString(),
                        "species",
                        "  importance: 101"))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "ml.yaml:6:15: importance is \"101\"; true, false or an integer from 0 to 100 is expected.");
    }

    @Test
    void predictionsHaveNoInputs() {
        Spec spec = Spec.parse(
                "apiVersion: ml-pipeline/v1\nlabel: y\nvalidate: {predictions: scored.csv, importance: true}",
                "ml.yaml");
        assertThatThrownBy(() ->
                        ValidationJob.run(spec, null, Set.of(), false, ValidationListener.SILENT, Clock.systemUTC()))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "importance asks a model about rows that are shuffled, and a predictions file was given. Leave"
                                + " --importance (validate.importance) out, or name a model.");
    }

    @Test
    void everyShuffleIsHeardOf() throws IOException {
        List<String> heard = new ArrayList<>();
        Spec spec = Spec.parse(
                "apiVersion: ml-pipeline/v1\nlabel: species\nvalidate: {model: "
                        + ForeignCase.file("forest_str_tensor.onnx") + ", data: " + ForeignCase.file("iris_str.csv")
                        + ", importance: 2}",
                "ml.yaml");
        ValidationJob.run(
                spec,
                null,
                Set.of(),
                false,
                new ValidationListener() {
                    @Override
                    public void rows(long rows) {}

                    @Override
                    public void shuffled(int done, int total) {
                        heard.add(done + "/" + total);
                    }
                },
                Clock.systemUTC());
        assertThat(heard).containsExactly("1/8", "2/8", "3/8", "4/8", "5/8", "6/8", "7/8", "8/8");
    }
}
