package io.jenkins.plugins.mlpipeline.connection;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.util.Optional;
import jenkins.model.Jenkins;

/**
 * The clouds of this controller that deployments may use: those that the administrator lists, within the restrictions that
 * each has.
 */
public abstract class DeploymentClouds implements ExtensionPoint {
    /**
     * A client of a cloud.
     *
     * @param name of the cloud
     * @param job what wants to use it; null for an administrator, who may use all
     * @return the cloud's own client, or empty when there is no such cloud
     * @throws UserError when the job may not use it, or there is no connection
     */
    protected abstract Optional<KubernetesClient> client(String name, Job<?, ?> job);

    /**
     * A connection to a cloud that is listed, for an administrator who tries it.
     *
     * @throws UserError when there is no connection
     */
    public static ClusterConnection forTrial(String name) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return new ClusterConnection(connect(name, null), false, "cloud " + name);
    }

    static KubernetesClient connect(String name, Job<?, ?> job) {
        if (!MlPipelineConfiguration.get().getDeploymentClouds().contains(name)) {
            throw new UserError("The cloud \"" + name + "\" does not serve deployments. An administrator lists the"
                    + " clouds that do, under \"ML Pipeline\" on the system page.");
        }
        return ExtensionList.lookup(DeploymentClouds.class).stream()
                .map(clouds -> clouds.client(name, job))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new UserError("This controller has no Kubernetes cloud \"" + name
                        + "\", although it is listed for deployments. It needs the plugin \"kubernetes\" and a cloud of"
                        + " that name."));
    }
}
