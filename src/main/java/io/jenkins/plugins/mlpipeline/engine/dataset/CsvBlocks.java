package io.jenkins.plugins.mlpipeline.engine.dataset;

import java.io.IOException;

/**
 * Cuts the rows of a CSV file into blocks of whole records, in the file's order. Cutting takes a fraction of the time that
 * parsing does, which several threads then can do. One thread at a time.
 *
 * <p>Cells that can't be parsed are left to who parses them: cuts are right up to the first of them.
 */
public final class CsvBlocks {
    /** Characters of a block, unless a single row has more. */
    private static final int BLOCK_CHARS = 1 << 18;

    /** Characters that are read at once. */
    private static final int CHUNK = 1 << 13;

    private final CsvCursor file;
    private final int mostRows;
    private final char delimiter;
    private final int blockChars;
    private final int chunk;

    /** What was read and belongs to the next block. */
    private char[] rest;

    private int restSize;
    private boolean ended;
    private long line;

    /** The block that is being cut: its text, how far that was looked at, and where its last whole record ends. */
    private char[] chars;

    private int limit;
    private int at;
    private int cut;
    private boolean quoted;
    private int records;
    private long lines;
    private long cutLines;

    CsvBlocks(CsvCursor file, int mostRows) {
        this(file, mostRows, BLOCK_CHARS, CHUNK);
    }

    /** The same with other sizes. */
    CsvBlocks(CsvCursor file, int mostRows, int blockChars, int chunk) {
        this.file = file;
        this.mostRows = mostRows;
        this.blockChars = blockChars;
        this.chunk = chunk;
        this.delimiter = file.format().delimiter();
        this.rest = file.row.rest();
        this.restSize = rest.length;
        this.line = file.row.line() + file.row.lines();
    }

    /** A block to fill. */
    public CsvBlock newBlock() {
        return new CsvBlock(file, blockChars);
    }

    /**
     * Fills a block with the next rows; it may get none when there are empty lines only.
     *
     * @return false at the end of the file
     */
    public boolean next(CsvBlock block) throws IOException {
        chars = block.room(restSize + chunk);
        System.arraycopy(rest, 0, chars, 0, restSize);
        limit = restSize;
        at = 0;
        cut = 0;
        quoted = false;
        records = 0;
        lines = 0;
        cutLines = 0;
        scan();
        while (records < mostRows && !ended && (cut == 0 ? limit <= CsvParser.MAX_RECORD : limit < blockChars)) {
            read(block);
            scan();
        }
        if (limit == 0) {
            return false;
        }
        // At the end, and when a record is too long to be one, all of it goes to the parser.
        if (cut == 0 || ended && records < mostRows) {
            cut = limit;
            cutLines = lines;
        }
        keepRest();
        block.begin(cut, line);
        line += cutLines;
        return true;
    }

    /** Whether the last block was the end of the file. */
    public boolean ended() {
        return ended && restSize == 0;
    }

    private void read(CsvBlock block) throws IOException {
        if (limit == chars.length) {
            chars = block.grow();
        }
        int n = file.read(chars, limit, Math.min(chunk, chars.length - limit));
        if (n <= 0) {
            ended = true;
            file.end();
        } else {
            limit += n;
        }
    }

    private void keepRest() {
        restSize = limit - cut;
        if (rest.length < restSize) {
            rest = new char[restSize];
        }
        System.arraycopy(chars, cut, rest, 0, restSize);
    }

    /** Looks for the ends of records, as {@link CsvParser} finds them, up to the limit or the most records. */
    private void scan() {
        while (at < limit && records < mostRows) {
            char c = chars[at];
            if (c > '"') {
                at++;
            } else if (c == '"') {
                if (at + 1 == limit && !ended) {
                    return;
                }
                quote();
            } else if (c == '\n' || c == '\r') {
                if (c == '\r' && at + 1 == limit && !ended) {
                    return;
                }
                lineEnd();
            } else {
                at++;
            }
        }
    }

    private void quote() {
        if (!quoted) {
            quoted = at == cut || chars[at - 1] == delimiter;
        } else if (at + 1 < limit && chars[at + 1] == '"') {
            at++;
        } else {
            quoted = false;
        }
        at++;
    }

    private void lineEnd() {
        if (chars[at] == '\r' && at + 1 < limit && chars[at + 1] == '\n') {
            at++;
        }
        at++;
        lines++;
        if (!quoted) {
            cut = at;
            cutLines = lines;
            records++;
        }
    }
}
