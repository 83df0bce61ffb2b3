package io.jenkins.plugins.mlpipeline.steps.registry;

import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What is to be registered; what was not given is null. The step itself is one, since it is stored with its names. */
@Restricted(NoExternalUse.class)
public interface RegisterWish {
    /** The registry, as an administrator calls it; null for the only one. */
    String getRegistry();

    /** The registered model. */
    String getName();

    /** What points to the version when all is well; null for nothing. */
    String getAlias();

    /** Name of the model within the build. */
    String getId();

    /** The credential of the job that may register. */
    String getCredentialsId();

    /** Where a run is made for a model that has none; null for the standard. */
    String getExperiment();

    /** Whether metrics, documents and the report are logged to the model's run. */
    boolean isLog();
}
