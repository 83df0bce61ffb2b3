package io.jenkins.plugins.mlpipeline.engine.dataset;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads a CSV file row by row in constant memory; see {@link CsvFormat} for what is understood.
 *
 * <p>Empty lines are skipped, also in a file with one column. Blanks (space, tab) around a number or a missing-value token
 * do not count; {@link #text} and {@link #code} take a cell verbatim. One thread at a time.
 */
public final class CsvCursor implements RowCursor {
    private final Path file;
    private final String name;
    private final CsvFormat format;
    private final CsvSource source;
    private final CsvParser row;
    private final CsvProblems problems;
    private final MissingTokens missing;
    private final List<String> header;
    private final long headerLine;
    private final int headerLines;
    private long rows;
    private String digest;

    private CsvCursor(Path file, CsvFormat declared, CsvSource source) throws IOException {
        this.file = file;
        this.name = file.toString();
        this.source = source;
        this.row = new CsvParser(source);
        this.format = declared.delimiter() == null ? declared.withDelimiter(CsvFormat.detect(row.head())) : declared;
        this.problems = new CsvProblems(file, format);
        this.missing = new MissingTokens(format.missing());
        row.delimiter(format.delimiter());
        row.keep(CsvHeader.MAX_COLUMNS + 1);
        if (!advance()) {
            throw new UserError(name + ": the file is empty; a header line with the column names is expected.");
        }
        this.headerLine = row.line();
        this.headerLines = row.lines();
        this.header = CsvHeader.of(row, name, format, declared.delimiter() != null);
        row.keep(header.size());
    }

    /**
     * Opens a file and reads its header.
     *
     * @throws UserError when there is no such file, or no usable header in it
     */
    public static CsvCursor open(Path file, CsvFormat format) throws IOException {
        CsvSource source = CsvSource.open(file, format.charset());
        try {
            return new CsvCursor(file, format, source);
        } catch (CharacterCodingException e) {
            source.close();
            throw CharsetProblem.of(file, format.charset(), e);
        } catch (IOException | RuntimeException e) {
            source.close();
            throw e;
        }
    }

    /** The file as it was named, for messages. */
    public String name() {
        return name;
    }

    /** The format with the delimiter that is used. */
    public CsvFormat format() {
        return format;
    }

    @Override
    public List<String> header() {
        return header;
    }

    /** Line on which the header begins, from 1; more than 1 after empty lines. */
    public long headerLine() {
        return headerLine;
    }

    /** Lines that the header covers; more than 1 when a name has a line end in it. */
    public int headerLines() {
        return headerLines;
    }

    /**
     * The position of a column.
     *
     * @throws UserError when there is none of that name, with near names
     */
    public int column(String column) {
        return CsvHeader.position(header, column, name);
    }

    @Override
    public boolean next() throws IOException {
        try {
            if (!advance()) {
                return false;
            }
        } catch (CharacterCodingException e) {
            throw CharsetProblem.of(file, format.charset(), e);
        }
        if (row.count() != header.size()) {
            throw problems.width(row, header);
        }
        rows++;
        return true;
    }

    /** Rows read so far, the current one included. */
    public long rows() {
        return rows;
    }

    @Override
    public long line() {
        return row.line();
    }

    /** Lines that the current row covers; more than 1 when a quoted cell has a line end in it. */
    public int lines() {
        return row.lines();
    }

    /**
     * {@code sha256:<hex>} of the file's bytes.
     *
     * @throws IllegalStateException before {@link #next} answered false
     */
    public String digest() {
        if (digest == null) {
            throw new IllegalStateException("the digest is known at the end of the file only");
        }
        return digest;
    }

    @Override
    public boolean isMissing(int column) {
        return missing.contains(row.chars(), row.start(column), row.end(column));
    }

    @Override
    public String text(int column) {
        return row.text(column);
    }

    @Override
    public double number(int column) {
        double value = numberOrInfinite(column);
        if (Double.isInfinite(value)) {
            throw problems.number(row, header.get(column), column);
        }
        return value;
    }

    /** The cell as a number; {@code NaN} when it is missing, infinite when it is not a finite number. */
    double numberOrInfinite(int column) {
        char[] chars = row.chars();
        int from = row.start(column);
        int to = row.end(column);
        while (from < to && isBlank(chars[from])) {
            from++;
        }
        while (from < to && isBlank(chars[to - 1])) {
            to--;
        }
        if (missing.containsStripped(chars, from, to)) {
            return Double.NaN;
        }
        double value = Decimal.parse(chars, from, to);
        return Double.isNaN(value) ? Double.POSITIVE_INFINITY : value;
    }

    @Override
    public int code(int column, Dictionary dictionary) {
        return isMissing(column) ? -1 : dictionary.position(row.chars(), row.start(column), row.end(column));
    }

    /** The position of the cell's text in a growing set, see {@link Texts#add}; the cell must not be missing. */
    int add(int column, Texts texts) {
        return texts.add(row.chars(), row.start(column), row.end(column));
    }

    @Override
    public long hash(int column) {
        return isMissing(column) ? RowHash.MISSING : RowHash.cell(row.chars(), row.start(column), row.end(column));
    }

    /** An error about a cell of the current row. */
    UserError problem(int column, String reason) {
        return problems.cell(row, header.get(column), reason);
    }

    @Override
    public void close() throws IOException {
        row.close();
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private boolean advance() throws IOException {
        if (digest != null) {
            return false;
        }
        try {
            if (row.next()) {
                return true;
            }
        } catch (CsvMalformed e) {
            throw problems.malformed(row, header, e);
        }
        digest = source.digest();
        return false;
    }
}
