package io.jenkins.plugins.mlpipeline.steps.deploy;

import io.jenkins.plugins.mlpipeline.connection.ClusterAccess;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutOptions;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.Delivery;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.GateLink;
import io.jenkins.plugins.mlpipeline.engine.rollout.render.Chart;
import io.jenkins.plugins.mlpipeline.steps.verify.VerifyRequest;
import java.time.Duration;
import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What is asked of a deployment; what was not given is null. The step itself is one, since it is stored with its names. */
@Restricted(NoExternalUse.class)
public interface DeployRequest {
    /** Name of the model within the build. */
    String getId();

    /** The job or build whose verdict counts; null for this build. */
    String getUpstream();

    /** The manifests in the workspace, as a pattern. */
    String getManifests();

    /** The Kustomize folder in the workspace that is rendered. */
    String getKustomize();

    /** The Helm chart that is rendered. */
    Chart chart();

    /** Whether the workload is restarted as it is. */
    boolean isRestart();

    /** The workload to restart, as {@code KIND/NAME}. */
    String getResource();

    /** The namespace. */
    String getNamespace();

    /** From an image of the manifests to the one to run. */
    Map<String, String> getImages();

    /** The cloud that names the cluster. */
    String getCloud();

    /** The model that is delivered. */
    String getModel();

    /** The registry of the model, as an administrator calls it; null for the only one. */
    String getRegistry();

    /** Why it may be deployed without gates. */
    String getAllowUngated();

    /** Whether nothing is written. */
    boolean isDryRun();

    /** The cluster that it names. */
    ClusterAccess access();

    /** How old the verdict may be. */
    Duration oldest();

    /** How much must have been compared with what the gate judged: the more of what it and the administrator demand. */
    GateLink.How minimum(GateLink.How demanded);

    /** What it says of the delivery. */
    Delivery.Said said();

    /** What is asked of it once it serves; null for nothing. */
    VerifyRequest verification();

    /**
     * How it is rolled out; what was not given is the engine's default.
     *
     * @throws UserError when parameters contradict each other
     */
    RolloutOptions options();
}
