package io.jenkins.plugins.mlpipeline.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.sun.net.httpserver.HttpServer;
import hudson.util.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.ClusterBench;
import io.jenkins.plugins.mlpipeline.config.DeploymentRule;
import io.jenkins.plugins.mlpipeline.config.FolderKey;
import io.jenkins.plugins.mlpipeline.config.ImageRegistryConnection;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.config.PrometheusConnection;
import io.jenkins.plugins.mlpipeline.config.RegistryConnection;
import io.jenkins.plugins.mlpipeline.engine.registry.mlflow.MadeUpMlflow;
import io.jenkins.plugins.mlpipeline.engine.registry.oci.MadeUpRegistry;
import io.jenkins.plugins.mlpipeline.engine.rollout.Cluster;
import io.jenkins.plugins.mlpipeline.engine.rollout.ControlPlane;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jenkins.model.Jenkins;
import org.csanchez.jenkins.plugins.kubernetes.KubernetesCloud;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What is configured is tried for real; one controller for all. */
@WithJenkins
@ExtendWith(ControlPlane.class)
class SetupPageTest {
    private static JenkinsRule j;

    @BeforeAll
    static void start(JenkinsRule rule) {
        j = rule;
    }

    @AfterEach
    void clear() throws Exception {
        MlPipelineConfiguration configuration = MlPipelineConfiguration.get();
        configuration.setRepositoryUrl(null);
        configuration.setRuntimeDirectory(null);
        configuration.setSigningKeys(List.of());
        configuration.setSigningKey(null);
        configuration.setDeploymentRules(List.of());
        configuration.setPrometheusServers(List.of());
        configuration.setRegistries(List.of());
        configuration.setImageRegistries(List.of());
        configuration.setDeploymentClouds(List.of());
        j.jenkins.clouds.clear();
        Bench.clear();
    }

    @Test
    void whatIsNotConfiguredIsNotTried() throws Exception {
        String page = tried();

        assertThat(page)
                .contains("Libraries of the worker")
                .contains("can't be told Maven on the agents Neither a folder nor a repository is configured")
                .contains("works configuration It can be read, and every folder that it names is there.");
        assertThat(page.split("None is configured\\.", -1)).hasSize(6);
    }

    @Test
    void theRepositoryMustGiveTheBytesThatThePluginWasBuiltWith() throws Exception {
        HttpServer server = server();
        server.createContext("/right/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            Path jar = Path.of(Bench.libraries(), path.substring(path.lastIndexOf('/') + 1));
            exchange.sendResponseHeaders(200, Files.size(jar));
            Files.copy(jar, exchange.getResponseBody());
            exchange.close();
        });
        String address = "http://127.0.0.1:" + server.getAddress().getPort();
        try {
            MlPipelineConfiguration.get().setRepositoryUrl(address + "/right");
            assertThat(tried())
                    .containsPattern("works " + address
                            + "/right It gave \\S+\\.jar with the bytes that this plugin was" + " built with\\.");

            MlPipelineConfiguration.get().setRepositoryUrl(address + "/gone");
            assertThat(tried()).contains("fails " + address + "/gone", " answered with status 404.");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void keysAreTriedByASignatureAndRulesByTheirFolders() throws Exception {
        MlPipelineConfiguration configuration = MlPipelineConfiguration.get();
        Secret key = Secret.fromString(
                Files.readString(Path.of("src/test/resources/io/jenkins/plugins/mlpipeline/engine/audit/ed25519.pem")));
        configuration.setSigningKey(key);
        configuration.setSigningKeys(List.of(new FolderKey("bank", key, "bank-2026")));
        configuration.setDeploymentRules(List.of(new DeploymentRule("bnak")));

        assertThat(tried())
                .contains("works the signing key It signs.")
                .contains("works the signing key of \"bank\" (bank-2026) It signs.")
                .contains("fails configuration There is no folder or job \"bnak\"")
                .doesNotContain("PRIVATE KEY");
    }

    @Test
    void aPrometheusIsAskedWhatItScrapes() throws Exception {
        HttpServer server = server();
        answer(server, "/some", "[{\"metric\":{},\"value\":[1,\"3\"]}]");
        answer(server, "/none", "[]");
        String address = "http://127.0.0.1:" + server.getAddress().getPort();
        try {
            MlPipelineConfiguration.get()
                    .setPrometheusServers(List.of(
                            new PrometheusConnection("prod", address + "/some"),
                            new PrometheusConnection("test", address + "/none"),
                            new PrometheusConnection("gone", "http://127.0.0.1:1")));

            assertThat(tried())
                    .contains("works prod It answered a query.")
                    .contains("can't be told test It answered, but scrapes no target")
                    .contains("fails gone ");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aRegistryMustKnowWhoReads() throws Exception {
        try (MadeUpMlflow open = new MadeUpMlflow();
                MadeUpMlflow guarded = new MadeUpMlflow()) {
            guarded.authorization = "Bearer secret";
            MlPipelineConfiguration.get()
                    .setRegistries(List.of(
                            new RegistryConnection("open", open.address()),
                            new RegistryConnection("guarded", guarded.address())));

            assertThat(tried())
                    .contains("works open It answered the credential that reads.")
                    .containsPattern("fails guarded .*401")
                    .doesNotContain("secret");
        }
    }

    @Test
    void aRegistryOfImagesMustAnswer() throws Exception {
        try (MadeUpRegistry open = new MadeUpRegistry();
                MadeUpRegistry guarded = new MadeUpRegistry()) {
            guarded.writer = "Basic secret";
            MlPipelineConfiguration.get()
                    .setImageRegistries(List.of(
                            new ImageRegistryConnection("open", "http://" + open.host()),
                            new ImageRegistryConnection("guarded", "http://" + guarded.host())));

            assertThat(tried())
                    .contains("works open It answered.")
                    .containsPattern("fails guarded .*401")
                    .doesNotContain("secret");
        }
    }

    @Test
    void aCloudMustPermitWhatADeploymentTakes(Cluster cluster) throws Exception {
        cluster.write(
                "setup",
                Files.readString(Path.of("docs/examples/kubernetes/rbac.yaml"))
                        + "---\n{apiVersion: v1, kind: ServiceAccount, metadata: {name: stranger}}\n");
        cloud(cluster, "granted", "ml-deployer");
        cloud(cluster, "refused", "stranger");
        MlPipelineConfiguration.get().setDeploymentClouds(List.of("granted", "refused", "gone"));

        assertThat(tried())
                .contains(
                        "works granted It answered, and permits what a deployment of a Deployment takes in the namespace "
                                + cluster.namespace + ".")
                .contains("fails refused In the namespace " + cluster.namespace
                        + " it does not permit: get/list/watch/create/patch deployments, get/list/patch replicasets,"
                        + " get/list/watch pods. Grant it with a Role")
                .contains("fails gone This controller has no Kubernetes cloud \"gone\"");
        assertThat(cluster.writes()).isEmpty();
    }

    @Test
    void onlyAnAdministratorMayTry() throws Exception {
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Jenkins.MANAGE)
                .everywhere()
                .to("manager"));
        try (JenkinsRule.WebClient web =
                j.createWebClient().withThrowExceptionOnFailingStatusCode(false).login("manager")) {
            assertThat(web.goTo("manage/ml-pipeline-setup/").getWebResponse().getStatusCode())
                    .isEqualTo(403);
            assertThat(web.goTo("manage/ml-pipeline-setup/try", null)
                            .getWebResponse()
                            .getStatusCode())
                    .isIn(403, 404, 405);
        }
    }

    private static String tried() throws Exception {
        try (JenkinsRule.WebClient web = j.createWebClient()) {
            HtmlPage page = web.goTo("manage/ml-pipeline-setup/");
            return ((HtmlPage) j.submit(page.getFormByName("try")))
                    .asNormalizedText()
                    .replaceAll("\\s+", " ");
        }
    }

    private static void cloud(Cluster cluster, String name, String account) throws Exception {
        String kubeconfig = ClusterBench.read(cluster.kubeconfig());
        try (KubernetesClient client = cluster.as(account)) {
            ClusterBench.add(
                    j.jenkins,
                    new StringCredentialsImpl(
                            CredentialsScope.GLOBAL,
                            name,
                            "",
                            Secret.fromString(client.getConfiguration()
                                    .getOauthTokenProvider()
                                    .getToken())));
        }
        KubernetesCloud cloud = new KubernetesCloud(name);
        cloud.setServerUrl(ClusterBench.server(kubeconfig));
        cloud.setServerCertificate(ClusterBench.authority(kubeconfig));
        cloud.setNamespace(cluster.namespace);
        cloud.setCredentialsId(name);
        j.jenkins.clouds.add(cloud);
    }

    private static HttpServer server() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        return server;
    }

    private static void answer(HttpServer server, String path, String result) {
        byte[] body = ("{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":" + result + "}}")
                .getBytes(StandardCharsets.UTF_8);
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }
}
