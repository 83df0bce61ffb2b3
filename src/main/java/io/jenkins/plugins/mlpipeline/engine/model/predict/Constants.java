package io.jenkins.plugins.mlpipeline.engine.model.predict;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.read.ExternalData;
import java.util.LinkedHashMap;
import java.util.Map;

/** Values of a model that lie in other files, as ONNX Runtime takes them; to be closed after the session. */
final class Constants implements AutoCloseable {
    private static final Map<Integer, OnnxJavaType> TYPES = Map.of(
            1, OnnxJavaType.FLOAT,
            2, OnnxJavaType.UINT8,
            3, OnnxJavaType.INT8,
            5, OnnxJavaType.INT16,
            6, OnnxJavaType.INT32,
            7, OnnxJavaType.INT64,
            9, OnnxJavaType.BOOL,
            10, OnnxJavaType.FLOAT16,
            11, OnnxJavaType.DOUBLE,
            16, OnnxJavaType.BFLOAT16);

    private final Map<String, OnnxTensorLike> tensors = new LinkedHashMap<>();

    private Constants() {}

    static Constants of(ExternalData data) {
        Constants constants = new Constants();
        OrtEnvironment environment = OnnxRuntime.environment();
        try {
            for (Map.Entry<String, ExternalData.Constant> entry : data.large().entrySet()) {
                ExternalData.Constant constant = entry.getValue();
                constants.tensors.put(
                        entry.getKey(),
                        OnnxTensor.createTensor(
                                environment, constant.values(), constant.shape(), TYPES.get(constant.type())));
            }
            return constants;
        } catch (OrtException e) {
            constants.close();
            throw new IllegalStateException("ONNX Runtime refuses a constant", e);
        }
    }

    void into(OrtSession.SessionOptions options) throws OrtException {
        if (!tensors.isEmpty()) {
            options.addExternalInitializers(tensors);
        }
    }

    @Override
    public void close() {
        tensors.values().forEach(OnnxTensorLike::close);
    }
}
