package io.jenkins.plugins.mlpipeline.engine.gate;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Losses;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Replicates;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Estimate;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Gaffke;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.RatioEstimator;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.StudentizedBootstrap;

/** Bounds of the mean of a number per row. */
sealed interface MeanLimits extends Limits {

    /**
     * By Gaffke's bound, between ends that no row can be beyond.
     *
     * @param standardError of the mean, to plan by
     * @param below of the mean's lower bound
     * @param above of its upper bound
     */
    record Ends(double standardError, Gaffke below, Gaffke above) implements MeanLimits {
        static Ends of(Losses losses, double lower, double upper, double standardError) {
            return new Ends(
                    standardError,
                    Gaffke.turned(losses.points(), losses.counts(), lower),
                    new Gaffke(losses.points(), losses.counts(), upper));
        }

        @Override
        public double lower(double confidence) {
            return -below.upper(confidence);
        }

        @Override
        public double upper(double confidence) {
            return above.upper(confidence);
        }

        @Override
        public String method() {
            return Gaffke.METHOD;
        }

        /** With a known end even rows that are all alike have a bound. */
        @Override
        public boolean isFlat() {
            return false;
        }

        @Override
        public double pValueBelow(double value) {
            return pValue(above.tail(value));
        }

        @Override
        public double pValueAbove(double value) {
            return pValue(below.tail(-value));
        }

        private static double pValue(double tail) {
            return tail >= 0.5 ? 1 : Math.max(tail, SMALLEST_P);
        }
    }

    /** By samples of its distance in standard errors. */
    record Studentized(Estimate estimate, StudentizedBootstrap samples, String method) implements MeanLimits {
        static Studentized ofRows(Losses losses, Estimate estimate) {
            return new Studentized(
                    estimate,
                    StudentizedBootstrap.overRows(losses.points(), losses.counts()),
                    StudentizedBootstrap.METHOD);
        }

        /** Of whole groups; or of rows with weights, each drawn on its own, as the method of the estimate says. */
        static Studentized ofUnits(Replicates pivots, Estimate estimate) {
            return new Studentized(
                    estimate,
                    new StudentizedBootstrap(pivots.values(), pivots.undefined(), pivots.seed()),
                    RatioEstimator.ROWS.equals(estimate.method())
                            ? StudentizedBootstrap.METHOD
                            : StudentizedBootstrap.OF_GROUPS);
        }

        @Override
        public double lower(double confidence) {
            return samples.lower(estimate.value(), estimate.standardError(), confidence);
        }

        @Override
        public double upper(double confidence) {
            return samples.upper(estimate.value(), estimate.standardError(), confidence);
        }

        @Override
        public boolean isFlat() {
            return estimate.standardError() == 0 || samples.pivots().length == 0;
        }

        @Override
        public double standardError() {
            return estimate.standardError();
        }
    }
}
