package io.jenkins.plugins.mlpipeline.alerts;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.UnprotectedRootAction;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.alert.AlertReader;
import io.jenkins.plugins.mlpipeline.engine.text.PlainText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.verb.POST;

/**
 * Takes messages of Alertmanager, at {@code ml-alerts/alertmanager}. Whoever has the secret may start what the administrator's
 * table leads to, and nothing else. Before the secret is known, nothing of the message is read.
 */
@Extension
public final class AlertEndpoint implements UnprotectedRootAction {
    private static final Logger LOGGER = Logger.getLogger(AlertEndpoint.class.getName());
    private static final int MOST_PER_MINUTE = 120;

    private long minute;
    private int taken;

    @Override
    public String getIconFileName() {
        return null;
    }

    @Override
    public String getDisplayName() {
        return null;
    }

    @Override
    public String getUrlName() {
        return AlertAddress.URL;
    }

    /** Takes one message. */
    @POST
    public void doAlertmanager(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        Optional<AlertSecret> secret = AlertSecret.configured();
        if (secret.isEmpty() || !AlertAddress.isOf(request)) {
            answer(response, StaplerResponse2.SC_NOT_FOUND, "Alerts are not taken here.");
            return;
        }
        if (!secret.get().isIn(request.getHeader("Authorization"))) {
            LOGGER.log(Level.FINE, "an alert message without the secret came from {0}", request.getRemoteAddr());
            answer(response, StaplerResponse2.SC_UNAUTHORIZED, "The secret is missing, or is another one.");
            return;
        }
        if (!mayCome()) {
            response.setHeader("Retry-After", "60");
            answer(
                    response,
                    429,
                    "More than " + MOST_PER_MINUTE + " messages came within a minute; send this one again later.");
            return;
        }
        String type = request.getContentType();
        if (type == null || !type.toLowerCase(Locale.ROOT).matches("application/json\\s*(;.*)?")) {
            answer(response, StaplerResponse2.SC_UNSUPPORTED_MEDIA_TYPE, "application/json is expected.");
            return;
        }
        take(request, response);
    }

    private static void take(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        byte[] body = body(request);
        if (body.length > AlertReader.MOST_BYTES) {
            answer(
                    response,
                    StaplerResponse2.SC_REQUEST_ENTITY_TOO_LARGE,
                    "The message is larger than " + AlertReader.MOST_BYTES + " bytes.");
            return;
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            String said = ExtensionList.lookupSingleton(IncidentResponses.class).to(AlertReader.read(text));
            answer(response, StaplerResponse2.SC_OK, said);
        } catch (UserError e) {
            answer(response, StaplerResponse2.SC_BAD_REQUEST, PlainText.line(e.getMessage()));
        } catch (CharacterCodingException e) {
            answer(response, StaplerResponse2.SC_BAD_REQUEST, "The message is not UTF-8.");
        }
    }

    /** The body, or one byte more than may be. */
    private static byte[] body(StaplerRequest2 request) throws IOException {
        if (request.getContentLengthLong() > AlertReader.MOST_BYTES) {
            return new byte[AlertReader.MOST_BYTES + 1];
        }
        try (InputStream in = request.getInputStream()) {
            return in.readNBytes(AlertReader.MOST_BYTES + 1);
        }
    }

    private synchronized boolean mayCome() {
        long now = TimeUnit.NANOSECONDS.toMinutes(System.nanoTime());
        if (now != minute) {
            minute = now;
            taken = 0;
        }
        taken++;
        return taken <= MOST_PER_MINUTE;
    }

    /** Always plain text that no browser takes for anything else: a message may be a stranger's. */
    private static void answer(StaplerResponse2 response, int status, String sentence) throws IOException {
        response.setStatus(status);
        response.setContentType("text/plain;charset=UTF-8");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'");
        response.getWriter().println(sentence);
    }
}
