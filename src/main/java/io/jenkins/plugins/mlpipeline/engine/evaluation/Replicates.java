package io.jenkins.plugins.mlpipeline.engine.evaluation;

/**
 * Bootstrap samples of a metric, or of the difference of two models' metric on the same samples.
 *
 * @param seed that the samples were drawn with
 * @param undefined samples without a value, as those without a class are: counted, never replaced
 * @param values of the other samples, ascending and finite
 */
public record Replicates(long seed, int undefined, double[] values) {
    public Replicates {
        if (values == null || undefined < 0) {
            throw new IllegalArgumentException("bootstrap samples without values");
        }
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i]) || i > 0 && values[i - 1] > values[i]) {
                throw new IllegalArgumentException("bootstrap samples are finite and ascending");
            }
        }
    }
}
