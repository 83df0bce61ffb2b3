package io.jenkins.plugins.mlpipeline.engine.metric.statistics;

/**
 * The size that a test set needs so that it may be used several times (ease.ml/ci, arXiv 1903.00278): by Hoeffding's
 * inequality and the union bound, n >= ln(k H / d) / (2 (e / k)^2) for k estimates in [0, 1] in the gate's condition, H
 * uses, a probability d that any of the answers is wrong, and a tolerance e.
 */
public final class TestSetReuse {
    private TestSetReuse() {}

    /** What the gate's condition is about. */
    public enum Condition {
        /** One model's metric against a number. */
        ONE_MODEL(1),
        /** The difference of two models' metrics. */
        DIFFERENCE(2);

        private final int estimates;

        Condition(int estimates) {
            this.estimates = estimates;
        }
    }

    /** What is known of earlier answers when the next model is made. */
    public enum Adaptivity {
        /** Nothing: the models do not depend on the answers. H uses count as H. */
        NONE,
        /** All answers: each of H pass-or-fail answers may steer the next model, so H uses count as 2^H. */
        FULL
    }

    /**
     * Rows needed.
     *
     * @param uses H, at least 1: one use is one gate decision about one model
     * @param tolerance e, in (0, 1)
     * @param failure d, in (0, 1)
     * @return n, rounded up
     */
    public static long rows(Condition condition, Adaptivity adaptivity, int uses, double tolerance, double failure) {
        if (uses < 1 || !(tolerance > 0 && tolerance < 1) || !(failure > 0 && failure < 1)) {
            throw new IllegalArgumentException(uses + " uses, tolerance " + tolerance + ", failure " + failure);
        }
        double logUses = adaptivity == Adaptivity.FULL ? uses * Math.log(2) : Math.log(uses);
        double each = tolerance / condition.estimates;
        return (long) Math.ceil((Math.log(condition.estimates) + logUses - Math.log(failure)) / (2 * each * each));
    }
}
