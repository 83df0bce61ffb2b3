package io.jenkins.plugins.mlpipeline.steps;

import io.jenkins.plugins.mlpipeline.engine.NearNames;
import java.util.List;
import java.util.regex.Pattern;

/** Checks of parameters; each complaint is one sentence that names the parameter and the way out. */
public final class Checks {
    /** The levels of {@code logLevel}. */
    public static final List<String> LOG_LEVELS = List.of("quiet", "normal", "debug");

    private static final Pattern HEAP = Pattern.compile("[1-9][0-9]{0,6}[kKmMgG]");

    private Checks() {}

    /** A number above zero, or null. */
    public static <N extends Number> N positive(String name, N value) {
        if (value != null && value.longValue() <= 0) {
            throw new IllegalArgumentException(name + " is " + value + "; a whole number of at least 1 is expected.");
        }
        return value;
    }

    /** A heap limit, or null. */
    public static String heap(String heap) {
        if (heap != null && !HEAP.matcher(heap).matches()) {
            throw new IllegalArgumentException(
                    "heap is \"" + heap + "\"; a number and a unit are expected, for example 512m or 4g.");
        }
        return heap;
    }

    /** A level of the log, or null. */
    static String logLevel(String level) {
        if (level != null && !LOG_LEVELS.contains(level)) {
            throw new IllegalArgumentException(
                    "logLevel \"" + level + "\" is unknown. " + NearNames.hint(level, LOG_LEVELS));
        }
        return level;
    }
}
