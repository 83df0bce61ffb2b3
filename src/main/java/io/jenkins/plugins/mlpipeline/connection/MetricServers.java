package io.jenkins.plugins.mlpipeline.connection;

import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.config.PrometheusConnection;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.verification.prometheus.Prometheus;
import io.jenkins.plugins.mlpipeline.engine.verification.prometheus.PrometheusClient;
import io.jenkins.plugins.mlpipeline.engine.verification.prometheus.PrometheusServer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Connections to the Prometheus servers that an administrator named. */
public final class MetricServers {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final NamedServers SERVERS = new NamedServers("Prometheus server", "prometheus");

    private MetricServers() {}

    /**
     * Opens one.
     *
     * @param name as it is configured; null for the only one
     * @throws UserError when there is none of that name, or its credentials are gone
     */
    public static Prometheus open(String name) {
        PrometheusConnection server =
                SERVERS.named(MlPipelineConfiguration.get().getPrometheusServers(), name);
        return new PrometheusClient(
                new PrometheusServer(server.getName(), server.address(), headers(server)),
                SERVERS.client(server),
                PATIENCE);
    }

    private static Map<String, String> headers(PrometheusConnection server) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (server.getTenant() != null) {
            headers.put("X-Scope-OrgID", server.getTenant());
        }
        SERVERS.authorization(server).ifPresent(header -> headers.put("Authorization", header));
        return headers;
    }
}
