package io.jenkins.plugins.mlpipeline.engine.verification.check;

import io.jenkins.plugins.mlpipeline.engine.UserError;

/** Where a measured value must lie. */
public sealed interface Limit {
    /**
     * Between two numbers, both included.
     *
     * @param min the least; null for none
     * @param max the most; null for none
     */
    record Range(Double min, Double max) implements Limit {
        public Range {
            if (min == null && max == null) {
                throw new UserError("a check needs max, min or vs.");
            }
            if (min != null && max != null && min > max) {
                throw new UserError("min is " + min + " and max is " + max + "; no value meets both.");
            }
        }
    }

    /**
     * Not above a baseline: all that is compared is worse when it is greater.
     *
     * @param baseline what is compared with
     * @param maxRatio how many times the baseline's value it may be, at least 1; null when a rise is given
     * @param maxRise how much greater it may be, at least 0; null when a ratio is given
     */
    record Versus(Baseline baseline, Double maxRatio, Double maxRise) implements Limit {
        public Versus {
            if ((maxRatio == null) == (maxRise == null)) {
                throw new UserError("vs needs one of maxRatio and maxRise.");
            }
            if (maxRatio != null && !(maxRatio >= 1)) {
                throw new UserError("maxRatio is " + maxRatio + "; a number from 1 on is expected, 1.1 for 10 % more.");
            }
            if (maxRise != null && !(maxRise >= 0)) {
                throw new UserError("maxRise is " + maxRise + "; a number from 0 on is expected.");
            }
        }
    }
}
