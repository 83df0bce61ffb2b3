package io.jenkins.plugins.mlpipeline.engine.dataset;

import java.io.IOException;
import java.util.Arrays;

/** Walks once over some rows of a CSV file, see {@link CsvBlocks}. */
public final class CsvBlock extends CsvRow {
    private final int usual;
    private char[] chars;

    /**
     * @param file the file of the rows
     * @param usual characters for which there is room at first
     */
    CsvBlock(CsvCursor file, int usual) {
        super(new CsvParser(file.format().delimiter()), file.problems, file.missing, file.header());
        row.keep(header().size());
        this.usual = usual;
        this.chars = new char[usual];
    }

    @Override
    public boolean next() throws IOException {
        if (!advance()) {
            return false;
        }
        requireWidth();
        return true;
    }

    @Override
    public void close() {
        // The file is closed by its own cursor.
    }

    /** Room for characters that is filled anew; a row of unusual length does not keep its room for ever. */
    char[] room(int least) {
        if (chars.length < least || chars.length > usual && least <= usual) {
            chars = new char[Math.max(usual, least)];
        }
        return chars;
    }

    /** More room; what is in it is kept. */
    char[] grow() {
        chars = Arrays.copyOf(chars, chars.length * 2);
        return chars;
    }

    /** Begins the rows that were put in the room. */
    void begin(int characters, long firstLine) {
        row.begin(chars, characters, firstLine);
    }
}
