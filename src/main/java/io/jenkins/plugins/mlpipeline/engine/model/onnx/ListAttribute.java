package io.jenkins.plugins.mlpipeline.engine.model.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;

/** An attribute that is a list; its values stay the caller's array, which is not to be changed. */
final class ListAttribute implements Written {
    private static final int FLOATS = AttributeProto.FLOATS_FIELD_NUMBER;
    private static final int INTS = AttributeProto.INTS_FIELD_NUMBER;
    private static final int STRINGS = AttributeProto.STRINGS_FIELD_NUMBER;

    private final AttributeProto head;
    private final AttributeProto tail;
    private final int length;
    private final Elements elements;
    private final long size;

    private ListAttribute(String name, AttributeType type, int length, Sizes sizes, Elements elements) {
        head = AttributeProto.newBuilder().setName(name).buildPartial();
        tail = AttributeProto.newBuilder().setType(type).buildPartial();
        this.length = length;
        this.elements = elements;
        long bytes = head.getSerializedSize() + (long) tail.getSerializedSize();
        for (int i = 0; i < length; i++) {
            bytes += sizes.of(i);
        }
        size = bytes;
    }

    /** Bytes of an element with its tag. */
    private interface Sizes {
        int of(int element);
    }

    /** Writes an element with its tag. */
    private interface Elements {
        void write(CodedOutputStream out, int element) throws IOException;
    }

    static ListAttribute of(String name, int[] values) {
        return new ListAttribute(
                name,
                AttributeType.INTS,
                values.length,
                i -> CodedOutputStream.computeInt64Size(INTS, values[i]),
                (out, i) -> out.writeInt64(INTS, values[i]));
    }

    static ListAttribute of(String name, float[] values) {
        return new ListAttribute(
                name,
                AttributeType.FLOATS,
                values.length,
                i -> CodedOutputStream.computeFloatSize(FLOATS, values[i]),
                (out, i) -> out.writeFloat(FLOATS, values[i]));
    }

    static ListAttribute of(String name, boolean[] which, String first, String second) {
        ByteString yes = ByteString.copyFromUtf8(first);
        ByteString no = ByteString.copyFromUtf8(second);
        return new ListAttribute(
                name,
                AttributeType.STRINGS,
                which.length,
                i -> CodedOutputStream.computeBytesSize(STRINGS, which[i] ? yes : no),
                (out, i) -> out.writeBytes(STRINGS, which[i] ? yes : no));
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void writeTo(CodedOutputStream out) throws IOException {
        head.writeTo(out);
        for (int i = 0; i < length; i++) {
            elements.write(out, i);
        }
        tail.writeTo(out);
    }
}
