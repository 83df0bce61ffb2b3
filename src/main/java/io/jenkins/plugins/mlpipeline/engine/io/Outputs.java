package io.jenkins.plugins.mlpipeline.engine.io;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The files that a command is to leave. What a former run left in their place goes before the work begins, so that a verdict
 * that is there is always that of the last run; and when one can't be written, the error says which are missing.
 */
public final class Outputs {
    private final List<Path> files;

    private Outputs(List<Path> files) {
        this.files = files;
    }

    /** Work that leaves the files. */
    @FunctionalInterface
    public interface Work<T> {
        /** @return what came of it */
        T run() throws IOException;
    }

    /** Writes a file's bytes; {@link AtomicFiles#write(Path, byte[])} but for tests. */
    @FunctionalInterface
    interface Writer {
        /** Writes all of them or fails. */
        void write(Path file, byte[] bytes) throws IOException;
    }

    /**
     * Removes what former runs left.
     *
     * @param files what will be written
     * @param inputs what will be read
     * @throws UserError when one can't be a file, is an input too, or can't be removed or written; nothing was removed then
     *     unless a removal failed
     */
    public static Outputs begin(List<Path> files, Collection<Path> inputs) {
        for (Path file : files) {
            requireFile(file);
            if (inputs.stream().anyMatch(input -> isSame(file, input))) {
                throw new UserError(
                        file + ": is read by this command and would be overwritten. Name another file for the output.");
            }
            requireWritable(file);
        }
        files.forEach(Outputs::remove);
        return new Outputs(List.copyOf(files));
    }

    /** Whether two paths lead to one file. */
    public static boolean isSame(Path one, Path other) {
        try {
            if (Files.exists(one) && Files.exists(other)) {
                return Files.isSameFile(one, other);
            }
        } catch (IOException e) {
            // Then by their names.
        }
        return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    }

    /**
     * Does the work.
     *
     * @throws UserError when reading or writing fails: what, why, the way out, and which files were not written
     */
    public <T> T leftBy(Work<T> work) {
        try {
            return work.run();
        } catch (UncheckedIOException e) {
            throw failed(FileProblems.failed(e.getCause()), e.getCause());
        } catch (IOException e) {
            throw failed(FileProblems.failed(e), e);
        }
    }

    /** Writes a document, UTF-8; errors as for {@link #leftBy}. */
    public void write(Path file, String text) {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes bytes; errors as for {@link #leftBy}. */
    public void write(Path file, byte[] bytes) {
        write(file, bytes, AtomicFiles::write);
    }

    void write(Path file, byte[] bytes, Writer writer) {
        try {
            writer.write(file, bytes);
        } catch (IOException e) {
            throw failed(FileProblems.notWritten(file, e), e);
        }
    }

    private UserError failed(String sentence, IOException e) {
        List<Path> missing = files.stream().filter(file -> !Files.exists(file)).toList();
        return new UserError(
                missing.isEmpty()
                        ? sentence
                        : sentence + " Not written: "
                                + missing.stream().map(Path::toString).collect(Collectors.joining(", ")) + ".",
                e);
    }

    private static void requireFile(Path file) {
        if (Files.isDirectory(file)) {
            throw new UserError(file + ": is a folder; name a file for the output.");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new UserError(
                    file + ": is a device or a pipe, which a file would take the place of. Name a file for the"
                            + " output.");
        }
    }

    private static void requireWritable(Path file) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        while (folder != null && !Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            folder = folder.getParent();
        }
        if (folder == null) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw new UserError(file + ": can't be made, because " + folder + " is no folder. Name another place.");
        }
        if (!Files.isWritable(folder)) {
            throw new UserError(file + ": can't be made, because this user may not write to " + folder
                    + ", or it is mounted read-only. Change that, or name another place.");
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UserError(
                    file + ": is of a former run and can't be removed (" + FileProblems.reason(e)
                            + "), so that nothing was begun. " + FileProblems.wayOut(e),
                    e);
        }
    }
}
