package io.jenkins.plugins.mlpipeline.form;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A check that complains by an exception. */
@Restricted(NoExternalUse.class)
@FunctionalInterface
public interface FormCheck {
    /** Throws a {@link UserError} or an {@link IllegalArgumentException} whose message is for people. */
    void run(String given);
}
