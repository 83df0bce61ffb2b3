package io.jenkins.plugins.mlpipeline.engine.gate;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Interval;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Replicates;
import io.jenkins.plugins.mlpipeline.engine.metric.Direction;
import io.jenkins.plugins.mlpipeline.engine.metric.FairnessBounds;
import io.jenkins.plugins.mlpipeline.engine.metric.FairnessMetric;
import io.jenkins.plugins.mlpipeline.engine.metric.ValueRange;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Estimate;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.GroupRates;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.InequalityBootstrap;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Intervals;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.PairedBootstrap;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.PairedProportions;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.WeightedShare;
import java.util.function.DoublePredicate;

/** One-sided bounds of a value, or of a difference, at any confidence of at least one half. */
sealed interface Limits
        permits Limits.Share,
                Limits.Weighted,
                Limits.Estimates,
                Limits.Pairs,
                Limits.Samples,
                Limits.OfGroups,
                Limits.Turned,
                Limits.Root,
                Limits.Within,
                AreaLimits,
                MeanLimits {
    /** Halvings of the interval in which a p-value is sought: enough for a double. */
    int HALVINGS = 60;

    /** No smaller p-value is told: bounds at 1 - 1e-16 are bounds at 1. */
    double SMALLEST_P = 1e-12;

    /** The one-sided lower bound. */
    double lower(double confidence);

    /** The one-sided upper bound. */
    double upper(double confidence);

    /** How the bounds are made. */
    String method();

    /** What the value is expected to be off by; where no formula says, from the bounds. */
    double standardError();

    /** The two-sided interval. */
    default Interval interval(double confidence) {
        double oneSided = (1 + confidence) / 2;
        return new Interval(lower(oneSided), upper(oneSided), confidence, method());
    }

    /** Whether the rows show no variation: such bounds say nothing. */
    default boolean isFlat() {
        return lower(Decision.STANDARD_CONFIDENCE) >= upper(Decision.STANDARD_CONFIDENCE);
    }

    /**
     * The one-sided p-value against "at least so much": the least error probability at which the upper bound is below.
     *
     * @return from 1e-12 to 0.5; 1 where the value itself is not below
     */
    default double pValueBelow(double value) {
        return pValue(confidence -> upper(confidence) < value);
    }

    /** The same against "at most so much". */
    default double pValueAbove(double value) {
        return pValue(confidence -> lower(confidence) > value);
    }

    private static double pValue(DoublePredicate excluded) {
        if (!excluded.test(0.5)) {
            return 1;
        }
        if (excluded.test(1 - SMALLEST_P)) {
            return SMALLEST_P;
        }
        double shown = 0.5;
        double notShown = SMALLEST_P;
        for (int i = 0; i < HALVINGS; i++) {
            double tail = (shown + notShown) / 2;
            if (excluded.test(1 - tail)) {
                shown = tail;
            } else {
                notShown = tail;
            }
        }
        return shown;
    }

    /** A share of independent rows. */
    record Share(long successes, long trials, boolean exact) implements Limits {
        @Override
        public double lower(double confidence) {
            return exact
                    ? Intervals.exactLower(successes, trials, confidence)
                    : Intervals.wilsonLower(successes, trials, confidence);
        }

        @Override
        public double upper(double confidence) {
            return exact
                    ? Intervals.exactUpper(successes, trials, confidence)
                    : Intervals.wilsonUpper(successes, trials, confidence);
        }

        @Override
        public String method() {
            return exact ? Intervals.EXACT : Intervals.WILSON;
        }

        @Override
        public double standardError() {
            double p = (double) successes / trials;
            return Math.sqrt(p * (1 - p) / trials);
        }
    }

    /** A share of independent rows with weights. */
    record Weighted(WeightedShare share) implements Limits {
        @Override
        public double lower(double confidence) {
            return share.lower(confidence);
        }

        @Override
        public double upper(double confidence) {
            return share.upper(confidence);
        }

        @Override
        public String method() {
            return WeightedShare.METHOD;
        }

        @Override
        public double standardError() {
            double p = share.share().value();
            return Math.sqrt(p * (1 - p) / share.rows());
        }
    }

    /** A number with its standard error. */
    record Estimates(Estimate estimate) implements Limits {
        @Override
        public double lower(double confidence) {
            return estimate.lower(confidence);
        }

        @Override
        public double upper(double confidence) {
            return estimate.upper(confidence);
        }

        @Override
        public String method() {
            return estimate.method();
        }

        @Override
        public double standardError() {
            return estimate.standardError();
        }
    }

    /** The difference of two shares of the same rows. */
    record Pairs(PairedProportions pairs) implements Limits {
        @Override
        public double lower(double confidence) {
            return pairs.lower(confidence);
        }

        @Override
        public double upper(double confidence) {
            return pairs.upper(confidence);
        }

        @Override
        public String method() {
            return PairedProportions.NEWCOMBE;
        }

        @Override
        public double standardError() {
            return pairs.planningStandardError();
        }
    }

    /**
     * Bootstrap samples, at least one.
     *
     * @param inequality the same samples of a measure of inequality; null for other metrics
     */
    record Samples(Replicates replicates, PairedBootstrap bootstrap, InequalityBootstrap inequality) implements Limits {
        static Samples of(Replicates replicates) {
            return new Samples(
                    replicates,
                    new PairedBootstrap(replicates.values(), replicates.undefined(), replicates.seed()),
                    null);
        }

        /** Of a measure of inequality with this value. */
        Samples of(FairnessMetric metric, double value) {
            return new Samples(replicates, bootstrap, new InequalityBootstrap(bootstrap, value, metric.alike()));
        }

        @Override
        public double lower(double confidence) {
            return inequality == null ? bootstrap.lower(confidence) : inequality.lower(confidence);
        }

        @Override
        public double upper(double confidence) {
            return inequality == null ? bootstrap.upper(confidence) : inequality.upper(confidence);
        }

        @Override
        public String method() {
            return PairedBootstrap.METHOD;
        }

        @Override
        public double standardError() {
            double mean = 0;
            double squares = 0;
            int n = 0;
            for (double value : replicates.values()) {
                n++;
                double off = value - mean;
                mean += off / n;
                squares += off * (value - mean);
            }
            return n < 2 ? 0 : Math.sqrt(squares / (n - 1));
        }

        @Override
        public boolean isFlat() {
            return bootstrap.hasZeroWidth();
        }
    }

    /** How far apart groups are, by their counts. */
    record OfGroups(FairnessBounds bounds) implements Limits {
        /** The share of a normal distribution below one standard deviation. */
        private static final double ONE_DEVIATION = 0.8413447460685429;

        @Override
        public double lower(double confidence) {
            return bounds.lower(confidence);
        }

        @Override
        public double upper(double confidence) {
            return bounds.upper(confidence);
        }

        @Override
        public String method() {
            return GroupRates.METHOD;
        }

        /** On the side that passes a model. */
        @Override
        public double standardError() {
            double value = bounds.metric().value(bounds.groups());
            return bounds.metric().direction() == Direction.HIGHER
                    ? value - lower(ONE_DEVIATION)
                    : upper(ONE_DEVIATION) - value;
        }
    }

    /** The same with the sign turned, so that more is better. */
    record Turned(Limits limits) implements Limits {
        @Override
        public double lower(double confidence) {
            return -limits.upper(confidence);
        }

        @Override
        public double upper(double confidence) {
            return -limits.lower(confidence);
        }

        @Override
        public String method() {
            return limits.method();
        }

        @Override
        public double standardError() {
            return limits.standardError();
        }

        @Override
        public boolean isFlat() {
            return limits.isFlat();
        }

        @Override
        public double pValueBelow(double value) {
            return limits.pValueAbove(-value);
        }

        @Override
        public double pValueAbove(double value) {
            return limits.pValueBelow(-value);
        }
    }

    /** The root of a mean square. */
    record Root(Limits square) implements Limits {
        @Override
        public double lower(double confidence) {
            return Math.sqrt(Math.max(0, square.lower(confidence)));
        }

        @Override
        public double upper(double confidence) {
            return Math.sqrt(Math.max(0, square.upper(confidence)));
        }

        @Override
        public String method() {
            return square.method();
        }

        /** By the derivative at the bounds' middle. */
        @Override
        public double standardError() {
            double root = Math.max(upper(0.5), Double.MIN_NORMAL);
            return square.standardError() / (2 * root);
        }

        @Override
        public boolean isFlat() {
            return square.isFlat();
        }
    }

    /** The same, never beyond the values that there can be. */
    record Within(Limits limits, ValueRange range) implements Limits {
        @Override
        public double lower(double confidence) {
            return range.cut(limits.lower(confidence));
        }

        @Override
        public double upper(double confidence) {
            return range.cut(limits.upper(confidence));
        }

        @Override
        public String method() {
            return limits.method();
        }

        @Override
        public double standardError() {
            return limits.standardError();
        }

        @Override
        public boolean isFlat() {
            return limits.isFlat();
        }

        @Override
        public double pValueBelow(double value) {
            return limits.pValueBelow(value);
        }

        @Override
        public double pValueAbove(double value) {
            return limits.pValueAbove(value);
        }
    }

    /** The kind of bounds, whatever was done to them afterwards. */
    default Limits kind() {
        if (this instanceof Within within) {
            return within.limits().kind();
        }
        return this instanceof Turned turned ? turned.limits().kind() : this;
    }

    /** The seed of its samples, and how many had no value; null where there are none. */
    default Drawn drawn() {
        if (kind() instanceof Samples samples) {
            return new Drawn(samples.replicates().seed(), samples.replicates().undefined());
        }
        return kind() instanceof MeanLimits.Studentized studentized
                ? new Drawn(studentized.samples().seed(), studentized.samples().undefined())
                : null;
    }

    /**
     * Samples that were drawn.
     *
     * @param seed that they were drawn with
     * @param undefined those without a value, left out
     */
    record Drawn(long seed, int undefined) {}
}
