package io.jenkins.plugins.mlpipeline.steps.worker;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The values of a worker's {@code result.json}. An agent wrote them, so nothing is handed on to a pipeline script that has
 * another type than it should have.
 *
 * @param values by name
 */
@Restricted(NoExternalUse.class)
public record WorkerAnswer(Map<String, Object> values) {
    private static final int LONGEST_TEXT = 4096;
    private static final int MOST_NUMBERS = 500;
    private static final int LONGEST_KEY = 200;

    /**
     * A text.
     *
     * @throws UserError when it is missing, not a text, or longer than a path can be
     */
    public String text(String name) {
        if (values.get(name) instanceof String text && text.length() <= LONGEST_TEXT) {
            return text;
        }
        throw unusable(name + " is no text of at most " + LONGEST_TEXT + " characters");
    }

    /** A text; null when the worker gave none. */
    public String textOrNull(String name) {
        return values.get(name) == null ? null : text(name);
    }

    /** A digest. */
    public String digest(String name) {
        String digest = text(name);
        if (!Digest.isDigest(digest)) {
            throw unusable(name + " is no digest");
        }
        return digest;
    }

    /** Numbers by name. */
    public Map<String, Double> numbers(String name) {
        if (!(values.get(name) instanceof Map<?, ?> given) || given.size() > MOST_NUMBERS) {
            throw unusable(name + " is no map of at most " + MOST_NUMBERS + " numbers");
        }
        Map<String, Double> numbers = new LinkedHashMap<>();
        given.forEach((key, value) -> {
            if (String.valueOf(key).length() > LONGEST_KEY) {
                throw unusable(name + " has a name of more than " + LONGEST_KEY + " characters");
            }
            if (!(value instanceof Number number)) {
                throw unusable(name + "." + key + " is no number");
            }
            numbers.put(String.valueOf(key), number.doubleValue());
        });
        return numbers;
    }

    private static UserError unusable(String reason) {
        return new UserError("The worker's answer is not usable: " + reason + ".");
    }
}
