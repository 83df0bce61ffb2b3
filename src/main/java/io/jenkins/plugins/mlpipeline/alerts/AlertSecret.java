package io.jenkins.plugins.mlpipeline.alerts;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.UsernamePasswordCredentials;
import hudson.security.ACL;
import io.jenkins.plugins.mlpipeline.config.IncidentConfiguration;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/** The secret that an administrator configured for alerts. */
final class AlertSecret {
    private final byte[] expected;

    private AlertSecret(String header) {
        this.expected = digest(header);
    }

    /** The configured one; empty when there is none, or it is of no use. */
    static Optional<AlertSecret> configured() {
        String id = IncidentConfiguration.get().getCredentialsId();
        return id == null
                ? Optional.empty()
                : CredentialsProvider.lookupCredentialsInItemGroup(
                                StandardCredentials.class, Jenkins.get(), ACL.SYSTEM2)
                        .stream()
                        .filter(c -> c.getId().equals(id))
                        .findFirst()
                        .flatMap(AlertSecret::header)
                        .map(AlertSecret::new);
    }

    private static Optional<String> header(StandardCredentials credential) {
        if (credential instanceof UsernamePasswordCredentials user
                && !user.getPassword().getPlainText().isEmpty()) {
            String pair = user.getUsername() + ":" + user.getPassword().getPlainText();
            return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        }
        if (credential instanceof StringCredentials token
                && !token.getSecret().getPlainText().isEmpty()) {
            return Optional.of("Bearer " + token.getSecret().getPlainText());
        }
        return Optional.empty();
    }

    /** Whether a header says it. Digests of one length are compared, in a time that does not depend on what they are. */
    boolean isIn(String header) {
        return header != null && MessageDigest.isEqual(expected, digest(header));
    }

    private static byte[] digest(String text) {
        return Digest.ofText(text).getBytes(StandardCharsets.US_ASCII);
    }
}
