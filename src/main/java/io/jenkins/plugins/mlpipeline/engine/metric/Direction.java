package io.jenkins.plugins.mlpipeline.engine.metric;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Which values of a metric are better. */
public enum Direction {
    /** Greater values are better: a gate has a minimum. */
    HIGHER,
    /** Smaller values are better: a gate has a maximum. */
    LOWER;

    /** The name in files: {@code higher} or {@code lower}. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@code greater} or {@code smaller}, to follow "is better when". */
    public String better() {
        return this == HIGHER ? "greater" : "smaller";
    }
}
