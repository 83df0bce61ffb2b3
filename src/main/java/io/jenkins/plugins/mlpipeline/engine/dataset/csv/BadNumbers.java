package io.jenkins.plugins.mlpipeline.engine.dataset.csv;

import io.jenkins.plugins.mlpipeline.engine.io.Texts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/** The cells of number columns that are no numbers and count as missing, since that was asked for. For several threads. */
final class BadNumbers {
    private static final int SHOWN = 3;
    /** Most cells of a column that are told apart. */
    private static final int MOST = 100_000;

    /** By position of the column. */
    private final Map<Integer, Cells> columns = new TreeMap<>();

    /** The cells of one column: their lines, as one may be read more than once, and the first texts by line. */
    private record Cells(Set<Long> lines, TreeMap<Long, String> first) {}

    synchronized void add(int column, long line, String text) {
        Cells cells = columns.computeIfAbsent(column, c -> new Cells(new HashSet<>(), new TreeMap<>()));
        if (cells.lines.size() < MOST) {
            cells.lines.add(line);
        }
        cells.first.put(line, text);
        if (cells.first.size() > SHOWN) {
            cells.first.pollLastEntry();
        }
    }

    /** Writes what was noted, for {@link #read}. */
    synchronized void write(DataOutput out) throws IOException {
        out.writeInt(columns.size());
        for (Map.Entry<Integer, Cells> column : columns.entrySet()) {
            Cells cells = column.getValue();
            out.writeInt(column.getKey());
            out.writeInt(cells.lines.size());
            for (long line : cells.lines) {
                out.writeLong(line);
            }
            out.writeInt(cells.first.size());
            for (Map.Entry<Long, String> first : cells.first.entrySet()) {
                out.writeLong(first.getKey());
                Texts.write(out, first.getValue());
            }
        }
    }

    /**
     * Adds what others noted.
     *
     * @param before lines before theirs
     */
    synchronized void read(DataInput in, long before) throws IOException {
        for (int left = in.readInt(); left > 0; left--) {
            Cells cells = columns.computeIfAbsent(in.readInt(), c -> new Cells(new HashSet<>(), new TreeMap<>()));
            for (int lines = in.readInt(); lines > 0; lines--) {
                long line = in.readLong() + before;
                if (cells.lines.size() < MOST) {
                    cells.lines.add(line);
                }
            }
            for (int first = in.readInt(); first > 0; first--) {
                cells.first.put(in.readLong() + before, Texts.read(in));
            }
            while (cells.first.size() > SHOWN) {
                cells.first.pollLastEntry();
            }
        }
    }

    /**
     * A sentence for each column.
     *
     * @param dates whether a column is one of dates
     */
    synchronized List<String> notes(List<String> header, IntPredicate dates) {
        List<String> notes = new ArrayList<>();
        columns.forEach((column, cells) -> {
            int count = cells.lines.size();
            String kind = dates.test(column) ? "date" : "number";
            List<String> shown = new ArrayList<>();
            cells.first.forEach((line, text) -> shown.add("\"" + CsvProblems.clip(text) + "\" on line " + line));
            notes.add("column \"" + CsvProblems.clip(header.get(column)) + "\": "
                    + (count == MOST ? MOST + " or more" : count)
                    + (count == 1 ? " cell is no " + kind + " and counts" : " cells are no " + kind + "s and count")
                    + " as missing, as csv.badNumbers says (" + String.join(", ", shown)
                    + (count > shown.size() ? ", ..." : "") + ").");
        });
        return notes;
    }
}
