package io.jenkins.plugins.mlpipeline.engine.rollout.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.TextLimits;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Manifests;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;

/** Opens connections; the caller closes them. */
public final class Connection {
    private static final int MOST_BYTES = (int) TextLimits.KUBECONFIG.characters();
    private static final List<String> REFUSED_USER_KEYS =
            List.of("exec", "auth-provider", "client-certificate", "client-key", "tokenFile");
    private static final List<String> REFUSED_CLUSTER_KEYS =
            List.of("certificate-authority", "insecure-skip-tls-verify");

    private Connection() {}

    /**
     * The command line's connection: the user's own kubeconfig, with whatever it runs or reads.
     *
     * @param kubeconfig a file, or {@code null} for the usual places
     * @param context a context of it, or {@code null} for the current one
     */
    public static KubernetesClient fromUser(Path kubeconfig, String context) throws IOException {
        if (kubeconfig != null) {
            if (!Files.isRegularFile(kubeconfig)) {
                throw new UserError(kubeconfig + ": there is no such kubeconfig file.");
            }
            return Kubeconfig.read(kubeconfig, List.of(kubeconfig), System.getenv())
                    .client(context);
        }
        List<Path> usual = Config.getKubeconfigFilenames().stream()
                .map(Path::of)
                .filter(Files::isRegularFile)
                .toList();
        if (usual.isEmpty() && context == null) {
            return client(inCluster());
        }
        return Kubeconfig.read(null, usual, System.getenv()).client(context);
    }

    /** Without any kubeconfig: as the pod that this runs in. */
    private static Config inCluster() {
        if (System.getenv("KUBERNETES_SERVICE_HOST") == null) {
            throw new UserError("There is no kubeconfig: neither KUBECONFIG nor " + Config.getKubeconfigFilenames()
                    + " names a file that is there. Name one with --kubeconfig.");
        }
        return Config.autoConfigure(null);
    }

    /** As much of a file as is read of a kubeconfig, and a byte more, so that a larger one is refused. */
    static String text(Path kubeconfig) throws IOException {
        try (InputStream in = Files.newInputStream(kubeconfig)) {
            return new String(in.readNBytes(MOST_BYTES + 1), StandardCharsets.UTF_8);
        }
    }

    /**
     * What a connection with an address and a token is made of; TLS is verified.
     *
     * @param server the API server's address
     * @param token asked again whenever the client needs one, so that it may expire
     * @param namespace the namespace when nothing names one, or {@code null} for {@code default}
     */
    public static Config tokens(String server, Supplier<String> token, String namespace) {
        ConfigBuilder config = new ConfigBuilder(Config.empty())
                .withMasterUrl(server)
                .withNamespace(namespace == null ? "default" : namespace)
                .withOauthTokenProvider(token::get);
        return config.build();
    }

    /**
     * A connection with a configuration that names server and user.
     *
     * @param caCertificate PEM, or {@code null} for the usual authorities
     */
    public static KubernetesClient fromConfig(Config config, String caCertificate) {
        ConfigBuilder trusting = new ConfigBuilder(config);
        if (caCertificate != null) {
            trusting.withCaCertData(Base64.getEncoder().encodeToString(caCertificate.getBytes(StandardCharsets.UTF_8)));
        }
        return client(trusting.build());
    }

    /**
     * What a kubeconfig says that somebody else wrote: it can't run programs or read files here (SECURITY-2096), nor switch
     * off TLS or its verification, nor choose the way that the connection takes.
     *
     * @throws UserError naming the first key that isn't allowed
     */
    public static Config foreign(String kubeconfig) {
        JsonNode parsed = Manifests.plain("kubeconfig", kubeconfig);
        parsed.path("users").forEach(u -> refuse(u, "user", REFUSED_USER_KEYS));
        parsed.path("clusters").forEach(c -> {
            refuse(c, "cluster", REFUSED_CLUSTER_KEYS);
            refuseWay(c);
        });
        // What was checked is what is used: another parser might read the text differently.
        return Config.fromKubeconfig(parsed.toString());
    }

    private static void refuseWay(JsonNode entry) {
        JsonNode cluster = entry.path("cluster");
        String name = "kubeconfig: cluster \"" + entry.path("name").asText() + "\"";
        if (cluster.has("proxy-url")) {
            throw new UserError(
                    name + " has \"proxy-url\", which is not allowed here: the controller takes the proxy that"
                            + " an administrator configured. Leave the key out.");
        }
        String server = cluster.path("server").asText();
        if (!server.regionMatches(true, 0, "https://", 0, "https://".length())) {
            throw new UserError(name + " has the server \"" + server
                    + "\", which is not allowed here: its address begins with https://.");
        }
    }

    private static void refuse(JsonNode entry, String part, List<String> keys) {
        for (String key : keys) {
            if (entry.path(part).has(key)) {
                throw new UserError(
                        "kubeconfig: " + part + " \"" + entry.path("name").asText() + "\" has \"" + key
                                + "\", which is not allowed here: it would run a program, read a file or switch off the"
                                + " verification of TLS on this machine. Use a token or certificate-authority-data,"
                                + " client-certificate-data and client-key-data.");
            }
        }
    }

    private static KubernetesClient client(Config config) {
        return new KubernetesClientBuilder().withConfig(config).build();
    }
}
