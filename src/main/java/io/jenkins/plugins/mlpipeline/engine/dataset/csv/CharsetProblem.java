package io.jenkins.plugins.mlpipeline.engine.dataset.csv;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.source.TableSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Finds the place where a file stops being text of the declared charset. Reads the file again: errors may be slow. */
final class CharsetProblem {
    private static final int BUFFER = 1 << 16;

    private CharsetProblem() {}

    static UserError of(Path file, Charset charset, CharacterCodingException cause) throws IOException {
        return new UserError(describe(file, charset), cause);
    }

    private static String describe(Path file, Charset charset) throws IOException {
        CharsetDecoder decoder = CsvSource.strict(charset);
        ByteBuffer bytes = ByteBuffer.allocate(BUFFER);
        CharBuffer chars = CharBuffer.allocate(BUFFER);
        long line = 1;
        boolean afterReturn = false;
        boolean utf16 = false;
        boolean atStart = true;
        try (TableSource source = TableSource.open(file)) {
            InputStream in = source.text();
            for (boolean more = true; more; ) {
                int n = in.read(bytes.array(), bytes.position(), bytes.remaining());
                more = n >= 0;
                bytes.position(bytes.position() + Math.max(n, 0)).flip();
                if (atStart && bytes.remaining() >= 2) {
                    int mark = bytes.getShort(0) & 0xFFFF;
                    utf16 = mark == 0xFEFF || mark == 0xFFFE;
                    atStart = false;
                }
                CoderResult result;
                do {
                    result = decoder.decode(bytes, chars, !more);
                    chars.flip();
                    while (chars.hasRemaining()) {
                        char c = chars.get();
                        if (c == '\r' || c == '\n' && !afterReturn) {
                            line++;
                        }
                        afterReturn = c == '\r';
                    }
                    chars.clear();
                } while (result.isOverflow());
                if (result.isError()) {
                    return message(file, charset, line, bytes, utf16);
                }
                bytes.compact();
            }
        }
        return file + ": not valid " + charset.name()
                + ". Declare the charset (csv.charset, --charset) it is written in, or convert it.";
    }

    private static String message(Path file, Charset charset, long line, ByteBuffer bytes, boolean utf16) {
        if (utf16 && charset.equals(StandardCharsets.UTF_8)) {
            return file + ": the file begins with a UTF-16 byte order mark and is not valid UTF-8. "
                    + "Declare the charset (csv.charset: UTF-16, --charset UTF-16), or convert the file to UTF-8.";
        }
        String where = bytes.hasRemaining() ? String.format(" (byte 0x%02X)", bytes.get(bytes.position())) : "";
        String example = charset.equals(StandardCharsets.UTF_8) ? "windows-1252 or ISO-8859-1" : "UTF-8";
        return file + ": line " + line + where + ": not valid " + charset.name()
                + ". Declare the charset (csv.charset, --charset) that the file is written in, for example " + example
                + ", or convert it to UTF-8.";
    }
}
