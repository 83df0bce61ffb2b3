package io.jenkins.plugins.mlpipeline.engine.gate;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.metric.Direction;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;

/** What a gate demands of a metric. Thresholds are inclusive. */
public sealed interface Demand {
    /**
     * The metric reaches a number.
     *
     * @param threshold finite
     */
    record Absolute(double threshold) implements Demand {
        /** @throws UserError when it is not finite */
        public Absolute {
            if (!Double.isFinite(threshold)) {
                throw new UserError("the threshold is " + threshold + "; a finite number is expected.");
            }
        }
    }

    /**
     * The metric compares with another model's.
     *
     * @param versus the other model
     * @param change what is limited
     * @param margin at least 0; a share of the other model's value when {@code relative}
     * @param relative whether the margin is relative to the size of the other model's value
     */
    record Relative(Versus versus, Change change, double margin, boolean relative) implements Demand {
        /** @throws UserError when the margin is no number of at least 0 */
        public Relative {
            if (!Double.isFinite(margin) || margin < 0) {
                throw new UserError(change.key() + " is " + margin + "; a number of at least 0 is expected"
                        + (margin < 0
                                ? ": write " + (change == Change.MAX_DROP ? Change.MIN_GAIN : Change.MAX_DROP).key()
                                        + " for the other way round."
                                : "."));
            }
        }

        /** The margin against the other model's value. */
        double marginAt(double baseline) {
            return relative ? margin * Math.abs(baseline) : margin;
        }

        /** The least improvement that is demanded. */
        double leastImprovement(double baseline) {
            return change == Change.MAX_DROP ? -marginAt(baseline) : marginAt(baseline);
        }
    }

    /** What of a change is limited. */
    enum Change {
        /** It must not be worse by more (non-inferiority). */
        MAX_DROP("maxDrop"),
        /** It must be better by at least so much (superiority). */
        MIN_GAIN("minGain");

        private final String key;

        Change(String key) {
            this.key = key;
        }

        /** The name in specs. */
        public String key() {
            return key;
        }
    }

    /** In short: {@code >= 0.94}, {@code >= baseline - 0.005}. */
    default String text(Direction direction) {
        String comparison = direction == Direction.HIGHER ? ">= " : "<= ";
        if (this instanceof Absolute absolute) {
            return comparison + Figures.plain(absolute.threshold());
        }
        Relative relative = (Relative) this;
        boolean above = (relative.change() == Change.MIN_GAIN) == (direction == Direction.HIGHER);
        String margin = relative.margin() == 0
                ? ""
                : (above ? " + " : " - ")
                        + (relative.relative() ? Figures.percent(relative.margin()) : Figures.plain(relative.margin()));
        return comparison + relative.versus().key() + margin;
    }
}
