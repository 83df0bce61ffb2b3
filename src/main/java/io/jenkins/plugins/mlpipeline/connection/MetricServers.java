package io.jenkins.plugins.mlpipeline.connection;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.UsernamePasswordCredentials;
import hudson.ProxyConfiguration;
import hudson.security.ACL;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.config.PrometheusConnection;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import io.jenkins.plugins.mlpipeline.engine.verification.http.Clients;
import io.jenkins.plugins.mlpipeline.engine.verification.prometheus.Prometheus;
import io.jenkins.plugins.mlpipeline.engine.verification.prometheus.PrometheusClient;
import io.jenkins.plugins.mlpipeline.engine.verification.prometheus.PrometheusServer;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/** Connections to the Prometheus servers that an administrator named. */
public final class MetricServers {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private MetricServers() {}

    /**
     * Opens one.
     *
     * @param name as it is configured; null for the only one
     * @throws UserError when there is none of that name, or its credentials are gone
     */
    public static Prometheus open(String name) {
        PrometheusConnection server = named(name);
        HttpClient.Builder through = ProxyConfiguration.newHttpClientBuilder();
        HttpClient http = (server.getCaCertificate() == null
                        ? Clients.careful(through)
                        : Clients.trusting(through, server.getCaCertificate()))
                .build();
        return new PrometheusClient(
                new PrometheusServer(server.getName(), PrometheusServer.address(server.getUrl()), headers(server)),
                http,
                PATIENCE);
    }

    private static PrometheusConnection named(String name) {
        List<PrometheusConnection> all = MlPipelineConfiguration.get().getPrometheusServers();
        if (all.isEmpty()) {
            throw new UserError(
                    "No Prometheus server is configured. An administrator names them, under \"ML Pipeline\" on"
                            + " the system page.");
        }
        List<String> names = all.stream().map(PrometheusConnection::getName).toList();
        if (name == null && all.size() > 1) {
            throw new UserError(
                    "There are several Prometheus servers (" + String.join(", ", names) + "); say which (prometheus).");
        }
        return all.stream()
                .filter(s -> name == null || s.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new UserError(
                        "There is no Prometheus server \"" + name + "\". " + NearNames.hint(name, names)));
    }

    private static Map<String, String> headers(PrometheusConnection server) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (server.getTenant() != null) {
            headers.put("X-Scope-OrgID", server.getTenant());
        }
        String id = server.getCredentialsId();
        if (id == null) {
            return headers;
        }
        StandardCredentials credential =
                CredentialsProvider.lookupCredentialsInItemGroup(StandardCredentials.class, Jenkins.get(), ACL.SYSTEM2)
                        .stream()
                        .filter(c -> c.getId().equals(id))
                        .findFirst()
                        .orElseThrow(() -> new UserError("The credential \"" + id + "\" of the Prometheus server \""
                                + server.getName() + "\" is not among those of this controller."));
        headers.put("Authorization", authorization(credential, server));
        return headers;
    }

    private static String authorization(StandardCredentials credential, PrometheusConnection server) {
        if (credential instanceof UsernamePasswordCredentials user) {
            String pair = user.getUsername() + ":" + user.getPassword().getPlainText();
            return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        }
        if (credential instanceof StringCredentials token) {
            return "Bearer " + token.getSecret().getPlainText();
        }
        throw new UserError(
                "The credential \"" + credential.getId() + "\" of the Prometheus server \"" + server.getName()
                        + "\" is of a kind that it does not take; a user name with password or a secret text is expected.");
    }
}
