package io.jenkins.plugins.mlpipeline.engine.io;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;

/**
 * Writes files whole: a reader sees the old content or the new one, never a part, and that holds over a power cut too. When
 * a method returns, what it wrote is on the disk: first the bytes are forced there, then the file gets its name, then the
 * folder is forced.
 */
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
        write(Disk.REAL, file, content);
    }

    static void write(Disk disk, Path file, Content content) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new UserError(file + ": a root folder can't be written as a file; name a file in it.");
        }
        makeFolders(disk, folder);
        // Not a temporary file of the platform's: those are for their owner's eyes alone.
        Path part = folder.resolve("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            try (OutputStream out = new Named(disk.create(part), file)) {
                content.writeTo(out);
            }
            replace(disk, part, file);
        } finally {
            disk.delete(part);
        }
    }

    /**
     * Puts a finished file into the place of another one, or of none.
     *
     * @param part on the same disk, closed
     */
    public static void replace(Path part, Path file) throws IOException {
        replace(Disk.REAL, part, file);
    }

    private static void replace(Disk disk, Path part, Path file) throws IOException {
        disk.force(part);
        disk.move(part, file);
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            disk.forceFolder(folder);
        }
    }

    /** Removes a file if it is there; it does not come back after a power cut. */
    public static void delete(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Disk.REAL.delete(file);
        if (folder != null && Disk.REAL.isFolder(folder)) {
            Disk.REAL.forceFolder(folder);
        }
    }

    /** Makes what is missing, outermost first; each name is forced where it stands. */
    private static void makeFolders(Disk disk, Path folder) throws IOException {
        Deque<Path> missing = new ArrayDeque<>();
        for (Path at = folder; at != null && !disk.isFolder(at); at = at.getParent()) {
            missing.push(at);
        }
        for (Path made : missing) {
            disk.makeFolder(made);
            Path around = made.getParent();
            if (around != null) {
                disk.forceFolder(around);
            }
        }
    }

    /** Says which file could not be written, which the system's own words leave out. */
    private static final class Named extends FilterOutputStream {
        private final Path file;

        Named(OutputStream out, Path file) {
            super(out);
            this.file = file;
        }

        @Override
        public void write(int b) throws IOException {
            naming(() -> out.write(b));
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            naming(() -> out.write(bytes, from, length));
        }

        @Override
        public void flush() throws IOException {
            naming(out::flush);
        }

        @Override
        public void close() throws IOException {
            naming(out::close);
        }

        private void naming(Step step) throws IOException {
            try {
                step.run();
            } catch (FileSystemException e) {
                throw e;
            } catch (IOException e) {
                IOException named = new FileSystemException(file.toString(), null, FileProblems.reason(e));
                named.initCause(e);
                throw named;
            }
        }
    }

    /** Something that is done to a stream. */
    @FunctionalInterface
    private interface Step {
        /** Does it. */
        void run() throws IOException;
    }
}
