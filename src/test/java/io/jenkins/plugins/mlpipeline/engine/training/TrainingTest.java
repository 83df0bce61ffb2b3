package io.jenkins.plugins.mlpipeline.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.analysis.AnalysisRequest;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.NumberForm;
import io.jenkins.plugins.mlpipeline.engine.dataset.split.SplitSpec;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Evaluation;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.ModelManifest;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.ModelPackage;
import io.jenkins.plugins.mlpipeline.engine.training.catalogue.Algorithm;
import io.jenkins.plugins.mlpipeline.engine.training.learner.LossPoint;
import io.jenkins.plugins.mlpipeline.engine.validation.TargetOptions;
import io.jenkins.plugins.mlpipeline.engine.validation.Validation;
import io.jenkins.plugins.mlpipeline.engine.validation.ValidationRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private TrainingResult train(Path data, String algorithm, Map<String, ?> hyperparameters, String output)
            throws IOException {
        return Training.run(
                TrainingRequest.of(
                        data,
                        data.equals(Samples.GERMAN_CREDIT) ? "credit_risk" : "y",
                        Algorithm.of(algorithm),
                        hyperparameters,
                        folder.resolve(output)),
                CLOCK,
                TrainingListener.SILENT);
    }

    @ParameterizedTest
    @CsvSource({
        "gradient_boosting, binary",
        "gradient_boosting, multiclass",
        "gradient_boosting, regression",
        "random_forest, binary",
        "random_forest, multiclass",
        "random_forest, regression",
        "gaussian_nb, binary",
        "gaussian_nb, multiclass",
        "logistic_regression, binary",
        "logistic_regression, multiclass",
        "linear_regression, regression",
        "mlp, binary",
        "mlp, multiclass",
        "mlp, regression"
    })
    void everyLearnerLeavesAPackageThatAgreesWithItForEveryTask(String algorithm, String task) throws IOException {
        Path data = Samples.write(folder, task, 400, 1);
        Map<String, Object> fewRounds =
                switch (algorithm) {
                    case "gradient_boosting" -> Map.of("max_iter", 20);
                    case "random_forest" -> Map.of("n_estimators", 20);
                    case "logistic_regression", "linear_regression", "gaussian_nb" -> Map.of();
                    default -> Map.of("max_iter", 10, "hidden_layer_sizes", List.of(16, 8));
                };

        TrainingResult result = train(data, algorithm, fewRounds, "model");

        assertThat(result.record().check().maxDifference()).isLessThanOrEqualTo(1e-5);
        assertThat(result.record().check().rows()).isEqualTo(80);
        ModelPackage model = ModelPackage.read(folder.resolve("model"));
        assertThat(model.digest()).isEqualTo(result.model().digest());
        assertThat(model.manifest())
                .usingRecursiveComparison()
                .isEqualTo(result.model().manifest());
        assertThat(model.manifest().task()).isEqualTo(Task.of(task));
    }

    @Test
    void manifestTellsWhatWasLearntAndFromWhat() throws IOException {
        ModelManifest manifest = train(Samples.GERMAN_CREDIT, "gradient_boosting", Map.of("max_iter", 5), "model")
                .model()
                .manifest();

        assertThat(manifest.label()).isEqualTo("credit_risk");
        assertThat(manifest.labels()).containsExactly("bad", "good");
        assertThat(manifest.posLabel()).isNull();
        assertThat(manifest.columns()).hasSize(20);
        assertThat(manifest.columns().get(0).categories())
                .containsExactly("0 to 200", "200 and more", "below 0", "none");
        assertThat(manifest.training().rows()).isEqualTo(800);
        assertThat(manifest.training().labelCounts()).containsExactly(Map.entry("bad", 240L), Map.entry("good", 560L));
        assertThat(manifest.hyperparameters())
                .containsEntry("max_iter", 5)
                .containsEntry("learning_rate", 0.1)
                .containsEntry("max_depth", "none");
        assertThat(manifest.engines()).containsOnlyKeys("xgboost", "onnxruntime");
        assertThat(manifest.seed()).isEqualTo(42);
    }

    @Test
    void holdoutRowsAreThoseOfTheFile() throws IOException {
        TrainingResult result = train(Samples.GERMAN_CREDIT, "random_forest", Map.of("n_estimators", 3), "model");

        List<String> all = Files.readAllLines(Samples.GERMAN_CREDIT);
        List<String> kept = Files.readAllLines(result.holdout());
        assertThat(kept).hasSize(201).startsWith(all.get(0));
        assertThat(all).containsAll(kept);
        assertThat(result.record().holdout().rows()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"gradient_boosting", "random_forest", "mlp"})
    void sameInputsGiveTheSameDigest(String algorithm) throws IOException {
        Path data = Samples.write(folder, "binary", 300, 2);
        Map<String, Object> few = algorithm.equals("mlp")
                ? Map.of("max_iter", 3)
                : Map.of(algorithm.equals("random_forest") ? "n_estimators" : "max_iter", 10);

        String first = train(data, algorithm, few, "first").model().digest();

        assertThat(train(data, algorithm, few, "second").model().digest()).isEqualTo(first);
    }

    @Test
    void anotherSeedGivesAnotherModel() throws IOException {
        Path data = Samples.write(folder, "binary", 300, 2);

        String first = train(data, "random_forest", Map.of("n_estimators", 5), "first")
                .model()
                .digest();
        String second = train(data, "random_forest", Map.of("n_estimators", 5, "random_state", 1), "second")
                .model()
                .digest();

        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void positiveLabelIsInferredWhereOneSaysYes() throws IOException {
        Path data = Samples.write(folder, "binary", 200, 3);

        assertThat(train(data, "random_forest", Map.of("n_estimators", 2), "m")
                        .model()
                        .manifest()
                        .posLabel())
                .isEqualTo("yes");
    }

    @Test
    void progressNamesStagesRoundsAndLosses() throws IOException {
        Path data = Samples.write(folder, "multiclass", 200, 3);
        List<TrainingListener.Event> events = new ArrayList<>();

        Training.run(
                TrainingRequest.of(
                        data,
                        "y",
                        Algorithm.GRADIENT_BOOSTING,
                        Map.of("max_iter", 3, "early_stopping", true),
                        folder.resolve("m")),
                CLOCK,
                events::add);

        assertThat(events)
                .extracting(e -> e.stage() + " " + e.step() + "/" + e.of())
                .containsExactly(
                        "READING 0/0",
                        "FITTING 0/0",
                        "FITTING 1/3",
                        "FITTING 2/3",
                        "FITTING 3/3",
                        "EXPORTING 0/0",
                        "CHECKING 0/0");
        assertThat(events.get(2).trainingLoss()).isBetween(0.1, Math.log(3));
        assertThat(events.get(2).validationLoss()).isBetween(0.1, Math.log(3));
    }

    @Test
    void recordHoldsCurveTimingAndEnvironment() throws IOException {
        Path data = Samples.write(folder, "binary", 200, 3);

        train(data, "mlp", Map.of("max_iter", 4), "m");

        TrainingRecord record = Json.read(folder.resolve("m/training.json"), TrainingRecord.class);
        assertThat(record.createdAt()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(record.curve()).extracting(LossPoint::step).containsExactly(1, 2, 3, 4);
        assertThat(record.curve().get(3).training())
                .isLessThan(record.curve().get(0).training());
        assertThat(record.timing()).containsOnlyKeys("reading", "fitting", "exporting", "checking");
        assertThat(record.environment()).containsKeys("java", "os", "processors", "threads");
    }

    @Test
    void testFileIsKeptBackAsItIs() throws IOException {
        Path data = Samples.write(folder, "binary", 200, 3);
        Path test = Samples.write(Files.createDirectory(folder.resolve("t")), "binary", 50, 4);

        TrainingResult result = Training.run(
                new TrainingRequest(
                        TrainingRequest.Source.of(data, ColumnSelection.of("y")),
                        TrainingRequest.Predicted.INFERRED,
                        new TrainingRequest.Holdout(null, null, test),
                        TrainingRequest.Method.of(Algorithm.RANDOM_FOREST, Map.of("n_estimators", 2)),
                        42,
                        1,
                        folder.resolve("m")),
                CLOCK,
                TrainingListener.SILENT);

        assertThat(result.holdout()).hasSameBinaryContentAs(test);
        assertThat(result.model().manifest().training().rows()).isEqualTo(200);
        assertThat(result.model().manifest().training().split()).isNull();
    }

    @Test
    void failedTrainingLeavesTheOutputAsItWas() throws IOException {
        Path data = Samples.write(folder, "regression", 200, 3);
        Path output = Files.createDirectory(folder.resolve("m"));
        Files.writeString(output.resolve("model.json"), "old");

        assertThatThrownBy(() -> train(data, "mlp", Map.of("class_weight", "balanced"), "m"))
                .isInstanceOf(UserError.class);

        try (Stream<Path> left = Files.list(output)) {
            assertThat(left).containsExactly(output.resolve("model.json"));
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactlyInAnyOrder(data, output);
        }
    }

    @Test
    void newTrainingReplacesAnOldOneAndLeavesOtherFiles() throws IOException {
        Path data = Samples.write(folder, "binary", 200, 3);
        train(data, "random_forest", Map.of("n_estimators", 2), "m");
        Files.writeString(folder.resolve("m/notes.txt"), "mine");

        String digest = train(data, "random_forest", Map.of("n_estimators", 3), "m")
                .model()
                .digest();

        assertThat(ModelPackage.read(folder.resolve("m")).digest()).isEqualTo(digest);
        assertThat(folder.resolve("m/notes.txt")).hasContent("mine");
    }

    @Test
    void testFileAndSplitContradict() {
        assertThatThrownBy(() -> new TrainingRequest(
                        TrainingRequest.Source.of(folder, ColumnSelection.of("y")),
                        TrainingRequest.Predicted.INFERRED,
                        new TrainingRequest.Holdout(SplitSpec.STRATIFIED, null, folder),
                        TrainingRequest.Method.of(Algorithm.MLP, Map.of()),
                        42,
                        1,
                        folder))
                .isInstanceOf(UserError.class)
                .hasMessage("a test file was given, so there is nothing to split. Take out the test size and the split,"
                        + " or the test file.");
    }

    @Test
    void rowsKeptBackAreReadAsTheFileThatTheyComeFrom() throws IOException {
        List<String> lines = new ArrayList<>();
        // More commas than semicolons in the header, so that the delimiter can't be found again.
        lines.add("größe, in m, auf Meereshöhe;y");
        for (int i = 0; i < 60; i++) {
            lines.add(i % 10 + ";" + (i % 10 > 4 ? "schön" : "häßlich"));
        }
        Path data = folder.resolve("latin.csv");
        Files.write(data, lines, StandardCharsets.ISO_8859_1);
        Path model = folder.resolve("model");
        Training.run(
                new TrainingRequest(
                        new TrainingRequest.Source(
                                data, CsvFormat.of(";", "ISO-8859-1", null), ColumnSelection.of("y")),
                        TrainingRequest.Predicted.INFERRED,
                        TrainingRequest.Holdout.STANDARD,
                        TrainingRequest.Method.of(Algorithm.RANDOM_FOREST, Map.of("n_estimators", 2)),
                        42,
                        1,
                        model),
                CLOCK,
                TrainingListener.SILENT);

        Evaluation evaluation = Validation.run(ValidationRequest.of(model, null, null), rows -> {}, CLOCK);

        assertThat(ModelPackage.read(model).manifest().training().holdout())
                .isEqualTo(new ModelManifest.Csv(";", "ISO-8859-1"));
        assertThat(evaluation.labels()).containsExactly("häßlich", "schön");
        assertThat(evaluation.metrics().get("accuracy").value()).isEqualTo(1);
    }

    @Test
    void whatWasDecidedAboutColumnsStandsInTheEvaluationOfAnyRows() throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("price;code;y");
        for (int i = 0; i < 200; i++) {
            String price = i == 77 ? "n.a." : "1." + (100 + i) + "," + i % 10;
            lines.add(price + ";00" + i % 5 + ";" + (i < 100 ? "low" : "high"));
        }
        Path data = folder.resolve("shop.csv");
        Files.write(data, lines);
        Path model = folder.resolve("model");
        CsvFormat format = CsvFormat.of(null, null, null).withNumbers(NumberForm.of(",", ".", null), true);
        Training.run(
                new TrainingRequest(
                        new TrainingRequest.Source(data, format, ColumnSelection.of("y")),
                        TrainingRequest.Predicted.INFERRED,
                        TrainingRequest.Holdout.STANDARD,
                        TrainingRequest.Method.of(Algorithm.RANDOM_FOREST, Map.of("n_estimators", 2)),
                        42,
                        1,
                        model),
                CLOCK,
                TrainingListener.SILENT);
        String bad =
                "column \"price\": 1 cell is no number and counts as missing, as csv.badNumbers says (\"n.a.\" on line"
                        + " 79).";
        String code = "column \"code\" is read as a category: its numbers are equally long, some with zeros before them"
                + " (\"000\" on line 2, \"001\" on line 3, \"002\" on line 4, ...), like codes. Declare it as a number"
                + " (columns, --columns) if it is one.";

        Evaluation own = Validation.run(ValidationRequest.of(model, null, null), rows -> {}, CLOCK);
        Evaluation other = Validation.run(
                new ValidationRequest(
                        null,
                        model,
                        List.of(data),
                        format,
                        ColumnSelection.of(null),
                        TargetOptions.NONE,
                        null,
                        null,
                        java.util.Set.of(),
                        2,
                        null,
                        null,
                        AnalysisRequest.NONE,
                        false),
                rows -> {},
                CLOCK);

        assertThat(ModelPackage.read(model).manifest().training().holdout())
                .isEqualTo(new ModelManifest.Csv(";", "UTF-8", new NumberForm(',', '.', false), "missing", null));
        assertThat(own.warnings()).contains("in training: " + bad, "in training: " + code);
        assertThat(own.metrics().get("accuracy").value()).isGreaterThan(0.9);
        assertThat(other.warnings()).contains(bad, "in training: " + bad, "in training: " + code);
    }
}
