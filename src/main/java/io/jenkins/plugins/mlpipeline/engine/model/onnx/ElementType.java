package io.jenkins.plugins.mlpipeline.engine.model.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;

/** What the tensors at the edge of a written graph hold. */
public enum ElementType {
    /** 32-bit floating point numbers. */
    FLOAT(DataType.FLOAT),
    /** Texts. */
    STRING(DataType.STRING);

    private final DataType dataType;

    ElementType(DataType dataType) {
        this.dataType = dataType;
    }

    DataType dataType() {
        return dataType;
    }
}
