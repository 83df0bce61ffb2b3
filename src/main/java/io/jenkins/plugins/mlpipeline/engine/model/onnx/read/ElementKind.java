package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;

/** What the elements of a tensor at a model's border are, as far as tables need it. */
public enum ElementKind {
    FLOAT(1),
    DOUBLE(11),
    INT64(7),
    INT32(6),
    BOOL(9),
    STRING(8),
    /** Any other type, such as float16 or complex numbers. */
    OTHER(0);

    /** ONNX' number of the type. */
    private final int code;

    ElementKind(int code) {
        this.code = code;
    }

    /** The kind of ONNX' type code. */
    static ElementKind of(int code) {
        for (ElementKind kind : values()) {
            if (kind.code == code) {
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
