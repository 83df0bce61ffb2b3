package io.jenkins.plugins.mlpipeline.engine.verification.endpoint;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.comparison.StoredOutcomes;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnChoice;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvCursor;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Rows that the gate judged, with what it stored of them.
 *
 * @param columns the input columns, in the order of the data
 * @param cells the rows' cells as they are written; null where there is no value
 * @param numeric which columns hold numbers alone, in these rows
 * @param positions where each row stands in the data, from 0
 * @param judged the answers that were stored of all rows of the data
 */
public record Question(
        List<String> columns, List<String[]> cells, boolean[] numeric, int[] positions, StoredOutcomes judged) {
    /** The most rows that are sent. */
    public static final int MOST_ROWS = 300;

    /**
     * Takes rows, evenly spread over the data.
     *
     * @param rows how many, from 1 to {@link #MOST_ROWS}
     * @throws UserError when the data is not the one that was judged
     */
    public static Question of(Path data, CsvFormat format, ColumnSelection selection, StoredOutcomes judged, int rows)
            throws IOException {
        if (rows < 1 || rows > MOST_ROWS) {
            throw new UserError("rows is " + rows + "; a number from 1 to " + MOST_ROWS + " is expected.");
        }
        int all = judged.outcomes().rows();
        int wanted = Math.min(rows, all);
        int[] positions = new int[wanted];
        for (int i = 0; i < wanted; i++) {
            positions[i] = (int) ((long) i * all / wanted);
        }
        try (CsvCursor cursor = CsvCursor.open(data, format)) {
            Set<String> inputs = ColumnChoice.features(selection, cursor.header(), cursor.name());
            // Lists without names are in the order that the model wants, which only their author knows.
            List<String> columns = selection.features() == null ? List.copyOf(inputs) : selection.features();
            List<String[]> cells = read(cursor, columns, positions);
            requireSame(cursor, judged, data);
            return new Question(columns, cells, numeric(columns, cells), positions, judged);
        }
    }

    private static List<String[]> read(CsvCursor cursor, List<String> columns, int[] positions) throws IOException {
        int[] places = columns.stream().mapToInt(cursor::column).toArray();
        List<String[]> cells = new ArrayList<>();
        for (int row = 0; cursor.next(); row++) {
            if (cells.size() < positions.length && positions[cells.size()] == row) {
                String[] one = new String[places.length];
                for (int i = 0; i < places.length; i++) {
                    one[i] = cursor.isMissing(places[i]) ? null : cursor.text(places[i]);
                }
                cells.add(one);
            }
        }
        return cells;
    }

    private static void requireSame(CsvCursor cursor, StoredOutcomes judged, Path data) {
        String stored = judged.header().dataSha256();
        if (!cursor.digest().equals(stored)) {
            throw new UserError(data + " is " + cursor.digest() + ", and the answers were stored for " + stored
                    + ". Name the data that the gate judged.");
        }
        if (cursor.rows() != judged.outcomes().rows()) {
            throw new UserError(data + " has " + cursor.rows() + " rows, and answers were stored for "
                    + judged.outcomes().rows() + ". Name the outcomes that validate wrote of this data.");
        }
    }

    private static boolean[] numeric(List<String> columns, List<String[]> cells) {
        boolean[] numeric = new boolean[columns.size()];
        for (int i = 0; i < numeric.length; i++) {
            int column = i;
            numeric[i] = cells.stream().allMatch(row -> row[column] == null || Numbers.isOne(row[column]));
        }
        return numeric;
    }

    /** How many rows there are. */
    public int rows() {
        return cells.size();
    }

    /** Some of its rows. */
    Question part(int from, int to) {
        int[] places = Arrays.copyOfRange(positions, from, to);
        return new Question(columns, cells.subList(from, to), numeric, places, judged);
    }
}
