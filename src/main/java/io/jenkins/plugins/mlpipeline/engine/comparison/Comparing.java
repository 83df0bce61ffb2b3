package io.jenkins.plugins.mlpipeline.engine.comparison;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Comparison;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Comparison.Compared;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Estimated;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Losses;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.PairCounts;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Replicates;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.metric.CatalogueKey;
import io.jenkins.plugins.mlpipeline.engine.metric.LossStatistics;
import io.jenkins.plugins.mlpipeline.engine.metric.MetricStatistics;
import io.jenkins.plugins.mlpipeline.engine.metric.Metrics;
import io.jenkins.plugins.mlpipeline.engine.metric.ResampledMetric;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Outcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RowGroups;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** Compares two models row by row and keeps what a gate needs for any confidence. */
public final class Comparing {
    private Comparing() {}

    /**
     * Compares.
     *
     * @param candidate the rows as the candidate answers them
     * @param baseline the same rows in the same order as the baseline answers them
     * @param extra metrics beside the standard ones
     * @param sampled metrics whose difference is resampled where no closed form exists
     * @param groups null when rows are independent
     * @param seed of the samples
     * @param points on which differences of losses are kept at most; fewer than for all rows, and samples of groups are made
     *     of what is asked for alone
     */
    public static Comparison compare(
            Outcomes candidate,
            Outcomes baseline,
            Set<CatalogueKey> extra,
            Set<CatalogueKey> sampled,
            RowGroups groups,
            long seed,
            int points) {
        Map<String, MetricValue> ours = Metrics.measure(candidate, extra);
        Map<String, MetricValue> theirs = Metrics.measure(baseline, extra);
        Map<String, Compared> metrics = new LinkedHashMap<>();
        Map<String, ToDoubleFunction<int[]>> resampled = new LinkedHashMap<>();
        for (CatalogueKey key : Metrics.keys(candidate.task(), extra)) {
            String name = key.toString();
            Compared compared = compared(ours.get(name), theirs.get(name));
            if (compared.undefined() == null) {
                Optional<PairCounts> pairs = MetricStatistics.pairs(candidate, baseline, key, groups);
                Optional<Estimated> difference = pairs.isPresent()
                        ? Optional.empty()
                        : MetricStatistics.difference(candidate, baseline, key, groups);
                if (pairs.isEmpty() && difference.isEmpty() && sampled.contains(key)) {
                    resampled.put(name, difference(candidate, baseline, key));
                }
                boolean counted = groups == null && candidate.weights() == null;
                boolean sampledUnits =
                        !counted && difference.isPresent() && (points >= Losses.MOST_POINTS || sampled.contains(key));
                compared = new Compared(
                        compared.candidate(),
                        compared.baseline(),
                        null,
                        pairs.orElse(null),
                        difference.orElse(null),
                        null,
                        counted && difference.isPresent()
                                ? LossStatistics.difference(candidate, baseline, key, points)
                                        .orElse(null)
                                : null,
                        sampledUnits
                                ? LossStatistics.pivots(candidate, baseline, key, groups, seed)
                                        .orElse(null)
                                : null);
            }
            metrics.put(name, compared);
        }
        resample(metrics, resampled, candidate.rows(), groups, seed);
        PairCounts flips = candidate instanceof ClassificationOutcomes a && baseline instanceof ClassificationOutcomes b
                ? MetricStatistics.flips(a, b)
                : null;
        return new Comparison(
                candidate.rows(), flips, metrics, null, null, MetricStatistics.weights(candidate, groups));
    }

    /** What is left when each row was learnt from by one of the models. */
    public static Comparison nothing(Task task, Set<CatalogueKey> extra, Comparison.Learnt learnt) {
        Map<String, Compared> metrics = new LinkedHashMap<>();
        for (CatalogueKey key : Metrics.keys(task, extra)) {
            metrics.put(
                    key.toString(),
                    Compared.of(null, null, "one of the models learnt from each of these rows", null, null, null));
        }
        return new Comparison(0, null, metrics, null, learnt, null);
    }

    private static Compared compared(MetricValue ours, MetricValue theirs) {
        String undefined = ours.undefined() != null
                ? ours.undefined()
                : theirs.undefined() == null ? null : "of the baseline: " + theirs.undefined();
        return Compared.of(ours.value(), theirs.value(), undefined, null, null, null);
    }

    private static ToDoubleFunction<int[]> difference(Outcomes candidate, Outcomes baseline, CatalogueKey key) {
        ToDoubleFunction<int[]> ours = ResampledMetric.of(candidate, key);
        ToDoubleFunction<int[]> theirs = ResampledMetric.of(baseline, key);
        return draws -> ours.applyAsDouble(draws) - theirs.applyAsDouble(draws);
    }

    private static void resample(
            Map<String, Compared> metrics,
            Map<String, ToDoubleFunction<int[]>> resampled,
            int rows,
            RowGroups groups,
            long seed) {
        List<Replicates> samples = Resampling.of(rows, groups, seed, List.copyOf(resampled.values()));
        int next = 0;
        for (String name : resampled.keySet()) {
            Compared compared = metrics.get(name);
            metrics.put(
                    name,
                    Compared.of(compared.candidate(), compared.baseline(), null, null, null, samples.get(next++)));
        }
    }
}
