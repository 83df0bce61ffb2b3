package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;

import java.util.List;

/**
 * One input or output of an ONNX model.
 *
 * @param name as the file has it
 * @param form tensor, or what else
 * @param kind elements of a tensor; {@link ElementKind#OTHER} otherwise
 * @param type ONNX' own name of the type, for messages: {@code tensor(float)}
 * @param shape dimensions, -1 where open; null when the file doesn't say
 */
public record OnnxValue(String name, Form form, ElementKind kind, String type, List<Long> shape) {
    /** What a value is made of. */
    public enum Form {
        TENSOR,
        /** A list with one map per row: what scikit-learn's and LightGBM's converters write unless told otherwise. */
        SEQUENCE_OF_MAPS,
        OTHER
    }

    /** A float tensor of any number of rows and columns. */
    public static OnnxValue floats(String name) {
        return new OnnxValue(name, Form.TENSOR, ElementKind.FLOAT, "tensor(float)", List.of(-1L, -1L));
    }

    /** The same value with {@code width} columns where the file leaves their number open; -1 changes nothing. */
    OnnxValue withWidth(long width) {
        if (form != Form.TENSOR || width < 0 || dimension(1) > 0 || (shape != null && shape.size() != 2)) {
            return this;
        }
        return new OnnxValue(name, form, kind, type, List.of(dimension(0), width));
    }

    /** The number of dimensions, or -1 when the file doesn't say. */
    public int rank() {
        return shape == null ? -1 : shape.size();
    }

    /** The size of dimension {@code i}; -1 when it is open or not there. */
    public long dimension(int i) {
        return shape == null || i >= shape.size() ? -1 : shape.get(i);
    }
}
