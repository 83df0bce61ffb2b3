package io.jenkins.plugins.mlpipeline.engine.check;

import io.jenkins.plugins.mlpipeline.engine.dataset.Column;
import io.jenkins.plugins.mlpipeline.engine.dataset.Profile;
import io.jenkins.plugins.mlpipeline.engine.dataset.rows.RowSet;
import java.util.List;

/**
 * The rows that a model learnt from, as far as they are known.
 *
 * @param data {@code sha256:<hex>} of the file that they are a part of; null when not known
 * @param columns the columns that the model takes; null when not known
 * @param profile what their values look like; null when not known
 * @param rows which rows they are; null when not known
 * @param rowsUnknown why they are not known, as a fragment; null when they are
 */
public record Reference(String data, List<Column> columns, Profile profile, RowSet rows, String rowsUnknown) {
    /** Why nothing is compared with training. */
    static final String UNKNOWN =
            "the model does not say what its training rows looked like, and no reference was given";

    /** Nothing is known. */
    public static final Reference NONE = new Reference(null, null, null, null, UNKNOWN);
}
