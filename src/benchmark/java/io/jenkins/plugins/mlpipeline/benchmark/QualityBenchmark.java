package io.jenkins.plugins.mlpipeline.benchmark;

import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.training.Training;
import io.jenkins.plugins.mlpipeline.engine.training.TrainingListener;
import io.jenkins.plugins.mlpipeline.engine.training.TrainingRequest;
import io.jenkins.plugins.mlpipeline.engine.training.TrainingResult;
import io.jenkins.plugins.mlpipeline.engine.training.catalogue.Algorithm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Trains each learner on each data set that {@code src/test/python/training_quality.py prepare} made; the script's
 * {@code report} compares the models with scikit-learn's.
 */
public final class QualityBenchmark {
    private QualityBenchmark() {}

    /**
     * Trains.
     *
     * @param args the script's folder: in it {@code <data set>/<seed>/train.csv} and {@code test.csv} with the column
     *     {@code y} to predict, and {@code task}; then the learners, separated by commas, all when there are none
     */
    public static void main(String[] args) throws IOException {
        Set<String> wanted = args.length == 1 ? Set.of() : Set.of(args[1].split(","));
        try (Stream<Path> files = Files.walk(Path.of(args[0]), 3)) {
            for (Path file : files.filter(f -> f.endsWith("train.csv")).sorted().toList()) {
                Task task = Task.of(Files.readString(file.resolveSibling("task")));
                for (Algorithm algorithm : Algorithm.values()) {
                    if (algorithm.learns(task) && (wanted.isEmpty() || wanted.contains(algorithm.key()))) {
                        train(file.getParent(), task, algorithm);
                    }
                }
            }
        }
    }

    private static void train(Path folder, Task task, Algorithm algorithm) throws IOException {
        long seed = Long.parseLong(folder.getFileName().toString());
        TrainingResult result = Training.run(
                new TrainingRequest(
                        TrainingRequest.Source.of(folder.resolve("train.csv"), ColumnSelection.of("y")),
                        new TrainingRequest.Predicted(task, null, null),
                        new TrainingRequest.Holdout(null, null, folder.resolve("test.csv")),
                        TrainingRequest.Method.of(algorithm, Map.of()),
                        seed,
                        1,
                        folder.resolve(algorithm.key())),
                Clock.systemUTC(),
                TrainingListener.SILENT);
        System.out.println(folder + " " + algorithm.key() + " "
                + result.record().timing() + " " + result.record().check());
    }
}
