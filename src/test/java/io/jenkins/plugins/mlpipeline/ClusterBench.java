package io.jenkins.plugins.mlpipeline;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.SecretBytes;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.fasterxml.jackson.databind.JsonNode;
import hudson.model.Descriptor;
import hudson.model.ModelObject;
import hudson.slaves.EnvironmentVariablesNodeProperty;
import hudson.util.Secret;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Manifests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.impl.FileCredentialsImpl;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;

/** What the tests of deployments share: credentials for the control plane, and what a pipeline needs to know of it. */
public final class ClusterBench {
    /** The bytes of the model that the pipelines write. */
    public static final String MODEL = "weights";

    private ClusterBench() {}

    /** The digest of {@link #MODEL}. */
    public static String modelDigest() {
        return Digest.ofText(MODEL);
    }

    /** A pipeline of {@code src/test/resources} whose evaluation is about {@link #MODEL}. */
    public static String script(String pipeline) throws IOException {
        return Bench.script(pipeline).replace("sha256:" + "a".repeat(64), modelDigest());
    }

    /** Adds the credentials {@code cluster} (a token), {@code kubeconfig} and {@code execs} (one that runs a program). */
    public static void credentials(ModelObject context, String kubeconfig)
            throws IOException, Descriptor.FormException {
        add(
                context,
                new StringCredentialsImpl(
                        CredentialsScope.GLOBAL, "cluster", "", Secret.fromString(token(kubeconfig))));
        add(context, file("kubeconfig", kubeconfig));
        add(context, file("execs", """
                apiVersion: v1
                kind: Config
                clusters: [{name: c, cluster: {server: "https://127.0.0.1:1"}}]
                users: [{name: u, user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: /bin/id}}}]
                contexts: [{name: c, context: {cluster: c, user: u}}]
                current-context: c
                """));
    }

    /** A kubeconfig as a credential. */
    public static FileCredentialsImpl file(String id, String text) throws Descriptor.FormException {
        return new FileCredentialsImpl(
                CredentialsScope.GLOBAL,
                id,
                "",
                "kubeconfig",
                SecretBytes.fromBytes(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Adds a credential to the controller or a folder. */
    public static void add(ModelObject context, IdCredentials credential) throws IOException {
        for (CredentialsStore store : CredentialsProvider.lookupStores(context)) {
            if (store.getContext() == context) {
                store.addCredentials(Domain.global(), credential);
                return;
            }
        }
        throw new IllegalStateException("no store of credentials in " + context.getDisplayName());
    }

    /** Tells pipelines of the control plane: {@code SERVER}, {@code CA} and what else is given. */
    public static void tell(String kubeconfig, Map<String, String> more) throws IOException, Descriptor.FormException {
        Map<String, String> all = new LinkedHashMap<>(more);
        all.put("SERVER", server(kubeconfig));
        all.put("CA", authority(kubeconfig));
        Jenkins.get()
                .getGlobalNodeProperties()
                .replaceBy(List.of(new EnvironmentVariablesNodeProperty(all.entrySet().stream()
                        .map(e -> new EnvironmentVariablesNodeProperty.Entry(e.getKey(), e.getValue()))
                        .toList())));
        Jenkins.get().save();
    }

    /** The address of the API server that a kubeconfig names. */
    public static String server(String kubeconfig) {
        return cluster(kubeconfig).path("server").asText();
    }

    /** The certificate of its authority, as PEM. */
    public static String authority(String kubeconfig) {
        String data = cluster(kubeconfig).path("certificate-authority-data").asText();
        return new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8);
    }

    private static JsonNode cluster(String kubeconfig) {
        return Manifests.plain("kubeconfig", kubeconfig)
                .path("clusters")
                .path(0)
                .path("cluster");
    }

    /** The token in a kubeconfig. */
    public static String token(String kubeconfig) {
        return Manifests.plain("kubeconfig", kubeconfig)
                .path("users")
                .path(0)
                .path("user")
                .path("token")
                .asText();
    }

    /** Reads a kubeconfig. */
    public static String read(Path kubeconfig) throws IOException {
        return Files.readString(kubeconfig);
    }
}
