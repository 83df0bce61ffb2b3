package io.jenkins.plugins.mlpipeline.engine.model.predict;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.nio.ByteBuffer;

/** Values of DJL's arrays. */
final class Tensors {
    private Tensors() {}

    /** The values of a float32 or float64 array. */
    static double[] doubles(NDArray array) {
        ByteBuffer bytes = array.toByteBuffer();
        double[] values = new double[Math.toIntExact(array.size())];
        if (array.getDataType() == DataType.FLOAT64) {
            bytes.asDoubleBuffer().get(values);
        } else {
            var floats = bytes.asFloatBuffer();
            for (int i = 0; i < values.length; i++) {
                values[i] = floats.get(i);
            }
        }
        return values;
    }
}
