package io.jenkins.plugins.mlpipeline.engine.check;

import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/**
 * What each group of rows is predicted from: from itself, or from itself and the groups next to it in an order, equally many
 * on both sides as far as there are, until enough rows are together.
 */
final class Neighbourhoods {
    /** Other rows that a prediction is made from, where there are enough. */
    private static final int MOST_LEAST = 10;

    private static final int LEAST_LEAST = 4;
    /** Other rows where two are enough. */
    private static final int BESIDE = 2;

    private final int[] order;
    private final int[] from;
    private final int[] to;

    /** Each group alone. */
    Neighbourhoods(int groups) {
        order = new int[groups];
        from = new int[groups];
        to = new int[groups];
        for (int i = 0; i < groups; i++) {
            order[i] = i;
            from[i] = i;
            to[i] = i + 1;
        }
    }

    /**
     * Groups of numbers from those around each, and others alone.
     *
     * @param groups number of groups
     * @param ascending those of numbers, by number
     * @param rows of each group
     */
    static Neighbourhoods around(int groups, int[] ascending, IntToLongFunction rows) {
        long all = IntStream.range(0, groups).mapToLong(rows).sum();
        long least = Math.max(LEAST_LEAST, Math.min(MOST_LEAST, (long) Math.ceil(Math.sqrt(all))));
        return new Neighbourhoods(groups, ascending, rows, least);
    }

    /** The same from those next to each, as long as these are a row on either side. */
    static Neighbourhoods beside(int groups, int[] ascending, IntToLongFunction rows) {
        return new Neighbourhoods(groups, ascending, rows, BESIDE);
    }

    private Neighbourhoods(int groups, int[] ascending, IntToLongFunction rows, long least) {
        this(groups);
        boolean[] ordered = new boolean[groups];
        long[] before = new long[ascending.length + 1];
        for (int i = 0; i < ascending.length; i++) {
            order[i] = ascending[i];
            ordered[ascending[i]] = true;
            before[i + 1] = before[i] + rows.applyAsLong(ascending[i]);
        }
        for (int group = 0, next = ascending.length; group < groups; group++) {
            if (!ordered[group]) {
                order[next++] = group;
            }
        }
        for (int i = 0; i < ascending.length; i++) {
            while (before[to[i]] - before[from[i]] <= least && (from[i] > 0 || to[i] < ascending.length)) {
                from[i] = Math.max(0, from[i] - 1);
                to[i] = Math.min(ascending.length, to[i] + 1);
            }
        }
    }

    int size() {
        return order.length;
    }

    /** The group at a place of the order. */
    int group(int place) {
        return order[place];
    }

    /** The first place of those that the group at a place is predicted from. */
    int from(int place) {
        return from[place];
    }

    /** One past the last of them. */
    int to(int place) {
        return to[place];
    }
}
