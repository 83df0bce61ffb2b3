package io.jenkins.plugins.mlpipeline.engine.cli;

import io.jenkins.plugins.mlpipeline.engine.verification.http.Authorization;
import io.jenkins.plugins.mlpipeline.engine.verification.http.Clients;
import io.jenkins.plugins.mlpipeline.engine.verification.prometheus.PrometheusClient;
import io.jenkins.plugins.mlpipeline.engine.verification.prometheus.PrometheusServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which Prometheus; what is secret comes from the environment. */
final class PrometheusOptions {
    /** Holds a bearer token. */
    static final String TOKEN = "ML_PIPELINE_PROMETHEUS_TOKEN";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Option(
            names = "--prometheus",
            paramLabel = "URL",
            description = "The server that scrapes the pods, for example http://prometheus.example:9090; a bearer token"
                    + " is taken from " + TOKEN + ".",
            order = 2)
    private String address;

    @Option(
            names = "--prometheus-ca",
            paramLabel = "FILE",
            description = "The certificate of its authority (PEM).",
            order = 52)
    private Path authority;

    @Option(
            names = "--prometheus-tenant",
            paramLabel = "NAME",
            description = "Sent as X-Scope-OrgID, which Mimir and others need.",
            order = 53)
    private String tenant;

    /** Whether one was named. */
    boolean given() {
        return address != null;
    }

    PrometheusClient open() throws IOException {
        PrometheusServer server = new PrometheusServer(
                "Prometheus at " + address.strip(), PrometheusServer.address(address), headers(System.getenv(TOKEN)));
        HttpClient http =
                (authority == null ? Clients.standard() : Clients.trusting(Files.readString(authority))).build();
        return new PrometheusClient(server, http, PATIENCE);
    }

    private Map<String, String> headers(String token) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (token != null && !token.isBlank()) {
            headers.put(Authorization.HEADER, Authorization.bearer(token.strip()));
        }
        if (tenant != null) {
            headers.put("X-Scope-OrgID", tenant);
        }
        return headers;
    }
}
