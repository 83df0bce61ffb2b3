package io.jenkins.plugins.mlpipeline.engine.verification.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What the header {@code Authorization} says of who asks (RFC 7617, RFC 6750). */
public final class Authorization {
    /** The header's name. */
    public static final String HEADER = "Authorization";

    private Authorization() {}

    /** A user and a password. */
    public static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** A token. */
    public static String bearer(String token) {
        return "Bearer " + token;
    }
}
