package io.jenkins.plugins.mlpipeline.benchmark;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Outcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Scores;
import java.util.List;
import java.util.Random;

/**
 * Two binary classifiers on simulated test sets: logistic scores of one latent number with noise of their own, so that they
 * disagree on some rows, as two trainings of one algorithm do.
 *
 * @param shift of the latent number; less than 0 makes the positive label rare
 * @param baseline noise of the baseline
 * @param candidate noise of the candidate; NaN: it answers as the baseline does
 */
record LatentModels(double shift, double baseline, double candidate) {
    static final List<String> LABELS = List.of("no", "yes");

    /** The noise of a good model. */
    static final double NOISE = 0.5;

    /** The candidate's and the baseline's answers on the same rows. */
    Outcomes[] answers(int rows, Random random) {
        ClassificationOutcomes.Builder ours = builder();
        ClassificationOutcomes.Builder theirs = builder();
        for (int row = 0; row < rows; row++) {
            add(ours, theirs, random, random.nextGaussian() + shift);
        }
        return new Outcomes[] {ours.build(), theirs.build()};
    }

    /** The same with rows in groups that share half of the latent number's variance, one group after another. */
    Outcomes[] answersInGroups(int groups, int rowsEach, Random random) {
        ClassificationOutcomes.Builder ours = builder();
        ClassificationOutcomes.Builder theirs = builder();
        for (int group = 0; group < groups; group++) {
            double common = random.nextGaussian();
            for (int row = 0; row < rowsEach; row++) {
                add(ours, theirs, random, (common + random.nextGaussian()) / Math.sqrt(2) + shift);
            }
        }
        return new Outcomes[] {ours.build(), theirs.build()};
    }

    /** The same with weights, and twice the noise in the rows that are heavy. */
    Outcomes[] answers(double[] weights, Random random) {
        LatentModels heavy = new LatentModels(shift, 2 * baseline, 2 * candidate);
        ClassificationOutcomes.Builder ours = builder();
        ClassificationOutcomes.Builder theirs = builder();
        for (double weight : weights) {
            (RowsThatCount.isHeavy(weight) ? heavy : this).add(ours, theirs, random, random.nextGaussian() + shift);
        }
        return new Outcomes[] {
            ours.build().weighing(RowsThatCount.of(weights)), theirs.build().weighing(RowsThatCount.of(weights))
        };
    }

    private void add(
            ClassificationOutcomes.Builder ours, ClassificationOutcomes.Builder theirs, Random random, double latent) {
        int truth = random.nextDouble() < logistic(2.5 * latent) ? 1 : 0;
        double other = logistic(2 * (latent + baseline * random.nextGaussian()));
        double own = Double.isNaN(candidate) ? other : logistic(2 * (latent + candidate * random.nextGaussian()));
        ours.add(truth, own >= 0.5 ? 1 : 0, own);
        theirs.add(truth, other >= 0.5 ? 1 : 0, other);
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static ClassificationOutcomes.Builder builder() {
        return ClassificationOutcomes.builder(Task.BINARY, LABELS, 1, Scores.POSITIVE_PROBABILITY);
    }
}
