package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Estimated;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics.OfLabel;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics.Weights;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.AreaBounds;
import io.jenkins.plugins.mlpipeline.engine.text.Figures;
import java.util.Optional;

/**
 * When rows with weights are too few for a bound: by how many rows of equal weight would tell as much, of those that the metric is
 * about. The numbers are those of rows without weights; that of shares was measured (docs/coverage.md).
 */
public final class WeightedRows {
    private static final double FEWEST = 30;
    private static final double FEWEST_LOSSES = 100;
    private static final double FEWEST_OF_A_LABEL = 30;
    private static final double FEWEST_COMPARED = 50;
    private static final double FEWEST_COMPARED_BY_AREA = 20;
    private static final double FEWEST_DISCORDANT = 50;
    private static final String DISCORDANT = "rows on which one model alone is right";

    private WeightedRows() {}

    /**
     * Why no bound of a metric can be trusted, as a sentence; empty when one can.
     *
     * @param estimated the metric, or two models' difference of it
     * @param grouped whether rows come in groups, which are then what is counted
     * @param paired whether it is a difference
     */
    public static Optional<String> problem(
            CatalogueKey key, Estimated estimated, Weights weights, boolean grouped, boolean paired) {
        if (key.metric() == Metric.ROC_AUC && !grouped) {
            return ofLabels(weights, paired ? FEWEST_COMPARED_BY_AREA : AreaBounds.FEWEST);
        }
        if (grouped) {
            return ofUnits(estimated, LossStatistics.fewestGroups(key), "groups");
        }
        if (!key.isMeanLoss()) {
            return paired ? ofDiscordant(estimated) : ofUnits(estimated, FEWEST, "rows");
        }
        if (!paired && (key.metric() == Metric.MEAN_SQUARED_ERROR || key.metric() == Metric.MEAN_SQUARED_LOG_ERROR)) {
            return Optional.of("Nothing bounds the square of an error, and the few greatest make up most of " + key
                    + ", so that no bound of it can be trusted; a cap helps only where each row counts the same. Decide by"
                    + " mean_absolute_error, or by point.");
        }
        Optional<String> all = ofUnits(estimated, FEWEST_LOSSES, "rows");
        return all.isPresent() || weights.labels() == null
                ? all
                : ofLabels(weights, paired ? FEWEST_COMPARED : FEWEST_OF_A_LABEL);
    }

    /** The least effective number of rows of a label, 0 where fewer than two are known of; empty without labels. */
    public static Optional<Double> rarest(Weights weights) {
        if (weights.labels() == null) {
            return Optional.empty();
        }
        // Older documents leave out a label that no row has.
        return weights.labels().size() < 2
                ? Optional.of(0.0)
                : weights.labels().values().stream().map(OfLabel::effective).min(Double::compare);
    }

    private static Optional<String> ofLabels(Weights weights, double fewest) {
        double rarest = rarest(weights).orElse(0.0);
        return rarest >= fewest ? Optional.empty() : Optional.of(tooFew(rarest, "rows of the rarest label", fewest));
    }

    /** Rows on which one of two models is right: their share is the mean square of a difference that is 1, 0 or -1. */
    private static Optional<String> ofDiscordant(Estimated difference) {
        if (difference.degreesOfFreedom() == null) {
            return Optional.of(tooFew(0, DISCORDANT, FEWEST_DISCORDANT));
        }
        double effective = difference.degreesOfFreedom() + 1;
        double variance = difference.standardError() * difference.standardError();
        double discordant = effective * (effective * variance + difference.value() * difference.value());
        return discordant >= FEWEST_DISCORDANT
                ? Optional.empty()
                : Optional.of(tooFew(discordant, DISCORDANT, FEWEST_DISCORDANT));
    }

    private static Optional<String> ofUnits(Estimated estimated, double fewest, String what) {
        double effective = estimated.degreesOfFreedom() == null ? 0 : estimated.degreesOfFreedom() + 1;
        return effective >= fewest ? Optional.empty() : Optional.of(tooFew(effective, what, fewest));
    }

    /** The sentence for too few. */
    public static String tooFew(double effective, String what, double fewest) {
        return "With their weights the rows tell as much as " + Figures.rounded(effective) + " " + what
                + " of equal weight, fewer than the " + Figures.plain(fewest)
                + " from which a bound can be trusted. Add rows, or decide by point.";
    }
}
