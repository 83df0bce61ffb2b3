package io.jenkins.plugins.mlpipeline.engine.gate;

import java.util.List;

/**
 * Which rows a gate is about.
 *
 * @param name of the slices in the evaluation; null for all rows
 * @param by the columns that divide; null when the name is one of {@code validate.slices}
 * @param minRows the fewest rows that can be judged; 0 for any number
 * @param onSmall what fewer mean
 */
public record SliceChoice(String name, List<String> by, long minRows, OnSmall onSmall) {
    /** All rows, however few. */
    public static final SliceChoice ALL = new SliceChoice(null, null, 0, OnSmall.INCONCLUSIVE);

    /** Whether each slice is judged, not all rows together. */
    public boolean isSliced() {
        return name != null;
    }
}
