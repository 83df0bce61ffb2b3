package io.jenkins.plugins.mlpipeline.engine.metric.outcomes;

/** A sum of doubles with Neumaier's compensation (1974): its error does not grow with the number of terms. */
public final class Sum {
    private double sum;
    private double lost;

    /** Adds a term. */
    public void add(double term) {
        double next = sum + term;
        lost += Math.abs(sum) >= Math.abs(term) ? (sum - next) + term : (term - next) + sum;
        sum = next;
    }

    /** The sum so far. */
    public double value() {
        // After an overflow the compensation is NaN; the plain sum says what happened.
        return Double.isFinite(sum) ? sum + lost : sum;
    }
}
