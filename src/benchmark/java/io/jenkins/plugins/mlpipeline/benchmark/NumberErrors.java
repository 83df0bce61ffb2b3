package io.jenkins.plugins.mlpipeline.benchmark;

import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Outcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RegressionOutcomes;
import java.util.Random;

/** Errors of two models that predict numbers: a part that both share, and one of their own. */
enum NumberErrors {
    NORMAL {
        @Override
        double draw(Random random) {
            return random.nextGaussian();
        }
    },
    LAPLACE {
        @Override
        double draw(Random random) {
            return Math.log(1 - random.nextDouble()) * (random.nextBoolean() ? 1 : -1);
        }
    },
    T3 {
        @Override
        double draw(Random random) {
            double squares = 0;
            for (int i = 0; i < 3; i++) {
                double normal = random.nextGaussian();
                squares += normal * normal;
            }
            return random.nextGaussian() / Math.sqrt(squares / 3);
        }
    },
    LOGNORMAL {
        @Override
        double draw(Random random) {
            return Math.exp(random.nextGaussian()) * (random.nextBoolean() ? 1 : -1);
        }
    };

    abstract double draw(Random random);

    /** One model, whose errors are of this distribution, and one with a common part and a little more of its own. */
    Outcomes[] answers(int rows, double own, Random random) {
        RegressionOutcomes.Builder[] models = {RegressionOutcomes.builder(), RegressionOutcomes.builder()};
        for (int row = 0; row < rows; row++) {
            double truth = 10 * random.nextGaussian();
            double error = draw(random);
            models[0].add(truth, truth + error);
            models[1].add(truth, truth + 0.8 * error + own * draw(random));
        }
        return new Outcomes[] {models[0].build(), models[1].build()};
    }

    /** Errors that are cut at a size: what a cap says of them is true. */
    Outcomes capped(int rows, double cap, Random random) {
        RegressionOutcomes.Builder model = RegressionOutcomes.builder();
        for (int row = 0; row < rows; row++) {
            double truth = 10 * random.nextGaussian();
            model.add(truth, truth + Math.min(cap, Math.max(-cap, draw(random))));
        }
        return model.build();
    }

    /** With weights; errors of the rows that are heavy are twice as large. */
    Outcomes weighted(double[] weights, Random random) {
        RegressionOutcomes.Builder model = RegressionOutcomes.builder();
        for (double weight : weights) {
            double truth = 10 * random.nextGaussian();
            model.add(truth, truth + draw(random) * (RowsThatCount.isHeavy(weight) ? 2 : 1));
        }
        return model.build().weighing(RowsThatCount.of(weights));
    }

    /** In groups that share most of the error's variance, one group after another. */
    Outcomes inGroups(int groups, int rowsEach, double shared, Random random) {
        RegressionOutcomes.Builder model = RegressionOutcomes.builder();
        for (int group = 0; group < groups; group++) {
            double common = draw(random);
            for (int row = 0; row < rowsEach; row++) {
                double truth = 10 * random.nextGaussian();
                model.add(truth, truth + Math.sqrt(shared) * common + Math.sqrt(1 - shared) * draw(random));
            }
        }
        return model.build();
    }
}
