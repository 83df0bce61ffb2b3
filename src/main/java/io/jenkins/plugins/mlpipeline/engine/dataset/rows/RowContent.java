package io.jenkins.plugins.mlpipeline.engine.dataset.rows;

import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowCursor;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowHash;
import java.util.List;

/**
 * What a row of a test set holds, whatever the model, the declarations and the file's form: a 64-bit hash of its cells by
 * column name, as {@link RowHash} has it, but for two things. A cell that a declaration takes for missing counts by its text,
 * since the rows do not change when the declaration does; and a number of 2^53 or more counts by its digits, since ids of
 * that size differ where doubles don't.
 */
public final class RowContent {
    private final int[] columns;
    private final long[] names;
    private final int id;

    /**
     * @param header the cursor's header
     * @param columns names of the columns that are content, each in the header
     * @param rowId the column that names a row, in the header; null when its content does
     */
    public RowContent(List<String> header, List<String> columns, String rowId) {
        this.columns = columns.stream().mapToInt(header::indexOf).toArray();
        this.names = columns.stream().mapToLong(RowHash::text).toArray();
        this.id = rowId == null ? -1 : header.indexOf(rowId);
    }

    /** The hash of the row that a cursor stands on. */
    public long of(RowCursor row) {
        long sum = 0;
        for (int i = 0; i < columns.length; i++) {
            sum += RowHash.part(names[i], row.content(columns[i]));
        }
        return RowHash.row(sum);
    }

    /** The hash of the cell that names the row; 0 where none does. */
    public long id(RowCursor row) {
        return id < 0 ? 0 : RowHash.row(row.content(id));
    }

    /** Whether a cell names each row. */
    public boolean namesRows() {
        return id >= 0;
    }
}
