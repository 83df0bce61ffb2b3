package io.jenkins.plugins.mlpipeline.engine.dataset.split;

import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.dataset.LongColumn;
import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.dataset.rows.RowSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows that repeat others, inputs and label. A row in the test part whose repeat was learnt from says nothing of the model: files
 * that were put together twice, or whose rare label was copied, look far better than they are. Where most rows repeat others
 * there are few different ones by nature, and they are left alone.
 */
final class Repeats {
    /** By row the first one of the same content. */
    private final int[] first;

    private final int count;

    private Repeats(int[] first, int count) {
        this.first = first;
        this.count = count;
    }

    /** The repeats that belong on one side; null when there are none. */
    static Repeats of(Table features, Labels labels) {
        LongColumn hashes = RowSet.hashes(features, labels);
        int rows = hashes.size();
        long[] sorted = hashes.sorted();
        int distinct = rows == 0 ? 0 : 1;
        for (int row = 1; row < rows; row++) {
            distinct += sorted[row] == sorted[row - 1] ? 0 : 1;
        }
        return distinct == rows || distinct * 2L <= rows ? null : new Repeats(first(hashes), rows - distinct);
    }

    private static int[] first(LongColumn hashes) {
        Map<Long, Integer> known = new HashMap<>();
        int[] first = new int[hashes.size()];
        for (int row = 0; row < first.length; row++) {
            Integer before = known.putIfAbsent(hashes.get(row), row);
            first[row] = before == null ? row : before;
        }
        return first;
    }

    /** What a reader should know. */
    String note() {
        return count + (count == 1 ? " row repeats another one" : " rows repeat others")
                + ", inputs and label, and " + (count == 1 ? "stands" : "stand")
                + " on one side of the split with " + (count == 1 ? "it" : "them")
                + ". Take repeats out of the data if they are no cases of their own.";
    }

    /**
     * Reorders rows so that the first ones are a part that no row outside repeats.
     *
     * @param order positions of rows, without those that repeat others outside; the order in which they come is kept as far
     *     as repeats allow
     * @param wanted how many rows the part has at most
     * @return how many it has
     */
    int gather(int[] order, int wanted) {
        Map<Integer, List<Integer>> sets = new HashMap<>();
        for (int row : order) {
            sets.computeIfAbsent(first[row], f -> new ArrayList<>(1)).add(row);
        }
        int[] rest = new int[order.length];
        int[] part = new int[wanted];
        int taken = 0;
        int left = 0;
        for (int row : order) {
            List<Integer> set = sets.remove(first[row]);
            if (set == null) {
                continue;
            }
            boolean fits = taken + set.size() <= wanted;
            for (int member : set) {
                if (fits) {
                    part[taken++] = member;
                } else {
                    rest[left++] = member;
                }
            }
        }
        System.arraycopy(part, 0, order, 0, taken);
        System.arraycopy(rest, 0, order, taken, left);
        return taken;
    }

    /** Puts repeats into the fold of the first of them. */
    void keepTogether(int[] foldOfRow) {
        for (int row = 0; row < foldOfRow.length; row++) {
            foldOfRow[row] = foldOfRow[first[row]];
        }
    }
}
