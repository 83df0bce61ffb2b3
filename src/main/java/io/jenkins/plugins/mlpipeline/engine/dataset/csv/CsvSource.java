package io.jenkins.plugins.mlpipeline.engine.dataset.csv;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.source.TableSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * The text of a file, decoded strictly. It can be read as characters, and from any point
 * on as bytes. Bytes that are not of the charset are an error that names their line.
 */
final class CsvSource extends Reader {
    private static final int BUFFER = 1 << 13;

    private final Path file;
    private final Charset charset;
    private final TableSource source;
    private final InputStream in;
    private final CharsetDecoder decoder;
    private final boolean extendsAscii;
    /** Bytes that were read and not decoded yet. */
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).flip();

    private long read;
    private boolean ended;
    private boolean flushed;

    private CsvSource(Path file, TableSource source, Charset charset) {
        this.file = file;
        this.source = source;
        this.in = source.text();
        this.charset = charset;
        this.decoder = strict(charset);
        this.extendsAscii = extendsAscii(charset);
    }

    /**
     * Opens a file.
     *
     * @param declared how the file is encoded, where it is text
     * @param needed see {@link TableSource#open(Path, Collection)}
     * @throws UserError when there is none, or it is none of rows
     */
    static CsvSource open(Path file, Charset declared, Collection<String> needed) throws IOException {
        return of(file, TableSource.open(file, needed), declared);
    }

    /** The text of a source. */
    static CsvSource of(Path file, TableSource source, Charset declared) {
        CsvSource text = new CsvSource(file, source, source.isMade() ? StandardCharsets.UTF_8 : declared);
        if (source.isOfFolder() && !text.extendsAscii) {
            throw new UserError(file + ": is a folder of files in " + declared
                    + ", which is read of single files alone. Write the files in UTF-8.");
        }
        return text;
    }

    /** See {@link TableSource#nextPartEnd}. */
    long nextPartEnd(long position) {
        return source.nextPartEnd(position);
    }

    /** The position in the text behind what was decoded. */
    long position() {
        return read - bytes.remaining();
    }

    /** See {@link TableSource#notes}. */
    List<String> notes() {
        return source.notes();
    }

    /** See {@link TableSource#isMade}. */
    boolean isMade() {
        return source.isMade();
    }

    /** A decoder for which bytes that are not of the charset are an error. */
    static CharsetDecoder strict(Charset charset) {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /** {@code sha256:<hex>} of the file; once, after all was read. */
    String digest() throws IOException {
        return source.digest();
    }

    /**
     * Reads whole characters.
     *
     * @param length at least 2, the most that a character takes
     */
    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        CharBuffer target = CharBuffer.wrap(buffer, offset, length);
        try {
            while (target.position() == offset && !flushed) {
                CoderResult result = decoder.decode(bytes, target, ended);
                if (result.isError()) {
                    result.throwException();
                }
                if (target.position() == offset && !more()) {
                    decoder.flush(target);
                    flushed = true;
                }
            }
            return target.position() > offset ? target.position() - offset : -1;
        } catch (CharacterCodingException e) {
            throw CharsetProblem.of(file, charset, e);
        }
    }

    /** Reads more bytes to decode; false when there are none and that was known. */
    private boolean more() throws IOException {
        if (ended) {
            return false;
        }
        bytes.compact();
        int n = in.read(bytes.array(), bytes.position(), bytes.remaining());
        ended = n < 0;
        read += Math.max(n, 0);
        bytes.position(bytes.position() + Math.max(n, 0)).flip();
        return true;
    }

    /**
     * The charset of {@link #bytes}: one in which bytes that look like ASCII are ASCII, so that line ends, delimiters and
     * numbers can be found in bytes.
     */
    Charset bytesCharset() {
        return extendsAscii ? charset : StandardCharsets.UTF_8;
    }

    /** UTF-8, or a charset with a byte for each character of which the first are ASCII's. */
    private static boolean extendsAscii(Charset charset) {
        if (charset.equals(StandardCharsets.UTF_8)) {
            return true;
        }
        byte[] ascii = new byte[1 << 7];
        for (int i = 0; i < ascii.length; i++) {
            ascii[i] = (byte) i;
        }
        return charset.newEncoder().maxBytesPerChar() == 1
                && new String(ascii, charset).equals(new String(ascii, StandardCharsets.US_ASCII));
    }

    /** What was not read yet, as bytes; characters are not to be read any more. */
    InputStream bytes() {
        return extendsAscii
                ? new SequenceInputStream(
                        new ByteArrayInputStream(bytes.array(), bytes.position(), bytes.remaining()), in)
                : new Utf8Stream(this);
    }

    /**
     * Decodes what {@link #bytes} gave, whole characters; for several threads at once.
     *
     * @param chars has room for as many characters as there are bytes
     * @return number of characters
     */
    int decode(byte[] from, int offset, int length, char[] chars) throws IOException {
        CharBuffer target = CharBuffer.wrap(chars);
        CharsetDecoder own = strict(bytesCharset());
        CoderResult result = own.decode(ByteBuffer.wrap(from, offset, length), target, true);
        try {
            if (!result.isUnderflow()) {
                result.throwException();
            }
        } catch (CharacterCodingException e) {
            throw CharsetProblem.of(file, charset, e);
        }
        own.flush(target);
        return target.position();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
