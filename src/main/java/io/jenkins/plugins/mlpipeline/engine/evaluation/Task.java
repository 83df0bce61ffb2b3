package io.jenkins.plugins.mlpipeline.engine.evaluation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a model predicts. */
public enum Task {
    /** One of two labels. */
    BINARY,
    /** One of three or more labels. */
    MULTICLASS,
    /** A number. */
    REGRESSION;

    /** The name in specs, options and files. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether labels, not numbers, are predicted. */
    public boolean isClassification() {
        return this != REGRESSION;
    }

    /**
     * The task of that name.
     *
     * @throws UserError when there is none
     */
    @JsonCreator
    public static Task of(String key) {
        for (Task task : values()) {
            if (task.key().equals(key)) {
                return task;
            }
        }
        List<String> known = Arrays.stream(values()).map(Task::key).toList();
        throw new UserError("task \"" + key + "\" is unknown. " + NearNames.hint(key, known));
    }
}
