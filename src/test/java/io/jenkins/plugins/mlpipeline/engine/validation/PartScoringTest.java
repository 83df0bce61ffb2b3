package io.jenkins.plugins.mlpipeline.engine.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.analysis.AnalysisRequest;
import io.jenkins.plugins.mlpipeline.engine.analysis.BaselineRequest;
import io.jenkins.plugins.mlpipeline.engine.analysis.Sampled;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvCursor;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.NumberForm;
import io.jenkins.plugins.mlpipeline.engine.dataset.source.TableSource;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Cost;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.CostTable;
import io.jenkins.plugins.mlpipeline.engine.slice.SliceSpec;
import io.jenkins.plugins.mlpipeline.engine.training.Training;
import io.jenkins.plugins.mlpipeline.engine.training.TrainingListener;
import io.jenkins.plugins.mlpipeline.engine.training.TrainingRequest;
import io.jenkins.plugins.mlpipeline.engine.training.catalogue.Algorithm;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that others read and predict, file by file, are the same evaluation as those that are read here, to the last digit. */
class PartScoringTest {
    private static final int TRAINING_ROWS = 600;
    private static final int ROWS = 15_000;
    private static final String HEADER = "id,shop,colour,a,b,weight,loss,y,amount";

    @TempDir
    private static Path folder;

    private static final List<String> ROWS_TO_VALIDATE = new ArrayList<>();
    private static Path forest;
    private static Path linear;
    private static Path numbers;
    private static Path formerNumbers;

    @TempDir
    private Path own;

    @BeforeAll
    static void train() throws IOException {
        Random random = new Random(11);
        List<String> training = new ArrayList<>(List.of(HEADER));
        for (int i = 0; i < TRAINING_ROWS; i++) {
            training.add(row(random, i));
        }
        for (int i = 0; i < ROWS; i++) {
            ROWS_TO_VALIDATE.add(row(random, TRAINING_ROWS + i));
        }
        // Rows that the model learnt from, a category that it does not know, and cells that are none.
        ROWS_TO_VALIDATE.set(7000, training.get(5));
        ROWS_TO_VALIDATE.set(9000, "r9,s1,\"a \"\"new\"\"\ncolour\",1,2,1,3,yes,4");
        ROWS_TO_VALIDATE.set(12_000, "r12,s1,red,,n/k,2,0,no,7");
        Path data = Files.write(folder.resolve("training.csv"), training);
        forest = train(data, "y", Algorithm.RANDOM_FOREST, Map.of("n_estimators", 8), "forest");
        linear = train(data, "y", Algorithm.LOGISTIC_REGRESSION, Map.of(), "linear");
        numbers = train(data, "amount", Algorithm.GRADIENT_BOOSTING, Map.of("max_iter", 8), "numbers");
        formerNumbers = train(data, "amount", Algorithm.GRADIENT_BOOSTING, Map.of("max_iter", 3), "former");
    }

    private static String row(Random random, int i) {
        double a = random.nextGaussian();
        double b = random.nextInt(40) / 4.0;
        return String.format(
                Locale.ROOT,
                "r%d,s%d,%s,%s,%.2f,%.3f,%d,%s,%.5f",
                i,
                random.nextInt(900),
                List.of("red", "green", "blue").get(random.nextInt(3)),
                i % 50 == 3 ? "" : String.format(Locale.ROOT, "%.4f", a),
                b,
                random.nextDouble() * 3,
                random.nextInt(9),
                a + random.nextGaussian() > 0 ? "yes" : "no",
                a * 3 + b + random.nextGaussian());
    }

    private static Path train(Path data, String label, Algorithm algorithm, Map<String, Object> settings, String name)
            throws IOException {
        Set<String> ignored =
                "y".equals(label) ? Set.of("shop", "weight", "loss", "amount") : Set.of("shop", "weight", "loss", "y");
        Path output = folder.resolve(name);
        Training.run(
                new TrainingRequest(
                        TrainingRequest.Source.of(data, new ColumnSelection(label, "id", null, ignored, null, null)),
                        TrainingRequest.Predicted.INFERRED,
                        TrainingRequest.Holdout.STANDARD,
                        TrainingRequest.Method.of(algorithm, settings),
                        TrainingRequest.STANDARD_SEED,
                        1,
                        output),
                Clock.systemUTC(),
                TrainingListener.SILENT);
        return output;
    }

    /** A folder of so many files; a few of them are empty but for the header. */
    private Path parts(String name, List<String> rows, int parts) throws IOException {
        Path data = Files.createDirectory(own.resolve(name));
        Files.writeString(data.resolve("_SUCCESS"), "");
        int empty = parts > 6 ? 2 : 0;
        for (int part = 0; part < parts; part++) {
            List<String> lines = new ArrayList<>(List.of(HEADER));
            int used = parts - empty;
            if (part != 0 && part != 5 || empty == 0) {
                int at = empty == 0 ? part : part > 5 ? part - 2 : part - 1;
                lines.addAll(rows.subList(
                        (int) ((long) rows.size() * at / used), (int) ((long) rows.size() * (at + 1) / used)));
            }
            String text = String.join("\n", lines) + (part % 2 == 0 ? "\n" : "");
            Files.writeString(data.resolve(String.format(Locale.ROOT, "part-%05d.csv", part)), text);
        }
        return data;
    }

    private static CsvFormat lenient() {
        return CsvFormat.DEFAULT.withNumbers(NumberForm.PLAIN, true);
    }

    private ValidationRequest labels(Path model, Path baseline, Path data, boolean fairness) throws IOException {
        return new ValidationRequest(
                null,
                model,
                List.of(data),
                lenient(),
                new ColumnSelection("y", "id", null, null, null, null),
                new TargetOptions(null, null, "yes"),
                null,
                null,
                Set.of(CatalogueKey.parse("expected_cost(matrix=money)"), CatalogueKey.parse("fbeta(beta=2)")),
                2,
                null,
                null,
                new AnalysisRequest(
                        new BaselineRequest("model", baseline, null, null, false, false, null),
                        List.of(
                                SliceSpec.by(List.of("colour")),
                                new SliceSpec("b", List.of("b"), List.of(2.0, 5.0), null),
                                new SliceSpec("old", null, null, "a < 0")),
                        fairness ? List.of("colour") : List.of(),
                        "shop",
                        fairness ? null : "weight",
                        Set.of(new Sampled(CatalogueKey.parse("f1"), null, Evaluation.BASELINE)),
                        5,
                        Map.of(
                                "money",
                                new CostTable(Map.of(
                                        "yes", Map.of("no", new Cost.OfColumn("loss")),
                                        "no", Map.of("yes", new Cost.Fixed(2.5))))),
                        7,
                        own.resolve("outcomes.gz"),
                        fairness ? 2 : 0),
                false);
    }

    private ValidationRequest numbers(Path data) {
        return new ValidationRequest(
                null,
                numbers,
                List.of(data),
                lenient(),
                new ColumnSelection("amount", "id", null, null, null, null),
                TargetOptions.NONE,
                null,
                null,
                Set.of(),
                1,
                folder.resolve("training.csv"),
                null,
                new AnalysisRequest(
                        new BaselineRequest("model", formerNumbers, null, null, false, false, null),
                        List.of(SliceSpec.by(List.of("colour", "b")), SliceSpec.files(List.of("rows"))),
                        List.of(),
                        null,
                        Set.of(),
                        3,
                        Map.of(),
                        7,
                        null),
                false);
    }

    /** Answers of files, in any order. */
    private record InProcess(List<String> parts, List<byte[]> answers) implements Elsewhere {
        static InProcess of(ValidationRequest request) throws IOException {
            List<String> parts = TableSource.parts(request.data().get(0));
            List<String> header;
            try (CsvCursor data = CsvCursor.open(request.data().get(0), request.format())) {
                header = data.header();
            }
            // As it comes to another machine.
            ValidationRequest sent = Json.parse(Json.write(request.ofRows()), ValidationRequest.class, "request")
                    .shipped(request.model(), request.reference(), request.metrics());
            byte[][] answers = new byte[parts.size()][];
            List<Integer> order = new ArrayList<>();
            for (int part = 0; part < parts.size(); part++) {
                order.add(part);
            }
            Collections.shuffle(order, new Random(3));
            try (PartScoring scoring = PartScoring.open(sent, request.analysis().baselineModel(), parts, header)) {
                for (int part : order) {
                    answers[part] = scoring.score(parts.get(part));
                }
            }
            return new InProcess(parts, Arrays.asList(answers));
        }

        @Override
        public void begin(List<String> header) {
            // All is done.
        }

        @Override
        public DataInputStream answers(int part, boolean baseline) throws IOException {
            DataInputStream both = new DataInputStream(new ByteArrayInputStream(answers.get(part)));
            int ours = both.readInt();
            if (baseline) {
                both.skipNBytes(ours);
            }
            return new DataInputStream(new InflaterInputStream(both));
        }
    }

    private static JsonNode here(ValidationRequest request) throws IOException {
        return document(Validation.run(request, ValidationListener.SILENT, Clock.systemUTC()));
    }

    private static JsonNode elsewhere(ValidationRequest request) throws IOException {
        return document(Validation.run(request, InProcess.of(request), ValidationListener.SILENT, Clock.systemUTC()));
    }

    /** The metrics without their intervals, some of which draw rows. */
    private static Map<String, JsonNode> values(JsonNode document) {
        Map<String, JsonNode> values = new TreeMap<>();
        document.get("metrics")
                .properties()
                .forEach(metric -> values.put(metric.getKey(), metric.getValue().get("value")));
        return values;
    }

    /** The document without what says when, and how fast. */
    private static JsonNode document(Evaluation evaluation) {
        ObjectNode document = Json.object(Json.tree(evaluation));
        document.remove(List.of("createdAt", "environment"));
        Json.object(document.get("metrics"))
                .remove(List.of(
                        "latency_ms_p50", "latency_ms_p95", "latency_ms_p99", "cold_start_ms", "peak_memory_bytes"));
        return document;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 64})
    void labelsAndScores(int parts) throws IOException {
        ValidationRequest request = labels(forest, linear, parts("rows", ROWS_TO_VALIDATE, parts), true);

        JsonNode here = here(request);

        assertThat(here.get("data").get("rows").asInt()).isEqualTo(ROWS);
        assertThat(here.get("warnings").toString()).contains("cell is no number and counts as missing");
        assertThat(here.at("/importance/columns")).isNotEmpty();
        assertThat(Json.write(elsewhere(request))).isEqualTo(Json.write(here));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7})
    void weights(int parts) throws IOException {
        ValidationRequest request = labels(linear, forest, parts("rows", ROWS_TO_VALIDATE, parts), false);

        assertThat(Json.write(elsewhere(request))).isEqualTo(Json.write(here(request)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 64})
    void numbersAndReference(int parts) throws IOException {
        ValidationRequest request = numbers(parts("rows", ROWS_TO_VALIDATE, parts));

        assertThat(Json.write(elsewhere(request))).isEqualTo(Json.write(here(request)));
    }

    @Test
    void plainModel() throws IOException {
        Path data = Files.createDirectory(own.resolve("german"));
        List<String> lines = Files.readAllLines(ForeignCase.file("german.csv"));
        int part = 0;
        for (int from = 1; from < lines.size(); from += 100) {
            List<String> some = new ArrayList<>(lines.subList(0, 1));
            some.addAll(lines.subList(from, Math.min(lines.size(), from + 100)));
            Files.write(data.resolve("part-" + (100 + part++) + ".csv"), some);
        }
        ValidationRequest request = ValidationRequest.of(
                        ForeignCase.file("pipeline_float_tensor.onnx"), data, "credit_risk")
                .with(new TargetOptions(null, List.of("bad", "good"), "bad"));

        assertThat(Json.write(elsewhere(request))).isEqualTo(Json.write(here(request)));
    }

    @Test
    void shuffledRowsHaveTheSameMetrics() throws IOException {
        List<String> shuffled = new ArrayList<>(ROWS_TO_VALIDATE);
        Collections.shuffle(shuffled, new Random(5));
        for (ValidationRequest request : List.of(
                labels(forest, linear, parts("labels", ROWS_TO_VALIDATE, 2), true),
                numbers(parts("numbers", ROWS_TO_VALIDATE, 2)))) {
            Path other = parts("shuffled " + request.data().get(0).getFileName(), shuffled, 7);
            JsonNode here = here(request);
            JsonNode there = elsewhere(
                    "y".equals(request.selection().label()) ? labels(forest, linear, other, true) : numbers(other));

            assertThat(values(there)).hasSizeGreaterThan(5).isEqualTo(values(here));
            assertThat(there.get("confusionMatrix")).isEqualTo(here.get("confusionMatrix"));
            assertThat(there.get("curves")).isEqualTo(here.get("curves"));
            assertThat(there.get("thresholds")).isEqualTo(here.get("thresholds"));
            assertThat(there.get("dummy")).isEqualTo(here.get("dummy"));
            assertThat(there.get("fairness")).isEqualTo(here.get("fairness"));
            assertThat(there.at("/data/rowDigest")).isEqualTo(here.at("/data/rowDigest"));
        }
    }

    @Test
    void mistakesNameTheFile() throws IOException {
        List<String> rows = new ArrayList<>(ROWS_TO_VALIDATE.subList(0, 100));
        rows.set(99, "r,s1,red,1,2,1,1,perhaps,1");
        Path data = parts("rows", rows, 2);

        assertThatThrownBy(() -> elsewhere(labels(forest, linear, data, true)))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(data.resolve("part-00001.csv") + ": line 51, column \"y\": ");
    }

    @Test
    void filesOfAFolderHaveTheSameColumns() throws IOException {
        Path data = parts("rows", ROWS_TO_VALIDATE.subList(0, 100), 2);
        Files.writeString(data.resolve("part-00002.csv"), "id,shop\n1,2\n");

        assertThatThrownBy(() -> here(labels(forest, linear, data, true)))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        data.resolve("part-00002.csv") + ": its first line is not that of "
                                + data.resolve("part-00000.csv")
                                + ". Write all files of a folder with the same header line (in Spark: option(\"header\", true)).");
        assertThatThrownBy(
                        () -> CsvCursor.openPart(data, "part-00002.csv", CsvFormat.DEFAULT, List.of(HEADER.split(",")))
                                .close())
                .isInstanceOf(UserError.class)
                .hasMessage(data.resolve("part-00002.csv")
                        + ": its columns are id, shop, and those of the folder's first file"
                        + " are id, shop, colour, a, b, weight, loss, y,.... Write all files of a folder with the same"
                        + " columns in the same order.");
    }
}
