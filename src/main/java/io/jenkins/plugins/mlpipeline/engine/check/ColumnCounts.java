package io.jenkins.plugins.mlpipeline.engine.check;

import io.jenkins.plugins.mlpipeline.engine.dataset.Column;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnProfile;
import io.jenkins.plugins.mlpipeline.engine.dataset.Profile;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowCursor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts the cells of rows that nobody knows the truth of, in the bins of training; for one thread. */
public final class ColumnCounts {
    private static final double[] NO_TRUTH = {};

    private final List<ColumnBins> bins = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();
    private final Map<String, long[]> totals = new LinkedHashMap<>();
    private final List<Cells> cells = new ArrayList<>();
    private List<SeenCells> seen = List.of();
    private double[] noNumbers;
    private int rows;

    /**
     * @param columns the columns that the model takes
     * @param profile what training left of their values
     */
    public ColumnCounts(List<Column> columns, Profile profile) {
        for (Column column : columns) {
            ColumnProfile trained = profile.columns().stream()
                    .filter(known -> known.name().equals(column.name()))
                    .findFirst()
                    .orElse(null);
            if (!ColumnBins.areKnown(column, trained)) {
                unknown.add(column.name());
                continue;
            }
            bins.add(
                    column.type().isNumeric()
                            ? ColumnBins.ofNumbers(trained)
                            : ColumnBins.ofCategories(trained, column.categories()));
            totals.put(column.name(), new long[bins.get(bins.size() - 1).size()]);
        }
    }

    /**
     * Begins a file.
     *
     * @param header the names of its columns, as the model calls them
     * @param capacity most rows between two calls of {@link #count}
     */
    public void begin(List<String> header, int capacity) {
        cells.clear();
        for (ColumnBins column : bins) {
            cells.add(column.cells(header.indexOf(column.name())));
        }
        seen = bins.stream().map(column -> new SeenCells(capacity)).toList();
        noNumbers = new double[header.size()];
        Arrays.fill(noNumbers, Double.NaN);
        rows = 0;
    }

    /** Looks at the row that a cursor stands on. */
    public void look(RowCursor row) {
        double[] known = row.seenNumbers();
        double[] numbers = known.length == 0 ? noNumbers : known;
        for (int i = 0; i < cells.size(); i++) {
            cells.get(i).look(row, numbers, rows, seen.get(i));
        }
        rows++;
    }

    /**
     * The bins of a row that was looked at since the last call of {@link #count}.
     *
     * @param row its place among these
     * @return one for each of {@link #bins}
     */
    public int[] bins(int row) {
        return seen.stream().mapToInt(column -> (int) column.cells[row]).toArray();
    }

    /** Counts the rows that were looked at since the last call. */
    public void count() {
        for (int i = 0; i < cells.size(); i++) {
            cells.get(i).count(seen.get(i), rows, NO_TRUTH);
            seen.get(i).clear();
        }
        rows = 0;
    }

    /** Ends a file. */
    public void end() {
        for (Cells column : cells) {
            long[] total = totals.get(column.name);
            for (int i = 0; i < column.counts.length; i++) {
                total[i] += column.counts[i];
            }
        }
        cells.clear();
    }

    /** The columns that are counted. */
    public List<ColumnBins> bins() {
        return List.copyOf(bins);
    }

    /** The columns of which training left nothing to compare with. */
    public List<String> unknown() {
        return List.copyOf(unknown);
    }

    /** The counts of all files that were ended, by column. */
    public Map<String, long[]> counts() {
        return totals;
    }
}
