package io.jenkins.plugins.mlpipeline.engine.verification.prometheus;

import io.jenkins.plugins.mlpipeline.engine.verification.http.ServerAddress;
import java.net.URI;
import java.util.Map;

/**
 * A Prometheus server, or what answers like one (Thanos, Mimir, VictoriaMetrics).
 *
 * @param name what people call it; stands in records in place of its address
 * @param address before {@code /api/v1/query}, without user and password
 * @param headers sent with each request, credentials among them; never shown
 */
public record PrometheusServer(String name, URI address, Map<String, String> headers) {
    public PrometheusServer {
        headers = Map.copyOf(headers);
    }

    /**
     * An address as it is written.
     *
     * @throws io.jenkins.plugins.mlpipeline.engine.UserError when it is none, or has a password in it
     */
    public static URI address(String written) {
        return ServerAddress.of("Prometheus", "http://prometheus.example:9090", "/api/v1/query", written);
    }

    /** The address of an endpoint of its API. */
    URI endpoint(String path) {
        return ServerAddress.below(address, path);
    }

    @Override
    public String toString() {
        return name;
    }
}
