package io.jenkins.plugins.mlpipeline.engine.worker;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** The worker's own {@code java.io.tmpdir}: native libraries are unpacked there, and nothing of it shall stay. */
final class TemporaryFolder {
    private final Path folder;

    TemporaryFolder(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    /** Deletes the folder also when the process is told to end. */
    void deleteAtShutdown() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::delete, "delete temporary files"));
    }

    /** Deletes what can be deleted; links are not followed. */
    void delete() {
        try {
            Files.walkFileTree(folder, new Deletion());
        } catch (IOException e) {
            // Another thread still writes there: whoever started the worker removes the rest with its folder.
            System.err.println("temporary files were left in " + folder + ": " + e.getMessage());
        }
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
