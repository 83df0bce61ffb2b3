package io.jenkins.plugins.mlpipeline.steps.common;

import hudson.AbortException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Errors of the engine as Jenkins shows them: the sentence alone. The cause, a stack trace, is for the controller's log. */
@Restricted(NoExternalUse.class)
public final class Sentences {
    private static final Logger LOGGER = Logger.getLogger(Sentences.class.getName());

    private Sentences() {}

    /** An exception that ends a step with the sentence of another. */
    public static AbortException abort(RuntimeException e) {
        LOGGER.log(Level.FINE, e, () -> "a step ends with: " + e.getMessage());
        return new AbortException(e.getMessage());
    }
}
