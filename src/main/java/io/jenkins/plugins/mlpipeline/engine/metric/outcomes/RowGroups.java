package io.jenkins.plugins.mlpipeline.engine.metric.outcomes;

import java.util.Arrays;

/**
 * Groups that rows come in. Rows of a group go together (a patient, a document), so that they are no independent evidence.
 *
 * @param of the group of each row: 0, 1, ... in the order in which groups were first met
 * @param count number of groups
 */
public record RowGroups(int[] of, int count) {
    /** Every row on its own. */
    public static RowGroups none(int rows) {
        int[] own = new int[rows];
        Arrays.setAll(own, row -> row);
        return new RowGroups(own, rows);
    }

    /** The groups of some of the rows, numbered anew. */
    public RowGroups subset(int[] rows) {
        int[] renumbered = new int[count];
        int[] groups = new int[rows.length];
        int found = 0;
        for (int i = 0; i < rows.length; i++) {
            int group = of[rows[i]];
            if (renumbered[group] == 0) {
                renumbered[group] = ++found;
            }
            groups[i] = renumbered[group] - 1;
        }
        return new RowGroups(groups, found);
    }
}
