package io.jenkins.plugins.mlpipeline.engine.dataset;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How the text of a column is read. */
public enum ColumnType {
    /** A decimal number; a missing cell is {@code NaN}. */
    NUMBER,
    /** One of a set of texts. */
    CATEGORY;

    /** The name in specs and in {@code model.json}: {@code number} or {@code category}. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
