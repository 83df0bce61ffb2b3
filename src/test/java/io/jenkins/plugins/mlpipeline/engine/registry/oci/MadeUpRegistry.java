package io.jenkins.plugins.mlpipeline.engine.registry.oci;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A registry of the ordinary tests: answers have the statuses and headers that the distribution project's registry 3.0.0 gave; the
 * real one is asked by {@code src/test/field/attestation.sh}.
 */
public final class MadeUpRegistry implements AutoCloseable {
    /** What the registry does in place of answering as it should. */
    @FunctionalInterface
    public interface Fault {
        void answer(HttpExchange exchange) throws IOException;
    }

    /** Manifests by {@code repository:tag} and {@code repository@digest}. */
    public final Map<String, byte[]> manifests = new ConcurrentHashMap<>();
    /** Blobs by digest. */
    public final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
    /** By method and path. */
    public final Map<String, Fault> faults = new ConcurrentHashMap<>();
    /** What was asked: method and path. */
    public final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    /** The header of who may read and write; null for anybody. */
    public String writer;
    /** The header of who may read only. */
    public String reader;
    /** Whether passwords are exchanged for tokens. */
    public boolean tokens;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private int number;

    public MadeUpRegistry() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Its name in references. */
    public String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Puts an image there, and says its digest. */
    public String image(String repository) {
        byte[] manifest = ("{\"schemaVersion\": 2, \"of\": \"" + repository + "\"}").getBytes(StandardCharsets.UTF_8);
        String digest = Digest.ofBytes(manifest);
        manifests.put(repository + "@" + digest, manifest);
        return digest;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String method = exchange.getRequestMethod();
            asked.add(method + " " + path);
            Fault fault = faults.get(method + " " + path);
            if (fault != null) {
                fault.answer(exchange);
            } else if (path.equals("/token")) {
                token(exchange);
            } else if (permitted(exchange)) {
                serve(exchange, method, path);
            }
        }
    }

    private boolean permitted(HttpExchange exchange) throws IOException {
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        boolean writes = !exchange.getRequestMethod().equals("GET");
        if (writer == null || known(given, writer, true) || !writes && reader != null && known(given, reader, false)) {
            return true;
        }
        if (reader != null && known(given, reader, false)) {
            say(exchange, 403, "{\"errors\": [{\"code\": \"DENIED\"}]}");
            return false;
        }
        exchange.getResponseHeaders()
                .set(
                        "WWW-Authenticate",
                        tokens
                                ? "Bearer realm=\"http://" + host() + "/token\",service=\"made-up\",scope=\"x\""
                                : "Basic realm=\"made-up\"");
        say(exchange, 401, "{\"errors\": [{\"code\": \"UNAUTHORIZED\", \"message\": \"authentication required\"}]}");
        return false;
    }

    private boolean known(String given, String header, boolean writes) {
        return tokens ? ("Bearer " + tokenOf(header, writes)).equals(given) : header.equals(given);
    }

    private static String tokenOf(String header, boolean writes) {
        return Digest.hex(Digest.ofText(header + writes));
    }

    private void token(HttpExchange exchange) throws IOException {
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        boolean writes = writer.equals(given);
        if (!writes && !given.equals(reader)) {
            say(exchange, 401, "{}");
            return;
        }
        say(exchange, 200, "{\"token\": \"" + tokenOf(given, writes) + "\"}");
    }

    private void serve(HttpExchange exchange, String method, String path) throws IOException {
        if (path.equals("/v2/")) {
            say(exchange, 200, "{}");
            return;
        }
        int manifest = path.indexOf("/manifests/");
        String repository = path.substring("/v2/".length(), manifest < 0 ? path.indexOf("/blobs/") : manifest);
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (manifest >= 0) {
            String reference = path.substring(manifest + "/manifests/".length());
            String name = repository + (Digest.isDigest(reference) ? "@" : ":") + reference;
            if (method.equals("PUT")) {
                manifests.put(name, body);
                say(exchange, 201, "");
            } else if (manifests.containsKey(name)) {
                say(exchange, 200, new String(manifests.get(name), StandardCharsets.UTF_8));
            } else {
                say(
                        exchange,
                        404,
                        "{\"errors\": [{\"code\": \"MANIFEST_UNKNOWN\", \"message\": \"manifest unknown\"}]}");
            }
        } else if (method.equals("GET")) {
            blob(exchange, blobs.get(path.substring(path.indexOf("/blobs/") + "/blobs/".length())));
        } else if (method.equals("POST")) {
            exchange.getResponseHeaders().set("Location", path + number++ + "?_state=a%2Bb");
            say(exchange, 202, "");
        } else {
            put(exchange, body);
        }
    }

    private static void blob(HttpExchange exchange, byte[] bytes) throws IOException {
        exchange.sendResponseHeaders(bytes == null ? 404 : 200, bytes == null ? -1 : bytes.length);
        if (bytes != null) {
            exchange.getResponseBody().write(bytes);
        }
    }

    /**
     * Puts files there, as {@code oras push} does.
     *
     * @return the manifest's digest
     */
    public String artefact(String repository, String tag, Map<String, byte[]> files) {
        ObjectNode manifest = JsonNodeFactory.instance.objectNode();
        manifest.put("schemaVersion", 2).put("artifactType", "application/vnd.unknown.artifact.v1");
        ArrayNode layers = manifest.putArray("layers");
        files.forEach((name, bytes) -> {
            blobs.put(Digest.ofBytes(bytes), bytes);
            layers.addObject()
                    .put("digest", Digest.ofBytes(bytes))
                    .put("size", bytes.length)
                    .putObject("annotations")
                    .put("org.opencontainers.image.title", name);
        });
        return artefact(repository, tag, manifest);
    }

    /** Puts a manifest there, and says its digest. */
    public String artefact(String repository, String tag, ObjectNode manifest) {
        byte[] bytes = manifest.toString().getBytes(StandardCharsets.UTF_8);
        manifests.put(repository + ":" + tag, bytes);
        manifests.put(repository + "@" + Digest.ofBytes(bytes), bytes);
        return Digest.ofBytes(bytes);
    }

    private void put(HttpExchange exchange, byte[] body) throws IOException {
        Map<String, String> query = new HashMap<>();
        for (String pair :
                URI.create(exchange.getRequestURI().toString()).getQuery().split("&")) {
            query.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        boolean right = Digest.ofBytes(body).equals(query.get("digest")) && "a+b".equals(query.get("_state"));
        if (right) {
            blobs.put(query.get("digest"), body);
        }
        say(
                exchange,
                right ? 201 : 400,
                right ? "" : "{\"errors\": [{\"code\": \"DIGEST_INVALID\", \"message\": \"no\"}]}");
    }

    /** Ends an answer. */
    public static void say(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
