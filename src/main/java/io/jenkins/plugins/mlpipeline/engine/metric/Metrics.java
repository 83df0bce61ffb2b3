package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Estimated;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Losses;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Placements;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.Outcomes;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RowGroups;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Computes metrics from outcomes. */
public final class Metrics {
    private static final Comparator<CatalogueKey> CATALOGUE_ORDER = Comparator.comparing(CatalogueKey::metric)
            .thenComparing(CatalogueKey::parameter, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(CatalogueKey::toString);

    private Metrics() {}

    /**
     * Every metric of the task at its standard parameters, and those asked for beside.
     *
     * @param outcomes the rows
     * @param extra further keys, for example {@code fbeta(beta=2)}
     * @return by key as it is written in files, in catalogue order; a metric that these rows leave undefined says why
     * @throws UserError when a key does not apply to the task
     */
    public static Map<String, MetricValue> measure(Outcomes outcomes, Set<CatalogueKey> extra) {
        Set<CatalogueKey> keys = keys(outcomes.task(), extra);
        Map<String, MetricValue> values = new LinkedHashMap<>();
        keys.forEach(key -> values.put(key.toString(), key.formula().value(outcomes)));
        return values;
    }

    /** As the other, of independent rows with losses on as many points as a document holds. */
    public static Statistics statistics(Outcomes outcomes, Set<CatalogueKey> extra) {
        return statistics(outcomes, extra, null, null, Losses.MOST_POINTS);
    }

    /**
     * What a gate needs to judge these metrics at any confidence, without bootstrap samples.
     *
     * @param groups the groups of rows; null when rows are independent
     * @param column the column that names them; null when rows are independent
     * @param points on which losses are kept at most
     * @throws UserError when a key does not apply to the task
     */
    public static Statistics statistics(
            Outcomes outcomes, Set<CatalogueKey> extra, RowGroups groups, String column, int points) {
        Map<String, Statistics.Proportion> proportions = new LinkedHashMap<>();
        Map<String, Estimated> estimates = new LinkedHashMap<>();
        Map<String, Losses> losses = new LinkedHashMap<>();
        Map<String, Placements> placements = new LinkedHashMap<>();
        for (CatalogueKey key : keys(outcomes.task(), extra)) {
            key.formula().proportion(outcomes).ifPresent(p -> proportions.put(key.toString(), p));
            MetricStatistics.estimate(outcomes, key, groups).ifPresent(e -> estimates.put(key.toString(), e));
            // Bounds of what single rows lose are of rows that count the same.
            if (groups == null && outcomes.weights() == null) {
                LossStatistics.losses(outcomes, key, points).ifPresent(l -> losses.put(key.toString(), l));
                LossStatistics.placements(outcomes, key).ifPresent(p -> placements.put(key.toString(), p));
            }
        }
        return new Statistics(
                proportions,
                estimates,
                losses.isEmpty() ? null : losses,
                placements.isEmpty() ? null : placements,
                null,
                null,
                groups == null ? null : new Statistics.Groups(column, groups.count()),
                MetricStatistics.weights(outcomes, groups));
    }

    /**
     * One metric.
     *
     * @throws UserError when it does not apply to the task
     */
    public static MetricValue measure(Outcomes outcomes, CatalogueKey key) {
        requireApplies(key, outcomes.task());
        return key.formula().value(outcomes);
    }

    /** Every metric of the task at its standard parameters, and the others, in catalogue order. */
    public static Set<CatalogueKey> keys(Task task, Set<CatalogueKey> extra) {
        Set<CatalogueKey> keys = new TreeSet<>(CATALOGUE_ORDER);
        Arrays.stream(Metric.values())
                .filter(metric -> metric.appliesTo(task) && metric.family().isOfAnswers())
                .flatMap(metric -> CatalogueKey.standard(metric).stream())
                .forEach(keys::add);
        for (CatalogueKey key : extra) {
            requireApplies(key, task);
            keys.add(key);
        }
        return keys;
    }

    /**
     * Checks that a metric with its parameters is computed from the answers to such a task.
     *
     * @throws UserError when it is not; names what to take instead
     */
    public static void requireApplies(CatalogueKey key, Task task) {
        requireApplies(key.metric(), task);
        if (key instanceof CostKey cost) {
            cost.requireApplies(task);
        }
    }

    private static void requireApplies(Metric metric, Task task) {
        if (metric.family() == Metric.Family.RUNTIME) {
            throw new UserError("metric " + metric.key() + " is measured while the model runs, not computed from its "
                    + "answers; validate the model itself to have it.");
        }
        if (metric.family().isOfRows()) {
            throw new UserError("metric " + metric.key() + " is a check of the rows, not computed from a model's "
                    + "answers; validate a model on rows to have it.");
        }
        if (!metric.appliesTo(task)) {
            throw new UserError("metric " + metric.key() + " does not apply to a " + task.key() + " task"
                    + instead(metric, task) + ".");
        }
    }

    private static String instead(Metric metric, Task task) {
        if (task == Task.REGRESSION || metric.family() == Metric.Family.REGRESSION) {
            return "; it is a metric of " + (task == Task.REGRESSION ? "labels" : "predicted numbers");
        }
        return metric.instead();
    }
}
