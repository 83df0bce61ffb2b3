package io.jenkins.plugins.mlpipeline.engine.metricsfile;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Files of this machine. A pattern is as in Ant: {@code *} within a name, {@code **} for any folders, none included. */
public final class LocalPlace implements MetricsPlace {
    private static final int DEEPEST = 20;

    @Override
    public List<String> matching(String pattern, int most) throws IOException {
        PathPattern wanted = new PathPattern(pattern);
        String folder = wanted.folder();
        Path base = Path.of(pattern.startsWith("/") ? "/" + folder : folder.isEmpty() ? "." : folder);
        if (!Files.isDirectory(base)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(base, DEEPEST)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> (folder.isEmpty() ? base.relativize(file) : file).toString())
                    .filter(wanted::fits)
                    .sorted()
                    .limit(most)
                    .toList();
        }
    }

    @Override
    public boolean isFolder(String path) {
        return Files.isDirectory(Path.of(path));
    }

    @Override
    public Optional<byte[]> read(String path, int most) throws IOException {
        if (isFolder(path)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(Path.of(path))) {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new UserError(path + ": larger than " + (most >> 20) + " MiB, which is more than metrics need.");
            }
            return Optional.of(bytes);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
