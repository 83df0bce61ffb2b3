package io.jenkins.plugins.mlpipeline.engine.cli;

import io.jenkins.plugins.mlpipeline.engine.registry.oci.OciClient;
import io.jenkins.plugins.mlpipeline.engine.registry.oci.OciCredentials;
import io.jenkins.plugins.mlpipeline.engine.registry.oci.OciServer;
import io.jenkins.plugins.mlpipeline.engine.verification.http.Clients;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How a registry of images is reached; what is secret comes from the environment or from {@code docker login}. */
final class ImageRegistryOptions {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Option(
            names = "--registry-ca",
            paramLabel = "FILE",
            description = "The certificate of the registry's authority (PEM).")
    private Path authority;

    /** A client of a registry, see below. */
    OciClient client(String registry) throws IOException {
        return client(registry, authority);
    }

    /**
     * A client of a registry.
     *
     * @param registry host, with the port where there is one
     * @param authority the certificate of its authority; null for what Java trusts
     */
    static OciClient client(String registry, Path authority) throws IOException {
        HttpClient http =
                (authority == null ? Clients.standard() : Clients.trusting(Files.readString(authority))).build();
        Path home = Path.of(System.getProperty("user.home"));
        OciServer server =
                new OciServer(OciServer.addressOf(registry), OciCredentials.of(System.getenv(), home, registry));
        return new OciClient(server, http, PATIENCE);
    }
}
