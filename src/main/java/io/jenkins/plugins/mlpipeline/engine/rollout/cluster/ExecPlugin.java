package io.jenkins.plugins.mlpipeline.engine.rollout.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.ProgressLine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * The program that a person's kubeconfig names for a credential, such as {@code aws eks get-token}. What it says when it
 * fails is said: without it the server would answer an anonymous user's 403.
 *
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins">the
 *     protocol</a>
 */
final class ExecPlugin {
    private static final int MOST_BYTES = 1 << 20;
    private static final int SECONDS = 60;
    /** A credential that is about to expire is none. */
    private static final int MARGIN_SECONDS = 30;

    private final String who;
    private final JsonNode exec;
    private final Path folder;
    private Credential last;

    /**
     * A credential.
     *
     * @param token a bearer token, or {@code null}
     * @param certificate PEM, or {@code null}
     * @param key PEM, or {@code null}
     * @param expires when, or {@code null}
     */
    record Credential(String token, String certificate, String key, Instant expires) {
        private boolean valid() {
            return expires == null || expires.minusSeconds(MARGIN_SECONDS).isAfter(Instant.now());
        }
    }

    /**
     * A plugin.
     *
     * @param who the user's name in the kubeconfig, with the file, for errors
     * @param exec the kubeconfig's entry
     * @param folder of the kubeconfig, which a relative path begins at
     */
    ExecPlugin(String who, JsonNode exec, Path folder) {
        this.who = who;
        this.exec = exec;
        this.folder = folder;
    }

    /**
     * The credential; the program runs again when the last one is about to expire.
     *
     * @throws UserError when it can't be run, fails, or answers no credential
     */
    synchronized Credential get() {
        if (last == null || !last.valid()) {
            last = run();
        }
        return last;
    }

    private Credential run() {
        Process process;
        try {
            process = builder().start();
            process.getOutputStream().close();
        } catch (IOException e) {
            throw failed("can't be run: " + e.getMessage());
        }
        CompletableFuture<String> out = CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
        CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                throw failed("did not end within " + SECONDS + " s");
            }
            if (process.exitValue() != 0) {
                throw failed("ended with exit code " + process.exitValue() + ": " + said(err.join()));
            }
            return credential(out.join());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("was interrupted");
        } finally {
            process.destroyForcibly();
        }
    }

    private ProcessBuilder builder() {
        String program = exec.path("command").asText();
        List<String> command = new ArrayList<>();
        // A name alone is looked for on the PATH.
        command.add(program.contains("/") ? folder.resolve(program).toString() : program);
        exec.path("args").forEach(arg -> command.add(arg.asText()));
        ProcessBuilder builder = new ProcessBuilder(command);
        exec.path("env")
                .forEach(e -> builder.environment()
                        .put(e.path("name").asText(), e.path("value").asText()));
        ObjectNode info = JsonNodeFactory.instance.objectNode();
        info.put("apiVersion", exec.path("apiVersion").asText()).put("kind", "ExecCredential");
        info.putObject("spec").put("interactive", false);
        builder.environment().put("KUBERNETES_EXEC_INFO", info.toString());
        return builder;
    }

    private Credential credential(String text) {
        JsonNode status;
        try {
            status = Json.parse(text, JsonNode.class, "credential").path("status");
        } catch (UserError notJson) {
            throw failed("answered no ExecCredential");
        }
        String token = status.path("token").asText(null);
        String certificate = status.path("clientCertificateData").asText(null);
        String key = status.path("clientKeyData").asText(null);
        if (token == null && (certificate == null || key == null)) {
            throw failed("answered neither a token nor a certificate with its key");
        }
        return new Credential(
                token, certificate, key, time(status.path("expirationTimestamp").asText()));
    }

    private static Instant time(String text) {
        try {
            return text.isEmpty() ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static String text(InputStream in) {
        try (in) {
            String text = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            in.transferTo(OutputStream.nullOutputStream());
            return text;
        } catch (IOException e) {
            return "";
        }
    }

    private static String said(String text) {
        String line = ProgressLine.shortened(new LogMask(UnaryOperator.identity()).apply(text));
        return line.isEmpty() ? "it said nothing" : line;
    }

    private UserError failed(String what) {
        String hint = exec.path("installHint").asText();
        return new UserError(
                who + ": the credential plugin \"" + exec.path("command").asText() + "\" " + what
                        + (what.endsWith(".") ? "" : ".") + (hint.isBlank() ? "" : " " + ProgressLine.shortened(hint)));
    }
}
