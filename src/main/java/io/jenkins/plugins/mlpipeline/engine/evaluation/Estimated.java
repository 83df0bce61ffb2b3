package io.jenkins.plugins.mlpipeline.engine.evaluation;

/**
 * A number with its standard error.
 *
 * @param value the estimate, finite
 * @param standardError at least 0; 0 says that the rows show no variation, not that the value is certain
 * @param degreesOfFreedom of Student's t; null for the normal distribution
 * @param method how the standard error was made: {@code t}, {@code clustered-t}, {@code delong}
 */
public record Estimated(double value, double standardError, Double degreesOfFreedom, String method) {
    public Estimated {
        boolean finite = Double.isFinite(value) && Double.isFinite(standardError);
        if (!finite || standardError < 0 || (degreesOfFreedom != null && !(degreesOfFreedom > 0))) {
            throw new IllegalArgumentException(
                    "not an estimate: " + value + " +- " + standardError + ", " + degreesOfFreedom);
        }
    }
}
