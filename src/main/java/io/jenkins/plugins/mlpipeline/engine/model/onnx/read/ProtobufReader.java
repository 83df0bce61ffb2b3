package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads a message in protobuf's wire format where it lies, without building objects for what nobody asks about: the
 * generated classes take half a second to start and many times the memory of a large model.
 *
 * <p>{@code while (wire.next()) switch (wire.field()) { case 1 -> wire.text(); ... }}; a field that is not read is
 * skipped. See the <a href="https://protobuf.dev/programming-guides/encoding/">encoding</a>.
 */
final class ProtobufReader {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH = 2;
    private static final int FIXED32 = 5;
    private static final int MOST_VARINT_BITS = 63;

    private final byte[] bytes;
    private final int end;
    private int at;
    private int field;
    private int type;
    private boolean open;

    /** The message in {@code bytes[from..end)}. */
    ProtobufReader(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    /** A second reader of what is left of this message. */
    ProtobufReader copy() {
        return new ProtobufReader(bytes, at, end);
    }

    /** Not in the wire format, or cut off. */
    static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Goes to the next field; false at the end. */
    boolean next() {
        if (open) {
            skip();
        }
        if (at == end) {
            return false;
        }
        long tag = varint();
        field = (int) (tag >>> 3);
        type = (int) (tag & 7);
        if (field <= 0 || tag >>> 32 != 0) {
            throw new Malformed();
        }
        open = true;
        return true;
    }

    /** The number of the current field. */
    int field() {
        return field;
    }

    /** The current field as an integer. */
    long integer() {
        require(VARINT);
        return varint();
    }

    /** The current field as a text. */
    String text() {
        ProtobufReader content = message();
        return new String(bytes, content.at, content.end - content.at, StandardCharsets.UTF_8);
    }

    /** The current field as a text; an empty one when it has more bytes. */
    String textUpTo(int mostBytes) {
        ProtobufReader content = message();
        return content.end - content.at > mostBytes
                ? ""
                : new String(bytes, content.at, content.end - content.at, StandardCharsets.UTF_8);
    }

    /** The current field as a message, or as bytes. */
    ProtobufReader message() {
        require(LENGTH);
        int length = length();
        ProtobufReader content = new ProtobufReader(bytes, at, at + length);
        at += length;
        return content;
    }

    /** The current field as a 32-bit floating point number. */
    float real() {
        require(FIXED32);
        return packedReal();
    }

    /** The next of packed 32-bit floating point numbers. */
    float packedReal() {
        return Float.intBitsToFloat((int) packedFixed(Float.BYTES));
    }

    /** Whether what is left of this message is such a text. */
    boolean holds(byte[] text) {
        return Arrays.equals(bytes, at, end, text, 0, text.length);
    }

    /** Skips the current field. */
    void pass() {
        skip();
    }

    /** Whether the current field has a length: a message, a text, or packed numbers. */
    boolean isLong() {
        return type == LENGTH;
    }

    /** Bytes of this message that are not read yet. */
    int remaining() {
        return end - at;
    }

    /** Where this message goes on, in the bytes that it lies in. */
    int position() {
        return at;
    }

    /** The next of packed integers. */
    long packedInteger() {
        return varint();
    }

    /** The next of packed integers of a fixed size in bytes. */
    long packedFixed(int size) {
        if (remaining() < size) {
            throw new Malformed();
        }
        long value = 0;
        for (int i = size - 1; i >= 0; i--) {
            value = value << 8 | bytes[at + i] & 0xFF;
        }
        at += size;
        return value;
    }

    private void require(int wanted) {
        if (!open || type != wanted) {
            throw new Malformed();
        }
        open = false;
    }

    private void skip() {
        open = false;
        switch (type) {
            case VARINT -> varint();
            case FIXED64 -> advance(Long.BYTES);
            case LENGTH -> advance(length());
            case FIXED32 -> advance(Integer.BYTES);
            default -> throw new Malformed();
        }
    }

    private int length() {
        long length = varint();
        if (length < 0 || length > remaining()) {
            throw new Malformed();
        }
        return (int) length;
    }

    private void advance(int count) {
        if (count > remaining()) {
            throw new Malformed();
        }
        at += count;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift <= MOST_VARINT_BITS; shift += 7) {
            if (at == end) {
                throw new Malformed();
            }
            byte b = bytes[at++];
            value |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new Malformed();
    }
}
