package io.jenkins.plugins.mlpipeline.engine.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Algorithm;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("slow")
class NetworkTrainerTest {
    private static final int ROWS = 300;

    private final double[] x = new SplittableRandom(1).doubles(ROWS, -1, 1).toArray();

    @ParameterizedTest
    @EnumSource(value = Task.class)
    void gradientsDoNotDependOnWhenGarbageIsCollected(Task task) throws InterruptedException {
        List<LossPoint> undisturbed = curve(task);

        AtomicBoolean learning = new AtomicBoolean(true);
        Thread collector = new Thread(() -> {
            while (learning.get()) {
                System.gc();
            }
        });
        collector.start();
        try {
            assertThat(curve(task)).isEqualTo(undisturbed);
        } finally {
            learning.set(false);
            collector.join();
        }
    }

    /** The losses of a network whose penalty matters, in six hundred steps. */
    private List<LossPoint> curve(Task task) {
        Hyperparameters hyperparameters = Hyperparameters.of(
                Algorithm.MLP,
                Map.of("max_iter", 60, "batch_size", 30, "n_iter_no_change", 60, "alpha", 1),
                task == Task.REGRESSION);
        FitContext context = new FitContext(1, 1, (step, of, training, validation) -> {});
        try (FittedModel model =
                Learner.of(Algorithm.MLP, hyperparameters).fit(Samples.numbers(x), labels(task), context)) {
            return model.curve();
        }
    }

    private Labels labels(Task task) {
        return switch (task) {
            case BINARY -> classes(task, List.of("0", "1"));
            case MULTICLASS -> classes(task, List.of("0", "1", "2"));
            case REGRESSION -> Labels.numbers("y", x);
        };
    }

    private Labels classes(Task task, List<String> names) {
        int[] codes = Arrays.stream(x)
                .mapToInt(v -> (int) ((v + 1) / 2 * names.size()))
                .toArray();
        return Labels.classes("y", task, names, codes);
    }
}
