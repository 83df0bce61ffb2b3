package io.jenkins.plugins.mlpipeline.engine.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A server that answers rows by a function, or with what it is told. */
public final class ServedModel implements AutoCloseable {
    private final List<JsonNode> asked = new CopyOnWriteArrayList<>();
    private final List<String> headers = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final Function<JsonNode, Object> model;
    private volatile int status = 200;
    private volatile int refusals;
    private volatile int busyMillis;

    /** A server that answers rows by this function; a text is sent as it is. */
    public ServedModel(Function<JsonNode, Object> model) throws IOException {
        this.model = model;
        // Else each answer on a kept connection waits 40 ms for the acknowledgement of its head.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** From now on it answers with this status. */
    public ServedModel status(int other) {
        status = other;
        return this;
    }

    /** The first requests are answered with 503. */
    public ServedModel busy(int times) {
        refusals = times;
        return this;
    }

    /** It answers one after the other, and each answer takes so many milliseconds. */
    public ServedModel oneAtATime(int millis) {
        busyMillis = millis;
        return this;
    }

    private synchronized void work() {
        try {
            TimeUnit.MILLISECONDS.sleep(busyMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Where it takes rows. */
    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v2/models/fraud/infer";
    }

    /** The bodies that came. */
    public List<JsonNode> asked() {
        return asked;
    }

    /** The marks that came with them. */
    public List<String> headers() {
        return headers;
    }

    private void answer(HttpExchange exchange) throws IOException {
        JsonNode body = Json.parse(
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8), JsonNode.class, "body");
        asked.add(body);
        headers.add(exchange.getRequestHeaders().getFirst("X-ML-Pipeline-Verify"));
        if (busyMillis > 0) {
            work();
        }
        int code = refusals-- > 0 ? 503 : status;
        Object said = code == 200 ? model.apply(body) : "{\"error\": \"broken\"}";
        byte[] bytes = (said instanceof String text ? text : Json.write(said)).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
