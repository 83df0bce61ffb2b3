package io.jenkins.plugins.mlpipeline.engine.registry.oci;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.verification.http.ServerAddress;
import java.net.URI;
import java.util.Set;

/**
 * A registry.
 *
 * @param address without a path
 * @param credentials null for none; never shown
 */
public record OciServer(URI address, OciCredentials credentials) {
    private static final Set<String> OWN_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * The address of the registry that a reference names: with TLS, but on this machine, where registries for trials have none.
     *
     * @param registry host, with the port where there is one
     */
    public static URI addressOf(String registry) {
        String host = registry.replaceFirst(":[0-9]{1,5}$", "");
        return URI.create((OWN_MACHINE.contains(host) ? "http://" : "https://") + registry);
    }

    /**
     * An address as an administrator writes it.
     *
     * @throws UserError when it is none, has a path, or leads over a network without TLS
     */
    public static URI address(String written) {
        URI address = ServerAddress.of("the registry", "https://registry.example", "/v2/", written);
        if (!address.getRawPath().isEmpty() && !"/".equals(address.getRawPath())) {
            throw new UserError(
                    "The address of the registry has the path " + address.getRawPath()
                            + ". Write what stands before /v2/, as in https://registry.example; repositories are named by images.");
        }
        URI bare = URI.create(address.getScheme() + "://" + address.getRawAuthority());
        if ("http".equals(bare.getScheme()) && !OWN_MACHINE.contains(bare.getHost())) {
            throw new UserError(
                    "The address of the registry has no TLS (http://), so that passwords could be read on their way."
                            + " Write https://.");
        }
        return bare;
    }

    /** The host, with the port where there is one, as references name it. */
    public String registry() {
        return address.getRawAuthority();
    }

    @Override
    public String toString() {
        return "the registry " + registry();
    }
}
