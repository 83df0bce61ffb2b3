package io.jenkins.plugins.mlpipeline.engine.comparison;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Replicates;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.RowGroups;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.PairedBootstrap;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Bootstrap samples as documents keep them. */
public final class Resampling {
    private Resampling() {}

    /**
     * Samples of several metrics, all on the same draws.
     *
     * @param groups groups that are drawn whole; null: single rows are drawn
     * @param metrics of a sample, given how often each row was drawn; NaN where undefined
     */
    public static List<Replicates> of(int rows, RowGroups groups, long seed, List<ToDoubleFunction<int[]>> metrics) {
        if (metrics.isEmpty()) {
            return List.of();
        }
        RowGroups drawn = groups == null ? RowGroups.none(rows) : groups;
        return PairedBootstrap.overGroups(drawn.of(), drawn.count(), PairedBootstrap.REPLICATES, seed, metrics).stream()
                .map(b -> new Replicates(b.seed(), b.undefined(), b.replicates()))
                .toList();
    }
}
