package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;

/** What the elements of a tensor at a model's border are, as far as tables need it. */
public enum ElementKind {
    FLOAT(1),
    DOUBLE(11),
    INT64(7),
    INT32(6),
    BOOL(9),
    STRING(8),
    FLOAT16(10),
    BFLOAT16(16),
    /** Any other type, such as complex numbers. */
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

    /** What the Open Inference Protocol calls the type. */
    public String datatype() {
        return switch (this) {
            case FLOAT -> "FP32";
            case DOUBLE -> "FP64";
            case FLOAT16 -> "FP16";
            case BFLOAT16 -> "BF16";
            case STRING -> "BYTES";
            case INT64, INT32, BOOL -> name();
            case OTHER -> throw new IllegalStateException("not a table's type");
        };
    }

    /** ONNX' number of the type. */
    int code() {
        return code;
    }

    /** Whether it is a number of 16 bits that Java does not have. */
    boolean isHalf() {
        return this == FLOAT16 || this == BFLOAT16;
    }

    /** How far such a number may be from what it stands for, as a share of it; 0 where float32 is said to be exact. */
    public double roundoff() {
        return this == FLOAT16 ? 0x1p-11 : this == BFLOAT16 ? 0x1p-8 : 0;
    }

    /** Whether scores or predicted numbers can be of this kind. */
    boolean isReal() {
        return this == FLOAT || this == DOUBLE || isHalf();
    }

    /** Whether predicted labels can be of this kind. */
    boolean isLabel() {
        return this == INT64 || this == INT32 || this == STRING;
    }
}
