package io.jenkins.plugins.mlpipeline.engine.dataset.csv;

import java.nio.charset.StandardCharsets;

/**
 * Parts ASCII text without quotes, whose lines end with LF or CRLF, into the records and cells that {@link CsvParser} finds
 * in it, in two thirds of the time and without decoding: it looks at eight characters at once, and knows where cells end
 * before it reads them.
 */
final class AsciiParser extends CsvRecord {
    /** Bytes for which there must be room before and behind a text: words are read that reach beyond it. */
    static final int MARGIN = 2 * EightBytes.SIZE;

    /** Bytes in which ends of cells are looked for at once. */
    private static final int WINDOW = 1 << 12;

    private static final long LINE_ENDS = EightBytes.of('\n');
    private static final int WORD_SCALE = 100_000_000;
    private static final int MOST_CHARACTERS = Decimal.MOST_DIGITS + 1;

    private final long delimiters;
    private byte[] bytes;
    /** Where the text ends, and where it is known up to which cells end. */
    private int limit;

    private int looked;
    /** Next character. */
    private int at;
    /** What begins a line that is skipped; -1 for none. */
    private int comment = -1;
    /** First character of the current record. */
    private int record;

    /** The next ends of cells: positions of delimiters and line ends. */
    private final int[] cellEnds = new int[WINDOW + EightBytes.SIZE];

    private int cellEnd;
    private int cellEndsKnown;
    /** The last cells that were asked for as characters. */
    private char[] characters = new char[0];

    /**
     * @param cells how many cells of a record are kept; more are counted only
     */
    AsciiParser(char delimiter, int cells) {
        super(cells);
        this.delimiters = EightBytes.of(delimiter);
    }

    /** Sets what begins a line that is skipped; null for none. */
    void comment(Character sign) {
        comment = sign == null ? -1 : sign;
    }

    /**
     * Begins a text that is there as a whole.
     *
     * @param given holds it from {@link #MARGIN}, and has as much room behind it, of which the first byte may be changed
     * @param size number of bytes, at least 1
     * @param firstLine line of the file on which it begins
     */
    void begin(byte[] given, int size, long firstLine) {
        bytes = given;
        at = MARGIN;
        limit = MARGIN + size;
        looked = at;
        cellEnd = 0;
        cellEndsKnown = 0;
        line = firstLine;
        lines = 0;
        if (bytes[limit - 1] != '\n') {
            bytes[limit++] = '\n';
        }
    }

    @Override
    boolean next() {
        line += lines;
        lines = 1;
        while (at < limit) {
            record = at;
            readCells();
            if ((count > 1 || ends[0] > 0) && bytes[record] != comment) {
                return true;
            }
            // An empty line is skipped.
            line++;
        }
        lines = 0;
        count = 0;
        return false;
    }

    @Override
    char[] chars(int cell) {
        if (characters.length < ends[cell]) {
            characters = new char[Math.max(ends[cell], 2 * characters.length)];
        }
        for (int i = starts[cell]; i < ends[cell]; i++) {
            characters[i] = (char) bytes[record + i];
        }
        return characters;
    }

    @Override
    String text(int cell) {
        return new String(bytes, record + starts[cell], ends[cell] - starts[cell], StandardCharsets.US_ASCII);
    }

    /** Reads the cells of the current record; with few fields in the loop, as it is the one that costs. */
    private void readCells() {
        byte[] text = bytes;
        int[] from = starts;
        int[] to = ends;
        double[] values = numbers;
        int first = record;
        int start = first;
        int end;
        int cell = 0;
        do {
            while (cellEnd == cellEndsKnown) {
                look();
            }
            end = cellEnds[cellEnd++];
            int last = end;
            if (text[end] == '\n' && end > start && text[end - 1] == '\r') {
                last--;
            }
            if (cell < from.length) {
                from[cell] = start - first;
                to[cell] = last - first;
                values[cell] = number(text, start, last);
            }
            cell++;
            start = end + 1;
        } while (text[end] != '\n');
        at = start;
        count = cell;
    }

    /** Looks for ends of cells in the next window. There is one in what is left, as the text ends with a line end. */
    private void look() {
        int stop = Math.min(looked + WINDOW, limit);
        int known = 0;
        for (int i = looked; i < stop; i += EightBytes.SIZE) {
            long word = EightBytes.at(bytes, i);
            long marks = EightBytes.find(word, delimiters) | EightBytes.find(word, LINE_ENDS);
            int more = known + Long.bitCount(marks);
            // Two are written always, so that a processor need not guess how many there are.
            cellEnds[known] = i + EightBytes.first(marks);
            marks &= marks - 1;
            cellEnds[known + 1] = i + EightBytes.first(marks);
            marks &= marks - 1;
            for (int k = known + 2; k < more; k++) {
                cellEnds[k] = i + EightBytes.first(marks);
                marks &= marks - 1;
            }
            known = more;
        }
        looked = stop;
        cellEnd = 0;
        cellEndsKnown = known;
    }

    /** The number that a cell is; {@code NaN} when it is none, or not so plain. */
    private static double number(byte[] bytes, int from, int to) {
        int sign = bytes[from] == '-' ? 1 : 0;
        int characters = to - from - sign;
        if (characters > EightBytes.SIZE) {
            return longNumber(bytes, from, to, sign);
        }
        if (characters <= 0) {
            return Double.NaN;
        }
        long digits = EightBytes.lastDigits(EightBytes.at(bytes, to - EightBytes.SIZE), characters);
        long points = EightBytes.points(digits);
        int fraction = 0;
        if (points != 0) {
            fraction = EightBytes.SIZE - 1 - EightBytes.first(points);
            digits = EightBytes.withoutPoint(digits, points);
            characters--;
        }
        return EightBytes.notDigits(digits) != 0
                ? Double.NaN
                : signed(sign, Decimal.value(EightBytes.value(digits), characters, fraction));
    }

    private static double longNumber(byte[] bytes, int from, int to, int sign) {
        int characters = to - from - sign;
        if (characters > 2 * EightBytes.SIZE) {
            return characters > MOST_CHARACTERS ? Double.NaN : longerNumber(bytes, from + sign, to, sign);
        }
        long high = EightBytes.lastDigits(EightBytes.at(bytes, to - 2 * EightBytes.SIZE), characters - EightBytes.SIZE);
        long low = EightBytes.lastDigits(EightBytes.at(bytes, to - EightBytes.SIZE), EightBytes.SIZE);
        long points = EightBytes.points(high);
        long scale = WORD_SCALE;
        int fraction = 0;
        if (points != 0) {
            fraction = 2 * EightBytes.SIZE - 1 - EightBytes.first(points);
            high = EightBytes.withoutPoint(high, points);
            characters--;
        } else {
            points = EightBytes.points(low);
            if (points != 0) {
                fraction = EightBytes.SIZE - 1 - EightBytes.first(points);
                low = EightBytes.withoutPoint(low, points);
                scale /= 10;
                characters--;
            }
        }
        return (EightBytes.notDigits(high) | EightBytes.notDigits(low)) != 0
                ? Double.NaN
                : signed(
                        sign,
                        Decimal.value(EightBytes.value(high) * scale + EightBytes.value(low), characters, fraction));
    }

    private static double longerNumber(byte[] bytes, int from, int to, int sign) {
        long mantissa = 0;
        int point = -1;
        for (int i = from; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit >= 0 && digit <= 9) {
                mantissa = mantissa * 10 + digit;
            } else if (bytes[i] == '.' && point < 0) {
                point = i;
            } else {
                return Double.NaN;
            }
        }
        int digits = to - from - (point < 0 ? 0 : 1);
        return digits > Decimal.MOST_DIGITS
                ? Double.NaN
                : signed(sign, Decimal.value(mantissa, digits, point < 0 ? 0 : to - point - 1));
    }

    /** Without a branch, which a processor would guess wrongly for every other number. */
    private static double signed(long sign, double value) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(value) | sign << Long.SIZE - 1);
    }
}
