package io.jenkins.plugins.mlpipeline.engine.model.onnx.write;

import com.google.protobuf.CodedOutputStream;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** A model that is to be written as an {@code .onnx} file. */
public final class OnnxFile {
    private final Written model;

    /** @throws UserError when it is larger than protobuf, and so ONNX, allows */
    OnnxFile(Written model) {
        if (model.size() > Integer.MAX_VALUE) {
            throw new UserError("the model would be an ONNX file of " + (model.size() >> 20)
                    + " MiB, and no tool reads one of 2048 MiB or more. Learn fewer or smaller trees (n_estimators,"
                    + " max_depth, min_samples_leaf).");
        }
        this.model = model;
    }

    /** Writes the file's bytes; the same whenever it is called. */
    public void writeTo(OutputStream to) throws IOException {
        CodedOutputStream out = CodedOutputStream.newInstance(to);
        model.writeTo(out);
        out.flush();
    }

    /** The file's bytes. */
    public byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(Math.toIntExact(model.size()));
        try {
            writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }
}
