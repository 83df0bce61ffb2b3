package io.jenkins.plugins.mlpipeline.alerts;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.UsernamePasswordCredentials;
import io.jenkins.plugins.mlpipeline.config.IncidentConfiguration;
import io.jenkins.plugins.mlpipeline.connection.ServerCredentials;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
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
        return Optional.ofNullable(id)
                .flatMap(ServerCredentials::find)
                .filter(AlertSecret::isSecret)
                .flatMap(ServerCredentials::authorization)
                .map(AlertSecret::new);
    }

    /** An empty one is known to everybody. */
    private static boolean isSecret(StandardCredentials credential) {
        return !(credential instanceof UsernamePasswordCredentials user
                        && user.getPassword().getPlainText().isEmpty())
                && !(credential instanceof StringCredentials token
                        && token.getSecret().getPlainText().isEmpty());
    }

    /** Whether a header says it. Digests of one length are compared, in a time that does not depend on what they are. */
    boolean isIn(String header) {
        return header != null && MessageDigest.isEqual(expected, digest(header));
    }

    private static byte[] digest(String text) {
        return Digest.ofText(text).getBytes(StandardCharsets.US_ASCII);
    }
}
