package io.jenkins.plugins.mlpipeline.engine.gate;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import java.util.Arrays;
import java.util.List;

/** What of a metric decides a gate. */
public enum Decide {
    /** The measured value. */
    POINT("point"),
    /** The one-sided lower bound, for metrics of which more is better. */
    LOWER_BOUND("lowerBound"),
    /** The one-sided upper bound, for metrics of which less is better. */
    UPPER_BOUND("upperBound"),
    /** One-sided bounds of the difference to another model on the same rows. */
    PAIRED("paired");

    private final String key;

    Decide(String key) {
        this.key = key;
    }

    /** The name in specs and files. */
    @JsonValue
    public String key() {
        return key;
    }

    /**
     * The constant of that name.
     *
     * @throws UserError when there is none
     */
    @JsonCreator
    public static Decide of(String key) {
        for (Decide decide : values()) {
            if (decide.key.equals(key)) {
                return decide;
            }
        }
        List<String> known = Arrays.stream(values()).map(Decide::key).toList();
        throw new UserError("decide \"" + key + "\" is unknown. " + NearNames.hint(key, known));
    }
}
