package io.jenkins.plugins.mlpipeline.engine.dataset.csv;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.io.Digest;
import java.io.Closeable;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The rows of one file, or of several one after another, each in its own format, with the columns of the first in its order. One
 * thread at a time.
 */
public final class RowFiles implements Closeable {
    /** The most files: each is a slice, and as many slices of a division are evaluated. */
    public static final int MOST = 50;

    private final List<CsvCursor> cursors;
    private final RowPlaces places;
    private final List<String> header;
    private final Set<String> leftOut;
    /** The file that is being read by {@link #next}. */
    private int current;

    private RowFiles(List<CsvCursor> cursors, Set<String> ignored) {
        this.cursors = cursors;
        this.places = new RowPlaces(cursors.stream().map(CsvCursor::name).toList());
        SharedColumns shared = isOne() ? null : SharedColumns.of(cursors, ignored);
        this.header = isOne() ? first().header() : shared.columns();
        this.leftOut = isOne() ? Set.of() : shared.leftOut();
        for (int i = 0; i < cursors.size() && !isOne(); i++) {
            cursors.get(i).arrange(header, i);
        }
    }

    /**
     * Opens files and reads their headers.
     *
     * @param files at least one; of several each a different one
     * @param ignored columns that need not be in each of several
     * @throws UserError when one is none of rows, lacks a column that another has, or is named twice
     */
    public static RowFiles open(List<Path> files, CsvFormat format, Set<String> ignored) throws IOException {
        requireDifferent(files);
        List<CsvCursor> cursors = new ArrayList<>();
        try {
            for (Path file : files) {
                cursors.add(CsvCursor.open(file, format));
            }
            return new RowFiles(cursors, ignored);
        } catch (IOException | RuntimeException e) {
            close(cursors);
            throw e;
        }
    }

    /**
     * Opens one file of a folder of rows, to be read as if it were in its place among the others.
     *
     * @param part its path below the folder
     * @param header the columns of the whole folder
     * @throws UserError when it is no such file, or has other columns
     */
    public static RowFiles openPart(Path folder, String part, CsvFormat format, List<String> header)
            throws IOException {
        return new RowFiles(List.of(CsvCursor.openPart(folder, part, format, header)), Set.of());
    }

    private static void requireDifferent(List<Path> files) throws IOException {
        if (files.size() > MOST) {
            throw new UserError(files.size() + " files are given; at most " + MOST
                    + " are validated at once. Put some of them together.");
        }
        for (int i = 0; i < files.size(); i++) {
            for (int other = 0; other < i; other++) {
                Path file = files.get(i);
                Path before = files.get(other);
                if (file.equals(before)) {
                    throw new UserError(file + ": is named twice, so that its rows would count twice. Name it once.");
                }
                if (Files.exists(file) && Files.exists(before) && Files.isSameFile(file, before)) {
                    throw new UserError(file + ": is the same file as " + before
                            + ", so that its rows would count twice. Name one of them.");
                }
            }
        }
    }

    private CsvCursor first() {
        return cursors.get(0);
    }

    private boolean isOne() {
        return cursors.size() == 1;
    }

    /** Where rows stand in them. */
    public RowPlaces places() {
        return places;
    }

    /** The file as it was named, or all of them, for messages. */
    public String name() {
        return places.name();
    }

    /** The columns; of several files those that all have. */
    public List<String> header() {
        return header;
    }

    /** The columns that not all files have, which are ignored. */
    public Set<String> leftOut() {
        return leftOut;
    }

    /** The columns with a name. */
    public List<String> named() {
        return CsvHeader.named(header);
    }

    /**
     * The position of a column.
     *
     * @throws UserError when there is none of that name in each file
     */
    public int column(String column) {
        if (leftOut.contains(column)) {
            throw SharedColumns.missing(column, cursors);
        }
        return CsvHeader.position(header, column, name());
    }

    /** Goes to the next row and answers the cursor that stands on it; null at the end of the last file. */
    public RowCursor next() throws IOException {
        while (current < cursors.size()) {
            if (cursors.get(current).next()) {
                return cursors.get(current);
            }
            current++;
        }
        return null;
    }

    /** How many rows were read by {@link #next} so far. */
    public long rows() {
        return cursors.stream().mapToLong(CsvCursor::rows).sum();
    }

    /**
     * Reads the rows block by block, for several threads; {@link #next} is not to be called any more.
     *
     * @param most most rows of a block
     */
    public RowBlocks blocks(int most) {
        return new RowBlocks(cursors.stream().map(cursor -> cursor.blocks(most)).toList());
    }

    /** What the files are called beside one another: by their names, or as they were given where names are alike. */
    public static List<String> shortNames(List<Path> files) {
        List<String> names =
                files.stream().map(file -> String.valueOf(file.getFileName())).toList();
        return new HashSet<>(names).size() == names.size()
                ? names
                : files.stream().map(file -> file.toString().replace('\\', '/')).toList();
    }

    /**
     * {@code sha256:<hex>} of each file, see {@link CsvCursor#digest}.
     *
     * @throws UserError when two are alike
     */
    public List<String> digests() {
        Map<String, String> seen = new HashMap<>();
        for (CsvCursor cursor : cursors) {
            String before = seen.put(cursor.digest(), cursor.name());
            if (before != null) {
                throw new UserError(cursor.name() + ": holds the same bytes as " + before
                        + ", so that its rows would count twice. Name one of them.");
            }
        }
        return cursors.stream().map(CsvCursor::digest).toList();
    }

    /**
     * {@code sha256:<hex>} of the file's bytes; of several files that of the list of them, as {@code sha256sum} writes it,
     * sorted by name.
     *
     * @param names of the files, each its own
     */
    public String digest(List<String> names) {
        List<String> digests = digests();
        return isOne()
                ? digests.get(0)
                : Digest.ofListing(IntStream.range(0, names.size())
                        .boxed()
                        .collect(Collectors.toMap(names::get, digests::get, (a, b) -> b, LinkedHashMap::new)));
    }

    /**
     * {@code sha256:<hex>} of the file's bytes; of several files that of their list in the order in which they were read.
     *
     * @param names of the files, each its own
     */
    public String orderedDigest(List<String> names) {
        List<String> digests = digests();
        return isOne() ? digests.get(0) : Digest.ofOrder(names, digests);
    }

    /** What a reader should know about the cells that were read, one sentence each. */
    public List<String> notes() {
        return cursors.stream()
                .flatMap(cursor -> cursor.notes().stream().map(note -> isOne() ? note : cursor.name() + ": " + note))
                .toList();
    }

    /** Writes what was noted of the only file's cells, for {@link #take}. */
    public void give(DataOutput out) throws IOException {
        first().give(out);
    }

    /**
     * Takes what was noted elsewhere of a part of the only file.
     *
     * @param before lines of the file before that part
     */
    public void take(DataInput in, long before) throws IOException {
        first().take(in, before);
    }

    /**
     * Notes that all of the only file was read elsewhere.
     *
     * @param digest {@code sha256:<hex>} of it, see {@link CsvCursor#digest}
     */
    public void end(String digest) {
        first().end(digest);
    }

    @Override
    public void close() throws IOException {
        close(cursors);
    }

    private static void close(List<CsvCursor> cursors) throws IOException {
        IOException failed = null;
        for (CsvCursor cursor : cursors) {
            try {
                cursor.close();
            } catch (IOException e) {
                failed = e;
            }
        }
        if (failed != null) {
            throw failed;
        }
    }
}
