package io.jenkins.plugins.mlpipeline.engine.verification.prometheus;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.net.URI;
import java.net.URISyntaxException;
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
     * @throws UserError when it is none, or has a password in it
     */
    public static URI address(String written) {
        URI address;
        try {
            address = new URI(written.strip());
        } catch (URISyntaxException e) {
            throw new UserError("The address of Prometheus is not understood: " + e.getReason()
                    + ". Write it as http://prometheus.example:9090.");
        }
        String scheme = address.getScheme();
        if (address.getHost() == null || !"http".equals(scheme) && !"https".equals(scheme)) {
            throw new UserError(
                    "The address of Prometheus is not understood. Write it as http://prometheus.example:9090.");
        }
        if (address.getRawUserInfo() != null) {
            throw new UserError(
                    "The address of Prometheus holds a user or a password; give it by credentials instead.");
        }
        if (address.getRawQuery() != null || address.getRawFragment() != null) {
            throw new UserError(
                    "The address of Prometheus has a \"?\" or \"#\"; write what stands before " + "/api/v1/query.");
        }
        return address;
    }

    /** The address of an endpoint of its API. */
    URI endpoint(String path) {
        String base = address.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }

    @Override
    public String toString() {
        return name;
    }
}
