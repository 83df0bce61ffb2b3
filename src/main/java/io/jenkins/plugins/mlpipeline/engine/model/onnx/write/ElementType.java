package io.jenkins.plugins.mlpipeline.engine.model.onnx.write;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;

/** What tensors of a written graph hold. */
public enum ElementType {
    /** 32-bit floating point numbers. */
    FLOAT(DataType.FLOAT),
    /** 64-bit floating point numbers. */
    DOUBLE(DataType.DOUBLE),
    /** 64-bit integers. */
    INT64(DataType.INT64),
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
