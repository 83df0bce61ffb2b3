package io.jenkins.plugins.mlpipeline.engine.registry.oci;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Budget;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.io.TextLimits;
import io.jenkins.plugins.mlpipeline.engine.verification.http.Authorization;
import io.jenkins.plugins.mlpipeline.engine.verification.http.CappedBody;
import io.jenkins.plugins.mlpipeline.engine.verification.http.Exchange;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Says to a registry who asks, as it wants to be told: by the password, or by a token for one repository that it sends for. The
 * password goes to the registry and to where it sends for tokens, both with TLS or on this machine.
 */
final class Login {
    private static final int MOST_BYTES = 1 << 16;
    private static final int SUCCESS = 200;

    private final OciServer server;
    private final Exchange exchange;
    private final Map<String, String> headers = new HashMap<>();

    Login(OciServer server, Exchange exchange) {
        this.server = server;
        this.exchange = exchange;
    }

    /** The header for what is asked of a repository; null while the registry has not asked for one. */
    String header(String scope) {
        return headers.get(scope);
    }

    /**
     * Does as the registry wants.
     *
     * @param scope {@code repository:bank/scorer:pull,push}
     * @param wanted its header {@code WWW-Authenticate}
     * @return whether there is something to say that was not said before
     */
    boolean answer(String scope, String wanted) throws IOException {
        Challenge challenge = Challenge.of(wanted)
                .orElseThrow(() -> new UserError(
                        server + " asks for a login of a kind that is not known here. Basic and tokens (Bearer) are."));
        String header = challenge.realm() == null ? basic() : token(challenge, scope);
        return header != null && !header.equals(headers.put(scope, header));
    }

    private String basic() {
        return server.credentials() == null ? null : server.credentials().basic();
    }

    private String token(Challenge challenge, String scope) throws IOException {
        requireSafe(challenge.realm());
        String query = "scope=" + encoded(scope)
                + (challenge.service() == null ? "" : "&service=" + encoded(challenge.service()));
        URI realm = challenge.realm();
        URI address = URI.create(realm + (realm.getRawQuery() == null ? "?" : "&") + query);
        HttpRequest.Builder request = HttpRequest.newBuilder(address).header("Accept", "application/json");
        if (basic() != null) {
            request.header("Authorization", basic());
        }
        HttpResponse<CappedBody.Read> answer =
                exchange.ask(request.GET().build(), CappedBody.handler(MOST_BYTES), new AtomicLong());
        if (answer.statusCode() != SUCCESS) {
            throw new UserError(server + " does not let this user in (its tokens, status " + answer.statusCode()
                    + "). Check the credentials and what they may do.");
        }
        JsonNode said = Json.lenientTree(answer.body().bytes(), "a token", new Budget(TextLimits.ANSWER))
                .orElse(Json.tree(Map.of()));
        String token = said.path("token").asText(said.path("access_token").asText(""));
        if (token.isEmpty() || token.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new UserError(server + " sends for a token, and what came is none. Check the registry's settings.");
        }
        return Authorization.bearer(token);
    }

    /** Where tokens are made the password goes too. */
    private void requireSafe(URI realm) {
        boolean own = realm.getRawAuthority().equals(server.registry())
                && server.address().getScheme().equals(realm.getScheme());
        if (!own && !"https".equals(realm.getScheme())) {
            throw new UserError(
                    server + " sends for a token over a connection without TLS, where the password could be read. Check"
                            + " the registry's settings.");
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
