package io.jenkins.plugins.mlpipeline.engine.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.training.learner.Torch;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NetworkLossTest {
    private static final float[] OUTPUTS = {0.5f, -1, 2, 0.25f, 1, -0.5f};
    private static final float[] TARGETS = {1, 0, 0, 0, 1, 0};
    private static final float[] WEIGHTS = {3, -5};
    private static final float ALPHA = 0.5f;

    /** So many that the memory of some is written to when it is given away, whoever gets it. */
    private static final int LOSSES = 50;

    @ParameterizedTest
    @EnumSource(Task.class)
    void gradientsAreRightAlsoWhenGarbageWasCollectedBeforeTheBackwardPass(Task task) {
        Torch.limit(1);
        int columns = task == Task.MULTICLASS ? 3 : 1;
        int rows = OUTPUTS.length / columns;
        NetworkLoss loss = new NetworkLoss(task, ALPHA);
        try (NDManager manager = NDManager.newBaseManager(Torch.ENGINE);
                GradientCollector gradients = Engine.getEngine(Torch.ENGINE).newGradientCollector()) {
            NDArray outputs = manager.create(OUTPUTS, new Shape(rows, columns));
            NDArray weights = manager.create(WEIGHTS, new Shape(1, 2));
            outputs.setRequiresGradient(true);
            weights.setRequiresGradient(true);
            NDArray sum = manager.create(0f);
            for (int i = 0; i < LOSSES; i++) {
                NDArray targets = manager.create(TARGETS, new Shape(rows, columns));
                sum = sum.add(loss.ofBatch(outputs, targets, null, List.of(weights)));
            }

            collectGarbage();
            gradients.backward(sum);

            float[] ofOutputs = outputs.getGradient().toFloatArray();
            for (int i = 0; i < OUTPUTS.length; i++) {
                double error = predicted(task, i) - TARGETS[i];
                assertThat((double) ofOutputs[i]).isCloseTo(LOSSES * error / rows, within(1e-4));
            }
            float[] ofWeights = weights.getGradient().toFloatArray();
            for (int i = 0; i < WEIGHTS.length; i++) {
                assertThat((double) ofWeights[i]).isCloseTo(LOSSES * ALPHA * WEIGHTS[i] / rows, within(1e-4));
            }
        }
    }

    private static double predicted(Task task, int at) {
        return switch (task) {
            case BINARY -> 1 / (1 + Math.exp(-OUTPUTS[at]));
            case MULTICLASS -> {
                double sum = 0;
                for (int k = at / 3 * 3; k < at / 3 * 3 + 3; k++) {
                    sum += Math.exp(OUTPUTS[k]);
                }
                yield Math.exp(OUTPUTS[at]) / sum;
            }
            case REGRESSION -> OUTPUTS[at];
        };
    }

    /** Until the memory of every buffer that nothing refers to was given away: one collection's before the next one's. */
    private static void collectGarbage() {
        BufferPoolMXBean direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .findAny()
                .orElseThrow();
        for (int i = 0; i < 2; i++) {
            long before = direct.getCount();
            ByteBuffer.allocateDirect(1);
            while (direct.getCount() > before) {
                System.gc();
            }
        }
    }
}
