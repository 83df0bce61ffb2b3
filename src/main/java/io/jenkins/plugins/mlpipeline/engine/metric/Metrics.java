package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Estimated;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Statistics;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Computes metrics from outcomes. */
public final class Metrics {
    private static final Comparator<MetricKey> CATALOGUE_ORDER = Comparator.comparing(MetricKey::metric)
            .thenComparing(MetricKey::parameter, Comparator.nullsFirst(Comparator.naturalOrder()));

    private Metrics() {}

    /**
     * Every metric of the task at its standard parameters, and those asked for beside.
     *
     * @param outcomes the rows
     * @param extra further keys, for example {@code fbeta(beta=2)}
     * @return by key as it is written in files, in catalogue order; a metric that these rows leave undefined says why
     * @throws UserError when a key does not apply to the task
     */
    public static Map<String, MetricValue> measure(Outcomes outcomes, Set<MetricKey> extra) {
        Set<MetricKey> keys = keys(outcomes.task(), extra);
        Map<String, MetricValue> values = new LinkedHashMap<>();
        if (outcomes instanceof ClassificationOutcomes classification) {
            ClassificationMetrics metrics = new ClassificationMetrics(classification);
            keys.forEach(key -> values.put(key.toString(), metrics.of(key)));
        } else if (outcomes instanceof RegressionOutcomes regression) {
            RegressionMetrics metrics = new RegressionMetrics(regression);
            keys.forEach(key -> values.put(key.toString(), metrics.of(key)));
        }
        return values;
    }

    /**
     * What a gate needs to judge these metrics at any confidence, without bootstrap samples.
     *
     * @param groups the groups of rows; null when rows are independent
     * @param column the column that names them; null when rows are independent
     * @throws UserError when a key does not apply to the task
     */
    public static Statistics statistics(Outcomes outcomes, Set<MetricKey> extra, RowGroups groups, String column) {
        Map<String, Statistics.Proportion> proportions = new LinkedHashMap<>();
        Map<String, Estimated> estimates = new LinkedHashMap<>();
        for (MetricKey key : keys(outcomes.task(), extra)) {
            if (outcomes instanceof ClassificationOutcomes classification) {
                new ClassificationMetrics(classification)
                        .proportion(key)
                        .ifPresent(p -> proportions.put(key.toString(), p));
            }
            MetricStatistics.estimate(outcomes, key, groups).ifPresent(e -> estimates.put(key.toString(), e));
        }
        return new Statistics(
                proportions, estimates, null, groups == null ? null : new Statistics.Groups(column, groups.count()));
    }

    /**
     * One metric.
     *
     * @throws UserError when it does not apply to the task
     */
    public static MetricValue measure(Outcomes outcomes, MetricKey key) {
        requireApplies(key.metric(), outcomes.task());
        if (outcomes instanceof ClassificationOutcomes classification) {
            return new ClassificationMetrics(classification).of(key);
        }
        if (outcomes instanceof RegressionOutcomes regression) {
            return new RegressionMetrics(regression).of(key);
        }
        throw new IllegalArgumentException("no metrics for " + outcomes.task());
    }

    /** Every metric of the task at its standard parameters, and the others, in catalogue order. */
    public static Set<MetricKey> keys(Task task, Set<MetricKey> extra) {
        Set<MetricKey> keys = new TreeSet<>(CATALOGUE_ORDER);
        Arrays.stream(Metric.values())
                .filter(metric -> metric.appliesTo(task) && metric.family().isOfAnswers())
                .flatMap(metric -> MetricKey.standard(metric).stream())
                .forEach(keys::add);
        for (MetricKey key : extra) {
            requireApplies(key.metric(), task);
            keys.add(key);
        }
        return keys;
    }

    /**
     * Checks that a metric is computed from the answers to such a task.
     *
     * @throws UserError when it is not; names the metrics to take instead
     */
    public static void requireApplies(Metric metric, Task task) {
        if (metric.family() == Metric.Family.COST) {
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
        return switch (metric) {
            case PRECISION, RECALL, F1, JACCARD ->
                "; use " + metric.key() + "_macro, " + metric.key() + "_micro or " + metric.key() + "_weighted";
            case FBETA -> "; use f1_macro, f1_micro or f1_weighted";
            case SPECIFICITY -> ", which has no negative label; use recall_macro or balanced_accuracy";
            case ROC_AUC -> "; use roc_auc_ovr or roc_auc_ovo";
            case AVERAGE_PRECISION -> ", which has no positive label; use roc_auc_ovr or f1_macro";
            case TOP_K_ACCURACY -> ", which has two labels; use accuracy";
            default -> "; use roc_auc";
        };
    }
}
