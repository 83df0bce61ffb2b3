package io.jenkins.plugins.mlpipeline.engine.io;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** A folder of which nothing shall stay: it goes when it is closed, and when the process is told to end. */
public final class TemporaryFolder implements AutoCloseable {
    /** Another thread may write there until the process is gone. */
    private static final int ATTEMPTS = 20;

    private static final long PAUSE_MILLIS = 50;

    private final Path folder;
    private final Thread hook = new Thread(this::delete, "delete temporary files");

    private TemporaryFolder(Path folder) {
        this.folder = folder;
    }

    /** Takes over a folder; it need not be there yet. */
    public static TemporaryFolder of(Path folder) {
        TemporaryFolder temporary = new TemporaryFolder(folder);
        Runtime.getRuntime().addShutdownHook(temporary.hook);
        return temporary;
    }

    /** A new folder. */
    public static TemporaryFolder in(Path parent, String prefix) throws IOException {
        return of(Files.createTempDirectory(parent, prefix));
    }

    /** Where it is. */
    public Path folder() {
        return folder;
    }

    @Override
    public void close() {
        delete();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process ends already, and the folder is gone.
            return;
        }
    }

    /** Deletes what can be deleted; links are not followed. */
    private void delete() {
        IOException failure = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                if (Files.exists(folder)) {
                    Files.walkFileTree(folder, new Deletion());
                }
                return;
            } catch (IOException e) {
                failure = e;
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        System.err.println("temporary files were left in " + folder + ": " + failure);
    }

    /** Deletes each file, then each folder. */
    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path visited, IOException e) throws IOException {
            Files.deleteIfExists(visited);
            return FileVisitResult.CONTINUE;
        }
    }
}
