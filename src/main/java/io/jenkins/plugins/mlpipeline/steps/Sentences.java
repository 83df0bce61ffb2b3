package io.jenkins.plugins.mlpipeline.steps;

import hudson.AbortException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Errors of the engine as Jenkins shows them: the sentence alone. The cause, a stack trace, is for the controller's log. */
final class Sentences {
    private static final Logger LOGGER = Logger.getLogger(Sentences.class.getName());

    private Sentences() {}

    /** An exception that ends a step with the sentence of another. */
    static AbortException abort(RuntimeException e) {
        LOGGER.log(Level.FINE, e, () -> "a step ends with: " + e.getMessage());
        return new AbortException(e.getMessage());
    }
}
