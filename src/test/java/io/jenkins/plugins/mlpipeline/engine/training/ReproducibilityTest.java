package io.jenkins.plugins.mlpipeline.engine.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection;
import io.jenkins.plugins.mlpipeline.engine.training.catalogue.Algorithm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class ReproducibilityTest {
    @TempDir
    Path folder;

    @Test
    void equalInputsGiveEqualDigestsInOtherProcessesAndWithOtherThreads() throws Exception {
        Path data = Samples.write(folder, "multiclass", 3000, 1);

        List<String> first = train(data, "first", 1);

        assertThat(first).hasSize(3).doesNotHaveDuplicates();
        assertThat(train(data, "second", 1)).isEqualTo(first);
        assertThat(train(data, "third", 2)).isEqualTo(first);
    }

    private List<String> train(Path data, String name, int threads) throws IOException, InterruptedException {
        Path output = Files.createDirectory(folder.resolve(name));
        Path log = output.resolve("log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        data.toString(),
                        output.toString(),
                        Integer.toString(threads))
                .redirectError(log.toFile())
                .redirectOutput(output.resolve("digests").toFile())
                .start();
        assertThat(process.waitFor()).as(Files.readString(log)).isZero();
        // Native libraries print past every logger; a user would take their warnings for ones about the data.
        assertThat(log).isEmptyFile();
        return Files.readAllLines(output.resolve("digests"));
    }

    /** The other process. */
    static final class Child {
        private Child() {}

        public static void main(String[] args) throws IOException {
            Map<Algorithm, Map<String, Object>> trainings = Map.of(
                    Algorithm.GRADIENT_BOOSTING, Map.of("max_iter", 20),
                    Algorithm.RANDOM_FOREST, Map.of("n_estimators", 20),
                    Algorithm.MLP, Map.of("max_iter", 5, "hidden_layer_sizes", "(64, 32)", "early_stopping", true));
            List<String> digests = new ArrayList<>();
            for (Algorithm algorithm : Algorithm.values()) {
                if (trainings.containsKey(algorithm)) {
                    TrainingRequest request = new TrainingRequest(
                            TrainingRequest.Source.of(Path.of(args[0]), ColumnSelection.of("y")),
                            TrainingRequest.Predicted.INFERRED,
                            TrainingRequest.Holdout.STANDARD,
                            TrainingRequest.Method.of(algorithm, trainings.get(algorithm)),
                            42,
                            Integer.parseInt(args[2]),
                            Path.of(args[1], algorithm.key()));
                    digests.add(Training.run(request, Clock.systemUTC(), TrainingListener.SILENT)
                            .model()
                            .digest());
                }
            }
            System.out.println(String.join("\n", digests));
        }
    }
}
