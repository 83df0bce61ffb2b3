package io.jenkins.plugins.mlpipeline.engine.dataset.csv;

import io.jenkins.plugins.mlpipeline.engine.dataset.source.TableSource;
import java.io.IOException;
import java.io.InputStream;

/**
 * Cuts the rows of a CSV file into blocks of whole records, in the file's order. Cutting takes a fraction of the time that
 * decoding and parsing do, which several threads then can do. One thread at a time.
 *
 * <p>Cells that can't be parsed are left to who parses them: cuts are right up to the first of them.
 */
public final class CsvBlocks {
    /** Bytes of a block, unless a single row has more. */
    private static final int BLOCK_BYTES = 1 << 18;

    /** Bytes that are read at once. */
    private static final int CHUNK = 1 << 14;

    private static final int START = AsciiParser.MARGIN;
    /** Most bytes of a record in which a parser must find what is wrong with it: three for an element of UTF-16. */
    private static final int MOST_BYTES = 3 * CsvParser.MAX_RECORD;

    private static final long QUOTES = EightBytes.of('"');
    private static final long LINE_FEEDS = EightBytes.of('\n');
    private static final long RETURNS = EightBytes.of('\r');

    private final CsvCursor file;
    private final InputStream in;
    private final int mostRows;
    private final char delimiter;
    private final int blockBytes;
    private final int chunk;
    /** Whether lines are records, see {@link CsvParser#countRecords}. */
    private final boolean made;

    /** What was read and belongs to the next block. */
    private byte[] rest = new byte[0];

    private int restSize;
    private boolean ended;
    private long line;

    /** The block that is being cut: its text, how far that was looked at, and where its last whole record ends. */
    private byte[] bytes;

    private int limit;
    private int at;
    private int cut;
    private boolean quoted;
    /** What begins a line that is skipped, where quotes are no quotes; -1 for none. */
    private final int comment;

    private boolean inComment;
    /** Whether nothing was seen that {@link AsciiParser} does not read. */
    private boolean plain;
    /** Whether the next record would go beyond the bytes of a block. */
    private boolean full;
    /** Whether what was read ends where a file of a folder does, see {@link TableSource#nextPartEnd}. */
    private boolean atPartEnd;
    /** The position behind what was read. */
    private long position;

    private int records;
    private long lines;
    private long cutLines;

    public CsvBlocks(CsvCursor file, int mostRows) {
        this(file, mostRows, BLOCK_BYTES, CHUNK);
    }

    /** The same with other sizes. */
    public CsvBlocks(CsvCursor file, int mostRows, int blockBytes, int chunk) {
        this.file = file;
        this.mostRows = mostRows;
        this.blockBytes = blockBytes;
        this.chunk = chunk;
        this.delimiter = file.format().delimiter();
        this.comment = file.format().comment() == null ? -1 : file.format().comment();
        this.made = file.source().isMade();
        this.line = file.row.line() + file.row.lines();
        this.in = file.rest();
        this.position = file.restPosition();
    }

    /** Whether a block is of this file. */
    boolean isOf(CsvBlock block) {
        return block.isOf(file.source());
    }

    /** A block to fill. */
    public CsvBlock newBlock() {
        return new CsvBlock(file, blockBytes);
    }

    /**
     * Fills a block with the next rows; it may get none when there are empty lines only. Where a block ends depends on the
     * text alone, and never on how many bytes a read gave: before the row that has too many bytes, and where a file of
     * a folder ends.
     *
     * @return false at the end of the file
     */
    public boolean next(CsvBlock block) throws IOException {
        bytes = block.room(restSize + chunk);
        System.arraycopy(rest, 0, bytes, START, restSize);
        limit = START + restSize;
        at = START;
        cut = START;
        quoted = false;
        inComment = false;
        plain = true;
        full = false;
        atPartEnd = atPartEnd && restSize > 0;
        records = 0;
        lines = 0;
        cutLines = 0;
        scan();
        while (records < mostRows
                && !full
                && !ended
                && !atPartEnd
                && (cut == START ? limit <= MOST_BYTES : limit - START <= blockBytes)) {
            read(block);
            scan();
        }
        if (limit == START) {
            return false;
        }
        // At the end, and when a record is too long to be one, all of it goes to the parser.
        if (cut == START || (ended || atPartEnd) && records < mostRows && limit - START <= blockBytes) {
            cut = limit;
            cutLines = lines;
        }
        keepRest();
        block.begin(cut - START, line, plain && cut <= CsvParser.MAX_CELL);
        line += cutLines;
        return true;
    }

    /** The line behind the last block. */
    public long line() {
        return line;
    }

    /** Whether the last block was the end of the file. */
    public boolean ended() {
        return ended && restSize == 0;
    }

    private void read(CsvBlock block) throws IOException {
        if (limit == bytes.length - AsciiParser.MARGIN) {
            bytes = block.grow();
        }
        int room = Math.min(chunk, bytes.length - AsciiParser.MARGIN - limit);
        int n = in.read(bytes, limit, (int) Math.min(room, file.source().nextPartEnd(position) - position));
        if (n <= 0) {
            ended = true;
            file.end();
        } else {
            limit += n;
            position += n;
            atPartEnd = file.source().nextPartEnd(position - 1) == position;
        }
    }

    private void keepRest() {
        restSize = limit - cut;
        if (rest.length < restSize) {
            rest = new byte[restSize];
        }
        System.arraycopy(bytes, cut, rest, 0, restSize);
    }

    /** Looks for the ends of records, as {@link CsvParser} finds them, up to the limit or the most records. */
    private void scan() {
        while (records < mostRows && !full) {
            inComment |= at == cut && at < limit && bytes[at] == comment;
            skip();
            if (at >= limit || bytes[at] != '\n' && at + 1 == limit && !ended && !atPartEnd) {
                return;
            }
            if (bytes[at] == '"') {
                plain = false;
                if (inComment) {
                    at++;
                } else {
                    quote();
                }
            } else {
                lineEnd();
            }
        }
    }

    /** Goes to the next quote or line end, or to the limit. */
    private void skip() {
        while (at + EightBytes.SIZE <= limit) {
            long word = EightBytes.at(bytes, at);
            if (EightBytes.notAscii(word) != 0) {
                break;
            }
            long marks =
                    EightBytes.find(word, QUOTES) | EightBytes.find(word, LINE_FEEDS) | EightBytes.find(word, RETURNS);
            if (marks != 0) {
                at += EightBytes.first(marks);
                return;
            }
            at += EightBytes.SIZE;
        }
        int signs = 0;
        while (at < limit && bytes[at] != '"' && bytes[at] != '\n' && bytes[at] != '\r') {
            signs |= bytes[at++];
        }
        plain = plain && signs >= 0;
    }

    private void quote() {
        if (!quoted) {
            quoted = at == cut || bytes[at - 1] == delimiter;
        } else if (at + 1 < limit && bytes[at + 1] == '"') {
            at++;
        } else {
            quoted = false;
        }
        at++;
    }

    private void lineEnd() {
        if (bytes[at] == '\r') {
            if (at + 1 < limit && bytes[at + 1] == '\n') {
                at++;
            } else {
                plain = false;
            }
        }
        at++;
        full = !quoted && cut > START && at - START > blockBytes;
        if (full) {
            return;
        }
        inComment = false;
        if (!quoted || !made) {
            lines++;
        }
        if (!quoted) {
            cut = at;
            cutLines = lines;
            records++;
        }
    }
}
