package io.jenkins.plugins.mlpipeline.engine.dataset.csv;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Says what is wrong with a CSV file: file, line, column, reason, way out. */
public final class CsvProblems {
    /** What to do about lines that were taken for rows, or for the header. */
    static final String COMMENTS = "If lines that begin with # are comments, give csv.comment: '#' (--comment '#').";

    private static final int MOST_SHOWN = 40;
    private static final Pattern DECIMAL_COMMA = Pattern.compile("[+-]?\\d+,\\d+");

    private final Path file;
    private final CsvFormat format;

    CsvProblems(Path file, CsvFormat format) {
        this.file = file;
        this.format = format;
    }

    UserError width(CsvRecord row, List<String> header) {
        return new UserError(at(row) + "the row has " + row.count() + (row.count() == 1 ? " cell" : " cells")
                + ", the header has " + header.size() + ". "
                + (row.count() < header.size()
                        ? "Complete the row; a cell without a value stays empty between two delimiters." + comments(row)
                        : "Quote cells that contain the delimiter " + CsvFormat.show(format.delimiter())
                                + "; no delimiter stands behind the last cell."));
    }

    private String comments(CsvRecord row) {
        return format.comment() == null && row.count() > 0 && row.text(0).startsWith("#") ? " " + COMMENTS : "";
    }

    UserError number(CsvRecord row, String column, int position) {
        String text = row.text(position);
        String guess = NumberGuess.of(List.of(text), format.numbers());
        String reason;
        if (DECIMAL_COMMA.matcher(text.strip()).matches()) {
            reason = "is not a number: write the decimal sign as a point, or give csv.decimal: ',' (--decimal ,).";
        } else if (!Double.isNaN(
                Decimal.parse(text.strip().toCharArray(), 0, text.strip().length()))) {
            reason = "is too large for a number of double precision. Correct the cell.";
        } else if (guess != null) {
            reason = "is not a number; " + guess + ".";
        } else {
            reason = "is not a number. Correct the cell, add it to the missing-value tokens, have such cells count as"
                    + " missing (csv.badNumbers: missing), or declare the column as a category.";
        }
        return cell(row, column, "\"" + clip(text) + "\" " + reason);
    }

    UserError date(CsvRecord row, String column, int position, DateForm form) {
        return cell(
                row,
                column,
                "\"" + clip(row.text(position)) + "\" is no date written as the column's are (" + form.key() + ": "
                        + form.example()
                        + "). Correct the cell, add it to the missing-value tokens, have such cells count"
                        + " as missing (csv.badNumbers: missing), or say how dates are written (columns, csv.dates).");
    }

    UserError cell(CsvRecord row, String column, String reason) {
        return new UserError(file + ": line " + row.line() + ", column \"" + clip(column) + "\": " + reason);
    }

    UserError malformed(CsvRecord row, List<String> header, CsvMalformed e) {
        return new UserError(
                switch (e.reason) {
                    case OPEN_QUOTE ->
                        bad(row, header)
                                + "a quote is opened and never closed."
                                + " Close it; a quote inside a quoted cell is written twice (\"\").";
                    case TEXT_AFTER_QUOTE ->
                        bad(row, header)
                                + "text follows a closing quote. A quote inside a quoted cell is written twice (\"\").";
                    case LONG_CELL ->
                        bad(row, header) + "the cell has more than " + CsvParser.MAX_CELL
                                + " characters, which is the most that is read; is a quote left open?";
                    case LONG_RECORD ->
                        at(row) + "the row has more than " + CsvParser.MAX_RECORD
                                + " characters, which is the most that is read; is a quote left open?";
                },
                e);
    }

    /** A text as messages show it: one line, not too long. */
    public static String clip(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= MOST_SHOWN
                ? line
                : line.substring(0, line.offsetByCodePoints(0, line.codePointCount(0, MOST_SHOWN))) + "...";
    }

    private String at(CsvRecord row) {
        return file + ": line " + row.line() + ": ";
    }

    /** The place of the cell that can't be parsed, which may lie in the header or beyond it. */
    private String bad(CsvRecord row, List<String> header) {
        int cell = row.count();
        String column = header != null && cell < header.size() ? "\"" + clip(header.get(cell)) + "\"" : "" + (cell + 1);
        return file + ": line " + row.line() + ", column " + column + ": ";
    }
}
