package io.jenkins.plugins.mlpipeline.engine.check;

/**
 * How well a column alone predicts the label: rows are dealt into two folds, and in each the label (or mean) of a bin is
 * predicted from the other fold, so that a column with a bin for every row gains nothing by it. Bins that the other fold
 * does not have are predicted as if nothing were known.
 */
interface Association {
    /** Most numbers that are kept for a column. */
    int MOST_CELLS = 1 << 20;

    /** Takes a row. */
    void add(int bin, double truth, int fold);

    /**
     * The share of what can be gained over a prediction without the column, 0 where it gains nothing.
     *
     * @param group for each bin the group of bins that are taken for one, from 0
     * @return in [0, 1]; {@code NaN} where nothing can be gained
     */
    double gain(int[] group);

    /**
     * Room to count a column in.
     *
     * @param labels number of labels; 0 for numbers
     * @return null when it would take too much
     */
    static Association of(int bins, int labels) {
        if (labels == 0) {
            return new MeanAssociation(bins);
        }
        return 2L * bins * labels > MOST_CELLS ? null : new LabelAssociation(bins, labels);
    }
}
