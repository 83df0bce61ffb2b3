package io.jenkins.plugins.mlpipeline.steps.common;

import hudson.AbortException;
import io.jenkins.plugins.mlpipeline.engine.io.FileProblems;
import java.nio.file.FileSystemException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Errors of the engine as Jenkins shows them: the sentence alone. The cause, a stack trace, is for the controller's log. */
@Restricted(NoExternalUse.class)
public final class Sentences {
    private static final Logger LOGGER = Logger.getLogger(Sentences.class.getName());

    private Sentences() {}

    /** An exception that ends a step because a file of the controller can't be read or written: a full disk, one that is gone. */
    public static AbortException abort(FileSystemException e) {
        LOGGER.log(Level.WARNING, e, () -> "a step ends because of a file of the controller");
        String sentence = FileProblems.failed(e);
        return new AbortException("On the controller, " + sentence);
    }

    /** An exception that ends a step with the sentence of another. */
    public static AbortException abort(RuntimeException e) {
        LOGGER.log(Level.FINE, e, () -> "a step ends with: " + e.getMessage());
        return new AbortException(e.getMessage());
    }
}
