package io.jenkins.plugins.mlpipeline.engine.training.boosting;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.training.Training;
import io.jenkins.plugins.mlpipeline.engine.training.TrainingListener;
import io.jenkins.plugins.mlpipeline.engine.training.TrainingRequest;
import io.jenkins.plugins.mlpipeline.engine.training.catalogue.Algorithm;
import io.jenkins.plugins.mlpipeline.engine.training.learner.LossPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeafWeightTest {
    private static final Path FOLDER =
            Path.of("src/test/resources/io/jenkins/plugins/mlpipeline/engine/training/linear");

    @TempDir
    private Path folder;

    /** With a bound of the first round for all rounds the loss stood still at 0.1 or more. */
    @ParameterizedTest
    @ValueSource(strings = {"wine.csv", "breast_cancer.csv"})
    void treesGoOnSplittingWhereRowsAreNearlyRight(String data) throws IOException {
        List<LossPoint> curve = Training.run(
                        TrainingRequest.of(
                                FOLDER.resolve(data),
                                "y",
                                Algorithm.GRADIENT_BOOSTING,
                                Map.of(),
                                folder.resolve("model")),
                        Clock.systemUTC(),
                        TrainingListener.SILENT)
                .record()
                .curve();
        double last = curve.get(curve.size() - 1).training();
        assertThat(curve).hasSize(100);
        assertThat(last).isLessThan(0.02).isLessThan(curve.get(49).training() / 2);
    }

    @Test
    void theSampleIsSpreadOverAllRows() {
        int[] few = {3, 1, 4};
        assertThat(LeafWeight.sample(few)).containsExactly(3, 1, 4);
        int[] sampled = LeafWeight.sample(IntStream.range(0, 25_000).toArray());
        assertThat(sampled).hasSize(10_000).startsWith(0, 2, 5, 7, 10).isSorted();
        assertThat(sampled[9_999]).isEqualTo(24_997);
    }
}
