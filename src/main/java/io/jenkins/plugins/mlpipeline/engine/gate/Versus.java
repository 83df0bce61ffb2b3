package io.jenkins.plugins.mlpipeline.engine.gate;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The model that a gate compares with. */
public enum Versus {
    /** The baseline that validate was given. */
    BASELINE,
    /** A model without features. */
    DUMMY;

    /** The name in specs and files. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The constant of that name.
     *
     * @throws UserError when there is none
     */
    @JsonCreator
    public static Versus of(String key) {
        for (Versus versus : values()) {
            if (versus.key().equals(key)) {
                return versus;
            }
        }
        List<String> known = Arrays.stream(values()).map(Versus::key).toList();
        throw new UserError("vs \"" + key + "\" is unknown. " + NearNames.hint(key, known));
    }
}
