package io.jenkins.plugins.mlpipeline.engine.verification;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Answers as Prometheus does, over HTTP, about pods of any name that it seems to scrape every second: for tests that are not
 * about Prometheus.
 */
public final class MadeUpPrometheus implements AutoCloseable {
    private final long began = System.currentTimeMillis();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private volatile int perSecond;
    private volatile int failing;

    /** One on a port; 0 for any. */
    public MadeUpPrometheus(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** How many requests the pods get each second, and how many of them fail. */
    public MadeUpPrometheus traffic(int requests, int bad) {
        perSecond = requests;
        failing = bad;
        return this;
    }

    /** Its address. */
    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The credentials that were sent. */
    public List<String> authorizations() {
        return authorizations;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        String query = URLDecoder.decode(form.substring(6, form.indexOf("&time=")), StandardCharsets.UTF_8);
        boolean bad = query.startsWith("sum(");
        byte[] body = (bad
                        ? "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"parse error\"}"
                        : "{\"status\":\"success\",\"data\":" + data(query) + "}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(bad ? 400 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String data(String query) {
        if (!query.endsWith("]")) {
            return "{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":[1,\"1\"]}]}";
        }
        String good = series("200", perSecond - failing);
        String failed = failing == 0 ? "" : series("500", failing);
        String all = query.contains("code=~\"5..\"") ? failed : failed.isEmpty() ? good : good + "," + failed;
        return "{\"resultType\":\"matrix\",\"result\":[" + all + "]}";
    }

    private String series(String code, int each) {
        StringBuilder values = new StringBuilder();
        long now = System.currentTimeMillis() / 1000;
        for (long t = began / 1000; t <= now; t++) {
            values.append(values.isEmpty() ? "" : ",").append("[" + t + ",\"" + (t - began / 1000) * each + "\"]");
        }
        return "{\"metric\":{\"code\":\"" + code + "\",\"pod\":\"p\",\"namespace\":\"n\"},\"values\":[" + values + "]}";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
