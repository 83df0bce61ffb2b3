package io.jenkins.plugins.mlpipeline.engine.evaluation;

import java.util.List;

/**
 * How much a model relies on each of its inputs: by how much a metric falls when the values of one column are shuffled among
 * the rows, so that the column says nothing about its row any longer (permutation importance; Breiman 2001).
 *
 * @param metric key of the metric that falls; a higher value is better
 * @param value of the metric on these rows as they are; null when it is undefined
 * @param rows rows that were shuffled: all, or as many as were drawn of them
 * @param repeats how often each column was shuffled
 * @param seed of the draw and the shuffles
 * @param inputs how many columns the model is fed
 * @param columns the columns that matter most, greatest mean first; not more than a document holds
 * @param undefined why there is none, as a sentence; null when there is one
 */
public record Importance(
        String metric,
        Double value,
        long rows,
        int repeats,
        long seed,
        int inputs,
        List<Column> columns,
        String undefined) {
    /** How often a column is shuffled when nobody says how often. */
    public static final int USUAL_REPEATS = 5;

    /** How often a column is shuffled at most. */
    public static final int MOST_REPEATS = 100;

    /** Most columns that are listed. */
    public static final int MOST_COLUMNS = 200;

    public Importance {
        if (metric == null || (value == null && undefined == null)) {
            throw new IllegalArgumentException("an importance has a metric, and a value or a reason why not");
        }
        columns = columns == null ? List.of() : List.copyOf(columns);
    }

    /**
     * What became of the metric without one column.
     *
     * @param name of the column
     * @param mean by how much the metric fell, mean of the repeats; negative when it rose
     * @param std standard deviation of the repeats, divided by their number
     * @param lowest least fall of all repeats
     * @param highest greatest fall of all repeats
     */
    public record Column(String name, double mean, double std, double lowest, double highest) {
        public Column {
            boolean known = Double.isFinite(mean) && Double.isFinite(lowest) && Double.isFinite(highest);
            if (name == null || !known || !(std >= 0) || !Double.isFinite(std) || lowest > highest) {
                throw new IllegalArgumentException("an importance is a name and finite numbers in order: " + name);
            }
        }
    }
}
