package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a metric is about, and what to take in its place elsewhere.
 *
 * @param family what it is about
 * @param tasks for which it is computed
 * @param instead of a metric of some classification tasks: what to take in the others, to follow "does not apply to a ...
 *     task"; null where there is nothing to say
 */
record Applies(Metric.Family family, Set<Task> tasks, String instead) {
    private static final Set<Task> EVERY = EnumSet.allOf(Task.class);

    /** Labels, however many. */
    static final Applies TO_LABELS =
            new Applies(Metric.Family.CLASSIFICATION, EnumSet.of(Task.BINARY, Task.MULTICLASS), null);

    /** Labels, however many, where something is known of what answers cost. */
    static final Applies TO_COSTS = new Applies(Metric.Family.COST, EnumSet.of(Task.BINARY, Task.MULTICLASS), null);

    /** Predicted numbers. */
    static final Applies TO_NUMBERS = new Applies(Metric.Family.REGRESSION, EnumSet.of(Task.REGRESSION), null);

    /** Every model while it runs. */
    static final Applies TO_RUNS = new Applies(Metric.Family.RUNTIME, EVERY, null);

    /** The rows. */
    static final Applies TO_ROWS = new Applies(Metric.Family.DATA, EVERY, null);

    /** One column of the rows. */
    static final Applies TO_COLUMNS = new Applies(Metric.Family.COLUMN, EVERY, null);

    /** Two labels, one of them positive. */
    static Applies toTwoLabels(String instead) {
        return new Applies(Metric.Family.CLASSIFICATION, EnumSet.of(Task.BINARY), instead);
    }

    /** Two labels; there are averages over more by the name of the metric. */
    static Applies toTwoLabelsWithAverages(String name) {
        return toTwoLabels("; use " + name + "_macro, " + name + "_micro or " + name + "_weighted");
    }

    /** More labels than two. */
    static Applies toManyLabels(String instead) {
        return new Applies(Metric.Family.CLASSIFICATION, EnumSet.of(Task.MULTICLASS), instead);
    }
}
