package io.jenkins.plugins.mlpipeline.engine.rollout.render;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.rollout.cluster.LogMask;
import io.jenkins.plugins.mlpipeline.engine.rollout.decide.ProgressLine;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Manifests;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/**
 * A program of the {@code PATH}: run without a shell, with little of the environment, for a limited time and with a limited output.
 */
final class Program {
    /** What a renderer needs to find its files, its registries' logins and its way out; nothing of a cluster. */
    private static final Set<String> KEPT = Set.of(
            "PATH",
            "HOME",
            "USERPROFILE",
            "APPDATA",
            "SYSTEMROOT",
            "TMPDIR",
            "TEMP",
            "TMP",
            "LANG",
            "HTTP_PROXY",
            "HTTPS_PROXY",
            "NO_PROXY",
            "SSL_CERT_FILE",
            "SSL_CERT_DIR",
            "XDG_CACHE_HOME",
            "XDG_CONFIG_HOME",
            "XDG_DATA_HOME",
            "DOCKER_CONFIG",
            "HELM_CACHE_HOME",
            "HELM_CONFIG_HOME",
            "HELM_DATA_HOME",
            "HELM_REGISTRY_CONFIG");

    private static final int MOST_OF_ERRORS = 1 << 16;

    private final Path file;
    private final Path folder;
    private final Map<String, String> environment;
    private final Duration limit;

    private Program(Path file, Path folder, Map<String, String> environment, Duration limit) {
        this.file = file;
        this.folder = folder;
        this.environment = environment;
        this.limit = limit;
    }

    /**
     * A program.
     *
     * @param name as on a command line
     * @param surroundings where it is looked for and works
     * @return empty when the {@code PATH} has none
     */
    static Optional<Program> find(String name, Surroundings surroundings) {
        String path = surroundings.environment().getOrDefault("PATH", "");
        // An empty entry would mean the folder that is rendered, whose files are not to be run.
        for (StringTokenizer entries = new StringTokenizer(path, File.pathSeparator); entries.hasMoreTokens(); ) {
            String entry = entries.nextToken();
            for (String written : List.of(name, name + ".exe")) {
                Path file = Path.of(entry, written);
                if (Files.isRegularFile(file) && Files.isExecutable(file)) {
                    return Optional.of(new Program(
                            file.toAbsolutePath(),
                            surroundings.folder(),
                            kept(surroundings.environment()),
                            surroundings.limit()));
                }
            }
        }
        return Optional.empty();
    }

    private static Map<String, String> kept(Map<String, String> environment) {
        Map<String, String> kept = new TreeMap<>();
        environment.forEach((name, value) -> {
            if (KEPT.contains(name.toUpperCase(Locale.ROOT))) {
                kept.put(name, value);
            }
        });
        return kept;
    }

    /**
     * Runs it.
     *
     * @return what it wrote
     * @throws UserError when it fails, with the end of what it said; goes on for too long; or writes too much
     */
    String run(List<String> arguments) {
        Process process = started(arguments);
        CompletableFuture<byte[]> out = read(process, process.getInputStream(), Manifests.MAX_BYTES);
        CompletableFuture<byte[]> err = read(process, process.getErrorStream(), MOST_OF_ERRORS);
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw failed(arguments, "did not end within " + limit.toSeconds() + " s.");
            }
            byte[] written = whole(arguments, out);
            if (written.length > Manifests.MAX_BYTES) {
                throw failed(arguments, "wrote more than 3 MB, the most that is taken for manifests.");
            }
            if (process.exitValue() != 0) {
                throw failed(
                        arguments, "ended with exit code " + process.exitValue() + ": " + said(whole(arguments, err)));
            }
            return new String(written, StandardCharsets.UTF_8);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(arguments, "was interrupted.");
        } finally {
            end(process);
        }
    }

    /** What somebody else holds open when the program has ended does not end by itself. */
    private byte[] whole(List<String> arguments, CompletableFuture<byte[]> read) throws InterruptedException {
        try {
            return read.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw failed(arguments, "ended, and what it started still writes after " + limit.toSeconds() + " s.");
        } catch (ExecutionException e) {
            throw failed(arguments, "can't be read: " + e.getCause().getMessage() + ".");
        }
    }

    private Process started(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(file.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw failed(arguments, "can't be run: " + e.getMessage() + ".");
        }
    }

    /** As much as is taken and a byte more; a program that goes on writing is ended. */
    private static CompletableFuture<byte[]> read(Process process, InputStream in, int most) {
        CompletableFuture<byte[]> all = new CompletableFuture<>();
        Thread reader = new Thread(() -> {
            try (in) {
                byte[] read = in.readNBytes(most + 1);
                if (read.length > most) {
                    end(process);
                }
                all.complete(read);
            } catch (IOException e) {
                all.complete(new byte[0]);
            }
        });
        reader.setDaemon(true);
        reader.start();
        return all;
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static String said(byte[] err) {
        String text = new String(err, StandardCharsets.UTF_8).strip();
        String line = ProgressLine.shortened(new LogMask(UnaryOperator.identity()).apply(text));
        return line.isEmpty() ? "it said nothing." : line;
    }

    private UserError failed(List<String> arguments, String what) {
        return new UserError(file.getFileName() + " " + arguments.get(0) + " " + what);
    }
}
