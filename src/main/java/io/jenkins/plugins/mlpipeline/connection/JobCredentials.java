package io.jenkins.plugins.mlpipeline.connection;

import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.util.ListBoxModel;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.Connection;
import jenkins.authentication.tokens.api.AuthenticationTokens;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.kubernetes.auth.KubernetesAuth;
import org.jenkinsci.plugins.kubernetes.auth.KubernetesAuthConfig;
import org.jenkinsci.plugins.kubernetes.auth.KubernetesAuthException;
import org.jenkinsci.plugins.kubernetes.auth.impl.KubernetesAuthKubeconfig;

/** Credentials that a job may use, and connections to clusters with them; each use is tracked. */
public final class JobCredentials {
    private JobCredentials() {}

    /**
     * A credential that the job of a build may use.
     *
     * @param url where it is to be used; null when that is not known
     * @throws UserError when the job has none of that id
     */
    static StandardCredentials tracked(Run<?, ?> run, String id, String url) {
        StandardCredentials found = CredentialsProvider.findCredentialById(
                id,
                StandardCredentials.class,
                run,
                URIRequirementBuilder.fromUri(url).build());
        if (found == null) {
            throw new UserError("The job has no credential \"" + id
                    + "\" that it may use; add it to the job's folder, or name another.");
        }
        return CredentialsProvider.track(run, found);
    }

    /**
     * What a form offers: the credentials that a job may use, to whoever may configure it; to others only what is there.
     *
     * @param item the job; null outside of one
     * @param current what is chosen now
     * @param url where it is to be used; may be empty
     * @param kinds that are offered
     */
    public static ListBoxModel choices(Item item, String current, String url, CredentialsMatcher kinds) {
        StandardListBoxModel items = new StandardListBoxModel();
        boolean permitted = item == null
                ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                : item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(CredentialsProvider.USE_ITEM);
        if (!permitted) {
            return items.includeCurrentValue(Util.fixNull(current));
        }
        return items.includeEmptyValue()
                .includeMatchingAs(
                        ACL.SYSTEM2,
                        item,
                        StandardCredentials.class,
                        URIRequirementBuilder.fromUri(Util.fixNull(url)).build(),
                        kinds)
                .includeCurrentValue(Util.fixNull(current));
    }

    static KubernetesClient connect(Run<?, ?> run, ClusterAccess access) {
        String id = access.credentialsId();
        StandardCredentials credential = tracked(run, id, access.serverUrl());
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
