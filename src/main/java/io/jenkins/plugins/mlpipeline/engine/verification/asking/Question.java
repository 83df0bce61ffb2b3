package io.jenkins.plugins.mlpipeline.engine.verification.asking;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.comparison.Fed;
import io.jenkins.plugins.mlpipeline.engine.comparison.StoredOutcomes;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnChoice;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowCursor;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowFiles;
import io.jenkins.plugins.mlpipeline.engine.endpoint.AskedColumns;
import io.jenkins.plugins.mlpipeline.engine.endpoint.AskedRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Rows that the gate judged, with what it stored of them.
 *
 * @param asked the rows as they are sent
 * @param positions where each row stands in the data, from 0
 * @param judged the answers that were stored of all rows of the data
 */
public record Question(AskedRows asked, int[] positions, StoredOutcomes judged) {
    /** The most rows that are sent. */
    public static final int MOST_ROWS = 300;

    /**
     * Takes rows, evenly spread over the data, as the model itself was fed them: dates as seconds, its own tensors. Where the
     * outcomes do not say so, or features are named, each column is sent as it is written.
     *
     * @param data the files of rows, in the order in which they were judged
     * @param selection its label may be null where the outcomes say what was fed
     * @param rows how many, from 1 to {@link #MOST_ROWS}
     * @throws UserError when the data is not the one that was judged
     */
    public static Question of(
            List<Path> data, CsvFormat format, ColumnSelection selection, StoredOutcomes judged, int rows)
            throws IOException {
        if (rows < 1 || rows > MOST_ROWS) {
            throw new UserError("rows is " + rows + "; a number from 1 to " + MOST_ROWS + " is expected.");
        }
        Fed fed = selection.features() == null ? judged.header().fed() : null;
        if (fed == null && selection.label() == null) {
            throw new UserError("the outcomes do not say what the model was fed, so which column is no input has to be"
                    + " said. Name the label, or write the outcomes anew with validate.");
        }
        int all = judged.outcomes().rows();
        int wanted = Math.min(rows, all);
        int[] positions = new int[wanted];
        for (int i = 0; i < wanted; i++) {
            positions[i] = (int) ((long) i * all / wanted);
        }
        CsvFormat read = fed == null ? format : fed.reading(format);
        AskedColumns written = fed == null
                ? written(data, read, selection)
                : fed.asWritten().isEmpty()
                        ? null
                        : AskedColumns.written(data, read, selection.ignore(), fed.asWritten());
        try (RowFiles files = RowFiles.open(data, read, selection.ignore())) {
            AskedColumns columns = written == null ? AskedColumns.fed(fed.inputs(), files) : written;
            List<JsonNode[]> cells = read(files, columns, positions);
            requireSame(files, judged, data);
            return new Question(columns.rows(cells), positions, judged);
        }
    }

    private static AskedColumns written(List<Path> data, CsvFormat format, ColumnSelection selection)
            throws IOException {
        try (RowFiles files = RowFiles.open(data, format, selection.ignore())) {
            Set<String> inputs =
                    ColumnChoice.features(selection.without(files.leftOut()), files.header(), files.name());
            // Lists without names are in the order that the model wants, which only their author knows.
            return AskedColumns.written(
                    data,
                    format,
                    selection.ignore(),
                    selection.features() == null ? List.copyOf(inputs) : selection.features());
        }
    }

    private static List<JsonNode[]> read(RowFiles files, AskedColumns columns, int[] positions) throws IOException {
        List<JsonNode[]> cells = new ArrayList<>();
        RowCursor at = files.next();
        for (int row = 0; at != null; row++) {
            if (cells.size() < positions.length && positions[cells.size()] == row) {
                cells.add(columns.read(at));
            }
            at = files.next();
        }
        return cells;
    }

    private static void requireSame(RowFiles files, StoredOutcomes judged, List<Path> data) {
        String stored = judged.header().dataSha256();
        String digest = files.orderedDigest(RowFiles.shortNames(data));
        if (!digest.equals(stored)) {
            throw new UserError(
                    files.name() + " is " + digest + ", and the answers were stored for " + stored
                            + ". Name the data that the gate judged, several files in the order in which they were named then.");
        }
        if (files.rows() != judged.outcomes().rows()) {
            throw new UserError(files.name() + " has " + files.rows() + " rows, and answers were stored for "
                    + judged.outcomes().rows() + ". Name the outcomes that validate wrote of this data.");
        }
    }

    /** How many rows there are. */
    public int rows() {
        return asked.rows();
    }

    /** Some of its rows. */
    Question part(int from, int to) {
        return new Question(asked.part(from, to), Arrays.copyOfRange(positions, from, to), judged);
    }
}
