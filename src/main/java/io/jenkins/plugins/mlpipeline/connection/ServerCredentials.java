package io.jenkins.plugins.mlpipeline.connection;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.UsernamePasswordCredentials;
import hudson.security.ACL;
import io.jenkins.plugins.mlpipeline.engine.verification.http.Authorization;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/** Credentials of the controller itself, which an administrator names by their ids, and what HTTP says of one. */
public final class ServerCredentials {
    private ServerCredentials() {}

    /** The controller's credential of an id. */
    public static Optional<StandardCredentials> find(String id) {
        return CredentialsProvider.lookupCredentialsInItemGroup(StandardCredentials.class, Jenkins.get(), ACL.SYSTEM2)
                .stream()
                .filter(c -> c.getId().equals(id))
                .findFirst();
    }

    /** The {@code Authorization} header of a user name with password, or of a token; empty for every other kind. */
    public static Optional<String> authorization(StandardCredentials credential) {
        if (credential instanceof UsernamePasswordCredentials user) {
            return Optional.of(
                    Authorization.basic(user.getUsername(), user.getPassword().getPlainText()));
        }
        if (credential instanceof StringCredentials token) {
            return Optional.of(Authorization.bearer(token.getSecret().getPlainText()));
        }
        return Optional.empty();
    }
}
