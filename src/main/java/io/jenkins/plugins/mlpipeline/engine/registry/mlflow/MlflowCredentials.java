package io.jenkins.plugins.mlpipeline.engine.registry.mlflow;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.verification.http.Authorization;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Who asks a server: by MLflow's own variables, or by a file of the form of its {@code ~/.mlflow/credentials}. */
public final class MlflowCredentials {
    private static final String USER = "MLFLOW_TRACKING_USERNAME";
    private static final String PASSWORD = "MLFLOW_TRACKING_PASSWORD";
    private static final String TOKEN = "MLFLOW_TRACKING_TOKEN";
    private static final int MOST_BYTES = 1 << 16;

    private MlflowCredentials() {}

    /**
     * The header to send.
     *
     * @param variables of the process; {@link #USER} and {@link #PASSWORD}, else {@link #TOKEN}
     * @return null for none
     * @throws UserError when half of them is missing, or a header can't hold them
     */
    public static String header(Map<String, String> variables) {
        String user = value(variables, USER);
        String password = value(variables, PASSWORD);
        String token = value(variables, TOKEN);
        if ((user == null) != (password == null)) {
            throw new UserError((user == null ? PASSWORD : USER) + " is given without "
                    + (user == null ? USER : PASSWORD) + ". Give both, or " + TOKEN + ".");
        }
        if (user != null) {
            return Authorization.basic(user, password);
        }
        if (token != null && token.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new UserError(TOKEN + " has a character in it that a token can't have.");
        }
        return token == null ? null : Authorization.bearer(token);
    }

    /**
     * The header that a file says.
     *
     * @param file with lines such as {@code mlflow_tracking_username = jenkins}
     * @throws UserError when there is none, or it says nothing of this
     */
    public static String header(Path file) throws IOException {
        Map<String, String> read = new TreeMap<>();
        for (String line : text(file).split("\\R")) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                read.put(
                        line.substring(0, equals).strip().toUpperCase(Locale.ROOT),
                        line.substring(equals + 1).strip());
            }
        }
        String header = header(read);
        if (header == null) {
            throw new UserError(
                    file + ": has no line mlflow_tracking_username = ... with mlflow_tracking_password = ...,"
                            + " and none mlflow_tracking_token = ... Write one of them.");
        }
        return header;
    }

    private static String text(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new UserError(file + ": there is no such file.", e);
        }
    }

    private static String value(Map<String, String> variables, String name) {
        String value = variables.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }
}
