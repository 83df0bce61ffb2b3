package io.jenkins.plugins.mlpipeline.engine.verification.check;

import io.jenkins.plugins.mlpipeline.engine.UserError;

/**
 * One demand on a deployment that serves.
 *
 * @param id names it in the record; unique within a verification
 * @param measure what is measured
 * @param limit where it must lie
 * @param minRequests how many events there must be before it is judged; without meaning for gauges and queries
 * @param noData what too little of them means for the whole
 * @param proof whether a pass needs proof too: the bound of the measured value, not the value itself, must meet the limit
 */
public record Check(String id, Measure measure, Limit limit, long minRequests, NoData noData, boolean proof) {
    /** The number of events that is asked for unless a check says otherwise. */
    public static final long MIN_REQUESTS = 100;

    private static final int LONGEST_ID = 64;

    public Check {
        if (id.isBlank() || id.length() > LONGEST_ID || !id.chars().allMatch(Check::inId)) {
            throw new UserError("id is \"" + id + "\"; at most " + LONGEST_ID
                    + " letters, digits, \"-\", \"_\" and \".\" are expected.");
        }
        if (minRequests < 1) {
            throw new UserError("minRequests is " + minRequests + "; a number from 1 on is expected.");
        }
        if (proof && (measure instanceof Measure.Gauge || measure instanceof Measure.Query)) {
            throw new UserError("decide: upperBound needs an interval, which a gauge and a query do not have.");
        }
        if (limit instanceof Limit.Versus && measure instanceof Measure.Query) {
            throw new UserError("a query is not compared with another; write the comparison into it.");
        }
        if (limit instanceof Limit.Versus versus && versus.maxRise() == null && measure instanceof Measure.Gauge) {
            throw new UserError("a gauge is compared by maxRise.");
        }
        if (limit instanceof Limit.Versus versus && versus.maxRatio() == null && measure instanceof Measure.Quantile) {
            throw new UserError("a quantile is compared by maxRatio.");
        }
        if (limit instanceof Limit.Range range && range.min() != null && measure instanceof Measure.Quantile) {
            throw new UserError("a quantile has a max, no min.");
        }
    }

    private static boolean inId(int c) {
        return c < 128 && (Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.');
    }
}
