package io.jenkins.plugins.mlpipeline.engine.model;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;

/** What the elements of a tensor at a model's border are, as far as tables need it. */
public enum ElementKind {
    FLOAT(DataType.FLOAT),
    DOUBLE(DataType.DOUBLE),
    INT64(DataType.INT64),
    INT32(DataType.INT32),
    BOOL(DataType.BOOL),
    STRING(DataType.STRING),
    /** Any other type, such as float16 or complex numbers. */
    OTHER(DataType.UNDEFINED);

    private final DataType code;

    ElementKind(DataType code) {
        this.code = code;
    }

    /** The kind of ONNX' type code. */
    static ElementKind of(int code) {
        for (ElementKind kind : values()) {
            if (kind.code.getNumber() == code) {
                return kind;
            }
        }
        return OTHER;
    }

    /** Whether scores or predicted numbers can be of this kind. */
    boolean isReal() {
        return this == FLOAT || this == DOUBLE;
    }

    /** Whether predicted labels can be of this kind. */
    boolean isLabel() {
        return this == INT64 || this == INT32 || this == STRING;
    }
}
