package io.jenkins.plugins.mlpipeline.engine.training.learner;

/**
 * What a learner needs beside the data.
 *
 * @param seed the training's seed
 * @param threads number of threads, at least 1
 * @param progress hears (step, of, training loss, validation loss)
 */
public record FitContext(long seed, int threads, Progress progress) {
    /** Hears of each round or epoch. */
    @FunctionalInterface
    public interface Progress {
        void step(int step, int of, Double trainingLoss, Double validationLoss);
    }
}
