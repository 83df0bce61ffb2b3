package io.jenkins.plugins.mlpipeline.engine.rollout.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Manifests;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A person's own kubeconfig, as kubectl reads it: several files are one, of which the first that has an entry counts, and
 * what an entry names is read and run.
 */
final class Kubeconfig {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    /** An entry with the file that it stands in. */
    private record Entry(JsonNode body, Path file) {
        String named(String part, String name) {
            return file + ": " + part + " \"" + name + "\"";
        }
    }

    private final Map<String, Entry> clusters = new LinkedHashMap<>();
    private final Map<String, Entry> users = new LinkedHashMap<>();
    private final Map<String, Entry> contexts = new LinkedHashMap<>();
    private final Map<String, String> environment;
    private final Path named;
    private String current = "";

    private Kubeconfig(Path named, Map<String, String> environment) {
        this.named = named;
        this.environment = environment;
    }

    /**
     * Reads files.
     *
     * @param named the one that a person named, or {@code null} for the usual ones
     * @param files that exist, the one that counts most first
     * @param environment where proxies are named
     * @throws UserError when one is no kubeconfig
     */
    static Kubeconfig read(Path named, List<Path> files, Map<String, String> environment) throws IOException {
        Kubeconfig all = new Kubeconfig(named, environment);
        for (Path file : files) {
            String text = Connection.text(file);
            if (!text.isBlank()) {
                all.add(file, Manifests.plain(file.toString(), text));
            }
        }
        return all;
    }

    private void add(Path file, JsonNode parsed) {
        collect(parsed.path("clusters"), "cluster", file, clusters);
        collect(parsed.path("users"), "user", file, users);
        collect(parsed.path("contexts"), "context", file, contexts);
        if (current.isEmpty()) {
            current = parsed.path("current-context").asText();
        }
    }

    private static void collect(JsonNode list, String part, Path file, Map<String, Entry> entries) {
        list.forEach(e -> entries.putIfAbsent(e.path("name").asText(), new Entry(e.path(part), file)));
    }

    /**
     * What a context means.
     *
     * @param wanted its name, or {@code null} for the current one
     * @throws UserError when there is none, a file that it names is missing, or its plugin fails
     */
    Config config(String wanted) {
        String name = wanted == null ? current : wanted;
        Entry context = context(name);
        String clusterName = context.body().path("cluster").asText();
        String userName = context.body().path("user").asText();
        ObjectNode cluster = cluster(clusterName);
        Entry user = users.get(userName);
        ObjectNode person = user == null ? JsonNodeFactory.instance.objectNode() : files(user, "user", userName);
        // As kubectl does: a tokenFile counts more than a token.
        person.remove(person.has("tokenFile") ? List.of("exec", "tokenFile", "token") : List.of("exec"));
        ConfigBuilder built = new ConfigBuilder(Config.fromKubeconfig(document(name, context, cluster, person)));
        proxies(cluster, built);
        if (user != null) {
            credential(user, userName, built);
        }
        return built.build();
    }

    /**
     * A client of what a context means, see {@link #config}; the caller closes it.
     *
     * @param wanted the context's name, or {@code null} for the current one
     */
    KubernetesClient client(String wanted) {
        KubernetesClientBuilder client = new KubernetesClientBuilder().withConfig(config(wanted));
        Entry context = context(wanted == null ? current : wanted);
        String name = clusters.get(context.body().path("cluster").asText())
                .body()
                .path("tls-server-name")
                .asText();
        return (name.isEmpty() ? client : client.withHttpClientFactory(new ServerName(name))).build();
    }

    private Entry context(String name) {
        Entry context = contexts.get(name);
        if (context == null) {
            throw new UserError(missing("context \"" + name + "\"", "") + NearNames.hint(name, contexts.keySet()));
        }
        return context;
    }

    private String missing(String what, String more) {
        return (named == null ? "There is no " + what + " in the kubeconfig" : named + ": there is no " + what) + more
                + ". ";
    }

    private ObjectNode cluster(String name) {
        Entry entry = clusters.get(name);
        if (entry == null) {
            throw new UserError(missing("cluster \"" + name + "\"", ", which its context names")
                    + NearNames.hint(name, clusters.keySet()));
        }
        ObjectNode cluster = files(entry, "cluster", name);
        String server = cluster.path("server").asText();
        if (server.toLowerCase(Locale.ROOT).startsWith("http://") && !LOOPBACK.contains(host(server))) {
            throw new UserError(entry.named("cluster", name) + " has the server \"" + server
                    + "\": without TLS anybody on the way reads and changes what is sent. Write https://; http:// is for this"
                    + " machine alone (localhost).");
        }
        return cluster;
    }

    private static String host(String server) {
        String rest = server.substring("http://".length());
        int end = rest.indexOf('/');
        String authority = end < 0 ? rest : rest.substring(0, end);
        int port = authority.lastIndexOf(':');
        return authority.startsWith("[") || port < 0
                ? authority.substring(0, authority.startsWith("[") ? authority.indexOf(']') + 1 : authority.length())
                : authority.substring(0, port);
    }

    /** A copy whose paths begin at the root, and are there. */
    private static ObjectNode files(Entry entry, String part, String name) {
        ObjectNode copy =
                entry.body() instanceof ObjectNode object ? object.deepCopy() : JsonNodeFactory.instance.objectNode();
        for (String key : List.of("certificate-authority", "client-certificate", "client-key", "tokenFile")) {
            String path = copy.path(key).asText();
            if (!path.isEmpty()) {
                Path file = entry.file().toAbsolutePath().resolveSibling(path);
                if (!Files.isRegularFile(file)) {
                    throw new UserError(entry.named(part, name) + " names the " + key + " " + file
                            + ", and there is no such file.");
                }
                copy.put(key, file.toString());
            }
        }
        return copy;
    }

    private static String document(String name, Entry context, ObjectNode cluster, ObjectNode user) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("apiVersion", "v1").put("kind", "Config").put("current-context", name);
        document.putArray("clusters")
                .addObject()
                .put("name", context.body().path("cluster").asText())
                .set("cluster", cluster);
        document.putArray("users")
                .addObject()
                .put("name", context.body().path("user").asText())
                .set("user", user);
        document.putArray("contexts").addObject().put("name", name).set("context", context.body());
        return document.toString();
    }

    private void proxies(ObjectNode cluster, ConfigBuilder built) {
        String own = cluster.path("proxy-url").asText();
        if (!own.isEmpty()) {
            built.withHttpsProxy(own);
            built.withHttpProxy(own);
            return;
        }
        String scheme = cluster.path("server").asText().startsWith("http://") ? "http" : "https";
        String proxy = variable(scheme + "_proxy");
        if (proxy != null) {
            String address = proxy.contains("://") ? proxy : "http://" + proxy;
            built.withHttpsProxy(address).withHttpProxy(address);
            String none = variable("no_proxy");
            if (none != null) {
                built.withNoProxy(Arrays.stream(none.split(","))
                        .map(String::strip)
                        .filter(s -> !s.isEmpty())
                        .toArray(String[]::new));
            }
        }
    }

    private String variable(String name) {
        String value = environment.getOrDefault(name.toUpperCase(Locale.ROOT), environment.get(name));
        return value == null || value.isBlank() ? null : value.strip();
    }

    private static void credential(Entry user, String name, ConfigBuilder built) {
        JsonNode exec = user.body().path("exec");
        String tokenFile = user.body().path("tokenFile").asText();
        if (!tokenFile.isEmpty()) {
            Path file = user.file().toAbsolutePath().resolveSibling(tokenFile);
            // It is read again, because it is replaced.
            built.withOauthTokenProvider(() -> token(user.named("user", name), file));
        } else if (exec.isObject()) {
            ExecPlugin plugin = new ExecPlugin(
                    user.named("user", name), exec, user.file().toAbsolutePath().getParent());
            ExecPlugin.Credential first = plugin.get();
            if (first.token() != null) {
                built.withOauthTokenProvider(() -> plugin.get().token());
            }
            if (first.certificate() != null) {
                built.withClientCertData(encoded(first.certificate())).withClientKeyData(encoded(first.key()));
            }
        }
    }

    private static String encoded(String pem) {
        return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8));
    }

    private static String token(String who, Path file) {
        try {
            return Connection.text(file).strip();
        } catch (IOException e) {
            throw new UserError(who + " names the tokenFile " + file + ", which can't be read any more.", e);
        }
    }
}
