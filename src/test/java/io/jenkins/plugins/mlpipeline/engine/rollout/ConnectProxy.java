package io.jenkins.plugins.mlpipeline.engine.rollout;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** An HTTP proxy that opens tunnels ({@code CONNECT}) and remembers whereto. */
public final class ConnectProxy implements AutoCloseable {
    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    /** The targets, as host and port. */
    public final List<String> tunnels = Collections.synchronizedList(new ArrayList<>());

    public ConnectProxy() throws IOException {
        thread(() -> {
            while (true) {
                Socket client = listening.accept();
                thread(() -> tunnel(client));
            }
        });
    }

    public String address() {
        return "127.0.0.1:" + listening.getLocalPort();
    }

    private void tunnel(Socket client) throws IOException {
        try (client) {
            String target = head(client.getInputStream()).split(" ")[1];
            tunnels.add(target);
            int colon = target.lastIndexOf(':');
            try (Socket server =
                    new Socket(target.substring(0, colon), Integer.parseInt(target.substring(colon + 1)))) {
                client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                thread(() -> copy(server.getInputStream(), client.getOutputStream()));
                copy(client.getInputStream(), server.getOutputStream());
            }
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        return head.toString();
    }

    private static void copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[8192];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            out.write(buffer, 0, n);
            out.flush();
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void thread(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // A closed connection ends its tunnel.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
