package io.jenkins.plugins.mlpipeline.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Label;
import hudson.model.Result;
import hudson.model.Slave;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.mlpipeline.Bench;
import io.jenkins.plugins.mlpipeline.config.MlPipelineConfiguration;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Where the worker's libraries come from when no folder on the agent has them. */
@WithJenkins
class LibrariesTest {
    private JenkinsRule j;
    private Slave agent;

    @BeforeEach
    void configure(JenkinsRule rule) throws Exception {
        j = rule;
        Bench.configure();
        MlPipelineConfiguration.get().setRuntimeDirectory(null);
    }

    /** The user of the agent has a home of its own, whose settings.xml sends Maven to a repository of this test. */
    @Test
    void withoutAnyConfigurationMavenOnTheAgentBringsThem(@TempDir Path home) throws Exception {
        AtomicInteger asked = new AtomicInteger();
        HttpServer repository = repository(asked);
        try {
            Files.writeString(
                    Files.createDirectories(home.resolve(".m2")).resolve("settings.xml"),
                    "<settings><mirrors><mirror><id>test</id><mirrorOf>*</mirrorOf><url>" + url(repository)
                            + "</url></mirror></mirrors></settings>");
            agent = j.createOnlineSlave(Label.get("agent"), new EnvVars("JAVA_TOOL_OPTIONS", "-Duser.home=" + home));

            j.assertLogContains(
                    "nowhere.csv: there is no such file.", j.buildAndAssertStatus(Result.FAILURE, Bench.job("noData")));

            FilePath cache = agent.getRootPath().child("caches/ml-pipeline");
            assertThat(cache.list("*/onnxruntime-1.23.2.jar")).hasSize(1);
            assertThat(cache.list("*/standalone-static-uber.jar")).hasSize(1);
            assertThat(asked).hasValueGreaterThan(20);
        } finally {
            repository.stop(0);
        }
    }

    @Test
    void fromARepositoryTheyTravelOnceAndCutToThePlatform() throws Exception {
        agent = j.createOnlineSlave(Label.get("agent"));
        AtomicInteger asked = new AtomicInteger();
        HttpServer repository = repository(asked);
        try {
            MlPipelineConfiguration.get().setRepositoryUrl(url(repository));
            WorkflowJob job = Bench.job("trainValidateGate");

            j.buildAndAssertSuccess(job);
            int first = asked.get();
            j.buildAndAssertSuccess(job);

            assertThat(first).isGreaterThan(20);
            assertThat(asked).hasValue(first);
            FilePath[] shipped = agent.getRootPath().child("caches/ml-pipeline").list("*/onnxruntime-*.jar");
            long whole = Files.size(Path.of(Bench.libraries(), "onnxruntime-1.23.2.jar"));
            assertThat(shipped).anySatisfy(jar -> assertThat(jar.length()).isBetween(whole / 20, whole / 4));
        } finally {
            repository.stop(0);
        }
    }

    /** What a job that ran earlier on the same agent can do: it runs as the agent's user. */
    @Test
    void jarsThatAJobChangedAreMendedBeforeTheNextWorkerStarts() throws Exception {
        agent = j.createOnlineSlave(Label.get("agent"));
        HttpServer repository = repository(new AtomicInteger());
        try {
            MlPipelineConfiguration.get().setRepositoryUrl(url(repository));
            WorkflowJob job = Bench.job("noData");
            j.buildAndAssertStatus(Result.FAILURE, job);
            FilePath beside = WorkspaceList.tempDir(agent.getWorkspaceFor(job)).child("ml-pipeline-lib");
            FilePath[] cached = agent.getRootPath().child("caches/ml-pipeline").list("*/*.jar");
            FilePath[] placed = beside.list("*/*.jar");
            assertThat(cached).isNotEmpty();
            assertThat(placed).isNotEmpty();
            for (FilePath jar : placed) {
                assertThat(Files.getAttribute(Path.of(jar.getRemote()), "unix:nlink"))
                        .isEqualTo(1);
            }
            for (FilePath[] jars : List.of(cached, placed)) {
                for (FilePath jar : jars) {
                    plant(Path.of(jar.getRemote()));
                }
            }

            j.assertLogContains("nowhere.csv: there is no such file.", j.buildAndAssertStatus(Result.FAILURE, job));

            for (FilePath jar : beside.list("*/*.jar")) {
                assertThat(Digest.ofFile(Path.of(jar.getRemote())))
                        .isEqualTo("sha256:" + jar.getParent().getName());
            }
        } finally {
            repository.stop(0);
        }
    }

    /** Other bytes, of the same number. */
    private static void plant(Path jar) throws IOException {
        byte[] bytes = Files.readAllBytes(jar);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] ^= 0x55;
        }
        Files.write(jar, bytes);
    }

    private static String url(HttpServer repository) {
        return "http://localhost:" + repository.getAddress().getPort() + "/maven";
    }

    /** A Maven repository with the libraries of the engine's build. */
    private static HttpServer repository(AtomicInteger asked) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/maven/", exchange -> {
            asked.incrementAndGet();
            String path = exchange.getRequestURI().getPath();
            Path jar = Path.of(Bench.libraries(), path.substring(path.lastIndexOf('/') + 1));
            if (Files.isRegularFile(jar)) {
                exchange.sendResponseHeaders(200, Files.size(jar));
                Files.copy(jar, exchange.getResponseBody());
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
            exchange.close();
        });
        server.start();
        return server;
    }
}
