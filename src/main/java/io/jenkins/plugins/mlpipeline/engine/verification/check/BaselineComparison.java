package io.jenkins.plugins.mlpipeline.engine.verification.check;

import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Rates;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Observation.Counts;

/**
 * A deployment beside a baseline.
 *
 * @param worse whether it is proven to be worse than allowed
 * @param proven whether it is proven to be no worse than allowed
 */
record BaselineComparison(boolean worse, boolean proven) {
    static BaselineComparison of(
            Check check, Observation observed, Observation baseline, Limit.Versus versus, double confidence) {
        if (observed instanceof Counts now && baseline instanceof Counts before) {
            Rates rates = new Rates(now.events(), now.requests(), before.events(), before.requests());
            return versus.maxRatio() != null
                    ? new BaselineComparison(
                            rates.ratioLower(confidence) > versus.maxRatio(),
                            rates.ratioUpper(confidence) <= versus.maxRatio())
                    : new BaselineComparison(
                            rates.differenceLower(confidence) > versus.maxRise(),
                            rates.differenceUpper(confidence) <= versus.maxRise());
        }
        // Two bounds, each with half of the chance of being wrong.
        double each = 1 - (1 - confidence) / 2;
        Measured now = Measured.of(check, observed, each);
        Measured before = Measured.of(check, baseline, each);
        if (versus.maxRatio() != null) {
            return new BaselineComparison(
                    now.lower() > before.upper() * versus.maxRatio(),
                    now.upper() <= before.lower() * versus.maxRatio());
        }
        return new BaselineComparison(
                now.lower() > before.upper() + versus.maxRise(), now.upper() <= before.lower() + versus.maxRise());
    }
}
