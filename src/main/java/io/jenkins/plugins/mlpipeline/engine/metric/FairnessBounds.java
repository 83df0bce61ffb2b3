package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.evaluation.FairnessTable.Group;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Interval;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.GroupRates;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Bounds of a metric of fairness from the counts of groups of independent rows; of equalized odds, which is the worse of two rates,
 * those of the worse one.
 *
 * @param metric that is defined for the groups
 * @param groups at least two
 */
public record FairnessBounds(FairnessMetric metric, List<Group> groups) {
    public FairnessBounds {
        groups = List.copyOf(groups);
    }

    /** The one-sided lower bound. */
    public double lower(double confidence) {
        return metric.isRatio()
                ? -worst(rates -> -rates.ratioLower(confidence))
                : worst(rates -> rates.differenceLower(confidence, looks()));
    }

    /** The one-sided upper bound. */
    public double upper(double confidence) {
        return metric.isRatio()
                ? -worst(rates -> -rates.ratioUpper(confidence, looks()))
                : worst(rates -> rates.differenceUpper(confidence));
    }

    /** The two-sided interval. */
    public Interval interval(double confidence) {
        double oneSided = (1 + confidence) / 2;
        return new Interval(lower(oneSided), upper(oneSided), confidence, GroupRates.METHOD);
    }

    private int looks() {
        return metric.rates().size();
    }

    private double worst(ToDoubleFunction<GroupRates> bound) {
        return metric.rates().stream()
                .map(rate -> rate.of(groups))
                .mapToDouble(bound)
                .max()
                .orElseThrow();
    }
}
