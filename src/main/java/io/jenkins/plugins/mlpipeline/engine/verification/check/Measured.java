package io.jenkins.plugins.mlpipeline.engine.verification.check;

import static io.jenkins.plugins.mlpipeline.engine.text.Figures.beside;
import static io.jenkins.plugins.mlpipeline.engine.text.Figures.count;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Interval;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.BucketQuantile;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Intervals;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Observation.Buckets;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Observation.Counts;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Observation.Value;

/**
 * A value with its bounds.
 *
 * @param value the value
 * @param lower one-sided, at the confidence of the decision; the value itself where there is no interval
 * @param upper likewise
 * @param shown the two-sided interval for people; null where there is none
 * @param requests what it was made of; null for a number
 * @param words what was seen: {@code 3 of 400}, {@code the 0.95 quantile of 400}
 */
record Measured(double value, double lower, double upper, Interval shown, Long requests, String words) {
    private static final double SHOWN_TAIL = (1 - Intervals.SHOWN_CONFIDENCE) / 2;

    static Measured of(Check check, Observation observed, double confidence) {
        if (observed instanceof Counts c) {
            return new Measured(
                    (double) c.events() / c.requests(),
                    Intervals.exactLower(c.events(), c.requests(), confidence),
                    Intervals.exactUpper(c.events(), c.requests(), confidence),
                    Intervals.exact(c.events(), c.requests(), Intervals.SHOWN_CONFIDENCE),
                    c.requests(),
                    count(c.events()) + " of " + count(c.requests()) + " (");
        }
        if (observed instanceof Buckets b) {
            double quantile = ((Measure.Quantile) check.measure()).quantile();
            BucketQuantile q = new BucketQuantile(b.edges(), b.counts(), quantile);
            return new Measured(
                    q.value(),
                    above(q.lower(confidence)),
                    q.upper(confidence),
                    new Interval(
                            q.lower(1 - SHOWN_TAIL),
                            q.upper(1 - SHOWN_TAIL),
                            Intervals.SHOWN_CONFIDENCE,
                            "order-statistics"),
                    b.requests(),
                    "The " + quantile + " quantile of " + count(b.requests()) + " values (");
        }
        double value = ((Value) observed).value();
        return new Measured(value, value, value, null, null, "The value ");
    }

    /** A value of a bucket is above the bucket's lower edge: a limit at that edge is not met. */
    private static double above(double edge) {
        return edge > 0 ? Math.nextUp(edge) : edge;
    }

    /** What was seen, to begin a sentence with. */
    String said(double limit) {
        return words + beside(value, limit) + (shown == null ? "" : ")");
    }

    CheckResult result(Check check, Answer answer, double threshold, Double baseline, String reason) {
        return new CheckResult(
                check.id(),
                answer,
                value,
                shown == null || Double.isInfinite(shown.lower()) ? null : (Double) shown.lower(),
                shown == null || Double.isInfinite(shown.upper()) ? null : (Double) shown.upper(),
                threshold,
                requests,
                baseline,
                reason);
    }
}
