package io.jenkins.plugins.mlpipeline.engine.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Map;
import java.util.Set;

/** What is wrong with a file, a disk or a drive, and what to do about it, in words. */
public final class FileProblems {
    private static final String ELSEWHERE = " or name another place.";
    private static final String GONE = "Look whether the drive is still there," + ELSEWHERE;

    /** By what the system says, as Linux writes it. */
    private static final Map<String, String> WAYS_OUT = Map.ofEntries(
            Map.entry("No space left on device", "Free space there," + ELSEWHERE),
            Map.entry("Disk quota exceeded", "Delete what is not needed, have the quota raised," + ELSEWHERE),
            Map.entry("File too large", "Have the limit on the size of a file raised (ulimit -f)," + ELSEWHERE),
            Map.entry("Read-only file system", "Mount it writable," + ELSEWHERE),
            Map.entry("Stale file handle", GONE),
            Map.entry("Input/output error", GONE),
            Map.entry("Transport endpoint is not connected", GONE),
            Map.entry("Host is down", GONE),
            Map.entry("No such device", GONE),
            Map.entry("No such device or address", GONE),
            Map.entry("Connection timed out", GONE),
            Map.entry("Too many open files", "Have the limit on open files raised (ulimit -n)."),
            Map.entry("File name too long", "Choose a shorter name."),
            Map.entry("Is a directory", "Name a file."),
            Map.entry("Broken pipe", "Whoever was to read it ended before."));

    private static final Set<String> OF_WRITING =
            Set.of("No space left on device", "Disk quota exceeded", "File too large", "Read-only file system");

    private FileProblems() {}

    /**
     * One sentence and what to do.
     *
     * @param file what could not be written, as its owner names it
     */
    public static String notWritten(Path file, IOException e) {
        return file + " cannot be written: " + reason(e) + ". " + wayOut(e);
    }

    /** The same where nobody knows which file it is but the exception, if that. */
    public static String failed(IOException e) {
        String file = e instanceof FileSystemException known ? known.getFile() : null;
        String verb = OF_WRITING.contains(reason(e)) ? "written" : "read or written";
        return (file == null ? "reading or writing failed" : file + " cannot be " + verb) + ": " + reason(e) + ". "
                + wayOut(e);
    }

    /** Why it failed, without a stop at the end. */
    public static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "this user may not";
        }
        if (e instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException) {
            return "a file is where a folder should be";
        }
        if (e instanceof DirectoryNotEmptyException) {
            return "a folder is where a file should be";
        }
        String said = e instanceof FileSystemException known ? known.getReason() : e.getMessage();
        if (said == null || said.isBlank()) {
            return e.getCause() instanceof ReadOnlyFileSystemException
                    ? "Read-only file system"
                    : e.getClass().getSimpleName();
        }
        return said.strip().replaceFirst("\\.$", "");
    }

    /** What to do, a sentence. */
    public static String wayOut(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "Change its permissions," + ELSEWHERE;
        }
        return WAYS_OUT.getOrDefault(reason(e), "Look what is wrong with it," + ELSEWHERE);
    }
}
