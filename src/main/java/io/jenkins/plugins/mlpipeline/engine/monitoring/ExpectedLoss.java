package io.jenkins.plugins.mlpipeline.engine.monitoring;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Interval;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.metric.Metric;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import io.jenkins.plugins.mlpipeline.engine.validation.UnlabelledRun;
import java.util.Map;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * What mean absolute error is to be expected on the rows of a look, by a {@link LossModel}. Of very many rows a part is asked for.
 * Not for several threads.
 */
public final class ExpectedLoss implements UnlabelledRun.Listener {
    /** The least growth of the error that matters, as of measured ones. */
    static final double LEAST_GROWTH = LateLabels.LEAST_GROWTH;

    private static final int MOST_ROWS = 100_000;
    private static final double SHOWN = 0.95;
    private static final double MOST_DEGREES = 1e6;

    private final LossModel model;
    private final double[] sums = new double[LossModel.FOLDS + 1];
    private double squares;
    private long asked;
    private long rows;
    private long stride = 1;
    private long weight;

    ExpectedLoss(LossModel model) {
        this.model = model;
    }

    @Override
    public void row(int[] bins, double answer, double truth) {
        rows++;
        if ((rows - 1) % stride != 0) {
            return;
        }
        if (model == null || !model.tells()) {
            asked++;
            return;
        }
        double[] expected = model.of(bins, answer);
        for (int i = 0; i < sums.length; i++) {
            sums[i] += stride * expected[i];
        }
        double last = expected[expected.length - 1];
        squares += stride * last * last;
        weight += stride;
        // From here on every second, fourth ... row is asked for, and stands for those between.
        if (++asked % MOST_ROWS == 0) {
            stride *= 2;
        }
    }

    /** Whether something can be said. */
    boolean isKnown() {
        return model != null && model.tells() && asked > 0;
    }

    /** Why nothing is said. */
    String missing() {
        return model == null
                ? "Not estimated: fewer than " + LossModel.LEAST_ROWS + " of the judged rows have their truth."
                : "Not estimated: on the " + Figures.count(model.rows())
                        + " judged rows nothing that is known of a row tells how great its error is. Give labels when they"
                        + " arrive.";
    }

    /**
     * Estimates and judges.
     *
     * @param alpha the chance with which the test may be wrong when nothing has changed
     */
    Performance judged(double alpha) {
        int last = sums.length - 1;
        double mean = sums[last] / weight;
        double jackknife = 0;
        double middle = 0;
        for (int i = 0; i < last; i++) {
            middle += sums[i] / weight / last;
        }
        for (int i = 0; i < last; i++) {
            double off = sums[i] / weight - middle;
            jackknife += off * off * (last - 1) / last;
        }
        double spread = Math.max(0, squares / weight - mean * mean) / asked;
        double reference = model.mean();
        double p = p(mean - reference, jackknife, spread + model.variance());
        boolean great = mean >= reference * (1 + LEAST_GROWTH);
        boolean bad = great && p <= alpha;
        // A single row's error scatters around what is expected; rows that were left out have the same.
        double scatter = model.scatter() * squares / weight / rows;
        // All of it as uncertain as the part that ten groups tell: where what is asked is shifted, that is the greater
        // one.
        double half = TDistribution.of(LossModel.FOLDS - 1.0).inverseCumulativeProbability((1 + SHOWN) / 2)
                * Math.sqrt(jackknife + scatter);
        Metric metric = Metric.MEAN_ABSOLUTE_ERROR;
        return new Performance(
                bad ? Performance.WORSE : Performance.SAME,
                Map.of(
                        metric.key(),
                        new MetricValue(
                                mean,
                                rows,
                                new Interval(Math.max(0, mean - half), mean + half, SHOWN, "a model of the errors"),
                                null,
                                null)),
                rows,
                metric.key(),
                reference,
                p,
                alpha,
                null,
                null,
                0,
                "By a second model, which learnt the errors on " + Figures.count(model.rows())
                        + " judged rows, a mean absolute error of " + Figures.rounded(mean) + " is to be expected ("
                        + Figures.rounded(Math.max(0, mean - half)) + " to " + Figures.rounded(mean + half)
                        + "); on the judged rows it was " + Figures.rounded(reference)
                        + (bad
                                ? ": worse, and more than chance explains."
                                : great ? "; chance may explain the difference." : "."),
                Estimator.UNSEEN);
    }

    private static double p(double growth, double jackknife, double others) {
        double error = Math.sqrt(jackknife + others);
        return error == 0 ? growth > 0 ? 0 : 0.5 : student(jackknife, others).survivalProbability(growth / error);
    }

    /** A variance of which a part is known by ten groups alone (Welch and Satterthwaite). */
    private static TDistribution student(double jackknife, double others) {
        double part = jackknife / (jackknife + others);
        return TDistribution.of(Math.min(MOST_DEGREES, (LossModel.FOLDS - 1) / Math.max(1e-12, part * part)));
    }
}
