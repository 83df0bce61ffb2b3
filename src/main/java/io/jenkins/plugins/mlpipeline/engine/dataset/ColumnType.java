package io.jenkins.plugins.mlpipeline.engine.dataset;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How the text of a column is read. */
public enum ColumnType {
    /** A decimal number; a missing cell is {@code NaN}. */
    NUMBER,
    /** One of a set of texts. */
    CATEGORY,
    /** A date, with or without a time: seconds since the beginning of 1970 in UTC; a missing cell is {@code NaN}. */
    DATE;

    /** The name in specs and in {@code model.json}: {@code number}, {@code category} or {@code date}. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether its values are numbers. */
    public boolean isNumeric() {
        return this != CATEGORY;
    }
}
