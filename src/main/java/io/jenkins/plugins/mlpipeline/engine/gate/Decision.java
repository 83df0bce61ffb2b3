package io.jenkins.plugins.mlpipeline.engine.gate;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.metric.Direction;
import io.jenkins.plugins.mlpipeline.engine.metric.Metric;
import io.jenkins.plugins.mlpipeline.engine.metric.MetricKey;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;

/**
 * How a gate is decided.
 *
 * @param decide what decides
 * @param confidence of each one-sided bound, in [0.5, 1)
 * @param exact whether a share's bound is Clopper and Pearson's in place of Wilson's
 * @param cap the greatest loss that a row can have, as who wrote the gate says; null when nothing is said
 */
public record Decision(Decide decide, double confidence, boolean exact, Double cap) {
    /** The confidence when none is given. */
    public static final double STANDARD_CONFIDENCE = 0.95;

    /** By the measured value. */
    public static final Decision POINT = new Decision(Decide.POINT, STANDARD_CONFIDENCE, false, null);

    /** @throws UserError when the confidence can't be one */
    public Decision {
        if (!(confidence >= 0.5 && confidence < 1)) {
            throw new UserError("confidence is " + Figures.plain(confidence)
                    + "; a number from 0.5 to below 1 is expected"
                    + (confidence > 1 && confidence < 100
                            ? ": write " + Figures.plain(confidence / 100) + " for " + Figures.plain(confidence) + " %."
                            : "."));
        }
        if (cap != null && !(cap > 0 && Double.isFinite(cap))) {
            throw new UserError("cap is " + Figures.plain(cap)
                    + "; a number above 0 is expected, the greatest loss that a row can have.");
        }
    }

    /** @throws UserError when it does not fit what is demanded */
    void check(MetricKey key, Demand demand) {
        String metric = key.toString();
        Direction direction = key.direction();
        boolean relative = demand instanceof Demand.Relative;
        switch (decide) {
            case POINT -> {}
            case PAIRED -> {
                if (!relative) {
                    throw new UserError("decide: paired compares two models on the same rows; add \"vs: baseline\" with"
                            + " maxDrop or minGain, or decide by "
                            + bound(direction).key() + ".");
                }
                if (((Demand.Relative) demand).relative()) {
                    throw new UserError(
                            "a margin in percent is decided by the point value alone; give it as a number to"
                                    + " decide by pairs.");
                }
            }
            default -> {
                if (relative) {
                    throw new UserError("a comparison with another model is decided by \"point\" or \"paired\", not by "
                            + decide.key() + ": both models saw the same rows.");
                }
                if (decide != bound(direction)) {
                    throw new UserError(metric + " is better when " + direction.better()
                            + ", so its bound on the bad side is "
                            + bound(direction).key() + ", not " + decide.key()
                            + ".");
                }
            }
        }
        if (exact && (decide == Decide.POINT || decide == Decide.PAIRED)) {
            throw new UserError("method: exact is for lowerBound and upperBound; leave it out.");
        }
        if (cap != null) {
            checkCap(key, relative);
        }
    }

    private void checkCap(MetricKey key, boolean relative) {
        if (decide == Decide.POINT) {
            throw new UserError("cap is for decide: upperBound and paired; leave it out.");
        }
        CatalogueKey known = key instanceof CatalogueKey ours ? ours : null;
        boolean root = known != null && known.metric() == Metric.ROOT_MEAN_SQUARED_ERROR;
        if (known == null || !known.isMeanLoss() && !root) {
            throw new UserError("cap is the greatest loss that a row can have, and " + key
                    + " is no mean of losses; leave it out.");
        }
        if (root && relative) {
            throw new UserError(
                    "cap bounds root_mean_squared_error of one model; compare two by mean_squared_error, or leave"
                            + " it out.");
        }
    }

    private static Decide bound(Direction direction) {
        return direction == Direction.HIGHER ? Decide.LOWER_BOUND : Decide.UPPER_BOUND;
    }
}
