package io.jenkins.plugins.mlpipeline.engine.dataset.csv;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * Walks once over the rows of a table without holding them: {@code while (rows.next()) { ... rows.number(3) ... }}.
 *
 * <p>Cells are addressed by the column's position in {@link #header()}. Errors name file, line and column.
 */
public interface RowCursor extends Closeable {
    /** What {@link #seenNumbers} answers when it saw none. */
    double[] NO_NUMBERS = {};

    /** Column names in file order (of several files, in that of the first), unique. */
    List<String> header();

    /** Goes to the next row; false at the end. */
    boolean next() throws IOException;

    /** Line of the file on which the current row begins, from 1 (the header is mostly on line 1). */
    long line();

    /** Where the current row stands, among all that are read: see {@link RowPlaces}; its line where that is one file. */
    long place();

    /** An error about a cell of the current row, which begins with its file, line and column. */
    UserError problem(int column, String reason);

    /** Whether the cell is empty or one of the missing-value tokens. */
    boolean isMissing(int column);

    /** The cell's text, verbatim; the empty string when it is empty. */
    String text(int column);

    /**
     * The cell as a number; {@code NaN} when it is missing.
     *
     * @throws UserError when it is neither
     */
    double number(int column);

    /**
     * The numbers of the current row by column, as far as they were seen in passing: what {@link #number} answers, or
     * {@code NaN}, which says nothing. Empty when none was. Not to be changed, nor used after {@link #next}.
     */
    default double[] seenNumbers() {
        return NO_NUMBERS;
    }

    /**
     * The position of the cell's text in a dictionary; -1 when it is missing or not in it. Makes no object for a cell.
     */
    int code(int column, Dictionary dictionary);

    /** Hash of the cell's text, whatever is declared to be missing; see the row digest. */
    default long content(int column) {
        return RowHash.content(text(column));
    }

    /** Hash of the cell's canonical content, see {@link RowHash}. */
    default long hash(int column) {
        return isMissing(column) ? RowHash.MISSING : RowHash.cell(text(column));
    }
}
