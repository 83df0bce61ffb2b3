package io.jenkins.plugins.mlpipeline.engine.training;

/** Decides when a falling loss has fallen enough. */
final class EarlyStop {
    private final int patience;
    private final double tolerance;
    private double reference = Double.POSITIVE_INFINITY;
    private double lowest = Double.POSITIVE_INFINITY;
    private int steps;
    private int best;
    private int idle;

    /**
     * @param patience steps in a row without a gain after which to stop
     * @param tolerance the least gain that counts
     */
    EarlyStop(int patience, double tolerance) {
        this.patience = patience;
        this.tolerance = tolerance;
    }

    /** Hears the loss of the next step; answers whether it is the lowest so far. */
    boolean loss(double loss) {
        steps++;
        idle = loss < reference - tolerance ? 0 : idle + 1;
        if (idle == 0) {
            reference = loss;
        }
        boolean lower = loss < lowest;
        if (lower) {
            lowest = loss;
            best = steps;
        }
        return lower;
    }

    /** Whether to stop. */
    boolean now() {
        return idle >= patience;
    }

    /** The step with the lowest loss, from 1; 0 before the first. */
    int best() {
        return best;
    }
}
