package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes a message in protobuf's wire format, see {@link ProtobufReader}. */
final class ProtobufWriter {
    private final ByteArrayOutputStream out;

    ProtobufWriter(int expectedBytes) {
        this.out = new ByteArrayOutputStream(expectedBytes);
    }

    ProtobufWriter() {
        this(1 << 8);
    }

    /** A message within this one. */
    ProtobufWriter message(int field, ProtobufWriter message) {
        varint((long) field << 3 | 2);
        varint(message.out.size());
        out.writeBytes(message.out.toByteArray());
        return this;
    }

    ProtobufWriter text(int field, String text) {
        return bytes(field, text.getBytes(StandardCharsets.UTF_8));
    }

    ProtobufWriter bytes(int field, byte[] bytes) {
        varint((long) field << 3 | 2);
        varint(bytes.length);
        out.write(bytes, 0, bytes.length);
        return this;
    }

    ProtobufWriter integer(int field, long value) {
        varint((long) field << 3);
        varint(value);
        return this;
    }

    /** Bytes that are fields already. */
    ProtobufWriter copy(byte[] from, int start, int end) {
        out.write(from, start, end - start);
        return this;
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
