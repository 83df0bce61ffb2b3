package io.jenkins.plugins.mlpipeline.engine.training.learner;

/** Decides when a falling loss has fallen enough. */
public final class EarlyStop {
    private final int patience;
    private final double tolerance;
    private final boolean addsUp;
    private double reference = Double.POSITIVE_INFINITY;
    private double lowest = Double.POSITIVE_INFINITY;
    private int steps;
    private int best;
    private int idle;

    /**
     * @param patience steps in a row without a gain after which to stop
     * @param tolerance the least gain that counts
     * @param addsUp whether gains that are too small add up over the steps (scikit-learn's boosting) or each must be large
     *     enough on its own (its networks)
     */
    public EarlyStop(int patience, double tolerance, boolean addsUp) {
        this.patience = patience;
        this.tolerance = tolerance;
        this.addsUp = addsUp;
    }

    /** Hears the loss of the next step; answers whether it is the lowest so far. */
    public boolean loss(double loss) {
        steps++;
        boolean gained = loss < reference - tolerance;
        idle = gained ? 0 : idle + 1;
        boolean lower = loss < lowest;
        if (lower) {
            lowest = loss;
            best = steps;
        }
        if (gained || !addsUp) {
            reference = lowest;
        }
        return lower;
    }

    /** Whether to stop. */
    public boolean now() {
        return idle >= patience;
    }

    /** The step with the lowest loss, from 1; 0 before the first. */
    public int best() {
        return best;
    }
}
