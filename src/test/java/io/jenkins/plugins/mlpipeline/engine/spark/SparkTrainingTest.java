package io.jenkins.plugins.mlpipeline.engine.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection;
import io.jenkins.plugins.mlpipeline.engine.dataset.split.SplitSpec;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.threshold.ThresholdRule;
import io.jenkins.plugins.mlpipeline.engine.training.Training;
import io.jenkins.plugins.mlpipeline.engine.training.TrainingListener;
import io.jenkins.plugins.mlpipeline.engine.training.TrainingRequest;
import io.jenkins.plugins.mlpipeline.engine.training.catalogue.Algorithm;
import io.jenkins.plugins.mlpipeline.engine.validation.TargetOptions;
import io.jenkins.plugins.mlpipeline.engine.validation.Validation;
import io.jenkins.plugins.mlpipeline.engine.validation.ValidationListener;
import io.jenkins.plugins.mlpipeline.engine.validation.ValidationRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Training on Spark, mostly a stand-in for it: the same package however the rows are shared out, and what is refused. */
class SparkTrainingTest {
    private static final int ROWS = 3_000;
    private static final int ALL = 200_000;

    @TempDir
    private Path folder;

    private Path temporary;
    private final List<String> lines = new ArrayList<>();

    @BeforeEach
    void write() throws IOException {
        temporary = Files.createDirectory(folder.resolve("tmp"));
        Random random = new Random(3);
        for (int row = 0; row < ROWS; row++) {
            double age = 45 + 14 * random.nextGaussian();
            double spend = random.nextDouble() * 90;
            String plan = List.of("a", "b", "c").get(random.nextInt(3));
            double score = age / 30 - spend / 40 + ("b".equals(plan) ? 1 : 0) + random.nextGaussian();
            lines.add(String.format(
                    Locale.ROOT,
                    "%s,%s,%.3f,%s,%.4f",
                    random.nextInt(20) == 0 ? "" : String.format(Locale.ROOT, "%.1f", age),
                    plan,
                    spend,
                    score > 2 ? "much" : score > 1 ? "some" : "none",
                    score));
        }
    }

    private Path rows(String name, int parts, List<String> rows) throws IOException {
        Path data = Files.createDirectory(folder.resolve(name));
        int from = 0;
        for (int part = 0; part < parts; part++) {
            // One file has far more rows than another.
            int to = rows.size() * (part + 1) * (part + 1) / parts / parts;
            List<String> own = new ArrayList<>(List.of("age,plan,spend,level,score"));
            own.addAll(rows.subList(from, to));
            Files.write(data.resolve("part-" + part + ".csv"), own);
            from = to;
        }
        return data;
    }

    private TrainingRequest request(Path data, Task task, Map<String, ?> hyperparameters) {
        String label = task == Task.REGRESSION ? "score" : "level";
        Set<String> ignore = Set.of(task == Task.REGRESSION ? "level" : "score");
        return new TrainingRequest(
                TrainingRequest.Source.of(data, new ColumnSelection(label, null, null, ignore, null, null)),
                new TrainingRequest.Predicted(task == Task.REGRESSION ? task : null, null, null),
                new TrainingRequest.Holdout(SplitSpec.parse("hash"), 0.25, null),
                TrainingRequest.Method.of(Algorithm.GRADIENT_BOOSTING, hyperparameters),
                42,
                1,
                folder.resolve("model-" + data.getFileName()));
    }

    private Path submit(int workers) throws IOException {
        Path submit = Files.writeString(
                folder.resolve("spark-submit"),
                "#!/bin/sh\nexec '" + System.getProperty("java.home") + "/bin/java' -Dstand-in.workers=" + workers
                        + " -cp '" + System.getProperty("java.class.path") + "' " + StandInSpark.class.getName()
                        + " \"$@\"\n");
        return Files.setPosixFilePermissions(submit, PosixFilePermissions.fromString("rwx------"));
    }

    private Path train(TrainingRequest request, Path submit, int sampled) throws IOException {
        try (SparkTraining training =
                SparkTraining.of(new SparkRequest("local[2]", Map.of()), request, temporary, submit, sampled)) {
            Training.run(request, training, Clock.systemUTC(), TrainingListener.SILENT);
        }
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left).isEmpty();
        }
        return request.output();
    }

    private static JsonNode manifest(Path model, boolean ofOneAgent) throws IOException {
        ObjectNode manifest = Json.object(Json.readTree(model.resolve("model.json")));
        if (ofOneAgent) {
            // The digest of the ONNX file.
            manifest.remove("files");
        }
        Json.object(manifest.get("training")).remove("data");
        return manifest;
    }

    private double loss(Path model, Path data, Task task) throws IOException {
        ValidationRequest request = ValidationRequest.of(model, data, task == Task.REGRESSION ? "score" : "level")
                .with(new TargetOptions(null, null, null));
        return Validation.run(request, ValidationListener.SILENT, Clock.systemUTC())
                .metrics()
                .get(task == Task.REGRESSION ? "mean_squared_error" : "log_loss")
                .value();
    }

    @ParameterizedTest
    @EnumSource(names = {"MULTICLASS", "REGRESSION"})
    void packagesAreTheSameHoweverRowsAreSharedOut(Task task) throws IOException {
        Map<String, String> settings = Map.of("max_iter", "30", "early_stopping", "true", "max_features", "0.7");
        List<String> shuffled = new ArrayList<>(lines);
        Collections.shuffle(shuffled, new Random(5));

        Path one = train(request(rows("one", 1, lines), task, settings), submit(1), ALL);
        Path seven = train(request(rows("seven", 7, shuffled), task, settings), submit(3), ALL);
        Path sampled = train(request(rows("sampled", 2, lines), task, settings), submit(2), 500);
        Path alike = train(request(rows("alike", 5, shuffled), task, settings), submit(4), 500);

        assertThat(seven.resolve("model.onnx")).hasSameBinaryContentAs(one.resolve("model.onnx"));
        assertThat(seven.resolve("training-rows.bin")).hasSameBinaryContentAs(one.resolve("training-rows.bin"));
        assertThat(Json.write(manifest(seven, false))).isEqualTo(Json.write(manifest(one, false)));
        assertThat(alike.resolve("model.onnx")).hasSameBinaryContentAs(sampled.resolve("model.onnx"));
        assertThat(Json.write(manifest(alike, false))).isEqualTo(Json.write(manifest(sampled, false)));

        TrainingRequest here = request(rows("here", 1, lines), task, settings);
        Training.run(here, Clock.systemUTC(), TrainingListener.SILENT);
        assertThat(Json.write(manifest(one, true))).isEqualTo(Json.write(manifest(here.output(), true)));
        assertThat(one.resolve("holdout.csv"))
                .hasSameBinaryContentAs(here.output().resolve("holdout.csv"));
        assertThat(one.resolve("training-rows.bin"))
                .hasSameBinaryContentAs(here.output().resolve("training-rows.bin"));
        double ofOneAgent = loss(here.output(), here.output().resolve("holdout.csv"), task);
        for (Path model : List.of(one, sampled)) {
            assertThat(loss(model, here.output().resolve("holdout.csv"), task)).isLessThan(ofOneAgent * 1.03);
        }
    }

    @Test
    @EnabledIfEnvironmentVariable(
            named = "SPARK_HOME",
            matches = ".+",
            disabledReason = "SPARK_HOME names no Apache Spark")
    void soAreThoseOfSparkItself() throws IOException {
        Map<String, String> settings = Map.of("max_iter", "10", "class_weight", "balanced");
        Path standIn = train(request(rows("one", 1, lines), Task.MULTICLASS, settings), submit(1), ALL);
        Path spark = train(
                request(rows("seven", 7, lines), Task.MULTICLASS, settings), SparkRequest.submit(System.getenv()), ALL);

        assertThat(spark.resolve("model.onnx")).hasSameBinaryContentAs(standIn.resolve("model.onnx"));
        assertThat(Json.write(manifest(spark, false))).isEqualTo(Json.write(manifest(standIn, false)));
    }

    @Test
    void aColumnThatIsAnotherThingInAnotherFileIsNamed() throws IOException {
        List<String> some = new ArrayList<>(lines);
        some.set(ROWS - 1, some.get(ROWS - 1).replaceAll("^[^,]*", "old"));
        for (int row = ROWS - 100; row < ROWS; row++) {
            some.set(row, some.get(row).replaceAll("^[^,]*", "old"));
        }
        Path data = Files.createDirectory(folder.resolve("some"));
        Files.write(data.resolve("a.csv"), List.of("age,plan,spend,level,score"));
        Files.write(data.resolve("a.csv"), some.subList(0, ROWS - 100), StandardOpenOption.APPEND);
        Files.write(data.resolve("b.csv"), List.of("age,plan,spend,level,score"));
        Files.write(data.resolve("b.csv"), some.subList(ROWS - 100, ROWS), StandardOpenOption.APPEND);

        assertThatThrownBy(() -> train(request(data, Task.MULTICLASS, Map.of()), submit(1), ALL))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        data + ": column \"age\" is a number by the rows of a.csv and a category by those of b.csv, and"
                                + " each is read by itself on Spark. Declare its type (columns, --columns), or name it in ignore.");
        assertThat(folder.resolve("model-some")).doesNotExist();
    }

    @Test
    void aLabelOfNumbersHasToBeDeclared() throws IOException {
        TrainingRequest request = request(rows("one", 2, lines.subList(0, 300)), Task.REGRESSION, Map.of());
        TrainingRequest open = new TrainingRequest(
                request.source(),
                TrainingRequest.Predicted.INFERRED,
                request.holdout(),
                request.method(),
                42,
                1,
                request.output());

        assertThatThrownBy(() -> train(open, submit(1), ALL))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        folder.resolve("one")
                                + ": column \"score\", the label, holds numbers that look like values to predict, which executors"
                                + " of Spark have to know before they read them. Give the task (--task regression, or multiclass).");
    }

    @Test
    void aMistakeInARowIsNoFailureOfSpark() throws IOException {
        List<String> some = new ArrayList<>(lines.subList(0, 200));
        some.set(150, "40,a,1.0,,1");
        Path data = rows("some", 2, some);

        assertThatThrownBy(() -> train(request(data, Task.MULTICLASS, Map.of()), submit(1), ALL))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(
                        data.resolve("part-1.csv") + ": line 102, column \"level\": the label is missing");
    }

    @Test
    void manyCategoriesAreRefusedUnlessTheyAreHashed() throws IOException {
        List<String> many = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            many.add(lines.get(row).replaceAll(",[abc],", ",city" + row % 300 + ","));
        }
        Path data = rows("many", 2, many);
        Map<String, String> settings = Map.of("max_iter", "5");

        assertThatThrownBy(() -> train(request(data, Task.MULTICLASS, settings), submit(2), ALL))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "engine is spark, and column \"plan\" has 300 categories, more than 255, and many_categories is"
                                + " target, which is not done there. Say many_categories: hash (--many-categories), or name the"
                                + " column in ignore, or leave engine out.");
        Map<String, String> hashed = Map.of("max_iter", "5", "many_categories", "hash");
        assertThat(train(request(data, Task.MULTICLASS, hashed), submit(2), ALL))
                .exists();
    }

    private static TrainingRequest with(Algorithm algorithm, String split, Path testData, String weights, String many) {
        return new TrainingRequest(
                TrainingRequest.Source.of(
                        Path.of("rows"), new ColumnSelection("y", null, null, null, null, null, weights)),
                TrainingRequest.Predicted.INFERRED,
                new TrainingRequest.Holdout(split == null ? null : SplitSpec.parse(split), null, testData),
                TrainingRequest.Method.of(algorithm, many == null ? Map.of() : Map.of("many_categories", many)),
                42,
                1,
                Path.of("model"));
    }

    private static void requireRefused(TrainingRequest request, String message) {
        assertThatThrownBy(() -> SparkTraining.requirePossible(request))
                .isInstanceOf(UserError.class)
                .hasMessage(message);
    }

    @Test
    void whatSparkDoesNotDoIsNamed() {
        for (Algorithm other : Algorithm.values()) {
            if (other != Algorithm.GRADIENT_BOOSTING) {
                requireRefused(
                        with(other, "hash", null, null, null),
                        "engine is spark, on which gradient_boosting alone learns, and the algorithm is " + other.key()
                                + ". Say algorithm: gradient_boosting (--algorithm), or leave engine out: one agent learns all.");
            }
        }
        requireRefused(
                with(Algorithm.GRADIENT_BOOSTING, null, null, null, null),
                "engine is spark, and rows are to be kept back by split: stratified, which has to see all rows, which is"
                        + " not done there. Say split: hash, or hash:COLUMN (--split): each row decides for itself, or leave"
                        + " engine out.");
        requireRefused(
                with(Algorithm.GRADIENT_BOOSTING, null, Path.of("test.csv"), null, null),
                "engine is spark, and testData is given, which is not done there. Have rows kept back by split: hash, or"
                        + " leave engine out.");
        requireRefused(
                with(Algorithm.GRADIENT_BOOSTING, "hash:id", null, "w", null),
                "engine is spark, and weights are given, which is not done there. Leave weights out, or leave engine out.");
        requireRefused(
                with(Algorithm.GRADIENT_BOOSTING, "hash", null, null, "frequent"),
                "engine is spark, and many_categories is frequent, for which all rows are counted, which is not done"
                        + " there. Say many_categories: hash, or leave engine out.");
        TrainingRequest plain = with(Algorithm.GRADIENT_BOOSTING, "hash", null, null, "hash");
        requireRefused(
                new TrainingRequest(
                        plain.source(),
                        plain.predicted(),
                        plain.holdout(),
                        new TrainingRequest.Method(
                                Algorithm.GRADIENT_BOOSTING, null, Map.of(), null, ThresholdRule.parse("f1")),
                        42,
                        1,
                        plain.output()),
                "engine is spark, and a threshold is to be chosen, for which models would be cross-validated, which is not"
                        + " done there. Leave threshold out, and give one to validate, or leave engine out.");
        SparkTraining.requirePossible(plain);
    }

    @Test
    void filesAreSharedOutByTheirRows() {
        assertThat(TrainingPlan.shares(new int[] {5, 100, 40, 60, 0}, 2))
                .isEqualTo(List.of(List.of(1, 0), List.of(3, 2, 4)));
    }
}
