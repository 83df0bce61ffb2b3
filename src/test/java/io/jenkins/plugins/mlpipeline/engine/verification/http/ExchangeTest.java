package io.jenkins.plugins.mlpipeline.engine.verification.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExchangeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch givenUp = new CountDownLatch(1);
    private HttpServer server;
    private Path mounted;

    /** It sends a byte now and then, for as long as somebody takes it. */
    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                while (true) {
                    out.write('x');
                    out.flush();
                    TimeUnit.MILLISECONDS.sleep(10);
                }
            } catch (IOException | InterruptedException e) {
                givenUp.countDown();
            }
        });
        server.start();
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        server.stop(0);
        threads.shutdownNow();
        if (mounted != null) {
            new ProcessBuilder("umount", mounted.toString()).start().waitFor();
        }
    }

    /** A disk that is full is not the server's fault. */
    @Test
    void aFullDiskIsSaidToBeOne() throws IOException, InterruptedException {
        Path small = Files.createDirectories(folder.resolve("small"));
        assumeTrue(
                new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", small.toString())
                                .start()
                                .waitFor()
                        == 0,
                "this user may not mount a file system");
        mounted = small;
        Path file = small.resolve("file");
        Files.write(small.resolve("other"), new byte[4096]);
        AtomicLong received = new AtomicLong();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .build();
        assertThatThrownBy(() -> new Exchange("the server", Clients.standard().build(), Duration.ofSeconds(30))
                        .ask(request, head -> ReceivedFile.into(file, 1L << 30, received), received))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        file + " cannot be written: No space left on device. Free space there, or name another place.");
    }

    @Test
    void whatTricklesIsNotWaitedForWithoutEnd() throws InterruptedException {
        AtomicLong received = new AtomicLong();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .build();
        HttpResponse.BodyHandler<Boolean> body = head -> ReceivedFile.into(folder.resolve("file"), 1L << 30, received);
        assertThatThrownBy(() -> new Exchange("the server", Clients.standard().build(), PATIENCE, Duration.ofSeconds(1))
                        .ask(request, body, received))
                .isInstanceOf(UserError.class)
                .hasMessage("the server did not send all of it within 1 s. Try again, or look whether it is well.");
        assertThat(received.get()).as("it sent all the time").isGreaterThan(10);
        assertThat(givenUp.await(30, TimeUnit.SECONDS))
                .as("the connection ends")
                .isTrue();
    }
}
