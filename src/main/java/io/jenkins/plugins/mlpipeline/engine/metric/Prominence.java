package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import java.util.Set;

/**
 * Where a metric is shown without being asked for.
 *
 * @param folded whether the report folds it away unless a gate is on it, because another metric says much the same
 * @param terminal the tasks for which the command line prints it
 * @param slices the tasks for which it is shown for each slice
 * @param headline its place among the few that a summary has room for, from 1; 0 when it is not among them
 */
public record Prominence(boolean folded, Set<Task> terminal, Set<Task> slices, int headline) {
    /** In the report, folded away. */
    static final Prominence FOLDED = new Prominence(true, Set.of(), Set.of(), 0);

    /** In the report, at once. */
    static final Prominence SHOWN = new Prominence(false, Set.of(), Set.of(), 0);

    /** Printed for some tasks as well. */
    Prominence printedFor(Task... tasks) {
        return new Prominence(folded, Set.of(tasks), slices, headline);
    }

    /** Shown for each slice of the rows for some tasks as well. */
    Prominence slicedFor(Task... tasks) {
        return new Prominence(folded, terminal, Set.of(tasks), headline);
    }

    /** In summaries as well. */
    Prominence headline(int place) {
        return new Prominence(folded, terminal, slices, place);
    }
}
