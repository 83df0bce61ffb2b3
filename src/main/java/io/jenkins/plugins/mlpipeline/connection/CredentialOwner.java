package io.jenkins.plugins.mlpipeline.connection;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.ModelObject;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import jenkins.model.Jenkins;

/** Who answers for a connection that a credential makes: where the credential is kept, and which authority is trusted. */
final class CredentialOwner {
    private static final String SYSTEM = "this controller";

    private CredentialOwner() {}

    /** For records and people: {@code credential of bank, authority sha256:...}. */
    static String of(Job<?, ?> job, String id, KubernetesClient client) {
        return "credential of " + keeper(job, id) + ", authority "
                + authority(client.getConfiguration().getCaCertData());
    }

    /**
     * The certificates themselves: the same ones are written with other line ends and remarks in another kubeconfig.
     *
     * @param data PEM in base64, as a kubeconfig has it; null for none
     */
    static String authority(String data) {
        if (data == null || data.isBlank()) {
            return "of this machine";
        }
        MessageDigest sha = Digest.sha256();
        try {
            byte[] pem = Base64.getMimeDecoder().decode(data);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem))) {
                sha.update(certificate.getEncoded());
            }
        } catch (CertificateException | IllegalArgumentException e) {
            // With such an authority there is no connection either.
            return Digest.ofText(data.strip());
        }
        return Digest.write(sha);
    }

    /** The nearest place around the job that has a credential of this id, which is the one that is used. */
    private static String keeper(Job<?, ?> job, String id) {
        try (ACLContext all = ACL.as2(ACL.SYSTEM2)) {
            for (CredentialsStore store : CredentialsProvider.lookupStores(job)) {
                for (Domain domain : store.getDomains()) {
                    for (Credentials credential : store.getCredentials(domain)) {
                        if (credential instanceof IdCredentials named
                                && named.getId().equals(id)) {
                            return name(store.getContext());
                        }
                    }
                }
            }
        }
        return "a place that is not known";
    }

    private static String name(ModelObject context) {
        if (context instanceof Item item) {
            return item.getFullName();
        }
        if (context instanceof User user) {
            return "the user " + user.getId();
        }
        return context instanceof Jenkins ? SYSTEM : context.getDisplayName();
    }
}
