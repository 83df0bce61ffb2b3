package io.jenkins.plugins.mlpipeline.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Maven's resolver as an agent runs it, against a repository in this process that the user's settings name. */
class ResolverProcessTest {
    private static final byte[] BYTES = "a jar".getBytes(StandardCharsets.UTF_8);
    private static final Artifact ARTIFACT = new Artifact(
            Pack.BASE, "org.example", "thing", "1.0", "linux", BYTES.length, Digest.hex(Digest.ofBytes(BYTES)));

    @TempDir
    private Path folder;

    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private HttpServer server;
    private String address;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] answer = files.get(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(answer == null ? 404 : 200, answer == null ? -1 : answer.length);
            if (answer != null) {
                exchange.getResponseBody().write(answer);
            }
            exchange.close();
        });
        server.start();
        address = "http://localhost:" + server.getAddress().getPort() + "/maven";
        Path settings = Files.createDirectories(folder.resolve("home/.m2")).resolve("settings.xml");
        Files.writeString(
                settings,
                "<settings><mirrors><mirror><id>here</id><mirrorOf>*</mirrorOf><url>" + address
                        + "</url></mirror></mirrors></settings>");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aLibraryComesFromTheRepositoryOfTheUsersSettings() throws Exception {
        files.put("/maven/" + ARTIFACT.repositoryPath(), BYTES);

        resolver(Duration.ofMinutes(1)).resolve(List.of(ARTIFACT), folder.resolve("store"));

        assertThat(new JarStore(folder.resolve("store")).path(ARTIFACT.fileName(), ARTIFACT.sha256()))
                .hasBinaryContent(BYTES);
    }

    @Test
    void wrongContentIsNotTaken() {
        byte[] other = "another jar".getBytes(StandardCharsets.UTF_8);
        files.put("/maven/" + ARTIFACT.repositoryPath(), other);

        assertThatThrownBy(() -> resolver(Duration.ofMinutes(1)).resolve(List.of(ARTIFACT), folder.resolve("store")))
                .isInstanceOf(UserError.class)
                .hasMessage("thing-1.0-linux.jar from "
                        + folder.resolve("home/.m2/repository").resolve(ARTIFACT.repositoryPath())
                        + " has the wrong content: " + Digest.ofBytes(other) + " instead of sha256:" + ARTIFACT.sha256()
                        + ". It is not used; a proxy or a damaged download is the usual cause.");
    }

    @Test
    void withoutANetworkTheWayOutIsNamed() {
        server.stop(0);

        assertThatThrownBy(() -> resolver(Duration.ofMinutes(1)).resolve(List.of(ARTIFACT), folder.resolve("store")))
                .isInstanceOf(UserError.class)
                .hasMessageMatching(
                        "The worker's library org\\.example:thing:1\\.0:linux could not be had by Maven on this"
                                + " agent \\(Connect(ion)? .*refused.*\\)\\. Give the agent a way to a Maven repository \\(a mirror or a"
                                + " proxy in the settings\\.xml of its user\\), or name a folder with the libraries\\.");
    }

    @Test
    void aLibraryThatTheRepositoryDoesNotHaveIsNamed() {
        assertThatThrownBy(() -> resolver(Duration.ofMinutes(1)).resolve(List.of(ARTIFACT), folder.resolve("store")))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "The worker's library org.example:thing:1.0:linux could not be had by Maven on this agent (Could"
                                + " not find artifact org.example:thing:jar:linux:1.0 in here (" + address
                                + ")). Give the agent a"
                                + " way to a Maven repository (a mirror or a proxy in the settings.xml of its user), or name a"
                                + " folder with the libraries.");
    }

    @Test
    void aStoreThatCannotBeWrittenIsNamed() throws IOException {
        files.put("/maven/" + ARTIFACT.repositoryPath(), BYTES);
        Path store = Files.writeString(folder.resolve("store"), "in the way");

        assertThatThrownBy(() -> resolver(Duration.ofMinutes(1)).resolve(List.of(ARTIFACT), store))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(store + ": the folder for the worker's libraries cannot be written (");
    }

    @Test
    void patienceEnds() {
        assertThatThrownBy(() -> resolver(Duration.ofMillis(1)).resolve(List.of(ARTIFACT), folder.resolve("store")))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "Maven on this agent did not bring the worker's libraries within 0 s. Look for a slow or blocked"
                                + " connection to its repository, or name a folder with the libraries.");
    }

    private ResolverProcess resolver(Duration patience) {
        List<Path> classPath = new ArrayList<>(List.of(
                Path.of("target/engine/resolver/standalone-static-uber.jar"),
                Path.of("target/engine/resolver/context.jar"),
                Path.of("target/engine/classes")));
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.contains("slf4j-") || entry.contains("commons-logging"))
                .map(Path::of)
                .forEach(classPath::add);
        ResolverProcess ordinary = ResolverProcess.of(classPath);
        return new ResolverProcess(
                ordinary.java(), List.of("-Duser.home=" + folder.resolve("home")), ordinary.classPath(), patience);
    }
}
