package io.jenkins.plugins.mlpipeline.engine.metric;

import io.jenkins.plugins.mlpipeline.engine.evaluation.FairnessTable.Group;
import io.jenkins.plugins.mlpipeline.engine.metric.outcomes.ClassificationOutcomes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Counts the rows of groups by truth and prediction, whole or resampled. */
public final class FairnessCounts {
    private static final int CELLS = 4;

    private final List<String> names;
    /** Group, truth and prediction of each row as one number. */
    private final int[] cell;

    /**
     * @param outcomes binary, with a positive label
     * @param groups the rows of each group by its name
     */
    public FairnessCounts(ClassificationOutcomes outcomes, Map<String, int[]> groups) {
        this.names = List.copyOf(groups.keySet());
        this.cell = new int[outcomes.rows()];
        int group = 0;
        for (int[] rows : groups.values()) {
            for (int row : rows) {
                boolean positive = outcomes.truth(row) == outcomes.positive();
                boolean selected = outcomes.predicted(row) == outcomes.positive();
                cell[row] = group * CELLS + (positive ? 0 : 2) + (selected ? 0 : 1);
            }
            group++;
        }
    }

    /** The counts of all rows. */
    public List<Group> groups() {
        int[] once = new int[cell.length];
        Arrays.fill(once, 1);
        return groups(once);
    }

    /** A metric of a sample, given how often each row was drawn; {@code NaN} where a group has nothing to count. */
    public ToDoubleFunction<int[]> resampled(FairnessMetric metric) {
        return draws -> metric.value(groups(draws));
    }

    private List<Group> groups(int... draws) {
        long[] counts = new long[names.size() * CELLS];
        for (int row = 0; row < cell.length; row++) {
            counts[cell[row]] += draws[row];
        }
        List<Group> groups = new ArrayList<>();
        for (int group = 0; group < names.size(); group++) {
            int at = group * CELLS;
            groups.add(new Group(names.get(group), counts[at], counts[at + 2], counts[at + 1], counts[at + 3]));
        }
        return groups;
    }
}
