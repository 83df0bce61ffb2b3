package io.jenkins.plugins.mlpipeline.connection;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import hudson.model.Run;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Connection;
import jenkins.authentication.tokens.api.AuthenticationTokens;
import org.jenkinsci.plugins.kubernetes.auth.KubernetesAuth;
import org.jenkinsci.plugins.kubernetes.auth.KubernetesAuthConfig;
import org.jenkinsci.plugins.kubernetes.auth.KubernetesAuthException;
import org.jenkinsci.plugins.kubernetes.auth.impl.KubernetesAuthKubeconfig;

/** Connections with a credential that the job may use; each use is tracked. */
final class JobCredentials {
    private JobCredentials() {}

    static KubernetesClient connect(Run<?, ?> run, ClusterAccess access) {
        String id = access.credentialsId();
        StandardCredentials found = CredentialsProvider.findCredentialById(
                id,
                StandardCredentials.class,
                run,
                URIRequirementBuilder.fromUri(access.serverUrl()).build());
        if (found == null) {
            throw new UserError("The job has no credential \"" + id
                    + "\" that it may use; add it to the job's folder, or name another.");
        }
        StandardCredentials credential = CredentialsProvider.track(run, found);
        KubernetesAuth auth = AuthenticationTokens.convert(KubernetesAuth.class, credential);
        if (auth == null) {
            throw new UserError(
                    "The credential \"" + id + "\" is of a kind that no cluster takes; a token (secret text),"
                            + " a kubeconfig (secret file), a user name with password or a client certificate is expected.");
        }
        if (auth instanceof KubernetesAuthKubeconfig kubeconfig) {
            if (access.serverUrl() != null || access.caCertificate() != null) {
                throw new UserError("The credential \"" + id + "\" is a kubeconfig, which names server and authority"
                        + " itself; leave serverUrl and caCertificate out.");
            }
            return Connection.fromConfig(ControllerProxy.of(Connection.foreign(kubeconfig.getKubeconfig())), null);
        }
        if (access.serverUrl() == null || !access.serverUrl().startsWith("https://")) {
            throw new UserError("The credential \"" + id
                    + "\" needs serverUrl, the address of the API server; it begins with https://.");
        }
        return connect(id, auth, access);
    }

    private static KubernetesClient connect(String id, KubernetesAuth auth, ClusterAccess access) {
        Config config = decorated(id, auth, access);
        if (config.getOauthToken() == null) {
            return Connection.fromConfig(ControllerProxy.of(config), access.caCertificate());
        }
        // Some tokens expire: it is asked for again whenever the client needs one.
        Config asking = Connection.tokens(
                access.serverUrl(), () -> decorated(id, auth, access).getOauthToken(), null);
        return Connection.fromConfig(ControllerProxy.of(asking), access.caCertificate());
    }

    private static Config decorated(String id, KubernetesAuth auth, ClusterAccess access) {
        ConfigBuilder empty = new ConfigBuilder(Config.empty())
                .withMasterUrl(access.serverUrl())
                .withNamespace("default");
        KubernetesAuthConfig server = new KubernetesAuthConfig(access.serverUrl(), access.caCertificate(), false);
        try {
            return auth.decorate(empty, server).build();
        } catch (KubernetesAuthException e) {
            throw new UserError("The credential \"" + id + "\" gives no access: " + e.getMessage() + ".", e);
        }
    }
}
