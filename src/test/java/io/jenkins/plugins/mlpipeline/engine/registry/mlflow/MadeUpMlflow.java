package io.jenkins.plugins.mlpipeline.engine.registry.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An MLflow server of the ordinary tests. Answers have the fields and statuses that MLflow 3.17.2 gave (recorded on 2026-11-30); the
 * real server is asked by {@code src/test/field/mlflow.sh}.
 */
public final class MadeUpMlflow implements AutoCloseable {
    /** What a server does in place of answering as it should. */
    @FunctionalInterface
    public interface Fault {
        void answer(HttpExchange exchange) throws IOException;
    }

    private static final String API = "/api/2.0/mlflow/";
    private static final String ARTIFACTS = "/api/2.0/mlflow-artifacts/artifacts";

    /** Files of the store by path. */
    public final Map<String, byte[]> files = new ConcurrentHashMap<>();
    /** Versions by name; a version's number is its position. */
    public final Map<String, List<ObjectNode>> versions = new ConcurrentHashMap<>();
    /** Versions by {@code name@alias}. */
    public final Map<String, String> aliases = new ConcurrentHashMap<>();
    /** Runs by id. */
    public final Map<String, ObjectNode> runs = new ConcurrentHashMap<>();
    /** Logged models by id. */
    public final Map<String, ObjectNode> models = new ConcurrentHashMap<>();
    /** By endpoint, or by the path of a file. */
    public final Map<String, Fault> faults = new ConcurrentHashMap<>();
    /** What was asked: method and endpoint. */
    public final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    /** The header that is asked for; null for none. */
    public String authorization;
    /** The same for whatever writes; null for the same header. */
    public String writer;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    public MadeUpMlflow() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Its address. */
    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Registers a version whose files are in the store already. */
    public void version(String name, String source, String run) {
        List<ObjectNode> all = versions.computeIfAbsent(name, n -> new ArrayList<>());
        ObjectNode version = JsonNodeFactory.instance.objectNode();
        version.put("name", name)
                .put("version", String.valueOf(all.size() + 1))
                .put("current_stage", "None")
                .put("source", source)
                .put("run_id", run)
                .put("status", "READY");
        version.putArray("tags");
        all.add(version);
    }

    /** A tag of a version; null when it has none of that key. */
    public String tag(String name, int version, String key) {
        for (JsonNode tag : versions.get(name).get(version - 1).path("tags")) {
            if (tag.path("key").asText().equals(key)) {
                return tag.path("value").asText();
            }
        }
        return null;
    }

    /** Answers with a status and a text in place of what should come. */
    public static Fault status(int status, String body) {
        return exchange -> send(exchange, status, body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = URLDecoder.decode(exchange.getRequestURI().getRawPath(), StandardCharsets.UTF_8);
            String what = path.startsWith(API) ? path.substring(API.length()) : path.replace(ARTIFACTS + "/", "");
            asked.add(exchange.getRequestMethod() + " " + what);
            byte[] body = exchange.getRequestBody().readAllBytes();
            String given = exchange.getRequestHeaders().getFirst("Authorization");
            boolean reads = writer == null || exchange.getRequestMethod().equals("GET");
            String wanted = reads ? authorization : writer;
            if (wanted != null && !wanted.equals(given) && !(reads && given != null && given.equals(writer))) {
                send(exchange, 401, "You are not authenticated.".getBytes(StandardCharsets.UTF_8));
                return;
            }
            Fault fault = faults.get(exchange.getRequestMethod() + " " + what);
            if (fault != null) {
                fault.answer(exchange);
            } else if (path.startsWith(ARTIFACTS)) {
                artifacts(exchange, path.equals(ARTIFACTS) ? null : what, body);
            } else {
                JsonNode asked = body.length == 0
                        ? query(exchange)
                        : Json.parse(new String(body, StandardCharsets.UTF_8), JsonNode.class, what);
                api(exchange, what, asked);
            }
        }
    }

    private static JsonNode query(HttpExchange exchange) {
        ObjectNode query = JsonNodeFactory.instance.objectNode();
        String raw = exchange.getRequestURI().getRawQuery();
        if (raw != null) {
            for (String pair : raw.split("&")) {
                String[] parts = pair.split("=", 2);
                query.put(decoded(parts[0]), decoded(parts[1]));
            }
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private void artifacts(HttpExchange exchange, String file, byte[] body) throws IOException {
        if (file == null) {
            send(exchange, 200, Json.write(listing(query(exchange).path("path").asText())));
        } else if (exchange.getRequestMethod().equals("PUT")) {
            files.put(file, body);
            send(exchange, 200, "{}");
        } else if (files.containsKey(file)) {
            send(exchange, 200, files.get(file));
        } else {
            missing(exchange, "No such artifact: '" + file + "'");
        }
    }

    private Map<String, Object> listing(String folder) {
        List<Map<String, Object>> entries = new ArrayList<>();
        TreeSet<String> folders = new TreeSet<>();
        new TreeMap<>(files).forEach((path, bytes) -> {
            if (path.startsWith(folder + "/")) {
                String below = path.substring(folder.length() + 1);
                if (below.contains("/")) {
                    folders.add(below.substring(0, below.indexOf('/')));
                } else {
                    entries.add(entry(below, false, bytes.length));
                }
            }
        });
        folders.forEach(name -> entries.add(entry(name, true, 0)));
        return entries.isEmpty() ? Map.of() : Map.of("files", entries);
    }

    private static Map<String, Object> entry(String name, boolean folder, int size) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("path", name);
        entry.put("is_dir", folder);
        entry.put("file_size", size);
        return entry;
    }

    private void api(HttpExchange exchange, String endpoint, JsonNode asked) throws IOException {
        String name = asked.path("name").asText();
        String alias = name + "@" + asked.path("alias").asText();
        switch (endpoint) {
            case "registered-models/search" -> send(exchange, 200, "{}");
            case "registered-models/get" -> {
                if (versions.containsKey(name)) {
                    send(exchange, 200, "{\"registered_model\": {\"name\": \"" + name + "\"}}");
                } else {
                    missing(exchange, "Registered Model with name=" + name + " not found");
                }
            }
            case "registered-models/create" -> {
                versions.put(name, new ArrayList<>());
                send(exchange, 200, "{\"registered_model\": {\"name\": \"" + name + "\"}}");
            }
            case "registered-models/alias" -> {
                if (exchange.getRequestMethod().equals("POST")) {
                    aliases.put(alias, asked.path("version").asText());
                    send(exchange, 200, "{}");
                } else if (aliases.containsKey(alias)) {
                    version(exchange, name, aliases.get(alias));
                } else {
                    // As recorded: an alias that is not there is no 404.
                    send(
                            exchange,
                            400,
                            "{\"error_code\": \"INVALID_PARAMETER_VALUE\", \"message\": \"Registered model alias "
                                    + asked.path("alias").asText() + " not found.\", \"sqlstate\": \"KAM00\"}");
                }
            }
            case "model-versions/get" ->
                version(exchange, name, asked.path("version").asText());
            case "model-versions/get-download-uri" -> {
                String source = node(name, asked.path("version").asText())
                        .path("source")
                        .asText();
                JsonNode model = models.get(source.replace("models:/", ""));
                send(
                        exchange,
                        200,
                        "{\"artifact_uri\": \""
                                + (model == null
                                        ? source
                                        : model.path("artifact_uri").asText()) + "\"}");
            }
            case "model-versions/create" -> {
                version(
                        name,
                        asked.path("source").asText(),
                        asked.path("run_id").asText());
                ObjectNode made = versions.get(name).get(versions.get(name).size() - 1);
                made.set("tags", asked.path("tags"));
                version(exchange, name, made.path("version").asText());
            }
            case "model-versions/set-tag" -> {
                ObjectNode version = node(name, asked.path("version").asText());
                ArrayNode tags = version.withArray("tags");
                for (int i = tags.size() - 1; i >= 0; i--) {
                    if (tags.get(i).path("key").equals(asked.path("key"))) {
                        tags.remove(i);
                    }
                }
                tags.addObject()
                        .put("key", asked.path("key").asText())
                        .put("value", asked.path("value").asText());
                send(exchange, 200, "{}");
            }
            case "model-versions/search" ->
                search(exchange, asked.path("filter").asText());
            case "experiments/get-by-name" -> missing(exchange, "Could not find experiment");
            case "experiments/create" -> send(exchange, 200, "{\"experiment_id\": \"7\"}");
            case "runs/create" -> {
                String id = "run" + (runs.size() + 1);
                run(id);
                send(exchange, 200, Json.write(Map.of("run", runs.get(id))));
            }
            case "runs/get" -> {
                JsonNode run = runs.get(asked.path("run_id").asText());
                if (run == null) {
                    missing(exchange, "Run with id=" + asked.path("run_id").asText() + " not found");
                } else {
                    send(exchange, 200, Json.write(Map.of("run", run)));
                }
            }
            case "runs/update" -> {
                Json.object(runs.get(asked.path("run_id").asText()).path("info"))
                        .put("status", asked.path("status").asText());
                send(exchange, 200, "{}");
            }
            case "runs/log-batch" -> {
                runs.get(asked.path("run_id").asText()).set("metrics", asked.path("metrics"));
                send(exchange, 200, "{}");
            }
            default -> {
                JsonNode model = models.get(endpoint.replace("logged-models/", ""));
                if (model == null) {
                    send(exchange, 404, "<!doctype html>\n<title>404 Not Found</title>");
                } else {
                    send(exchange, 200, Json.write(Map.of("model", Map.of("info", model))));
                }
            }
        }
    }

    /** Makes a run. */
    public ObjectNode run(String id) {
        ObjectNode run = JsonNodeFactory.instance.objectNode();
        run.putObject("info")
                .put("run_id", id)
                .put("status", "RUNNING")
                .put("artifact_uri", "mlflow-artifacts:/7/" + id + "/artifacts");
        runs.put(id, run);
        return run;
    }

    private ObjectNode node(String name, String version) {
        return versions.get(name).get(Integer.parseInt(version) - 1);
    }

    private void version(HttpExchange exchange, String name, String version) throws IOException {
        if (!versions.containsKey(name) || versions.get(name).size() < Integer.parseInt(version)) {
            missing(exchange, "Model Version (name=" + name + ", version=" + version + ") not found");
        } else {
            send(exchange, 200, Json.write(Map.of("model_version", node(name, version))));
        }
    }

    private void search(HttpExchange exchange, String filter) throws IOException {
        String[] words = filter.split("[`']");
        List<ObjectNode> found = new ArrayList<>();
        for (ObjectNode version : versions.getOrDefault(words[1], List.of())) {
            String value = tag(words[1], version.path("version").asInt(), words[3]);
            if (words[5].equals(value)) {
                found.add(0, version);
            }
        }
        send(exchange, 200, found.isEmpty() ? "{}" : Json.write(Map.of("model_versions", found)));
    }

    private static void missing(HttpExchange exchange, String message) throws IOException {
        send(
                exchange,
                404,
                "{\"error_code\": \"RESOURCE_DOES_NOT_EXIST\", \"message\": \"" + message
                        + "\", \"sqlstate\": \"KAM00\", \"error_class\": \"RESOURCE_NOT_FOUND\"}");
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        send(exchange, status, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        if (body.length == 0) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
