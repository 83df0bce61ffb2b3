package io.jenkins.plugins.mlpipeline.engine.consistency;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Comparison;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Comparison.Compared;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Estimated;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Losses;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Placements;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Replicates;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics.Proportion;
import io.jenkins.plugins.mlpipeline.engine.metric.Metric;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.AreaBounds;
import java.util.Arrays;
import java.util.Optional;

/**
 * The losses, placements and samples of groups that bounds are made of, beside the values, standard errors and counts that say
 * the same. Losses on points keep their mean, their least and their greatest; the variance becomes at most a little greater.
 */
final class LossCheck {
    private static final String LOSSES = "its losses";
    private static final String PLACEMENTS = "its placements";
    private static final String LABELS = "its counts of labels";
    private static final String ROWS = "its rows";

    /** How much greater the variance may be for being on points. */
    private static final double COARSE = 1.02;

    private static final double WHOLE = 1e-6;

    /** Distances in standard errors are never this small on the whole. */
    private static final double LEAST_PIVOT = 0.5;

    private final Part part;
    private final Contradictions found;

    private LossCheck(Part part, Contradictions found) {
        this.part = part;
        this.found = found;
    }

    static void check(Part part, Contradictions found) {
        LossCheck check = new LossCheck(part, found);
        part.statistics().losses().forEach((key, losses) -> {
            Estimated estimated = part.statistics().estimates().get(key);
            check.losses(key + part.of(), losses, estimated, part.rows());
            check.ends(key, losses);
            Double value = part.metrics().get(key) == null
                    ? null
                    : part.metrics().get(key).value();
            if (value != null) {
                found.same(key + part.of(), value, mean(losses), size(losses), LOSSES);
            }
        });
        part.statistics().placements().forEach(check::placements);
        part.statistics().pivots().forEach((key, pivots) -> check.pivots(key + part.of(), pivots));
        check.degreesOfFreedom();
        check.errors();
        part.comparisons().forEach(check::comparison);
    }

    private void comparison(String versus, Comparison comparison) {
        comparison.metrics().forEach((key, compared) -> {
            if (compared != null) {
                compared(
                        " of the difference of " + key + part.of() + " from the " + versus,
                        compared,
                        comparison.rows());
            }
        });
    }

    private void compared(String of, Compared compared, long rows) {
        if (compared.losses() != null) {
            losses("the mean" + of, compared.losses(), compared.difference(), rows);
        }
        if (compared.pivots() != null) {
            pivots("the samples" + of, compared.pivots());
        }
    }

    /** A mean with its standard error. */
    private void losses(String what, Losses losses, Estimated estimated, Long known) {
        double rows = losses.rows();
        if (known != null) {
            found.same("the number of rows in the losses of " + what, rows, known, ROWS);
        }
        rarest(what, losses, known != null && known.equals(part.rows()));
        if (estimated == null) {
            return;
        }
        double mean = mean(losses);
        found.same(what, estimated.value(), mean, size(losses), LOSSES);
        double squares = 0;
        for (int i = 0; i < losses.points().length; i++) {
            double off = losses.points()[i] - mean;
            squares += losses.counts()[i] * off * off;
        }
        double variance = squares / (rows - 1) / rows;
        double said = estimated.standardError() * estimated.standardError();
        String squared = "the squared standard error of " + what;
        // What is left of equal numbers is rounding.
        double rounding = size(losses) * size(losses) * 1e-12 / rows;
        if (isExact(losses)) {
            found.between(squared, said, variance - rounding, variance + rounding, LOSSES);
        } else {
            found.between(squared, said, variance / COARSE - rounding, variance + rounding, LOSSES);
        }
    }

    /** @param all whether they are of all rows whose labels are counted */
    private void rarest(String what, Losses losses, boolean all) {
        if (losses.rarest() == null) {
            return;
        }
        Proportion positives = part.statistics().proportions().get(Metric.RECALL.key());
        Proportion negatives = part.statistics().proportions().get(Metric.SPECIFICITY.key());
        if (positives != null && negatives != null && all) {
            found.same(
                    "the number of rows of the rarest label in the losses of " + what,
                    losses.rarest(),
                    Math.min(positives.trials(), negatives.trials()),
                    LABELS);
        } else {
            found.between(
                    "the number of rows of the rarest label in the losses of " + what,
                    losses.rarest(),
                    0,
                    losses.rows() / 2,
                    ROWS);
        }
    }

    /** No loss is less than 0, or more than its definition allows. */
    private void ends(String key, Losses losses) {
        Metric metric = Part.key(key).map(known -> known.metric()).orElse(null);
        if (metric == null) {
            return;
        }
        String what = key + part.of();
        double least = metric.range().lower();
        if (losses.lower() != null && Double.isFinite(least)) {
            found.same("the least possible loss of " + what, losses.lower(), least, "its definition");
        }
        if (losses.upper() != null) {
            double most = metric == Metric.LOG_LOSS
                    ? -Math.log(Math.ulp(1.0))
                    : metric.range().upper();
            found.between("the greatest possible loss of " + what, losses.upper(), losses.greatest(), most, LOSSES);
        }
    }

    private void placements(String key, Placements placements) {
        Estimated estimated = part.statistics().estimates().get(key);
        double known = 0;
        known += placed(key, placements.positives(), Metric.RECALL, estimated);
        known += placed(key, placements.negatives(), Metric.SPECIFICITY, estimated);
        if (estimated != null) {
            double said = estimated.standardError() * estimated.standardError();
            boolean all = placements.positives() != null && placements.negatives() != null;
            found.between(
                    "the squared standard error of " + key + part.of(),
                    said,
                    known - 1e-15,
                    all ? known + 1e-15 : 1,
                    PLACEMENTS);
        }
    }

    /** @return what these rows add to the variance */
    private double placed(String key, double[] placed, Metric share, Estimated estimated) {
        Proportion rows = part.statistics().proportions().get(share.key());
        if (placed == null) {
            if (rows != null) {
                found.between(
                        "the number of rows whose placements in " + key + part.of() + " are left out",
                        rows.trials(),
                        AreaBounds.FEWEST,
                        Double.POSITIVE_INFINITY,
                        LABELS);
            }
            return 0;
        }
        if (rows != null) {
            found.same("the number of placements of " + key + part.of(), placed.length, rows.trials(), LABELS);
        }
        if (estimated != null) {
            double mean = Arrays.stream(placed).sum() / placed.length;
            found.same(key + part.of(), estimated.value(), mean, 1, PLACEMENTS);
        }
        return AreaBounds.variance(placed) / placed.length;
    }

    /** Distances of samples, in standard errors of the sample, lie on both sides of 0 and are about 1. */
    private void pivots(String what, Replicates pivots) {
        double[] values = pivots.values();
        if (values.length <= pivots.undefined()) {
            return;
        }
        double squares = Arrays.stream(values).map(v -> Math.min(v * v, 1e12)).sum() / values.length;
        found.between(
                "the mean square of the samples of groups of " + what,
                squares,
                LEAST_PIVOT,
                Double.POSITIVE_INFINITY,
                "their meaning");
        found.between(
                "the least of the samples of groups of " + what,
                values[0],
                Double.NEGATIVE_INFINITY,
                0,
                "their meaning");
    }

    private void degreesOfFreedom() {
        part.statistics().estimates().forEach((key, estimated) -> {
            if (estimated.degreesOfFreedom() == null) {
                return;
            }
            String what = "the degrees of freedom of " + key + part.of();
            if (part.isWeighted()) {
                weightedDegreesOfFreedom(key, what, estimated.degreesOfFreedom());
            } else if (part.statistics().groups() != null) {
                found.between(
                        what,
                        estimated.degreesOfFreedom(),
                        1,
                        part.statistics().groups().count() - 1.0,
                        "its number of groups");
            } else if (part.statistics().losses().get(key) != null) {
                found.same(
                        what,
                        estimated.degreesOfFreedom(),
                        part.statistics().losses().get(key).rows() - 1,
                        LOSSES);
            }
        });
    }

    /** As many as rows, or groups, of equal weight would tell, less one; of all rows these are known. */
    private void weightedDegreesOfFreedom(String key, String what, double said) {
        boolean ofAll = Part.key(key)
                .filter(known -> known.metric() == Metric.ACCURACY || known.isMeanLoss())
                .isPresent();
        double effective = part.statistics().weights().effective();
        if (ofAll) {
            found.same(what, said, effective - 1, effective, "its weights");
        } else if (part.rows() != null) {
            found.between(what, said, 0, Math.max(0, part.rows() - 1.0), ROWS);
        }
    }

    /** The greatest error, the middle one and the mean square follow from the sizes of the errors. */
    private void errors() {
        Losses sizes = part.statistics().losses().get(Metric.MEAN_ABSOLUTE_ERROR.key());
        if (sizes == null) {
            return;
        }
        String of = part.of();
        Optional.ofNullable(part.value(Metric.MAX_ERROR))
                .ifPresent(said -> found.same(Metric.MAX_ERROR.key() + of, said, sizes.greatest(), LOSSES));
        Optional.ofNullable(part.value(Metric.MEDIAN_ABSOLUTE_ERROR)).ifPresent(said -> {
            double[] middle = middle(sizes);
            found.between(Metric.MEDIAN_ABSOLUTE_ERROR.key() + of, said, middle[0], middle[1], LOSSES);
        });
        Losses squares = part.statistics().losses().get(Metric.MEAN_SQUARED_ERROR.key());
        if (squares != null) {
            found.same(
                    "the greatest squared error" + of, squares.greatest(), sizes.greatest() * sizes.greatest(), LOSSES);
        }
    }

    /** Between which points the median lies: a point where the losses are kept as they are. */
    private static double[] middle(Losses losses) {
        double rows = losses.rows();
        double[] points = losses.points();
        if (isExact(losses)) {
            double below = at(losses, Math.floor((rows - 1) / 2));
            double above = at(losses, Math.ceil((rows - 1) / 2));
            double median = below / 2 + above / 2;
            return new double[] {median, median};
        }
        int from = Arrays.binarySearch(points, at(losses, Math.max(0, rows / 2 - 2)));
        int to = Arrays.binarySearch(points, at(losses, Math.min(rows - 1, rows / 2 + 2)));
        return new double[] {points[Math.max(0, from - 2)], points[Math.min(points.length - 1, to + 2)]};
    }

    /** The loss of the row of a rank from 0. */
    private static double at(Losses losses, double rank) {
        double seen = 0;
        for (int i = 0; i < losses.points().length; i++) {
            seen += losses.counts()[i];
            if (seen > rank + WHOLE) {
                return losses.points()[i];
            }
        }
        return losses.greatest();
    }

    /** Whether no loss was shared out. */
    private static boolean isExact(Losses losses) {
        return Arrays.stream(losses.counts()).allMatch(count -> Math.abs(count - Math.rint(count)) < WHOLE);
    }

    private static double mean(Losses losses) {
        double rows = losses.rows();
        double mean = 0;
        for (int i = 0; i < losses.points().length; i++) {
            mean += losses.points()[i] * (losses.counts()[i] / rows);
        }
        return mean;
    }

    private static double size(Losses losses) {
        return Math.max(Math.abs(losses.points()[0]), Math.abs(losses.greatest()));
    }
}
