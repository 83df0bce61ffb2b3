package io.jenkins.plugins.mlpipeline.engine.dataset.csv;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.nio.CharBuffer;
import java.util.Arrays;

/**
 * Parts text into records and cells after RFC 4180, in one buffer that is used for every record again.
 *
 * <p>A cell that begins with a quote ends with the next single one; two stand for one. In other cells a quote is text. A
 * line ends with LF, CR or CRLF; empty lines are skipped. Cells stay in the buffer, where the characters of a quoted cell
 * are moved together over doubled quotes, so that nothing is copied.
 *
 * <p>Own because FastCSV 4.1.0, with which the tests compare it, loses the last cell of a line when a quoted cell before holds a CR
 * without LF, and takes an open quote at the end of a file for a closed one: neither may pass silently.
 */
final class CsvParser extends CsvRecord implements Closeable {
    /** Most characters of one cell. */
    static final int MAX_CELL = 1 << 20;
    /** Most characters of one record. */
    static final int MAX_RECORD = 1 << 24;

    private static final int FIRST_CHARS = 1 << 16;
    private static final int FIRST_CELLS = 64;
    /** Most elements that a character takes; there must be room for one when a reader is asked. */
    private static final int CHARACTER = 2;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** Null when all of the text is in the buffer. */
    private final Reader in;

    private char delimiter;
    private int mostCells = Integer.MAX_VALUE;

    private char[] buffer;
    private int limit;
    /** Next character. */
    private int at;
    /** First character of the current record. */
    private int record;
    /** First character of the current cell's content, from {@link #record}. */
    private int cell;

    private boolean quoted;
    private boolean first = true;
    /** Whether a record counts as one line. */
    private boolean records;
    /** What begins a line that is skipped; -1 for none. */
    private int comment = -1;

    /** A parser at the beginning of a text, of which a byte order mark is skipped. */
    CsvParser(Reader in) throws IOException {
        this(in, FIRST_CHARS);
    }

    /** The same with a buffer that begins with some size, at least 1. */
    CsvParser(Reader in, int chars) throws IOException {
        super(FIRST_CELLS);
        this.in = in;
        this.buffer = new char[chars];
        while (limit < chars && fill()) {
            // The whole beginning is wanted, a reader may give it in parts.
        }
        if (limit > 0 && buffer[0] == BYTE_ORDER_MARK) {
            at = 1;
            record = 1;
        }
    }

    /** A parser that is given its text by {@link #begin}. */
    CsvParser(char delimiter) {
        super(FIRST_CELLS);
        this.in = null;
        this.buffer = new char[0];
        this.delimiter = delimiter;
    }

    /**
     * Begins a text that is there as a whole.
     *
     * @param chars holds it from its first character; quoted cells are changed in place
     * @param size number of characters
     * @param firstLine line of the file on which it begins
     */
    void begin(char[] chars, int size, long firstLine) {
        buffer = chars;
        limit = size;
        at = 0;
        line = firstLine;
        first = true;
    }

    /** The first characters that are still to be parsed. */
    CharSequence head() {
        return CharBuffer.wrap(buffer, at, limit - at);
    }

    /** A copy of {@link #head}. */
    char[] rest() {
        return Arrays.copyOfRange(buffer, at, limit);
    }

    void delimiter(char between) {
        delimiter = between;
    }

    /** Counts each record as one line, as if there were no line ends in cells. */
    void countRecords() {
        records = true;
    }

    /** Sets what begins a line that is skipped; null for none. */
    void comment(Character sign) {
        comment = sign == null ? -1 : sign;
    }

    /** Skips a first line that declares a delimiter, as Excel reads it ({@code sep=;}); -1 without one. */
    int declaredDelimiter() throws IOException {
        String begin = "sep=";
        int length = begin.length();
        boolean declares = limit - at > length + 1
                && new String(buffer, at, length).equals(begin)
                && CsvFormat.DELIMITERS.indexOf(buffer[at + length]) >= 0
                && (buffer[at + length + 1] == '\n' || buffer[at + length + 1] == '\r');
        if (!declares) {
            return -1;
        }
        char declared = buffer[at + length];
        at += length + 1;
        endLine();
        line++;
        record = at;
        return declared;
    }

    /** Goes to the first line that is not skipped. */
    void toHeader() throws IOException {
        skipEmptyLines();
    }

    /** Sets how many cells of a record are kept; more are counted only. */
    void keep(int cells) {
        mostCells = cells;
    }

    @Override
    char[] chars(int cell) {
        return buffer;
    }

    @Override
    String text(int cell) {
        return new String(buffer, starts[cell], ends[cell] - starts[cell]);
    }

    /** Whether the last cell of the current record was quoted. */
    boolean quoted() {
        return quoted;
    }

    @Override
    boolean next() throws IOException {
        if (!first) {
            line += lines;
        }
        first = false;
        lines = 1;
        count = 0;
        record = at;
        cell = 0;
        if (!skipEmptyLines()) {
            lines = 0;
            return false;
        }
        boolean more = true;
        while (more) {
            if (at < limit && buffer[at] == '"') {
                quotedCell();
            } else {
                plainCell();
            }
            more = available() && separator();
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        if (in != null) {
            in.close();
        }
    }

    /** False at the end of the text. */
    private boolean skipEmptyLines() throws IOException {
        while (available()) {
            if (buffer[at] == comment) {
                while (available() && buffer[at] != '\n' && buffer[at] != '\r') {
                    at++;
                }
                if (!available()) {
                    return false;
                }
            }
            if (buffer[at] != '\n' && buffer[at] != '\r') {
                return true;
            }
            endLine();
            line++;
            record = at;
        }
        return false;
    }

    /** After a cell: takes the delimiter (true) or the line end (false). */
    private boolean separator() throws IOException {
        char c = buffer[at];
        if (c == delimiter) {
            at++;
            available();
            return true;
        }
        endLine();
        return false;
    }

    private void endLine() throws IOException {
        if (buffer[at++] == '\r' && available() && buffer[at] == '\n') {
            at++;
        }
    }

    private void plainCell() throws IOException {
        quoted = false;
        cell = at - record;
        if (plainNumber()) {
            return;
        }
        do {
            char[] chars = buffer;
            int end = limit;
            int i = at;
            while (i < end && !ends(chars[i])) {
                i++;
            }
            at = i;
        } while (at == limit && fill());
        add(at, Double.NaN);
    }

    /** Takes the cell as a number while its end is looked for; false, at the same place, when it is none so plain. */
    private boolean plainNumber() {
        char[] chars = buffer;
        int end = limit;
        int i = at;
        if (i < end && chars[i] == '-') {
            i++;
        }
        int from = i;
        int point = -1;
        long mantissa = 0;
        for (; i < end; i++) {
            char c = chars[i];
            int digit = c - '0';
            if (digit >= 0 && digit <= 9) {
                mantissa = mantissa * 10 + digit;
            } else if (c == '.' && point < 0) {
                point = i;
            } else {
                break;
            }
        }
        // At the limit it is not known whether the cell ends.
        if (i == end || !ends(chars[i]) || i - from > Decimal.MOST_DIGITS) {
            return false;
        }
        int digits = i - from - (point < 0 ? 0 : 1);
        double value = Decimal.value(mantissa, digits, point < 0 ? 0 : i - point - 1);
        at = i;
        add(i, from == cell + record ? value : -value);
        return true;
    }

    /** Whether a cell without quotes ends before this character; most are above the line ends, which is asked first. */
    private boolean ends(char c) {
        return c == delimiter || c <= '\r' && (c == '\n' || c == '\r');
    }

    private void quotedCell() throws IOException {
        quoted = true;
        at++;
        cell = at - record;
        int written = cell;
        char last = 0;
        while (true) {
            if (!available()) {
                throw new CsvMalformed(CsvMalformed.Reason.OPEN_QUOTE);
            }
            char c = buffer[at++];
            if (c == '"') {
                if (!available() || buffer[at] != '"') {
                    break;
                }
                at++;
            } else if (!records && (c == '\r' || c == '\n' && last != '\r')) {
                lines++;
            }
            buffer[record + written++] = c;
            last = c;
        }
        if (at < limit && buffer[at] != delimiter && buffer[at] != '\n' && buffer[at] != '\r') {
            throw new CsvMalformed(CsvMalformed.Reason.TEXT_AFTER_QUOTE);
        }
        add(record + written, Double.NaN);
    }

    private void add(int end, double number) {
        check(end - record);
        if (count < mostCells) {
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, count * 2);
                ends = Arrays.copyOf(ends, count * 2);
                numbers = Arrays.copyOf(numbers, count * 2);
            }
            starts[count] = record + cell;
            ends[count] = end;
            numbers[count] = number;
        }
        count++;
    }

    /** Whether there is a character at {@link #at}, after reading on where needed. */
    private boolean available() throws IOException {
        return at < limit || fill();
    }

    /** Reads on behind {@link #limit}; the current record may move in the buffer. */
    private boolean fill() throws IOException {
        if (in == null) {
            check(limit - record);
            return false;
        }
        if (buffer.length - limit < CHARACTER) {
            int kept = limit - record;
            check(kept);
            char[] target = kept + CHARACTER > (buffer.length + 1) / 2 ? new char[buffer.length * 2 + 1] : buffer;
            System.arraycopy(buffer, record, target, 0, kept);
            for (int i = 0; i < Math.min(count, mostCells); i++) {
                starts[i] -= record;
                ends[i] -= record;
            }
            buffer = target;
            at -= record;
            record = 0;
            limit = kept;
        }
        int n = in.read(buffer, limit, buffer.length - limit);
        if (n <= 0) {
            return false;
        }
        limit += n;
        return true;
    }

    /** Checks the lengths of the current cell and record, which end so far from the record's beginning. */
    private void check(int end) {
        if (end - cell > MAX_CELL) {
            throw new CsvMalformed(CsvMalformed.Reason.LONG_CELL);
        }
        if (end > MAX_RECORD) {
            throw new CsvMalformed(CsvMalformed.Reason.LONG_RECORD);
        }
    }
}
