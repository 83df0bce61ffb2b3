package io.jenkins.plugins.mlpipeline.engine.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** What {@link AtomicFiles} does to a disk, step by step; a test has one that loses what was not forced. */
interface Disk {
    /** The platform's. */
    Disk REAL = new Disk() {};

    /** Whether there is such a folder. */
    default boolean isFolder(Path folder) {
        return Files.isDirectory(folder);
    }

    /** Makes a folder in one that is there; one that is there already stays. */
    default void makeFolder(Path folder) throws IOException {
        Files.createDirectories(folder);
    }

    /** Begins a file. */
    default OutputStream create(Path file) throws IOException {
        return new BufferedOutputStream(Files.newOutputStream(file));
    }

    /** Has the bytes of a file outlive a power cut. */
    default void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Has the names in a folder outlive a power cut. Windows knows no such thing: it keeps names in a journal. */
    default void forceFolder(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** Renames a file, in place of another. */
    default void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Removes a file if it is there. */
    default void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }
}
