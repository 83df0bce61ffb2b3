package io.jenkins.plugins.mlpipeline.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JarStoreTest {
    private static final byte[] BYTES = "a jar".getBytes(StandardCharsets.UTF_8);
    private static final String SHA = Digest.hex(Digest.ofBytes(BYTES));
    private static final Artifact ARTIFACT =
            new Artifact(Pack.BASE, "org.example", "thing", "1.0", null, BYTES.length, SHA);

    @TempDir
    private Path folder;

    @Test
    void aJarIsFoundByItsDigest() throws IOException {
        JarStore store = new JarStore(folder);
        assertThat(store.find("thing-1.0.jar", SHA, BYTES.length)).isEmpty();

        Path jar = store.put("thing-1.0.jar", SHA, new ByteArrayInputStream(BYTES), "a test");

        assertThat(jar).isEqualTo(folder.resolve(SHA).resolve("thing-1.0.jar")).hasBinaryContent(BYTES);
        assertThat(store.find("thing-1.0.jar", SHA, BYTES.length)).contains(jar);
        assertThat(store.find("thing-1.0.jar", SHA, BYTES.length + 1)).isEmpty();
    }

    @Test
    void aJarWithOtherBytesOfTheSameSizeIsRemovedAndTakenInAnew() throws IOException {
        JarStore store = new JarStore(folder);
        Path jar = store.put("thing-1.0.jar", SHA, new ByteArrayInputStream(BYTES), "a test");
        Files.writeString(jar, "evil!");

        assertThat(store.find("thing-1.0.jar", SHA, BYTES.length)).isEmpty();
        assertThat(jar).doesNotExist();
        store.put("thing-1.0.jar", SHA, new ByteArrayInputStream(BYTES), "a test");
        assertThat(store.find("thing-1.0.jar", SHA, BYTES.length)).contains(jar);
    }

    @Test
    void aLinkOrAFolderInAJarsPlaceIsRemoved() throws IOException {
        JarStore store = new JarStore(folder.resolve("store"));
        Path elsewhere = Files.write(folder.resolve("elsewhere.jar"), BYTES);
        Path jar = store.path("thing-1.0.jar", SHA);
        Files.createDirectories(jar.getParent());
        Files.createSymbolicLink(jar, elsewhere);

        assertThat(store.find("thing-1.0.jar", SHA, BYTES.length)).isEmpty();
        assertThat(Files.exists(jar, LinkOption.NOFOLLOW_LINKS)).isFalse();
        assertThat(elsewhere).hasBinaryContent(BYTES);

        Files.createDirectories(jar.resolve("deep"));
        assertThat(store.find("thing-1.0.jar", SHA, BYTES.length)).isEmpty();
        assertThat(jar).doesNotExist();
    }

    @Test
    void aJarThatHasAnotherNameIsNotOnesOwn() throws IOException {
        JarStore store = new JarStore(folder);
        Path jar = store.put("thing-1.0.jar", SHA, new ByteArrayInputStream(BYTES), "a test");
        assertThat(store.own("thing-1.0.jar", SHA, BYTES.length)).contains(jar);
        Path other = Files.createLink(folder.resolve("other-name.jar"), jar);

        assertThat(store.own("thing-1.0.jar", SHA, BYTES.length)).isEmpty();
        assertThat(other).hasBinaryContent(BYTES);
        assertThat(store.put("thing-1.0.jar", SHA, other)).isEqualTo(jar);
        Files.writeString(other, "evil!");
        assertThat(jar).hasBinaryContent(BYTES);
    }

    @Test
    void wrongContentIsNeverKept() throws IOException {
        JarStore store = new JarStore(folder);
        byte[] other = "another".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> store.put("thing-1.0.jar", SHA, new ByteArrayInputStream(other), "a test"))
                .isInstanceOf(UserError.class)
                .hasMessage("thing-1.0.jar from a test has the wrong content: " + Digest.ofBytes(other)
                        + " instead of sha256:" + SHA
                        + ". It is not used; a proxy or a damaged download is the usual cause.");

        try (Stream<Path> left = Files.walk(folder)) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way");

        assertThatThrownBy(
                        () -> new JarStore(file).put("thing-1.0.jar", SHA, new ByteArrayInputStream(BYTES), "a test"))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(file + ": the folder for the worker's libraries cannot be written (")
                .hasMessageEndingWith("). Give the user who runs Jenkins there write access.");
    }

    @Test
    void aRepositoryGivesWhatTheLockNames() throws Exception {
        try (Repository repository = new Repository(200, BYTES)) {
            Path jar = repository.client().fetch(ARTIFACT, new JarStore(folder));

            assertThat(jar).hasBinaryContent(BYTES);
            assertThat(repository.asked).isEqualTo("/mirror/org/example/thing/1.0/thing-1.0.jar");
        }
    }

    @Test
    void aRepositoryWithoutTheJarIsNamed() throws Exception {
        try (Repository repository = new Repository(404, new byte[0])) {
            assertThatThrownBy(() -> repository.client().fetch(ARTIFACT, new JarStore(folder)))
                    .isInstanceOf(UserError.class)
                    .hasMessage(repository.root() + "/org/example/thing/1.0/thing-1.0.jar answered with status 404."
                            + " Check the repository in the configuration of ML Pipeline, or name a folder with the"
                            + " libraries.");
        }
    }

    @Test
    void aRepositoryThatDoesNotAnswerIsNamed() throws Exception {
        URI gone;
        try (Repository repository = new Repository(200, BYTES)) {
            gone = URI.create(repository.root());
        }
        assertThatThrownBy(() ->
                        new HttpRepository(gone, HttpClient.newHttpClient()).fetch(ARTIFACT, new JarStore(folder)))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(gone + "/org/example/thing/1.0/thing-1.0.jar did not answer (");
    }

    @Test
    void aRepositoryThatSendsMoreThanTheLockNamesIsNotListenedTo() throws Exception {
        try (Repository repository = new Repository((exchange, closed) -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] piece = new byte[1 << 16];
            // Until nobody listens any more.
            while (true) {
                exchange.getResponseBody().write(piece);
            }
        })) {
            assertThatThrownBy(() -> repository.client().fetch(ARTIFACT, new JarStore(folder)))
                    .isInstanceOf(UserError.class)
                    .hasMessage("thing-1.0.jar from " + repository.root()
                            + "/org/example/thing/1.0/thing-1.0.jar has more than the 5 bytes that it should have. It is not"
                            + " used; a proxy that answers with a page of its own is the usual cause.");
        }
        assertNothingKept();
    }

    @ParameterizedTest
    @CsvSource({"200, 3600000, nothing came for 0 s", "3600000, 200, it took more than 0 s"})
    void aRepositoryThatFallsSilentIsNotWaitedFor(long silence, long whole, String reason) throws Exception {
        RepositoryTimeouts patience =
                new RepositoryTimeouts(Duration.ofMinutes(1), Duration.ofMillis(silence), Duration.ofMillis(whole));
        try (Repository repository = new Repository(JarStoreTest::half)) {
            HttpRepository impatient =
                    new HttpRepository(URI.create(repository.root()), HttpClient.newHttpClient(), patience);

            assertThatThrownBy(() -> impatient.fetch(ARTIFACT, new JarStore(folder)))
                    .isInstanceOf(UserError.class)
                    .hasMessage(repository.root() + "/org/example/thing/1.0/thing-1.0.jar broke off: " + reason
                            + ". Check the repository in the configuration of ML Pipeline, or name a folder with the"
                            + " libraries.");
        }
        assertNothingKept();
    }

    @Test
    void aRepositoryThatDoesNotBeginToAnswerIsNotWaitedFor() throws Exception {
        RepositoryTimeouts patience =
                new RepositoryTimeouts(Duration.ofMillis(200), Duration.ofHours(1), Duration.ofHours(1));
        try (Repository repository = new Repository((exchange, closed) -> closed.await())) {
            HttpRepository impatient =
                    new HttpRepository(URI.create(repository.root()), HttpClient.newHttpClient(), patience);

            assertThatThrownBy(() -> impatient.fetch(ARTIFACT, new JarStore(folder)))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining(" did not answer (request timed out). ");
        }
    }

    @Test
    void abortedItEndsWhileTheRepositoryIsSilent() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        try (Repository repository = new Repository((exchange, closed) -> {
            begun.countDown();
            half(exchange, closed);
        })) {
            HttpRepository client = repository.client();
            FutureTask<Path> fetch = new FutureTask<>(() -> client.fetch(ARTIFACT, new JarStore(folder)));
            Thread build = new Thread(fetch);
            build.start();
            begun.await();

            build.interrupt();

            assertThatThrownBy(() -> fetch.get(1, TimeUnit.MINUTES)).hasCauseInstanceOf(InterruptedException.class);
            build.join();
        }
        assertNothingKept();
    }

    @Test
    void whatHasMoreBytesThanTheLockSaysIsNotReadToItsEnd() throws IOException {
        JarStore store = new JarStore(folder);
        byte[] longer = Arrays.copyOf(BYTES, BYTES.length + 1);

        assertThatThrownBy(() -> store.put(ARTIFACT, new ByteArrayInputStream(longer), "a test"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("has more than the 5 bytes that it should have.");
        assertNothingKept();
        assertThat(store.put(ARTIFACT, new ByteArrayInputStream(BYTES), "a test"))
                .hasBinaryContent(BYTES);
    }

    /** Promises all bytes, sends two, and waits. */
    private static void half(HttpExchange exchange, CountDownLatch closed) throws IOException, InterruptedException {
        exchange.sendResponseHeaders(200, BYTES.length);
        exchange.getResponseBody().write(BYTES, 0, 2);
        exchange.getResponseBody().flush();
        closed.await();
    }

    private void assertNothingKept() throws IOException {
        try (Stream<Path> left = Files.walk(folder)) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }

    /** How a repository answers; the latch opens when it is closed. */
    @FunctionalInterface
    private interface Answer {
        void give(HttpExchange exchange, CountDownLatch closed) throws IOException, InterruptedException;
    }

    /** A repository in this process. */
    private static final class Repository implements AutoCloseable {
        private final HttpServer server;
        private final CountDownLatch closed = new CountDownLatch(1);
        private volatile String asked;

        Repository(int status, byte[] bytes) throws IOException {
            this((exchange, closed) -> {
                exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
            });
        }

        Repository(Answer answer) throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                asked = exchange.getRequestURI().toString();
                try (exchange) {
                    answer.give(exchange, closed);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            server.start();
        }

        String root() {
            return "http://localhost:" + server.getAddress().getPort() + "/mirror";
        }

        HttpRepository client() {
            return new HttpRepository(URI.create(root()), HttpClient.newHttpClient());
        }

        @Override
        public void close() {
            closed.countDown();
            server.stop(0);
        }
    }
}
