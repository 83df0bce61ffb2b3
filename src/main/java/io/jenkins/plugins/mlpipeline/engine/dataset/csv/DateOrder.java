package io.jenkins.plugins.mlpipeline.engine.dataset.csv;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What stands first in a date that does not begin with its year. */
public enum DateOrder {
    /** Day, month, year. */
    DMY,
    /** Month, day, year. */
    MDY;

    /** The names in specs: {@code dmy}, {@code mdy}. */
    public static List<String> keys() {
        return Arrays.stream(values()).map(DateOrder::key).toList();
    }

    /** The order of a name, which is one of {@link #keys}; null for null. */
    public static DateOrder of(String key) {
        return key == null ? null : valueOf(key.toUpperCase(Locale.ROOT));
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    String shown() {
        return this == DMY ? "day, month and year" : "month, day and year";
    }
}
