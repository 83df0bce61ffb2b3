package io.jenkins.plugins.mlpipeline.steps.rollback;

import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What is asked of a rollback. The step itself is one, since it is stored with its names. */
@Restricted(NoExternalUse.class)
public interface RollbackWish {
    /** What is gone back from. */
    String getTarget();

    /** {@code previous}, {@code gated}, {@code verified} or a revision's number. */
    String to();

    /** Why. */
    String getReason();

    /** Whether nothing is written. */
    boolean isDryRun();
}
