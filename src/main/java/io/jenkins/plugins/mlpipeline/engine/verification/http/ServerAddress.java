package io.jenkins.plugins.mlpipeline.engine.verification.http;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.net.URI;
import java.net.URISyntaxException;

/** The address of a server as people write it, before the paths of its API. */
public final class ServerAddress {
    private ServerAddress() {}

    /**
     * An address.
     *
     * @param server whose it is, for messages: {@code Prometheus}
     * @param example how one is written
     * @param api what its API's paths begin with
     * @throws UserError when it is none, or has a password in it
     */
    public static URI of(String server, String example, String api, String written) {
        URI address;
        try {
            address = new URI(written.strip());
        } catch (URISyntaxException e) {
            throw new UserError("The address of " + server + " is not understood: " + e.getReason() + ". Write it as "
                    + example + ".");
        }
        String scheme = address.getScheme();
        if (address.getHost() == null || !"http".equals(scheme) && !"https".equals(scheme)) {
            throw new UserError("The address of " + server + " is not understood. Write it as " + example + ".");
        }
        if (address.getRawUserInfo() != null) {
            throw new UserError(
                    "The address of " + server + " holds a user or a password; give it by credentials instead.");
        }
        if (address.getRawQuery() != null || address.getRawFragment() != null) {
            throw new UserError(
                    "The address of " + server + " has a \"?\" or \"#\"; write what stands before " + api + ".");
        }
        return address;
    }

    /**
     * The address of something below another.
     *
     * @param path with its slash, encoded
     */
    public static URI below(URI address, String path) {
        String base = address.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }
}
