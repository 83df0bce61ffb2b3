package io.jenkins.plugins.mlpipeline.steps.deploy;

import io.jenkins.plugins.mlpipeline.connection.ClusterAccess;
import io.jenkins.plugins.mlpipeline.engine.rollout.RolloutOptions;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.Delivery;
import io.jenkins.plugins.mlpipeline.engine.rollout.binding.GateLink;
import io.jenkins.plugins.mlpipeline.engine.rollout.render.Chart;
import io.jenkins.plugins.mlpipeline.steps.verify.VerifyRequest;
import java.time.Duration;
import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * What is asked of a deployment at one of its targets: all of the step's, with that target's cluster and namespace.
 *
 * @param step of all targets
 */
@Restricted(NoExternalUse.class)
public record TargetRequest(DeployRequest step, DeployTarget target) implements DeployRequest {
    @Override
    public String getNamespace() {
        return target.namespace() == null ? step.getNamespace() : target.namespace();
    }

    @Override
    public String getCloud() {
        return target.access().cloud();
    }

    @Override
    public ClusterAccess access() {
        return target.access();
    }

    @Override
    public String getId() {
        return step.getId();
    }

    @Override
    public String getUpstream() {
        return step.getUpstream();
    }

    @Override
    public String getManifests() {
        return step.getManifests();
    }

    @Override
    public String getKustomize() {
        return step.getKustomize();
    }

    @Override
    public Chart chart() {
        return step.chart();
    }

    @Override
    public boolean isRestart() {
        return step.isRestart();
    }

    @Override
    public String getResource() {
        return step.getResource();
    }

    @Override
    public Map<String, String> getImages() {
        return step.getImages();
    }

    @Override
    public String getModel() {
        return step.getModel();
    }

    @Override
    public String getRegistry() {
        return step.getRegistry();
    }

    @Override
    public String getAllowUngated() {
        return step.getAllowUngated();
    }

    @Override
    public boolean isDryRun() {
        return step.isDryRun();
    }

    @Override
    public Duration oldest() {
        return step.oldest();
    }

    @Override
    public GateLink.How minimum(GateLink.How demanded) {
        return step.minimum(demanded);
    }

    @Override
    public Delivery.Said said() {
        return step.said();
    }

    @Override
    public VerifyRequest verification() {
        return step.verification();
    }

    @Override
    public RolloutOptions options() {
        return step.options();
    }
}
