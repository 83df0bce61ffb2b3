package io.jenkins.plugins.mlpipeline.engine.job;

import io.jenkins.plugins.mlpipeline.engine.UserError;

/** Values that work can't begin without. */
final class Required {
    private Required() {}

    /**
     * The value.
     *
     * @param what what it is, for the message
     * @param key where it stands in a spec
     * @param option how it is given on the command line
     * @throws UserError when it is null
     */
    static <T> T of(T value, String what, String key, String option) {
        if (value == null) {
            throw new UserError(what + " is not given. Give " + option + ", or " + key + " in the spec.");
        }
        return value;
    }
}
