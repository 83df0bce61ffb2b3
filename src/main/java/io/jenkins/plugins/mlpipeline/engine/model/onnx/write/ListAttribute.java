package io.jenkins.plugins.mlpipeline.engine.model.onnx.write;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.util.function.IntToLongFunction;

/** An attribute that is a list. */
final class ListAttribute implements Written {
    private static final int FLOATS = AttributeProto.FLOATS_FIELD_NUMBER;
    private static final int INTS = AttributeProto.INTS_FIELD_NUMBER;
    private static final int STRINGS = AttributeProto.STRINGS_FIELD_NUMBER;

    private final AttributeProto head;
    private final AttributeProto tail;
    private final int pieces;
    private final PieceWriter writer;
    private final long size;

    private ListAttribute(String name, AttributeType type, int pieces, IntToLongFunction sizes, PieceWriter writer) {
        head = AttributeProto.newBuilder().setName(name).build();
        tail = AttributeProto.newBuilder().setType(type).buildPartial();
        this.pieces = pieces;
        this.writer = writer;
        long bytes = head.getSerializedSize() + (long) tail.getSerializedSize();
        for (int p = 0; p < pieces; p++) {
            bytes += sizes.applyAsLong(p);
        }
        size = bytes;
    }

    /** Writes the elements of a piece, each with its tag. */
    private interface PieceWriter {
        void write(CodedOutputStream out, int piece) throws IOException;
    }

    static ListAttribute ints(String name, Pieces<int[]> values) {
        return new ListAttribute(
                name,
                AttributeType.INTS,
                values.count(),
                p -> {
                    long size = 0;
                    for (int value : values.piece().apply(p)) {
                        size += CodedOutputStream.computeInt64Size(INTS, value);
                    }
                    return size;
                },
                (out, p) -> {
                    for (int value : values.piece().apply(p)) {
                        out.writeInt64(INTS, value);
                    }
                });
    }

    static ListAttribute floats(String name, Pieces<float[]> values) {
        int each = CodedOutputStream.computeFloatSize(FLOATS, 0);
        return new ListAttribute(
                name,
                AttributeType.FLOATS,
                values.count(),
                p -> (long) each * values.piece().apply(p).length,
                (out, p) -> {
                    for (float value : values.piece().apply(p)) {
                        out.writeFloat(FLOATS, value);
                    }
                });
    }

    /** A list of two different texts: the first where {@code which} says so. */
    static ListAttribute texts(String name, Pieces<boolean[]> which, String first, String second) {
        ByteString yes = ByteString.copyFromUtf8(first);
        ByteString no = ByteString.copyFromUtf8(second);
        return new ListAttribute(
                name,
                AttributeType.STRINGS,
                which.count(),
                p -> {
                    long size = 0;
                    for (boolean b : which.piece().apply(p)) {
                        size += CodedOutputStream.computeBytesSize(STRINGS, b ? yes : no);
                    }
                    return size;
                },
                (out, p) -> {
                    for (boolean b : which.piece().apply(p)) {
                        out.writeBytes(STRINGS, b ? yes : no);
                    }
                });
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void writeTo(CodedOutputStream out) throws IOException {
        head.writeTo(out);
        for (int p = 0; p < pieces; p++) {
            writer.write(out, p);
        }
        tail.writeTo(out);
    }
}
