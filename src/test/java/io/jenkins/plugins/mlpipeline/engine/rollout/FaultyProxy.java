package io.jenkins.plugins.mlpipeline.engine.rollout;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Stands between a client and the real API server, and does to requests what networks and busy servers do. */
final class FaultyProxy implements AutoCloseable {
    /** What happens to a request. */
    enum Fault {
        /** Nothing bad. */
        NONE,
        /** The server gets and does it, and the answer is lost. */
        LOSE_ANSWER,
        /** The connection breaks before the server gets it. */
        LOSE_REQUEST,
        /** 429, later. */
        TOO_MANY,
        /** 503. */
        UNAVAILABLE
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final OkHttpClient upstream;
    private final String target;
    private final BiFunction<String, String, Fault> faults;
    final List<String> forwarded = Collections.synchronizedList(new ArrayList<>());

    /**
     * Starts it.
     *
     * @param faults from method and URI to what happens
     */
    FaultyProxy(String target, OkHttpClient upstream, BiFunction<String, String, Fault> faults) throws IOException {
        this.target = target;
        this.upstream = upstream;
        this.faults = faults;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        String uri = exchange.getRequestURI().toString();
        byte[] body = exchange.getRequestBody().readAllBytes();
        Fault fault = faults.apply(method, uri);
        if (fault == Fault.TOO_MANY || fault == Fault.UNAVAILABLE) {
            answer(exchange, fault == Fault.TOO_MANY ? 429 : 503);
            return;
        }
        if (fault == Fault.LOSE_REQUEST) {
            exchange.close();
            return;
        }
        forwarded.add(method + " " + uri);
        Request.Builder request = new Request.Builder().url(target + uri);
        for (String name : List.of("Authorization", "Accept", "Content-Type")) {
            String value = exchange.getRequestHeaders().getFirst(name);
            if (value != null) {
                request.header(name, value);
            }
        }
        request.method(method, method.equals("GET") ? null : RequestBody.create(body));
        try (Response response = upstream.newCall(request.build()).execute()) {
            if (fault == Fault.LOSE_ANSWER) {
                exchange.close();
                return;
            }
            String type = response.header("Content-Type");
            exchange.getResponseHeaders().set("Content-Type", type == null ? "application/json" : type);
            exchange.sendResponseHeaders(response.code(), 0);
            copy(response.body().byteStream(), exchange.getResponseBody());
        } finally {
            exchange.close();
        }
    }

    /** Flushes after each part, so that a watch's events come through. */
    private static void copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[8192];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            out.write(buffer, 0, n);
            out.flush();
        }
    }

    private static void answer(HttpExchange exchange, int code) throws IOException {
        byte[] status = ("{\"kind\":\"Status\",\"code\":" + code + ",\"message\":\"busy\",\"reason\":\"Busy\"}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(code, status.length);
        exchange.getResponseBody().write(status);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
