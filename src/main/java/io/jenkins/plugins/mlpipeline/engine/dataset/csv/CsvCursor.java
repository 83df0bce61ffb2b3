package io.jenkins.plugins.mlpipeline.engine.dataset.csv;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.source.TableSource;
import java.io.ByteArrayInputStream;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Reads a file of rows row by row in constant memory; see {@link CsvFormat} for what is understood of text, and {@link
 * io.jenkins.plugins.mlpipeline.engine.dataset.source.TableSource} for other formats.
 *
 * <p>Empty lines are skipped, also in a file with one column. Blanks (space, tab) around a number or a missing-value token
 * do not count; {@link #text} and {@link #code} take a cell verbatim. One thread at a time.
 */
public final class CsvCursor extends CsvRow {
    private final String name;
    private final CsvFormat format;
    private final CsvSource source;
    private final CsvParser parser;
    private final long headerLine;
    private final int headerLines;
    private long rows;
    private long restPosition;
    private String digest;

    private CsvCursor(
            Path file, CsvFormat format, CsvSource source, CsvParser row, CsvProblems problems, List<String> header) {
        super(row, problems, new MissingTokens(format.missing()), new BadNumbers(), format, header);
        this.name = file.toString();
        this.format = format;
        this.source = source;
        this.parser = row;
        this.headerLine = row.line();
        this.headerLines = row.lines();
    }

    private static CsvCursor of(Path file, CsvFormat declared, CsvSource source) throws IOException {
        CsvParser row = new CsvParser(source);
        CsvFormat format = source.isMade() ? declared.ofMadeText() : settled(declared, row);
        if (source.isMade()) {
            row.countRecords();
            row.line = 0;
        }
        CsvProblems problems = new CsvProblems(file, format);
        row.delimiter(format.delimiter());
        row.keep(CsvHeader.MAX_COLUMNS + 1);
        try {
            if (!row.next()) {
                throw new UserError(file + ": the file is empty; a header line with the column names is expected.");
            }
        } catch (CsvMalformed e) {
            throw problems.malformed(row, null, e);
        }
        List<String> header =
                CsvHeader.of(row, file.toString(), format, declared.delimiter() != null && !source.isMade());
        row.keep(header.size());
        return new CsvCursor(file, format, source, row, problems, header);
    }

    /** The format with its delimiter: declared, else by a line of the file, else by its header line. */
    private static CsvFormat settled(CsvFormat declared, CsvParser row) throws IOException {
        int own = row.declaredDelimiter();
        row.comment(declared.comment());
        row.toHeader();
        if (declared.delimiter() != null) {
            return declared;
        }
        return declared.withDelimiter(own >= 0 ? (char) own : CsvFormat.detect(row.head()));
    }

    /**
     * Opens a file and reads its header.
     *
     * @throws UserError when there is no such file, or no usable header in it
     */
    public static CsvCursor open(Path file, CsvFormat format) throws IOException {
        return open(file, format, List.of());
    }

    /**
     * Opens a file and reads its header.
     *
     * @param needed columns that each row must name, in a format in which rows do
     * @throws UserError when there is no such file, or no usable header in it
     */
    public static CsvCursor open(Path file, CsvFormat format, Collection<String> needed) throws IOException {
        CsvSource source = CsvSource.open(file, format.charset(), needed);
        try {
            return of(file, format, source);
        } catch (IOException | RuntimeException e) {
            source.close();
            throw e;
        }
    }

    /**
     * Opens one file of a folder of rows, to be read as if it were in its place among the others.
     *
     * @param part its path below the folder, as {@link TableSource#parts} has it
     * @param header the columns of the whole folder
     * @throws UserError when it is no such file, or has other columns
     */
    public static CsvCursor openPart(Path folder, String part, CsvFormat format, List<String> header)
            throws IOException {
        Path file = folder.resolve(part);
        CsvSource source = CsvSource.of(file, TableSource.openPart(folder, part, header), format.charset());
        try {
            CsvCursor cursor = of(file, format, source);
            if (!cursor.header().equals(header)) {
                throw new UserError(file + ": its columns are " + CsvProblems.clip(String.join(", ", cursor.header()))
                        + ", and those of the folder's first file are " + CsvProblems.clip(String.join(", ", header))
                        + ". Write all files of a folder with the same columns in the same order.");
            }
            return cursor;
        } catch (IOException | RuntimeException e) {
            source.close();
            throw e;
        }
    }

    /** The file as it was named, for messages. */
    public String name() {
        return name;
    }

    /** The columns with a name. */
    public List<String> named() {
        return CsvHeader.named(header());
    }

    /** The format with the delimiter that is used. */
    public CsvFormat format() {
        return format;
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
        return CsvHeader.position(header(), column, name);
    }

    @Override
    public boolean next() throws IOException {
        if (digest != null) {
            return false;
        }
        if (!advance()) {
            end();
            return false;
        }
        rows++;
        return true;
    }

    /**
     * Reads the rows behind the current one block by block, for several threads; {@link #next} is not to be called any
     * more.
     *
     * @param most most rows of a block
     */
    public CsvBlocks blocks(int most) {
        return new CsvBlocks(this, most);
    }

    /** The position of {@link #rest} in the source's text; to be asked when that was asked for. */
    long restPosition() {
        return restPosition;
    }

    /** The text behind the current row as bytes, see {@link CsvSource#bytes}. */
    InputStream rest() {
        byte[] inBuffer = String.valueOf(parser.rest()).getBytes(source.bytesCharset());
        restPosition = source.position() - inBuffer.length;
        return new SequenceInputStream(new ByteArrayInputStream(inBuffer), source.bytes());
    }

    /** The source of {@link #rest}, to decode it. */
    CsvSource source() {
        return source;
    }

    /** Notes that everything was read. */
    void end() throws IOException {
        end(source.digest());
    }

    /**
     * Notes that everything was read, be it elsewhere.
     *
     * @param sha256 see {@link #digest}
     */
    void end(String sha256) {
        digest = sha256;
    }

    /** Rows read so far, the current one included. */
    public long rows() {
        return rows;
    }

    /** Lines that the current row covers; more than 1 when a quoted cell has a line end in it. */
    public int lines() {
        return row.lines();
    }

    /**
     * {@code sha256:<hex>} of the file's bytes.
     *
     * @throws IllegalStateException before all rows were read
     */
    public String digest() {
        if (digest == null) {
            throw new IllegalStateException("the digest is known at the end of the file only");
        }
        return digest;
    }

    /** What a reader should know about the cells that were read, one sentence each. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>(source.notes());
        if (CsvHeader.hasIndex(own())) {
            notes.add("the first column has no name, as pandas writes its row index; it is no input.");
        }
        notes.addAll(badNumbers.notes(header(), this::isDate));
        return notes;
    }

    /** Writes what was noted of cells, for {@link #take}. */
    public void give(DataOutput out) throws IOException {
        badNumbers.write(out);
    }

    /**
     * Takes what another cursor noted of its part of the file.
     *
     * @param before lines of the file before that part
     */
    public void take(DataInput in, long before) throws IOException {
        badNumbers.read(in, before);
    }

    /** The position of the cell's text in a growing set, see {@link DistinctTexts#add}; the cell must not be missing. */
    public int add(int column, DistinctTexts texts) {
        return texts.add(row.chars(column), row.start(column), row.end(column));
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
