package io.jenkins.plugins.mlpipeline.record;

import hudson.Util;
import java.util.regex.Pattern;

/** The name of a model within a build: it names files and pages, so its form is strict. */
public final class ModelId {
    /** The id when none is given. */
    public static final String STANDARD = "model";

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]{0,63}");

    private ModelId() {}

    /** Whether a text can be an id. */
    public static boolean isValid(String id) {
        return id != null && FORM.matcher(id).matches();
    }

    /**
     * The id, or the standard one for an empty text.
     *
     * @throws IllegalArgumentException when it has not the form of one
     */
    public static String of(String id) {
        String given = Util.fixEmptyAndTrim(id);
        if (given == null) {
            return STANDARD;
        }
        if (!isValid(given)) {
            throw new IllegalArgumentException(problem(given));
        }
        return given;
    }

    /** What is wrong with a text that is no id. */
    public static String problem(String id) {
        return "id \"" + id
                + "\" is not usable: it has letters, digits, '-', '_' and '.', at most 64, and no '.' in front.";
    }
}
