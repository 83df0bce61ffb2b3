package io.jenkins.plugins.mlpipeline.engine.dataset.source;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** A file of rows, whatever its format, as the text of a CSV file; one thread at a time. */
public interface TableSource extends Closeable {
    /** The text, with the header in its first record; always the same stream. */
    InputStream text();

    /**
     * Whether the text was made of another format: UTF-8 with commas, where one record is one row (lines that are skipped
     * are empty ones) and the header is line 0.
     */
    boolean isMade();

    /**
     * {@code sha256:<hex>} of the file's bytes, as they lie on the disk; of a folder that of the list of its files as
     * {@code sha256sum} writes it. Once, after the text was read to its end.
     */
    String digest() throws IOException;

    /**
     * Where the next file of a folder ends behind a position in the text, as far as the text was read; {@link Long#MAX_VALUE} where
     * none is known. A read never goes on into another file. So rows can be taken together in the same way whoever reads the files: one
     * after the other, or several at once.
     */
    default long nextPartEnd(long position) {
        return Long.MAX_VALUE;
    }

    /** Whether the text is that of several files. */
    default boolean isOfFolder() {
        return false;
    }

    /** What a reader should know about how the file was read, one sentence each. */
    default List<String> notes() {
        return List.of();
    }

    /**
     * The files of a folder of rows: their paths below it with {@code /}, in the order of their rows.
     *
     * @throws UserError when it is no such folder
     */
    static List<String> parts(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new UserError(folder + ": " + (Files.exists(folder) ? "is no folder." : "there is no such folder."));
        }
        List<String> parts = PartFiles.PARQUET.in(folder);
        if (parts.isEmpty()) {
            parts = PartFiles.CSV.in(folder);
        }
        if (parts.isEmpty()) {
            throw CsvFolder.none(folder);
        }
        return parts;
    }

    /**
     * Opens one file of a folder of rows, read as in its place among the others.
     *
     * @param part as {@link #parts} has it
     * @param columns those of all files
     */
    static TableSource openPart(Path folder, String part, List<String> columns) throws IOException {
        try {
            return PartFiles.PARQUET.named(part)
                    ? ParquetTable.part(folder, part, columns)
                    : new CsvFolder(folder.resolve(part), List.of(""));
        } catch (NoSuchFileException e) {
            throw new UserError(folder.resolve(part) + ": there is no such file.", e);
        }
    }

    /**
     * Opens a file.
     *
     * @throws UserError when there is none, or when it is none of rows; the message says what it is
     */
    static TableSource open(Path file) throws IOException {
        return open(file, List.of());
    }

    /**
     * Opens a file.
     *
     * @param needed columns that every row must name, where rows name their columns
     * @throws UserError when there is none, or when it is none of rows; the message says what it is
     */
    static TableSource open(Path file, Collection<String> needed) throws IOException {
        if (Files.isDirectory(file) && !PartFiles.PARQUET.in(file).isEmpty()) {
            return new ParquetTable(file);
        }
        if (Files.isDirectory(file)) {
            return new CsvFolder(file, parts(file));
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            // A pipe gives its bytes once: it is CSV.
            return new BytesSource(Packed.plain(file));
        }
        try {
            if (SheetTable.isOne(file)) {
                return new SheetTable(file);
            }
            Packed packed = Packed.of(file);
            if (FileKind.isParquet(file)) {
                return new ParquetTable(file);
            }
            try (InputStream in = packed.open()) {
                FileKind.require(file, in, packed.isPacked());
            }
            return JsonLines.isNamed(packed.name()) || JsonLines.begins(packed)
                    ? new JsonLines(packed, needed)
                    : new BytesSource(packed);
        } catch (NoSuchFileException e) {
            throw new UserError(file + ": there is no such file.", e);
        }
    }
}
