package io.jenkins.plugins.mlpipeline.engine.dataset;

import io.jenkins.plugins.mlpipeline.engine.dataset.csv.DateForm;
import java.util.List;

/**
 * How the dates of a column are written and what is made of them, part of {@code model.json}.
 *
 * @param form how they are written; for a declaration null where the dates shall say so themselves
 * @param parts the features that are made of each; for a declaration null
 * @param at the date to which ages are counted ({@code 2024-12-31}), or the column of dates that has it; null for no ages
 */
public record DateFeatures(DateForm form, List<DatePart> parts, String at) {
    public DateFeatures {
        parts = parts == null ? null : List.copyOf(parts);
    }

    /** A declaration of which nothing is said. */
    public static final DateFeatures OPEN = new DateFeatures(null, null, null);

    /** Whether {@code at} is a date itself, and no column. */
    public boolean namesDate() {
        return at != null && !Double.isNaN(atSeconds());
    }

    /** The date to which ages are counted, in seconds since the beginning of 1970; {@code NaN} when it is a column's. */
    public double atSeconds() {
        return DateForm.ISO.seconds(at);
    }

    DateFeatures with(DateForm found) {
        return new DateFeatures(found, parts, at);
    }
}
