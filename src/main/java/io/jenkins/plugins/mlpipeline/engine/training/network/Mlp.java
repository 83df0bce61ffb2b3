package io.jenkins.plugins.mlpipeline.engine.training.network;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.training.encoding.Preprocessing;
import io.jenkins.plugins.mlpipeline.engine.training.encoding.RowEncoder;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.Hyperparameters;
import io.jenkins.plugins.mlpipeline.engine.training.learner.EarlyStop;
import io.jenkins.plugins.mlpipeline.engine.training.learner.Encodings;
import io.jenkins.plugins.mlpipeline.engine.training.learner.FitContext;
import io.jenkins.plugins.mlpipeline.engine.training.learner.FittedModel;
import io.jenkins.plugins.mlpipeline.engine.training.learner.Learner;
import io.jenkins.plugins.mlpipeline.engine.training.learner.LossPoint;
import io.jenkins.plugins.mlpipeline.engine.training.learner.ValidationSplit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A feed-forward neural network trained with DJL on PyTorch, with the meaning of scikit-learn's MLP.
 *
 * <p>Random numbers (first weights, order of rows) are drawn here, not in PyTorch: the result depends on the seed alone.
 */
record Mlp(Hyperparameters hyperparameters) implements Learner {
    private static final int STANDARD_BATCH = 200;

    @Override
    public FittedModel fit(Table rows, Labels labels, FitContext context) {
        Preprocessing.Learnt encoded =
                Encodings.learn(rows, labels, Preprocessing.Style.DENSE, hyperparameters, context);
        Preprocessing preprocessing = encoded.preprocessing();
        RowEncoder encoder = preprocessing.over(encoded.rows());
        NetworkTarget target = NetworkTarget.of(labels, hyperparameters);
        SplittableRandom random = new SplittableRandom(hyperparameters.seed(context.seed()));
        boolean stops = hyperparameters.flag("early_stopping");
        ValidationSplit split = stops
                ? ValidationSplit.draw(labels, hyperparameters.real("validation_fraction"), random.nextLong())
                : new ValidationSplit(IntStream.range(0, rows.rows()).toArray(), new int[0]);
        NetworkShape shape = shape(preprocessing.width(), target.outputs());
        NetworkWeights first = NetworkWeights.draw(shape, random);
        try (NetworkTrainer trainer = new NetworkTrainer(shape, labels.task(), hyperparameters, first, context)) {
            return train(trainer, encoder, target, split, random, preprocessing, context);
        }
    }

    private NetworkShape shape(int features, int outputs) {
        List<Integer> sizes = new ArrayList<>();
        sizes.add(features);
        for (Object size : (List<?>) hyperparameters.get("hidden_layer_sizes")) {
            sizes.add((Integer) size);
        }
        sizes.add(outputs);
        return new NetworkShape(sizes.stream().mapToInt(Integer::intValue).toArray(), Activation.of((String)
                hyperparameters.get("activation")));
    }

    private Network train(
            NetworkTrainer trainer,
            RowEncoder encoder,
            NetworkTarget target,
            ValidationSplit split,
            SplittableRandom random,
            Preprocessing preprocessing,
            FitContext context) {
        int[] order = split.learnt().clone();
        int batch = hyperparameters.is("batch_size", "auto")
                ? Math.min(STANDARD_BATCH, order.length)
                : Math.min(hyperparameters.whole("batch_size"), order.length);
        int epochs = hyperparameters.whole("max_iter");
        boolean watches = split.watched().length > 0;
        EarlyStop stop =
                new EarlyStop(hyperparameters.whole("n_iter_no_change") + 1, hyperparameters.real("tol"), false);
        List<LossPoint> curve = new ArrayList<>();
        NetworkWeights best = null;
        double bestScore = Double.NEGATIVE_INFINITY;
        for (int epoch = 1; epoch <= epochs && !stop.now(); epoch++) {
            ValidationSplit.shuffle(order, random);
            double sum = 0;
            for (int from = 0; from < order.length; from += batch) {
                int[] rows = Arrays.copyOfRange(order, from, Math.min(from + batch, order.length));
                sum += trainer.step(encoder.encode(rows), target.targets(rows), target.weights(rows)) * rows.length;
            }
            double loss = sum / order.length;
            if (!Double.isFinite(loss)) {
                throw new UserError("the network's loss left the range of numbers in epoch " + epoch
                        + ". Use a smaller learning_rate_init.");
            }
            Double watchedLoss = null;
            if (watches) {
                NetworkWeights now = trainer.weights();
                NetworkScore score = NetworkScore.of(
                        network(preprocessing, target, now, curve, List.of()), encoder, target, split.watched());
                watchedLoss = score.loss();
                if (stop.loss(-score.score())) {
                    best = now;
                    bestScore = score.score();
                }
            } else {
                stop.loss(loss);
            }
            curve.add(new LossPoint(epoch, loss, watchedLoss));
            context.progress().step(epoch, epochs, loss, watchedLoss);
        }
        List<String> warnings = watches && bestScore <= 0
                ? List.of("after no epoch was the network better on the rows that early stopping watches than a model"
                        + " without features.")
                : List.of();
        return network(preprocessing, target, best == null ? trainer.weights() : best, curve, warnings);
    }

    private static Network network(
            Preprocessing preprocessing,
            NetworkTarget target,
            NetworkWeights weights,
            List<LossPoint> curve,
            List<String> warnings) {
        return new Network(preprocessing, target.task(), target.scale(), weights, List.copyOf(curve), warnings);
    }
}
