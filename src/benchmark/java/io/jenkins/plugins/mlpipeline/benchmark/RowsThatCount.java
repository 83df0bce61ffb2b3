package io.jenkins.plugins.mlpipeline.benchmark;

import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RowWeights;
import java.util.Random;

/** What rows of a simulated test set count for. */
enum RowsThatCount {
    /** The logarithm is normal with deviation 1. */
    LOGNORMAL {
        @Override
        double draw(Random random) {
            return Math.exp(random.nextGaussian());
        }
    },
    /** One row in ten counts as ten. */
    TENFOLD {
        @Override
        double draw(Random random) {
            return random.nextInt(10) == 0 ? HEAVY : 1;
        }
    };

    /** From so much on a row is heavy, and answered with more noise. */
    private static final double HEAVY = 10;

    private static final double FROM = 3;

    abstract double draw(Random random);

    double[] draw(int rows, Random random) {
        double[] weights = new double[rows];
        for (int row = 0; row < rows; row++) {
            weights[row] = draw(random);
        }
        return weights;
    }

    static boolean isHeavy(double weight) {
        return weight >= FROM;
    }

    static RowWeights of(double... weights) {
        return new RowWeights("weight", weights);
    }
}
