package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Estimated;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Interval;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Losses;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Placements;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Replicates;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics.Proportion;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.WeightedRanking;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.AreaBounds;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.DeLong;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Estimate;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Gaffke;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.Intervals;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.RatioEstimator;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.StudentizedBootstrap;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.WeightedShare;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The intervals that documents and pages show of areas, costs and grouped rows: from the same statistics by the same bounds that
 * decide gates, so that what is seen is what decides. Where no bound can be trusted, none is shown.
 */
public final class ShownIntervals {
    private final Statistics statistics;

    private ShownIntervals(Statistics statistics) {
        this.statistics = statistics;
    }

    /** The metrics with the intervals that follow from these statistics of the same rows. */
    public static Map<String, MetricValue> of(Map<String, MetricValue> metrics, Statistics statistics) {
        ShownIntervals intervals = new ShownIntervals(statistics);
        Map<String, MetricValue> shown = new LinkedHashMap<>();
        metrics.forEach((key, value) -> shown.put(key, intervals.on(key, value)));
        return shown;
    }

    private MetricValue on(String key, MetricValue value) {
        CatalogueKey known = MetricKey.known(key).orElse(null) instanceof CatalogueKey ours ? ours : null;
        if (value.value() == null || known == null || !known.metric().family().isOfAnswers()) {
            return value;
        }
        return statistics.groups() != null || statistics.weights() != null || isOfScoresOrCosts(known)
                ? value.with(of(key, statistics, Intervals.SHOWN_CONFIDENCE).orElse(null))
                : value;
    }

    private static boolean isOfScoresOrCosts(CatalogueKey key) {
        return key.metric() == Metric.ROC_AUC || key.metric() == Metric.EXPECTED_COST;
    }

    /**
     * The two-sided interval of a metric of the catalogue; empty where gates have no bound of it, and for metrics whose bounds
     * only a gate asks for.
     */
    public static Optional<Interval> of(String key, Statistics statistics, double confidence) {
        Estimated estimated = statistics.estimates().get(key);
        CatalogueKey known = MetricKey.known(key).orElse(null) instanceof CatalogueKey ours ? ours : null;
        if (estimated == null || known == null) {
            return Optional.empty();
        }
        ShownIntervals intervals = new ShownIntervals(statistics);
        Optional<Interval> interval;
        if (statistics.weights() != null) {
            interval = intervals.ofWeights(known, estimated, confidence);
        } else if (statistics.groups() != null) {
            interval = intervals.ofGroups(key, estimated, confidence);
        } else if (known.metric() == Metric.ROC_AUC && DeLong.METHOD.equals(estimated.method())) {
            interval = intervals.ofArea(key, estimated, confidence);
        } else {
            interval = known.metric() == Metric.EXPECTED_COST ? intervals.ofCost(key, confidence) : Optional.empty();
        }
        return interval.map(known.metric().range()::cut);
    }

    private Optional<Interval> ofArea(String key, Estimated estimated, double confidence) {
        Proportion positives = statistics.proportions().get(Metric.RECALL.key());
        Proportion negatives = statistics.proportions().get(Metric.SPECIFICITY.key());
        if (positives == null || negatives == null) {
            return Optional.empty();
        }
        Estimate area = Estimate.of(estimated);
        double oneSided = (1 + confidence) / 2;
        if (Math.min(positives.trials(), negatives.trials()) < AreaBounds.FEWEST) {
            Placements placed = statistics.placements() == null
                    ? null
                    : statistics.placements().get(key);
            return placed == null
                    ? Optional.empty()
                    : Optional.of(new Interval(
                            AreaBounds.placedLower(area, placed.positives(), placed.negatives(), oneSided),
                            AreaBounds.placedUpper(area, placed.positives(), placed.negatives(), oneSided),
                            confidence,
                            AreaBounds.GAFFKE));
        }
        return area.standardError() == 0
                ? Optional.empty()
                : Optional.of(new Interval(
                        AreaBounds.lower(area, positives.trials(), negatives.trials(), oneSided),
                        AreaBounds.upper(area, positives.trials(), negatives.trials(), oneSided),
                        confidence,
                        AreaBounds.method(area, positives.trials(), negatives.trials(), false)));
    }

    /** Between ends that no answer's cost is beyond; costs of very many labels have none. */
    private Optional<Interval> ofCost(String key, double confidence) {
        Losses losses = statistics.losses() == null ? null : statistics.losses().get(key);
        if (losses == null || losses.upper() == null) {
            return Optional.empty();
        }
        double least = losses.lower() == null ? 0 : losses.lower();
        double oneSided = (1 + confidence) / 2;
        return Optional.of(new Interval(
                -Gaffke.turned(losses.points(), losses.counts(), least).upper(oneSided),
                new Gaffke(losses.points(), losses.counts(), losses.upper()).upper(oneSided),
                confidence,
                Gaffke.METHOD));
    }

    /** As gates have it of rows with weights. */
    private Optional<Interval> ofWeights(CatalogueKey key, Estimated estimated, double confidence) {
        boolean grouped = statistics.groups() != null;
        Estimate estimate = Estimate.of(estimated);
        if (WeightedRows.problem(key, estimated, statistics.weights(), grouped, false)
                .isPresent()) {
            return Optional.empty();
        }
        if (!grouped && statistics.proportions().containsKey(key.toString())) {
            return Optional.of(new WeightedShare(estimate).interval(confidence));
        }
        if (estimate.standardError() == 0) {
            return Optional.empty();
        }
        if (!WeightedRanking.METHOD.equals(estimated.method())) {
            return ofUnits(key.toString(), estimate, estimate.degreesOfFreedom() + 1, confidence);
        }
        if (statistics.weights().labels() == null
                || statistics.weights().labels().size() != 2) {
            return Optional.empty();
        }
        double[] rows = statistics.weights().labels().values().stream()
                .mapToDouble(Statistics.OfLabel::effective)
                .toArray();
        double oneSided = (1 + confidence) / 2;
        return Optional.of(new Interval(
                AreaBounds.lower(estimate, rows[0], rows[1], oneSided),
                AreaBounds.upper(estimate, rows[0], rows[1], oneSided),
                confidence,
                AreaBounds.method(estimate, rows[0], rows[1], false)));
    }

    /** By samples of whole groups; of very many groups by the standard error, as gates do. */
    private Optional<Interval> ofGroups(String key, Estimated estimated, double confidence) {
        Estimate estimate = Estimate.of(estimated);
        long groups = statistics.groups().count();
        if (estimate.standardError() == 0 || groups < LossStatistics.fewestGroups(CatalogueKey.parse(key))) {
            return Optional.empty();
        }
        return ofUnits(key, estimate, groups, confidence);
    }

    private Optional<Interval> ofUnits(String key, Estimate estimate, double units, double confidence) {
        Replicates pivots =
                statistics.pivots() == null ? null : statistics.pivots().get(key);
        if (pivots == null) {
            return units > LossStatistics.MOST_GROUPS ? Optional.of(estimate.interval(confidence)) : Optional.empty();
        }
        StudentizedBootstrap samples = new StudentizedBootstrap(pivots.values(), pivots.undefined(), pivots.seed());
        if (!samples.isEnough()) {
            return Optional.empty();
        }
        double oneSided = (1 + confidence) / 2;
        return Optional.of(new Interval(
                samples.lower(estimate.value(), estimate.standardError(), oneSided),
                samples.upper(estimate.value(), estimate.standardError(), oneSided),
                confidence,
                RatioEstimator.ROWS.equals(estimate.method())
                        ? StudentizedBootstrap.METHOD
                        : StudentizedBootstrap.OF_GROUPS));
    }
}
