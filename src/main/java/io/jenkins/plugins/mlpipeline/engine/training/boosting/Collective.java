package io.jenkins.plugins.mlpipeline.engine.training.boosting;

import java.util.Arrays;
import ml.dmlc.xgboost4j.java.Communicator;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** What workers that learn together know of one another: each asks the same at the same time, and all hear the same. */
interface Collective {
    /** A worker that learns alone. */
    Collective ALONE = new Collective() {
        @Override
        public float[] greatest(float... own) {
            return own;
        }

        @Override
        public float[] sums(float... own) {
            return own;
        }
    };

    /** Those of XGBoost's own communicator, which the thread has joined. */
    Collective JOINED = new Collective() {
        @Override
        public float[] greatest(float... own) throws XGBoostError {
            return Communicator.allReduce(own, Communicator.OpType.MAX);
        }

        @Override
        public float[] sums(float... own) throws XGBoostError {
            return Communicator.allReduce(own, Communicator.OpType.SUM);
        }
    };

    /** So many bits of a number travel in one float: as many workers as a float has bits left can add theirs exactly. */
    int LIMB_BITS = 10;

    /** Floats that a number travels in. */
    int LIMBS = 7;

    /** By position, the greatest of all workers' numbers. */
    float[] greatest(float... own) throws XGBoostError;

    /** By position, the sum of all workers' numbers. */
    float[] sums(float... own) throws XGBoostError;

    /**
     * By position, the exact sum of all workers' numbers; of up to 16,384 workers.
     *
     * @param own not negative, and not so great that sums do not fit
     */
    default long[] exactSums(long... own) throws XGBoostError {
        float[] limbs = new float[own.length * LIMBS];
        for (int i = 0; i < limbs.length; i++) {
            limbs[i] = own[i / LIMBS] >>> LIMB_BITS * (i % LIMBS) & (1 << LIMB_BITS) - 1;
        }
        float[] summed = sums(limbs);
        long[] sums = new long[own.length];
        Arrays.setAll(sums, i -> {
            long sum = 0;
            for (int limb = 0; limb < LIMBS; limb++) {
                sum += (long) summed[i * LIMBS + limb] << LIMB_BITS * limb;
            }
            return sum;
        });
        return sums;
    }
}
