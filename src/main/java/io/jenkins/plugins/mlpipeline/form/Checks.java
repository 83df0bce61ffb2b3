package io.jenkins.plugins.mlpipeline.form;

import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.limits.MemoryLimit;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;

/** Checks of parameters; each complaint is one sentence that names the parameter and the way out. */
public final class Checks {
    /** The levels of {@code logLevel}. */
    public static final List<String> LOG_LEVELS = List.of("quiet", "normal", "debug");

    /** The longest text that is checked while it is typed, in characters. */
    public static final int MOST_TYPED = 10_000;

    private static final Pattern HEAP = Pattern.compile("[1-9][0-9]{0,6}[kKmMgG]");

    private Checks() {}

    /** What is said of a text that is too long to be checked while it is typed. */
    public static FormValidation tooLong(String text) {
        return FormValidation.warning("This has " + text.length() + " characters; more than " + MOST_TYPED
                + " are not checked here, but when they are used.");
    }

    /**
     * Whether a user may see what a form knows of a job.
     *
     * @param item where the form is; null outside of any
     */
    public static boolean mayConfigure(Item item) {
        return item == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : item.hasPermission(Item.CONFIGURE);
    }

    /**
     * What a check says about a field while it is typed; an empty one is left alone, and so is everything that comes from somebody
     * who may not configure the job: nothing of it is looked at.
     *
     * @param item where the form is; null outside of any
     */
    public static FormValidation typed(Item item, String value, FormCheck check) {
        if (!mayConfigure(item) || value == null) {
            return FormValidation.ok();
        }
        if (value.length() > MOST_TYPED) {
            return tooLong(value);
        }
        try {
            text(value, check);
            return FormValidation.ok();
        } catch (UserError | IllegalArgumentException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    /**
     * The same of a field of the global configuration, which is an administrator's.
     *
     * @param problem what is wrong with a text, in a sentence; null for nothing
     */
    public static FormValidation byAdministrator(String value, UnaryOperator<String> problem) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        if (Util.fixNull(value).length() > MOST_TYPED) {
            return tooLong(value);
        }
        try {
            String found = problem.apply(value);
            return found == null ? FormValidation.ok() : FormValidation.error(found);
        } catch (UserError | IllegalArgumentException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    /** A number above zero, or null. */
    public static <N extends Number> N positive(String name, N value) {
        if (value != null && value.longValue() <= 0) {
            throw new IllegalArgumentException(name + " is " + value + "; a whole number of at least 1 is expected.");
        }
        return value;
    }

    /** A number of at least 0, or null. */
    public static Integer notNegative(String name, Integer value) {
        if (value != null && value < 0) {
            throw new IllegalArgumentException(name + " is " + value + "; a whole number of at least 0 is expected.");
        }
        return value;
    }

    /** A number from 0 to the most, or null. */
    public static Integer within(String name, Integer value, int most) {
        if (value != null && (value < 0 || value > most)) {
            throw new IllegalArgumentException(
                    name + " is " + value + "; a whole number from 0 to " + most + " is expected.");
        }
        return value;
    }

    /** A text that a check accepts, or null for an empty one. */
    public static String text(String given, FormCheck check) {
        String text = Util.fixEmptyAndTrim(given);
        if (text != null) {
            check.run(text);
        }
        return text;
    }

    /** A heap limit, or null. */
    public static String heap(String heap) {
        if (heap != null && !HEAP.matcher(heap).matches()) {
            throw new IllegalArgumentException(
                    "heap is \"" + heap + "\"; a number and a unit are expected, for example 512m or 4g.");
        }
        return heap;
    }

    /** A limit of a process's memory, or null. */
    public static String memory(String name, String memory) {
        if (memory != null) {
            try {
                MemoryLimit.parse(name, memory);
            } catch (UserError e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        }
        return memory;
    }

    /** A level of the log, or null. */
    public static String logLevel(String level) {
        if (level != null && !LOG_LEVELS.contains(level)) {
            throw new IllegalArgumentException(
                    "logLevel \"" + level + "\" is unknown. " + NearNames.hint(level, LOG_LEVELS));
        }
        return level;
    }
}
