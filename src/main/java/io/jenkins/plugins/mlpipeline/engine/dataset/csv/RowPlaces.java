package io.jenkins.plugins.mlpipeline.engine.dataset.csv;

import java.nio.file.Path;
import java.util.List;

/**
 * Where rows stand: in which file and on which line, in one number, which is the line where there is one file.
 *
 * @param files as they were named, at least one
 */
public record RowPlaces(List<String> files) {
    /** Beyond any line of a file. */
    private static final int LINE_BITS = 48;

    private static final long LINES = (1L << LINE_BITS) - 1;

    public RowPlaces {
        files = List.copyOf(files);
    }

    /** Rows of one file. */
    public static RowPlaces of(String file) {
        return new RowPlaces(List.of(file));
    }

    /**
     * The place of a row.
     *
     * @param file which file it is, from 0
     * @param line of that file
     */
    public static long of(int file, long line) {
        return (long) file << LINE_BITS | line;
    }

    /** Which file a row stands in, from 0. */
    public static int file(long place) {
        return (int) (place >>> LINE_BITS);
    }

    /** The line on which a row begins. */
    public static long line(long place) {
        return place & LINES;
    }

    /** What the files are called together. */
    public String name() {
        return String.join(", ", files);
    }

    /** What files are called together. */
    public static String named(List<Path> files) {
        return new RowPlaces(files.stream().map(Path::toString).toList()).name();
    }

    /** Begins a message about a row: {@code test.csv: line 3}. */
    public String at(long place) {
        return files.get(file(place)) + ": " + "line " + line(place);
    }

    /** Names a row in a sentence: {@code line 3}, and of which file where there are several. */
    public String within(long place) {
        return "line " + line(place) + (files.size() > 1 ? " of " + files.get(file(place)) : "");
    }
}
