package io.jenkins.plugins.mlpipeline.engine.io;

import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.scanner.Constant;

/**
 * A text that a YAML scanner looks ahead in, in constant time. The library's own reader copies what it has for each further thousand
 * characters of a token, so that one long word took the square of its length.
 */
final class WholeText extends StreamReader {
    private static final String NAME = "'string'";
    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private final int[] text;
    /** The first character that YAML does not allow; the length when all are. */
    private final int allowed;

    private int pointer;
    private int documentStart;
    private int line;
    private int column;

    WholeText(String text) {
        super("");
        this.text = text.codePoints().toArray();
        int at = 0;
        while (at < this.text.length && isPrintable(this.text[at])) {
            at++;
        }
        this.allowed = at;
    }

    @Override
    public int peek() {
        return peek(0);
    }

    @Override
    public int peek(int ahead) {
        check();
        int at = pointer + ahead;
        return at < text.length ? text[at] : '\0';
    }

    /** Anywhere: the library, too, sees such a character before it is there. */
    private void check() {
        if (allowed < text.length) {
            throw new ReaderException(NAME, allowed, text[allowed], "special characters are not allowed");
        }
    }

    @Override
    public void forward() {
        forward(1);
    }

    @Override
    public void forward(int length) {
        check();
        for (int i = 0; i < length && pointer < text.length; i++) {
            int moved = text[pointer++];
            boolean alone = moved == '\r' && pointer < text.length && text[pointer] != '\n';
            if (alone || Constant.LINEBR.has(moved)) {
                line++;
                column = 0;
            } else if (moved != BYTE_ORDER_MARK) {
                column++;
            }
        }
    }

    /** At the end zeros, which are no digits: an escape that the end cuts off was a defect of the library's. */
    @Override
    public String prefix(int length) {
        String there = rest(length);
        return there.isEmpty() ? "\0".repeat(length) : there;
    }

    private String rest(int length) {
        check();
        return new String(text, Math.min(pointer, text.length), Math.max(0, Math.min(length, text.length - pointer)));
    }

    /** Within a line. */
    @Override
    public String prefixForward(int length) {
        String prefix = rest(length);
        pointer += length;
        column += length;
        return prefix;
    }

    @Override
    public Mark getMark() {
        return new Mark(NAME, pointer, line, column, text, pointer);
    }

    @Override
    public int getColumn() {
        return column;
    }

    @Override
    public int getLine() {
        return line;
    }

    @Override
    public int getIndex() {
        return pointer;
    }

    @Override
    public int getDocumentIndex() {
        return pointer - documentStart;
    }

    @Override
    public void resetDocumentIndex() {
        documentStart = pointer;
    }
}
