package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads a message in protobuf's wire format as it comes, in the memory of one buffer: for those who look for little in a file that
 * they would not hold. {@link ProtobufReader} is for those who hold it.
 *
 * <p>{@code while (wire.next(end)) switch (wire.field()) { case 1 -> wire.text(end, most); default -> wire.skip(end); }}; each field
 * is read or skipped once.
 */
final class ProtobufStream {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH = 2;
    private static final int FIXED32 = 5;
    private static final int MOST_VARINT_BITS = 63;

    private final InputStream in;
    private long at;
    private int field;
    private int type;

    /** @param in buffered */
    ProtobufStream(InputStream in) {
        this.in = in;
    }

    /** Goes to the next field of the message that ends there; false at its end. */
    boolean next(long end) throws IOException {
        if (at >= end) {
            return false;
        }
        long tag = varint(end);
        field = (int) (tag >>> 3);
        type = (int) (tag & 7);
        if (field <= 0 || tag >>> 32 != 0) {
            throw new ProtobufReader.Malformed();
        }
        return true;
    }

    /** The number of the current field. */
    int field() {
        return field;
    }

    /** The current field as an integer. */
    long integer(long end) throws IOException {
        require(VARINT);
        return varint(end);
    }

    /** Goes into the current field, a message; answers where it ends. */
    long message(long end) throws IOException {
        require(LENGTH);
        long length = varint(end);
        if (length < 0 || length > end - at) {
            throw new ProtobufReader.Malformed();
        }
        return at + length;
    }

    /** The current field as a text; of a longer one its beginning. */
    String text(long end, int mostBytes) throws IOException {
        long after = message(end);
        byte[] bytes = in.readNBytes((int) Math.min(mostBytes, after - at));
        at += bytes.length;
        pass(after - at);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Skips the current field. */
    void skip(long end) throws IOException {
        switch (type) {
            case VARINT -> varint(end);
            case FIXED64 -> pass(Long.BYTES);
            case LENGTH -> pass(message(end) - at);
            case FIXED32 -> pass(Integer.BYTES);
            default -> throw new ProtobufReader.Malformed();
        }
        if (at > end) {
            throw new ProtobufReader.Malformed();
        }
    }

    private void require(int wanted) {
        if (type != wanted) {
            throw new ProtobufReader.Malformed();
        }
    }

    private void pass(long count) throws IOException {
        in.skipNBytes(count);
        at += count;
    }

    private long varint(long end) throws IOException {
        long value = 0;
        for (int shift = 0; shift <= MOST_VARINT_BITS; shift += 7) {
            int b = at < end ? in.read() : -1;
            if (b < 0) {
                throw new ProtobufReader.Malformed();
            }
            at++;
            value |= (long) (b & 0x7F) << shift;
            if ((b & 0x80) == 0) {
                return value;
            }
        }
        throw new ProtobufReader.Malformed();
    }
}
