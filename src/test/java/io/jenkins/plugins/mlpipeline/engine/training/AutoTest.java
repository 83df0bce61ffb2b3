package io.jenkins.plugins.mlpipeline.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection;
import io.jenkins.plugins.mlpipeline.engine.dataset.split.SplitSpec;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.training.catalogue.Algorithm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AutoTest {
    private static final List<Algorithm> QUICK = List.of(Algorithm.LOGISTIC_REGRESSION, Algorithm.RANDOM_FOREST);
    private static final Path LINEAR =
            Path.of("src/test/resources/io/jenkins/plugins/mlpipeline/engine/training/linear");

    @TempDir
    Path folder;

    private TrainingResult train(Path data, List<Algorithm> candidates, Map<String, ?> given, String output)
            throws IOException {
        return train(data, candidates, given, null, null, null, output, TrainingListener.SILENT);
    }

    private TrainingResult train(
            Path data,
            List<Algorithm> candidates,
            Map<String, ?> given,
            SplitSpec split,
            Double testSize,
            Path testData,
            String output,
            TrainingListener listener)
            throws IOException {
        return Training.run(
                new TrainingRequest(
                        TrainingRequest.Source.of(
                                data, ColumnSelection.of(data.equals(Samples.GERMAN_CREDIT) ? "credit_risk" : "y")),
                        TrainingRequest.Predicted.INFERRED,
                        new TrainingRequest.Holdout(split, testSize, testData),
                        new TrainingRequest.Method(Algorithm.AUTO, candidates, given, null, null),
                        42,
                        1,
                        folder.resolve(output)),
                Clock.systemUTC(),
                listener);
    }

    private static List<String> names(TrainingRecord.Leaderboard board) {
        return board.candidates().stream()
                .map(TrainingRecord.Candidate::algorithm)
                .toList();
    }

    @Test
    void bestOfTheCandidatesIsLearntFromTheWholeTrainingPart() throws IOException {
        TrainingRecord record =
                train(Samples.GERMAN_CREDIT, QUICK, Map.of(), "model").record();

        TrainingRecord.Leaderboard board = record.leaderboard();
        assertThat(board.metric()).isEqualTo("roc_auc");
        assertThat(board.folds()).isEqualTo(5);
        assertThat(board.candidates())
                .hasSize(2)
                .isSortedAccordingTo(
                        Comparator.comparing(TrainingRecord.Candidate::mean).reversed());
        assertThat(record.algorithm()).isEqualTo(board.candidates().get(0).algorithm());
        assertThat(record.split().trainingRows()).isEqualTo(800);
        for (TrainingRecord.Candidate candidate : board.candidates()) {
            assertThat(candidate.scores())
                    .hasSize(5)
                    .allSatisfy(s -> assertThat(s).isBetween(0.65, 0.9));
            assertThat(candidate.scores().stream().mapToDouble(s -> s).average().orElseThrow())
                    .isCloseTo(candidate.mean(), within(1e-12));
            assertThat(candidate.std()).isBetween(0.005, 0.08);
            assertThat(candidate.failure()).isNull();
        }
        assertThat(Json.read(folder.resolve("model/training.json"), TrainingRecord.class)
                        .leaderboard())
                .isEqualTo(board);
    }

    @Test
    void modelIsTheOneThatTheBestAlgorithmGivesByItsName() throws IOException {
        Path data = Samples.write(folder, "binary", 200, 1);

        TrainingResult found = train(data, QUICK, Map.of(), "found");

        TrainingResult named = Training.run(
                TrainingRequest.of(
                        data, "y", Algorithm.of(found.record().algorithm()), Map.of(), folder.resolve("named")),
                Clock.systemUTC(),
                TrainingListener.SILENT);
        assertThat(found.model().digest()).isEqualTo(named.model().digest());
    }

    @Test
    void everyTaskHasItsCandidatesAndItsMetric() {
        assertThat(Candidates.of(null, Task.BINARY))
                .containsExactly(
                        Algorithm.GRADIENT_BOOSTING,
                        Algorithm.RANDOM_FOREST,
                        Algorithm.LOGISTIC_REGRESSION,
                        Algorithm.MLP);
        assertThat(Candidates.of(null, Task.REGRESSION))
                .containsExactly(
                        Algorithm.GRADIENT_BOOSTING,
                        Algorithm.RANDOM_FOREST,
                        Algorithm.LINEAR_REGRESSION,
                        Algorithm.MLP);
        assertThat(FoldScore.metric(Task.MULTICLASS).key()).isEqualTo("brier_score_loss");
    }

    @Test
    void learnerThatIsNotComparedByDefaultIsWhenItIsNamed() throws IOException {
        assertThat(Candidates.of(List.of(Algorithm.GAUSSIAN_NB, Algorithm.RANDOM_FOREST), Task.BINARY))
                .containsExactly(Algorithm.RANDOM_FOREST, Algorithm.GAUSSIAN_NB);
        Path data = Samples.write(folder, "binary", 200, 1);

        TrainingRecord record = train(
                        data,
                        List.of(Algorithm.GAUSSIAN_NB, Algorithm.GRADIENT_BOOSTING),
                        Map.of("class_weight", "balanced"),
                        "model")
                .record();

        assertThat(names(record.leaderboard())).containsExactlyInAnyOrder("gaussian_nb", "gradient_boosting");
        assertThat(record.leaderboard().candidates())
                .allSatisfy(candidate -> assertThat(candidate.failure()).isNull());
    }

    /** scikit-learn: {@code src/test/python/training_linear_golden.py}. */
    @Test
    void scoresOfFoldsInTimeAreThoseOfScikitLearn() throws IOException {
        TrainingRecord.Leaderboard board = train(
                        LINEAR.resolve("diabetes_in_time.csv"),
                        List.of(Algorithm.LINEAR_REGRESSION),
                        Map.of(),
                        SplitSpec.parse("time:t"),
                        0.197,
                        null,
                        "model",
                        TrainingListener.SILENT)
                .record()
                .leaderboard();

        record Golden(String metric, List<Double> scores, double mean, double std) {}
        Golden golden = Json.read(LINEAR.resolve("cross_validation.json"), Golden.class);
        assertThat(board.metric()).isEqualTo(golden.metric());
        TrainingRecord.Candidate candidate = board.candidates().get(0);
        assertThat(candidate.scores()).hasSize(5);
        for (int f = 0; f < 5; f++) {
            assertThat(candidate.scores().get(f)).isCloseTo(golden.scores().get(f), within(1e-5));
        }
        assertThat(candidate.mean()).isCloseTo(golden.mean(), within(1e-5));
        assertThat(candidate.std()).isCloseTo(golden.std(), within(1e-5));
    }

    @Test
    void rowsKeptBackDoNotDecide() throws IOException {
        Path data = Samples.write(folder, "binary", 200, 1);
        Path test = Samples.write(Files.createDirectory(folder.resolve("one")), "binary", 40, 2);
        Path other = Samples.write(Files.createDirectory(folder.resolve("other")), "binary", 40, 3);

        TrainingRecord first = train(data, QUICK, Map.of(), null, null, test, "first", TrainingListener.SILENT)
                .record();
        TrainingRecord second = train(data, QUICK, Map.of(), null, null, other, "second", TrainingListener.SILENT)
                .record();

        assertThat(second.leaderboard().candidates())
                .extracting(TrainingRecord.Candidate::scores)
                .isEqualTo(first.leaderboard().candidates().stream()
                        .map(TrainingRecord.Candidate::scores)
                        .toList());
    }

    @Test
    void progressNamesCandidateAndFold() throws IOException {
        List<String> heard = new ArrayList<>();

        train(
                Samples.write(folder, "regression", 100, 1),
                List.of(Algorithm.RANDOM_FOREST, Algorithm.LINEAR_REGRESSION),
                Map.of(),
                null,
                null,
                null,
                "model",
                event -> {
                    if (event.detail() != null) {
                        heard.add(event.stage() + " " + event.step() + "/" + event.of() + " " + event.detail());
                    }
                });

        assertThat(heard)
                .hasSize(10)
                .startsWith("COMPARING 0/10 candidate 1 of 2 (random_forest), fold 1 of 5")
                .endsWith("COMPARING 9/10 candidate 2 of 2 (linear_regression), fold 5 of 5");
    }

    /** Numbers that overflow the float32 arithmetic of networks once their mean is taken off, and of nothing else. */
    private Path overflowing() throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("x,z,y");
        for (int i = 0; i < 100; i++) {
            lines.add((i % 10 == 0 ? "3e38," : "-3e38,") + i % 7 + "," + (i % 7 > 3 ? "yes" : "no"));
        }
        return Files.write(folder.resolve("overflowing.csv"), lines);
    }

    @Test
    void candidateThatFailsIsARowWithItsReason() throws IOException {
        TrainingRecord record = train(
                        overflowing(), List.of(Algorithm.MLP, Algorithm.GRADIENT_BOOSTING), Map.of(), "model")
                .record();

        assertThat(record.algorithm()).isEqualTo("gradient_boosting");
        assertThat(names(record.leaderboard())).containsExactly("gradient_boosting", "mlp");
        TrainingRecord.Candidate failed = record.leaderboard().candidates().get(1);
        assertThat(failed.mean()).isNull();
        assertThat(failed.scores()).isNull();
        assertThat(failed.failure())
                .isEqualTo(
                        "the network's loss left the range of numbers in epoch 1. Use a smaller learning_rate_init.");
        assertThat(record.warnings()).contains("candidate mlp has no score: " + failed.failure());
    }

    @Test
    void nothingIsWrittenWhenEveryCandidateFails() throws IOException {
        Path data = overflowing();

        assertThatThrownBy(() -> train(data, List.of(Algorithm.MLP), Map.of(), "model"))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "none of the candidates can be trained. mlp: the network's loss left the range of numbers in"
                                + " epoch 1. Use a smaller learning_rate_init.");
        assertThat(folder.resolve("model")).doesNotExist();
    }

    @Test
    void tiesGoToTheFirstOfTheFixedOrder() throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("x,y");
        for (int i = 0; i < 200; i++) {
            lines.add(i + "," + (i < 100 ? "no" : "yes"));
        }
        Path data = Files.write(folder.resolve("plain.csv"), lines);

        TrainingRecord.Leaderboard board = train(
                        data, List.of(Algorithm.LOGISTIC_REGRESSION, Algorithm.RANDOM_FOREST), Map.of(), "model")
                .record()
                .leaderboard();

        assertThat(board.candidates())
                .extracting(TrainingRecord.Candidate::mean)
                .containsExactly(1.0, 1.0);
        assertThat(names(board)).containsExactly("random_forest", "logistic_regression");
    }

    @Test
    void manyRowsAreComparedOnAPart() throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("x,y");
        for (int i = 0; i < 38_000; i++) {
            lines.add(i % 100 + "," + (i % 100 + i % 7 > 50 ? "yes" : "no"));
        }
        Path data = Files.write(folder.resolve("many.csv"), lines);

        TrainingRecord record = train(data, List.of(Algorithm.LOGISTIC_REGRESSION), Map.of(), "model")
                .record();

        assertThat(record.leaderboard().folds()).isEqualTo(3);
        assertThat(record.warnings())
                .containsExactly(
                        "candidates were compared in 3 folds in which they learnt from 20000 drawn rows, because"
                                + " there are 30400 training rows; the model learnt from all.");
        assertThat(record.split().trainingRows()).isEqualTo(30_400);
    }

    @Test
    void networksStopEarlyOnlyWhereThereAreManyRows() {
        assertThat(Candidates.hyperparameters(Algorithm.MLP, Map.of(), Task.BINARY, 10_000)
                        .values())
                .containsEntry("early_stopping", false);
        assertThat(Candidates.hyperparameters(Algorithm.MLP, Map.of(), Task.BINARY, 10_001)
                        .values())
                .containsEntry("early_stopping", true);
    }

    @Test
    void classWeightReachesTheCandidates() throws IOException {
        TrainingRecord record = train(
                        Samples.write(folder, "binary", 200, 1), QUICK, Map.of("class_weight", "balanced"), "model")
                .record();

        assertThat(record.hyperparameters()).containsEntry("class_weight", "balanced");
    }

    @Test
    void hyperparametersOfOneAlgorithmAreRefused() {
        assertThatThrownBy(() -> train(Samples.GERMAN_CREDIT, null, Map.of("max_iter", 5), "model"))
                .isInstanceOf(UserError.class)
                .hasMessage("hyperparameter max_iter belongs to one algorithm, and auto compares several. Name the"
                        + " algorithm, or leave the hyperparameter out.");
    }

    @Test
    void learnersOfAnotherTaskAreRefused() {
        assertThatThrownBy(() -> train(
                        Samples.GERMAN_CREDIT, List.of(Algorithm.LINEAR_REGRESSION, Algorithm.MLP), Map.of(), "model"))
                .isInstanceOf(UserError.class)
                .hasMessage("candidate linear_regression does not learn a binary task. Use logistic_regression, or set"
                        + " the task.");
        assertThatThrownBy(() -> Training.run(
                        TrainingRequest.of(
                                Samples.GERMAN_CREDIT,
                                "credit_amount",
                                Algorithm.LOGISTIC_REGRESSION,
                                Map.of(),
                                folder.resolve("model")),
                        Clock.systemUTC(),
                        TrainingListener.SILENT))
                .isInstanceOf(UserError.class)
                .hasMessage("algorithm logistic_regression does not learn a regression task. Use linear_regression, or"
                        + " set the task.");
    }

    /** Rows of two columns, of which one is greater by so much where the label is 1, once in so many rows. */
    private Path rare(int rows, int once, double apart) throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        List<String> lines = new ArrayList<>();
        lines.add("a,b,y");
        for (int i = 0; i < rows; i++) {
            int y = i % once == 0 ? 1 : 0;
            lines.add(String.format(
                    Locale.ROOT, "%.4f,%.4f,%d", random.nextGaussian() + apart * y, random.nextGaussian(), y));
        }
        return Files.write(folder.resolve("rare-" + apart + ".csv"), lines);
    }

    /** Of a label in a hundred rows accuracy is greatest where it is never predicted, after the first epoch. */
    @Test
    void aNetworkThatStopsEarlyLearnsARareLabel() throws IOException {
        TrainingRecord record = train(
                        rare(12_000, 100, 4), List.of(Algorithm.MLP, Algorithm.GAUSSIAN_NB), Map.of(), "rare")
                .record();
        assertThat(record.leaderboard().candidates())
                .allSatisfy(candidate ->
                        assertThat(candidate.mean()).as(candidate.algorithm()).isGreaterThan(0.97));
        assertThat(record.leaderboard().dummy()).isEqualTo(0.5);
        assertThat(record.warnings()).noneMatch(warning -> warning.contains("without features"));
    }

    @Test
    void aCandidateThatIsNoBetterThanAModelWithoutFeaturesIsNamed() throws IOException {
        List<String> lines = new ArrayList<>(List.of("a,y"));
        for (int i = 0; i < 200; i++) {
            lines.add("7," + i % 2);
        }
        Path constant = Files.write(folder.resolve("constant.csv"), lines);
        TrainingRecord record = train(constant, List.of(Algorithm.GAUSSIAN_NB), Map.of(), "constant")
                .record();
        assertThat(record.leaderboard().candidates().get(0).mean()).isEqualTo(0.5);
        assertThat(record.warnings())
                .contains("candidate gaussian_nb is no better than a model without features (roc_auc 0.5, and 0.5"
                        + " without).");
    }
}
