package io.jenkins.plugins.mlpipeline.connection;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP proxy that tunnels, and asks for a name and a password where it has been given some; it remembers where it led. */
final class Tunnels implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> opened = new CopyOnWriteArrayList<>();
    private final String credentials;

    /** @param credentials in Base64, as the header has them; null where none are asked for */
    Tunnels(String credentials) throws IOException {
        this.credentials = credentials;
        threads.execute(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Hosts and ports to which there was a tunnel. */
    List<String> opened() {
        return opened;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                threads.execute(() -> tunnel(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void tunnel(Socket client) {
        try (client) {
            String head = head(client.getInputStream());
            String[] first = head.lines().findFirst().orElseThrow().split(" ");
            if (!first[0].equals("CONNECT")) {
                throw new IOException("no tunnel: " + first[0]);
            }
            String where = first[1];
            OutputStream answer = client.getOutputStream();
            if (credentials != null
                    && !head.toLowerCase(Locale.ROOT)
                            .contains("proxy-authorization: basic " + credentials.toLowerCase(Locale.ROOT))) {
                answer.write(ascii("HTTP/1.1 407 Proxy Authentication Required\r\n"
                        + "Proxy-Authenticate: Basic realm=\"test\"\r\nContent-Length: 0\r\n\r\n"));
                answer.flush();
                return;
            }
            int colon = where.lastIndexOf(':');
            try (Socket far = new Socket(where.substring(0, colon), Integer.parseInt(where.substring(colon + 1)))) {
                opened.add(where);
                answer.write(ascii("HTTP/1.1 200 OK\r\n\r\n"));
                answer.flush();
                threads.execute(() -> copy(far, client));
                client.getInputStream().transferTo(far.getOutputStream());
            }
        } catch (IOException e) {
            // One side has closed, which is how tunnels end.
        }
    }

    private static void copy(Socket from, Socket to) {
        try (to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // As above.
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}
