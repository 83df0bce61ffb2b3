package io.jenkins.plugins.mlpipeline.engine.rollout.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientImpl;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLSocketFactory;
import okhttp3.OkHttpClient;

/**
 * Connections that ask for, and verify, another name than that of the address: a kubeconfig's {@code tls-server-name}. The client
 * has no setting for it, so that the one which it built is changed where it makes its TLS.
 */
final class ServerName implements HttpClient.Factory {
    private final OkHttpClientFactory usual = new OkHttpClientFactory();
    private final String name;

    /** Connections to servers whose certificate has a name. */
    ServerName(String name) {
        this.name = name;
    }

    @Override
    public HttpClient.Builder newBuilder() {
        return usual.newBuilder();
    }

    @Override
    public HttpClient.Builder newBuilder(Config config) {
        HttpClient.Builder builder = usual.newBuilder(config);
        return (HttpClient.Builder) Proxy.newProxyInstance(
                ServerName.class.getClassLoader(),
                new Class<?>[] {HttpClient.Builder.class},
                (proxy, method, arguments) -> {
                    Object answer = called(builder, method, arguments);
                    return answer instanceof OkHttpClientImpl built ? named(built, config) : proxy;
                });
    }

    private static Object called(HttpClient.Builder builder, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(builder, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private HttpClient named(OkHttpClientImpl built, Config config) {
        OkHttpClient client = built.getOkHttpClient();
        HostnameVerifier verifier = client.hostnameVerifier();
        OkHttpClient named = client.newBuilder()
                .sslSocketFactory(
                        new Sockets(client.sslSocketFactory(), name), Objects.requireNonNull(client.x509TrustManager()))
                .hostnameVerifier((host, session) -> verifier.verify(name, session))
                .build();
        return new OkHttpClientImpl(named, usual.newBuilder(config), new AtomicBoolean());
    }

    /** Asks for the name (SNI) in place of the host's. */
    private static final class Sockets extends SSLSocketFactory {
        private final SSLSocketFactory usual;
        private final String name;

        Sockets(SSLSocketFactory usual, String name) {
            this.usual = usual;
            this.name = name;
        }

        @Override
        public Socket createSocket(Socket connected, String host, int port, boolean close) throws IOException {
            return usual.createSocket(connected, name, port, close);
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return usual.getDefaultCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return usual.getSupportedCipherSuites();
        }

        // The client connects first, so that the others are never asked.

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            throw unconnected();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
            throw unconnected();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            throw unconnected();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
            throw unconnected();
        }

        private static IOException unconnected() {
            return new IOException("TLS is put on connected sockets alone");
        }
    }
}
