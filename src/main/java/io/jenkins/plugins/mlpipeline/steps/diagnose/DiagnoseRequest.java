package io.jenkins.plugins.mlpipeline.steps.diagnose;

import io.jenkins.plugins.mlpipeline.engine.verification.check.Check;
import java.time.Duration;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What is asked of a diagnosis. The step itself is one, since it is stored with its names. */
@Restricted(NoExternalUse.class)
public interface DiagnoseRequest {
    /** What is looked at. */
    String getTarget();

    /** How far back; more than nothing. */
    Duration since();

    /** What is measured before and after; none for nothing. */
    List<Check> measured();

    /** The configured server; null for the only one. */
    String getPrometheus();

    /** What {@code $service} stands for; null for the workload's name. */
    String getService();
}
