package io.jenkins.plugins.mlpipeline.connection;

import hudson.model.Run;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.LogMask;
import java.util.ArrayList;
import java.util.List;

/** An open connection to a cluster. */
public final class ClusterConnection implements AutoCloseable {
    private static final int SHORTEST_SECRET = 6;

    private final KubernetesClient client;
    /** Whether the client is ours to close; a cloud's is shared. */
    private final boolean owned;

    private final String owner;

    ClusterConnection(KubernetesClient client, boolean owned, String owner) {
        this.client = client;
        this.owned = owned;
        this.owner = owner;
    }

    /**
     * Opens a connection for a build.
     *
     * @throws UserError when the build may not use it, or it can't be had
     */
    public static ClusterConnection open(Run<?, ?> run, ClusterAccess access) {
        if ((access.cloud() == null) == (access.credentialsId() == null)) {
            throw new UserError(
                    "Name the cluster: either cloud (a Kubernetes cloud of this controller) or credentialsId"
                            + " (with serverUrl, unless it is a kubeconfig).");
        }
        if (access.cloud() != null) {
            if (access.serverUrl() != null || access.caCertificate() != null) {
                throw new UserError("serverUrl and caCertificate belong to credentialsId; a cloud has its own.");
            }
            return new ClusterConnection(
                    DeploymentClouds.connect(access.cloud(), run.getParent()), false, "cloud " + access.cloud());
        }
        KubernetesClient client = JobCredentials.connect(run, access);
        return new ClusterConnection(client, true, CredentialOwner.of(run.getParent(), access.credentialsId(), client));
    }

    /** By whose word the cluster is the one that it is, for records: two that differ in it are never taken for one. */
    public String owner() {
        return owner;
    }

    /** The client; it must not be closed by the caller. */
    public KubernetesClient client() {
        return client;
    }

    /** The namespace of what names none. */
    public String namespace() {
        String namespace = client.getConfiguration().getNamespace();
        return namespace == null || namespace.isBlank() ? "default" : namespace;
    }

    /** Hides this connection's own secrets, and what looks like one. */
    public LogMask mask() {
        List<String> secrets = secrets(client.getConfiguration());
        return new LogMask(text -> {
            String masked = text;
            for (String secret : secrets) {
                masked = masked.replace(secret, "***");
            }
            return masked;
        });
    }

    private static List<String> secrets(Config config) {
        List<String> known = new ArrayList<>();
        known.add(config.getOauthToken());
        known.add(config.getPassword());
        if (config.getOauthTokenProvider() != null) {
            known.add(config.getOauthTokenProvider().getToken());
        }
        known.removeIf(s -> s == null || s.length() < SHORTEST_SECRET);
        return known;
    }

    @Override
    public void close() {
        if (owned) {
            client.close();
        }
    }
}
