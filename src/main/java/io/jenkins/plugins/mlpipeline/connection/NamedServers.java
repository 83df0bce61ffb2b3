package io.jenkins.plugins.mlpipeline.connection;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.ProxyConfiguration;
import io.jenkins.plugins.mlpipeline.config.NamedServer;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import io.jenkins.plugins.mlpipeline.engine.verification.http.Clients;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Optional;

/**
 * Servers that an administrator named: which one a job means, and how it is asked.
 *
 * @param kind what they are, for messages: {@code Prometheus server}
 * @param parameter by which a step says which
 */
record NamedServers(String kind, String parameter) {
    /**
     * The one that is meant.
     *
     * @param name as it is configured; null for the only one
     * @throws UserError when there is none of that name
     */
    <T extends NamedServer<T>> T named(List<T> all, String name) {
        if (all.isEmpty()) {
            throw new UserError("No " + kind + " is configured. An administrator names them, under \"ML Pipeline\" on"
                    + " the system page.");
        }
        List<String> names = all.stream().map(NamedServer::getName).toList();
        if (name == null && all.size() > 1) {
            throw new UserError("There are several " + kind + "s (" + String.join(", ", names) + "); say which ("
                    + parameter + ").");
        }
        return all.stream()
                .filter(s -> name == null || s.getName().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new UserError("There is no " + kind + " \"" + name + "\". " + NearNames.hint(name, names)));
    }

    /** A client that goes through the controller's proxy and trusts what the administrator says. */
    HttpClient client(NamedServer<?> server) {
        HttpClient.Builder through = ProxyConfiguration.newHttpClientBuilder();
        return (server.getCaCertificate() == null
                        ? Clients.careful(through)
                        : Clients.trusting(through, server.getCaCertificate()))
                .build();
    }

    /**
     * The header of the credential that the administrator gave it; empty when it has none.
     *
     * @throws UserError when the credential is gone, or of another kind
     */
    Optional<String> authorization(NamedServer<?> server) {
        String id = server.getCredentialsId();
        if (id == null) {
            return Optional.empty();
        }
        StandardCredentials credential = ServerCredentials.find(id)
                .orElseThrow(() -> new UserError("The credential \"" + id + "\" of the " + kind + " \""
                        + server.getName() + "\" is not among those of this controller."));
        return Optional.of(authorization(
                credential, "The credential \"" + id + "\" of the " + kind + " \"" + server.getName() + "\""));
    }

    /**
     * The header of a credential.
     *
     * @param what the credential, at the beginning of a message
     * @throws UserError when it is of another kind
     */
    static String authorization(StandardCredentials credential, String what) {
        return ServerCredentials.authorization(credential)
                .orElseThrow(
                        () -> new UserError(
                                what
                                        + " is of a kind that it does not take; a user name with password or a secret text is expected."));
    }
}
