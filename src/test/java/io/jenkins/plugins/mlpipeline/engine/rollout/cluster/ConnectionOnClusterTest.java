package io.jenkins.plugins.mlpipeline.engine.rollout.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.mlpipeline.engine.rollout.Cluster;
import io.jenkins.plugins.mlpipeline.engine.rollout.ConnectProxy;
import io.jenkins.plugins.mlpipeline.engine.rollout.ControlPlane;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Manifests;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a person's kubeconfig says of the connection, against a real API server. */
@Tag("kubernetes")
@ExtendWith(ControlPlane.class)
class ConnectionOnClusterTest {
    @TempDir
    private Path folder;

    private static ObjectNode part(JsonNode kubeconfig, String list, String part) {
        return (ObjectNode) kubeconfig.path(list).path(0).path(part);
    }

    private Path changed(Cluster cluster, Consumer<JsonNode> change) throws IOException {
        JsonNode kubeconfig = Manifests.plain("kubeconfig", Files.readString(cluster.kubeconfig()));
        change.accept(kubeconfig);
        return Files.writeString(folder.resolve("config"), kubeconfig.toString());
    }

    private static String version(Path kubeconfig, Map<String, String> environment) throws IOException {
        try (KubernetesClient client =
                Kubeconfig.read(kubeconfig, List.of(kubeconfig), environment).client(null)) {
            return new KubeApi(client).get("/version", Map.of()).path("major").asText();
        }
    }

    private static String forbidden(Path kubeconfig) throws IOException {
        try (KubernetesClient client =
                Kubeconfig.read(kubeconfig, List.of(kubeconfig), Map.of()).client(null)) {
            return new KubeApi(client)
                    .get("/api/v1/namespaces/default", Map.of())
                    .path("kind")
                    .asText();
        }
    }

    @Test
    void theServerNeedHaveOnlyTheNameThatItIsSaidToHave(Cluster cluster) throws IOException {
        Path named = changed(cluster, k -> part(k, "clusters", "cluster").put("tls-server-name", "localhost"));
        assertThat(version(named, Map.of())).isEqualTo("1");
    }

    @Test
    void anotherNameIsRefused(Cluster cluster) throws IOException {
        Path named = changed(cluster, k -> part(k, "clusters", "cluster").put("tls-server-name", "k8s.example"));
        assertThatThrownBy(() -> version(named, Map.of()))
                .isInstanceOf(ApiError.class)
                .hasMessageContaining("can't be reached: Hostname 127.0.0.1 not verified");
    }

    @Test
    void theNameIsWhatTheServerIsAskedFor() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> hello = CompletableFuture.supplyAsync(() -> {
                try (Socket connected = server.accept()) {
                    byte[] bytes = new byte[16384];
                    return new String(bytes, 0, connected.getInputStream().read(bytes), StandardCharsets.ISO_8859_1);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            Path file = Files.writeString(folder.resolve("config"), """
                    {current-context: x, contexts: [{name: x, context: {cluster: c, user: u}}],
                     clusters: [{name: c, cluster: {server: 'https://localhost:%d', tls-server-name: k8s.internal}}],
                     users: [{name: u, user: {token: t}}]}
                    """.formatted(server.getLocalPort()));
            assertThatThrownBy(() -> version(file, Map.of())).isInstanceOf(ApiError.class);
            assertThat(hello.get()).contains("k8s.internal").doesNotContain("localhost");
        }
    }

    @Test
    void theProxyOfTheEntryIsTaken(Cluster cluster) throws IOException {
        try (ConnectProxy proxy = new ConnectProxy()) {
            Path file = changed(
                    cluster,
                    k -> part(k, "clusters", "cluster")
                            .put("proxy-url", "http://" + proxy.address())
                            .put("tls-server-name", "localhost"));
            assertThat(version(file, Map.of())).isEqualTo("1");
            assertThat(proxy.tunnels).hasSize(1).allMatch(t -> t.startsWith("127.0.0.1:"));
        }
    }

    @Test
    void theProxyOfTheEnvironmentIsTakenWithAFileThatIsNamed(Cluster cluster) throws IOException {
        try (ConnectProxy proxy = new ConnectProxy()) {
            String address = proxy.address();
            assertThat(version(cluster.kubeconfig(), Map.of("HTTPS_PROXY", address)))
                    .isEqualTo("1");
            assertThat(proxy.tunnels).hasSize(1);
            assertThat(version(cluster.kubeconfig(), Map.of("https_proxy", address, "NO_PROXY", "127.0.0.1")))
                    .isEqualTo("1");
            assertThat(proxy.tunnels).as("it is excepted").hasSize(1);
        }
    }

    @Test
    void aTokenFileAndAPluginIdentify(Cluster cluster) throws IOException {
        String token = part(Manifests.plain("kubeconfig", Files.readString(cluster.kubeconfig())), "users", "user")
                .path("token")
                .asText();
        assertThat(token).isNotEmpty();
        Files.writeString(folder.resolve("token"), token + "\n");
        assertThat(forbidden(changed(cluster, k -> {
                    part(k, "users", "user").removeAll().put("tokenFile", "token");
                })))
                .isEqualTo("Namespace");
        assertThat(forbidden(changed(cluster, k -> {
                    ObjectNode exec = part(k, "users", "user").removeAll().putObject("exec");
                    exec.put("apiVersion", "client.authentication.k8s.io/v1").put("command", "sh");
                    exec.putArray("args")
                            .add("-c")
                            .add("printf '{\"status\":{\"token\":\"%s\"}}' \"$(cat " + folder.resolve("token") + ")\"");
                })))
                .isEqualTo("Namespace");
    }
}
