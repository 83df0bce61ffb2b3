package io.jenkins.plugins.mlpipeline.engine.check;

/**
 * How well a column alone predicts the label: each row is predicted from all other rows with the same value, or with a value
 * near to it, so that a column with a value for every row gains nothing by it (leave-one-out; M. Stone, 1974). A row
 * without such others is predicted as if nothing were known of it.
 */
interface Association {
    /** Most pairs of group and label that are told apart. */
    int MOST_CELLS = 1 << 20;

    /**
     * Takes a row.
     *
     * @param group what the column says of it, from 0
     * @param truth position of the row's label, or its number
     * @return whether there was room for it; without, what was counted before is not changed
     */
    boolean add(int group, double truth);

    /**
     * The share of what can be gained over a prediction without the column, 0 where it gains nothing.
     *
     * @param near what is predicted from what
     * @return in [0, 1]; {@code NaN} where nothing can be gained
     */
    double gain(Neighbourhoods near);

    /**
     * The same by the order of numbers, however few rows of a label or a number there are: what the rows around each can't tell where
     * most of them are others.
     *
     * @param ascending groups of numbers, by number; the rows of others are predicted from their own group
     */
    double gainByOrder(int[] ascending);

    /**
     * The greatest of what the values say by themselves, by those around each, and by the order of all.
     *
     * @param ascending groups of numbers, by number
     */
    default double gainOfNumbers(int[] ascending) {
        double around = gain(Neighbourhoods.around(groups(), ascending, this::rows));
        return greater(greater(gain(new Neighbourhoods(groups())), around), gainByOrder(ascending));
    }

    /**
     * The same rows with other groups.
     *
     * @param to for each group the one that it becomes a part of
     */
    Association regrouped(int[] to);

    /** Number of groups: one more than the greatest that has a row. */
    int groups();

    /** Rows of a group. */
    long rows(int group);

    /** The greater of two gains; one that is {@code NaN} does not count. */
    static double greater(double one, double other) {
        return Double.isNaN(one) || other > one ? other : one;
    }
}
