package io.jenkins.plugins.mlpipeline.engine.training.boosting;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.training.catalogue.Algorithm;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Hyperparameters;
import io.jenkins.plugins.mlpipeline.engine.training.learner.TargetScale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Workers of one process that learn together. */
class SharedBoostingTest {
    private static final int ROWS = 6_000;
    private static final int WIDTH = 5;
    private static final int WATCHED = 10;

    private final float[] matrix = new float[ROWS * WIDTH];
    private final float[] wanted = new float[ROWS];

    /** Numbers with gaps, few and many values, and ordinals. */
    private void rows(Task task) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        for (int row = 0; row < ROWS; row++) {
            int at = row * WIDTH;
            matrix[at] = (float) random.nextGaussian();
            matrix[at + 1] = random.nextInt(4) == 0 ? Float.NaN : (float) random.nextExponential();
            matrix[at + 2] = random.nextInt(7);
            matrix[at + 3] = random.nextInt(30);
            matrix[at + 4] = Float.NaN;
            double score = matrix[at]
                    + (Float.isNaN(matrix[at + 1]) ? -1 : matrix[at + 1]) * matrix[at + 2] / 3
                    + matrix[at + 3] % 3
                    + random.nextGaussian() / 2;
            wanted[row] = switch (task) {
                case BINARY -> score > 2 ? 1 : 0;
                case MULTICLASS -> score > 3 ? 2 : score > 1 ? 1 : 0;
                case REGRESSION -> (float) (score / 2 - 1);
            };
        }
    }

    private SharedBoosting.Learnt learnt(Task task, int workers, int threads, boolean reversed, String... settings)
            throws Exception {
        Map<String, String> given = new java.util.HashMap<>(Map.of("max_iter", "15", "early_stopping", "true"));
        for (String setting : settings) {
            given.put(setting.split("=")[0], setting.split("=")[1]);
        }
        Hyperparameters hyperparameters = Algorithm.GRADIENT_BOOSTING.hyperparameters(given, task);
        double[] counts = task == Task.REGRESSION ? null : new double[task == Task.BINARY ? 2 : 3];
        if (counts != null) {
            for (float label : wanted) {
                counts[(int) label]++;
            }
        }
        SharedBoosting boosting =
                new SharedBoosting(hyperparameters, task, counts == null ? new TargetScale(0, 1) : null, counts, 42);
        float[] greatest = new float[WIDTH];
        Arrays.fill(greatest, Float.NaN);
        for (int i = 0; i < matrix.length; i++) {
            greatest[i % WIDTH] = Float.isNaN(greatest[i % WIDTH])
                    ? matrix[i]
                    : Float.isNaN(matrix[i]) ? greatest[i % WIDTH] : Math.max(greatest[i % WIDTH], matrix[i]);
        }
        FeatureCuts cuts =
                FeatureCuts.of(matrix, true, greatest, new int[] {0, 0, 0, 30, 0}, hyperparameters.whole("max_bins"));
        float[] cut = matrix.clone();
        cuts.replace(cut);
        ExecutorService pool = Executors.newFixedThreadPool(workers);
        try (WorkerTracker tracker = WorkerTracker.start(workers, "127.0.0.1")) {
            Map<String, Object> told = tracker.told();
            List<Future<SharedBoosting.Learnt>> all = new ArrayList<>();
            for (int worker = 0; worker < workers; worker++) {
                EncodedRows ours = new EncodedRows(WIDTH);
                EncodedRows watched = new EncodedRows(WIDTH);
                for (int i = 0; i < ROWS; i++) {
                    int row = reversed ? ROWS - 1 - i : i;
                    // One worker has far more rows than another.
                    if (worker == (int) Math.sqrt((double) i / ROWS * workers * workers)) {
                        (row % WATCHED == 0 ? watched : ours)
                                .add(Arrays.copyOfRange(cut, row * WIDTH, (row + 1) * WIDTH), new float[] {wanted[row]
                                });
                    }
                }
                all.add(pool.submit(() -> SharedBoosting.joined(
                        told, () -> boosting.fit(ours, watched, ROWS, threads, false, point -> {}))));
            }
            for (Future<SharedBoosting.Learnt> one : all) {
                assertThat(one.get().booster()).isEqualTo(all.get(0).get().booster());
                assertThat(one.get().curve()).isEqualTo(all.get(0).get().curve());
            }
            return all.get(0).get();
        } finally {
            pool.shutdownNow();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "BINARY,class_weight=balanced",
        "MULTICLASS,max_features=0.5",
        "REGRESSION,max_depth=4",
        "BINARY,max_bins=16"
    })
    void treesAreTheSameHoweverRowsAreSharedOut(Task task, String setting) throws Exception {
        rows(task);
        SharedBoosting.Learnt one = learnt(task, 1, 1, false, setting);

        assertThat(one.curve()).hasSize(15);
        assertThat(one.curve().get(14).training()).isLessThan(one.curve().get(0).training() * 0.7);
        for (int workers : new int[] {2, 3, 7}) {
            SharedBoosting.Learnt shared = learnt(task, workers, 1 + workers % 2, workers == 3, setting);
            assertThat(shared.curve()).isEqualTo(one.curve());
            assertThat(shared.booster()).isEqualTo(one.booster());
        }
    }

    @Test
    void aWorkerAloneLearnsTheSame() throws Exception {
        rows(Task.BINARY);
        assertThat(learnt(Task.BINARY, 1, 2, true).booster())
                .isEqualTo(learnt(Task.BINARY, 4, 1, false).booster());
    }
}
