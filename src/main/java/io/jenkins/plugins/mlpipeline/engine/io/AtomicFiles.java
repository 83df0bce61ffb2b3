package io.jenkins.plugins.mlpipeline.engine.io;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Writes files whole: a reader sees the old content or the new one, never a part. */
public final class AtomicFiles {
    private AtomicFiles() {}

    /** Something that writes a file's content. */
    @FunctionalInterface
    public interface Content {
        /** Writes everything to a buffered stream, which the caller closes. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** Writes bytes to a temporary file beside {@code file}, then renames it; missing folders are made. */
    public static void write(Path file, byte[] bytes) throws IOException {
        write(file, out -> out.write(bytes));
    }

    /** The same for content that is written piece by piece; when that fails, the old file stays. */
    public static void write(Path file, Content content) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new UserError(file + ": a root folder can't be written as a file; name a file in it.");
        }
        Files.createDirectories(folder);
        // Not a temporary file of the platform's: those are for their owner's eyes alone.
        Path part = folder.resolve("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
                content.writeTo(out);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
