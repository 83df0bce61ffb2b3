package io.jenkins.plugins.mlpipeline.engine.model.onnx.write;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.List;

/** A protobuf message that becomes bytes only while it is written, so that a large one is not held a second time. */
interface Written {
    /** Number of bytes. */
    long size();

    /** Writes so many bytes. */
    void writeTo(CodedOutputStream out) throws IOException;

    /** A message that is held as protobuf's own object. */
    static Written of(MessageLite message) {
        return new Written() {
            @Override
            public long size() {
                return message.getSerializedSize();
            }

            @Override
            public void writeTo(CodedOutputStream out) throws IOException {
                message.writeTo(out);
            }
        };
    }

    /**
     * A message with a repeated field of messages.
     *
     * @param head its fields with smaller numbers
     * @param field number of the repeated field
     * @param parts its values
     * @param tail the message's fields with greater numbers
     */
    static Written around(MessageLite head, int field, List<Written> parts, MessageLite tail) {
        long size = head.getSerializedSize() + (long) tail.getSerializedSize();
        for (Written part : parts) {
            size += CodedOutputStream.computeTagSize(field)
                    + CodedOutputStream.computeUInt64SizeNoTag(part.size())
                    + part.size();
        }
        long total = size;
        return new Written() {
            @Override
            public long size() {
                return total;
            }

            @Override
            public void writeTo(CodedOutputStream out) throws IOException {
                head.writeTo(out);
                for (Written part : parts) {
                    out.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
                    out.writeUInt64NoTag(part.size());
                    part.writeTo(out);
                }
                tail.writeTo(out);
            }
        };
    }
}
