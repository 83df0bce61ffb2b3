package io.jenkins.plugins.mlpipeline.engine.training.network;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.tracker.Tracker;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Hyperparameters;
import io.jenkins.plugins.mlpipeline.engine.training.learner.FitContext;
import io.jenkins.plugins.mlpipeline.engine.training.learner.Seeds;
import io.jenkins.plugins.mlpipeline.engine.training.learner.Torch;
import java.util.ArrayList;
import java.util.List;

/** A network while it learns, with its Adam optimiser. */
final class NetworkTrainer implements AutoCloseable {
    private final NetworkShape shape;
    private final NetworkLoss loss;
    private final Model model;
    private final Trainer trainer;
    private final List<Parameter> weights = new ArrayList<>();
    private final List<Parameter> biases = new ArrayList<>();

    NetworkTrainer(
            NetworkShape shape, Task task, Hyperparameters hyperparameters, NetworkWeights first, FitContext context) {
        this.shape = shape;
        this.loss = new NetworkLoss(task, (float) hyperparameters.real("alpha"));
        Torch.limit(context.threads());
        Engine.getEngine(Torch.ENGINE).setRandomSeed(Seeds.narrow(context.seed()));
        SequentialBlock block = new SequentialBlock();
        for (int layer = 0; layer < shape.layers(); layer++) {
            Linear linear = Linear.builder().setUnits(shape.outputs(layer)).build();
            block.add(linear);
            if (!shape.isLast(layer)) {
                block.add(list -> new NDList(shape.activation().apply(list.singletonOrThrow())));
            }
            weights.add(linear.getParameters().get("weight"));
            biases.add(linear.getParameters().get("bias"));
        }
        model = Model.newInstance("mlp", Torch.ENGINE);
        model.setBlock(block);
        // The trainer wants a loss; the real one, with weights and penalty, is in step.
        trainer = model.newTrainer(new DefaultTrainingConfig(Loss.l2Loss())
                .optOptimizer(Adam.builder()
                        .optLearningRateTracker(Tracker.fixed((float) hyperparameters.real("learning_rate_init")))
                        .optBeta1((float) hyperparameters.real("beta_1"))
                        .optBeta2((float) hyperparameters.real("beta_2"))
                        .optEpsilon((float) hyperparameters.real("epsilon"))
                        .build()));
        // Not by NDArray.set afterwards: that makes PyTorch print a warning, of DJL's code and not of the model.
        for (int layer = 0; layer < shape.layers(); layer++) {
            begin(weights.get(layer), first.weights().get(layer));
            begin(biases.get(layer), first.biases().get(layer));
        }
        trainer.initialize(new Shape(1, shape.inputs(0)));
    }

    private static void begin(Parameter parameter, float[] values) {
        parameter.setInitializer((manager, of, type) -> manager.create(values, of));
    }

    /**
     * Takes one step of the optimiser.
     *
     * @param features of the batch, row-major [rows, inputs]
     * @param targets row-major [rows, outputs]
     * @param rowWeights null when all are 1
     * @return mean loss of the batch before the step, penalty included
     */
    double step(float[] features, float[] targets, float[] rowWeights) {
        int rows = features.length / shape.inputs(0);
        try (NDManager batch = trainer.getManager().newSubManager();
                GradientCollector gradients = trainer.newGradientCollector()) {
            NDArray outputs = trainer.forward(new NDList(batch.create(features, new Shape(rows, shape.inputs(0)))))
                    .singletonOrThrow();
            NDArray mean = loss.ofBatch(
                    outputs,
                    batch.create(targets, outputs.getShape()),
                    rowWeights == null ? null : batch.create(rowWeights, new Shape(rows, 1)),
                    weights.stream().map(Parameter::getArray).toList());
            gradients.backward(mean);
            double value = mean.getFloat();
            trainer.step();
            return value;
        }
    }

    /** A copy of the numbers as they are now. */
    NetworkWeights weights() {
        return new NetworkWeights(shape, copy(weights), copy(biases));
    }

    private static List<float[]> copy(List<Parameter> parameters) {
        return parameters.stream().map(p -> p.getArray().toFloatArray()).toList();
    }

    @Override
    public void close() {
        trainer.close();
        model.close();
    }
}
