package io.jenkins.plugins.mlpipeline.connection;

import hudson.Extension;
import hudson.model.Job;
import hudson.slaves.Cloud;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import jenkins.model.Jenkins;
import org.csanchez.jenkins.plugins.kubernetes.KubernetesCloud;
import org.csanchez.jenkins.plugins.kubernetes.KubernetesFolderProperty;
import org.jenkinsci.plugins.kubernetes.auth.KubernetesAuthException;

/** The clouds of the plugin "kubernetes", when it is installed. */
@Extension(optional = true)
public final class KubernetesClouds extends DeploymentClouds {
    @Override
    protected Optional<KubernetesClient> client(String name, Job<?, ?> job) {
        Cloud found = Jenkins.get().getCloud(name);
        if (!(found instanceof KubernetesCloud cloud)) {
            return Optional.empty();
        }
        if (job != null && cloud.isUsageRestricted() && !permitted(name, job)) {
            throw new UserError("The cloud \"" + name + "\" is restricted to the folders that permit it, and no folder"
                    + " around " + job.getFullName() + " does. Permit it in the folder's configuration.");
        }
        try {
            return Optional.of(cloud.connect());
        } catch (KubernetesAuthException | IOException e) {
            throw new UserError("The cloud \"" + name + "\" gives no connection: " + e.getMessage() + ".", e);
        }
    }

    private static boolean permitted(String cloud, Job<?, ?> job) {
        Set<String> permitted = new HashSet<>();
        KubernetesFolderProperty.collectAllowedClouds(permitted, job.getParent());
        return permitted.contains(cloud);
    }
}
