package io.jenkins.plugins.mlpipeline.engine.dataset.csv;

import java.io.IOException;
import java.util.Arrays;

/** Walks once over some rows of a CSV file, see {@link CsvBlocks}. */
public final class CsvBlock extends CsvRow {
    private final CsvSource source;
    private final int usual;
    private final CsvParser parser;
    private final AsciiParser ascii;
    private byte[] bytes;
    private int size;
    /** The text as characters; where it is not plain. */
    private char[] chars = new char[0];

    private long firstLine;
    /** Whether the text still has to be decoded. */
    private boolean encoded;

    /**
     * @param file the file of the rows
     * @param usual bytes for which there is room at first
     */
    CsvBlock(CsvCursor file, int usual) {
        this(file, usual, new CsvParser(file.format().delimiter()));
    }

    private CsvBlock(CsvCursor file, int usual, CsvParser parser) {
        super(parser, file.problems, file.missing, file.badNumbers, file.format(), file.own());
        this.source = file.source();
        this.parser = parser;
        this.ascii = new AsciiParser(file.format().delimiter(), own().size());
        parser.keep(own().size());
        parser.comment(file.format().comment());
        ascii.comment(file.format().comment());
        arrangeAs(file);
        if (source.isMade()) {
            parser.countRecords();
        }
        this.usual = usual;
        this.bytes = new byte[usual + 2 * AsciiParser.MARGIN];
    }

    @Override
    public boolean next() throws IOException {
        if (encoded) {
            decode();
        }
        return advance();
    }

    /** Whether its text comes from there. */
    boolean isOf(CsvSource file) {
        return source == file;
    }

    @Override
    public void close() {
        // The file is closed by its own cursor.
    }

    /**
     * Room for a text that is filled anew, from {@link AsciiParser#MARGIN} up to as much before the end; a row of unusual
     * length does not keep its room for ever.
     */
    byte[] room(int least) {
        int length = Math.max(usual, least) + 2 * AsciiParser.MARGIN;
        if (bytes.length < length || bytes.length > length && least <= usual) {
            bytes = new byte[length];
            chars = new char[0];
        }
        return bytes;
    }

    /** More room; what is in it is kept. */
    byte[] grow() {
        bytes = Arrays.copyOf(bytes, bytes.length * 2);
        return bytes;
    }

    /**
     * Begins the rows that were put in the room.
     *
     * @param length bytes, at least 1
     * @param line line of the file on which they begin
     * @param isPlain whether {@link AsciiParser} can read them
     */
    void begin(int length, long line, boolean isPlain) {
        size = length;
        firstLine = line;
        encoded = !isPlain;
        if (isPlain) {
            ascii.begin(bytes, size, firstLine);
            row = ascii;
        }
    }

    private void decode() throws IOException {
        if (chars.length < size) {
            chars = new char[Math.max(size, usual)];
        }
        parser.begin(chars, source.decode(bytes, AsciiParser.MARGIN, size, chars), firstLine);
        row = parser;
        encoded = false;
    }
}
