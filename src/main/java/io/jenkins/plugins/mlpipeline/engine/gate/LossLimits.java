package io.jenkins.plugins.mlpipeline.engine.gate;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Estimated;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Losses;
import io.jenkins.plugins.mlpipeline.engine.gate.KnownLimits.Found;
import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.metric.Metric;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Estimate;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;

/**
 * Which bound a mean loss of independent rows has, by what was measured (docs/coverage.md). Student's t passes models wrongly
 * where losses are skewed; bootstrap-t holds from {@value #FEWEST_ROWS} rows and {@value #FEWEST_OF_A_LABEL} of the rarest label on, and
 * Gaffke's bound for any rows, when it is known what a row can lose at most.
 */
final class LossLimits {
    /** The rows from which bootstrap-t holds. */
    static final long FEWEST_ROWS = 100;

    /** The rows of the rarest label from which it holds. */
    static final long FEWEST_OF_A_LABEL = 30;

    /** The same for the difference of two models. */
    static final long FEWEST_COMPARED = 50;

    /**
     * Rows on which two models' answers differ by at least half of what any two can, from which it holds for costs of answers: of 1,000
     * rows, 95 of them positive, Gaffke's bound needs half as many again.
     */
    private static final long FEWEST_DEAR = 10;

    private final String metric;
    private final CatalogueKey key;
    private final Losses losses;
    private final Estimated estimated;
    private final boolean paired;
    private final Double cap;

    private LossLimits(
            String metric, CatalogueKey key, Losses losses, Estimated estimated, boolean paired, Double cap) {
        this.metric = metric;
        this.key = key;
        this.losses = losses;
        this.estimated = estimated;
        this.paired = paired;
        this.cap = cap;
    }

    /**
     * Bounds of the mean of these losses, or of these differences of losses.
     *
     * @param key of the metric whose losses they are
     * @param estimated the mean with its standard error; null with one row
     */
    static Found of(Gate gate, CatalogueKey key, Losses losses, Estimated estimated) {
        Double cap = gate.decision().cap();
        boolean root = gate.catalogueKey().map(CatalogueKey::metric).orElse(null) == Metric.ROOT_MEAN_SQUARED_ERROR;
        return new LossLimits(
                        gate.metric(),
                        key,
                        losses,
                        estimated,
                        gate.versus().isPresent(),
                        root && cap != null ? (Double) (cap * cap) : cap)
                .found();
    }

    /** Bounds of the mean of two models' differences that no gate asked for; null where there are none. */
    static Limits ofDifferences(CatalogueKey key, Losses losses, Estimated estimated) {
        return new LossLimits(key.toString(), key, losses, estimated, true, null)
                .found()
                .limits();
    }

    private Found found() {
        if (cap != null) {
            double worst = Math.max(Math.abs(losses.points()[0]), losses.greatest());
            if (worst > cap) {
                return KnownLimits.missing("A row's loss "
                        + (paired ? "and the other model's differ by " : "is ") + Figures.beside(worst, cap)
                        + ", more than the cap of " + Figures.plain(cap) + " that no row's " + key
                        + " was to exceed. Give a cap that holds for every row there can be.");
            }
            double upper = losses.upper() == null ? cap : Math.min(cap, losses.upper());
            return ends(paired ? -upper : least(), upper);
        }
        boolean told = isOfAnswers() && isTold();
        if (losses.upper() != null && (isOfAnswers() ? !told : losses.rarest() == null || isFew())) {
            return ends(paired && losses.lower() == null ? -losses.upper() : least(), losses.upper());
        }
        if (!told && isFew()) {
            return KnownLimits.undecided("There are " + few()
                    + " from which a bound by bootstrap-t can be trusted. Add rows, give the gate a cap, the greatest value"
                    + " that a row can have (cap: NUMBER), or decide by point.");
        }
        return estimated == null
                ? KnownLimits.undecided("Too few rows count for " + metric + " to know how far off it may be.")
                : new Found(MeanLimits.Studentized.ofRows(losses, Estimate.of(estimated)), null, null);
    }

    private double least() {
        return losses.lower() == null ? 0 : losses.lower();
    }

    private Found ends(double lower, double upper) {
        double error = estimated == null ? 0 : estimated.standardError();
        return new Found(MeanLimits.Ends.of(losses, lower, upper, error), null, null);
    }

    /** Costs of answers are few numbers, the greatest of which hardly any row has. */
    private boolean isOfAnswers() {
        return key.metric() == Metric.EXPECTED_COST;
    }

    /** Whether so many rows tell two models apart by a dear answer that the mean of the differences is not skewed. */
    private boolean isTold() {
        if (!paired || losses.upper() == null || losses.lower() == null || Math.round(losses.rows()) < FEWEST_ROWS) {
            return false;
        }
        double dear = Math.max(losses.upper(), -losses.lower()) / 2;
        double rows = 0;
        for (int i = 0; i < losses.points().length; i++) {
            rows += Math.abs(losses.points()[i]) >= dear ? losses.counts()[i] : 0;
        }
        return rows >= FEWEST_DEAR;
    }

    private boolean isFew() {
        return Math.round(losses.rows()) < FEWEST_ROWS || losses.rarest() != null && losses.rarest() < fewest();
    }

    private long fewest() {
        return paired ? FEWEST_COMPARED : FEWEST_OF_A_LABEL;
    }

    private String few() {
        long rows = Math.round(losses.rows());
        return rows < FEWEST_ROWS
                ? Figures.count(rows) + " rows, fewer than the " + FEWEST_ROWS
                : Figures.count(losses.rarest()) + " rows of the rarest label, fewer than the " + fewest();
    }
}
