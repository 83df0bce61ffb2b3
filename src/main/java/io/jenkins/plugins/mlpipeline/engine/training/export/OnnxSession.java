package io.jenkins.plugins.mlpipeline.engine.training.export;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnType;
import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.model.predict.OnnxRuntime;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.ModelManifest;
import io.jenkins.plugins.mlpipeline.engine.training.encoding.Preprocessing;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs an exported model on raw columns, as whoever serves it does. */
public final class OnnxSession implements AutoCloseable {
    private final OrtEnvironment environment = OnnxRuntime.environment();
    private final OrtSession session;
    private final OnnxExport export;

    public OnnxSession(OnnxExport export, int threads) throws OrtException {
        this.export = export;
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            session = environment.createSession(export.file().bytes(), options);
        }
    }

    /**
     * What the model says.
     *
     * @param labels label of each row; null for a regression
     * @param scores [rows][k] probabilities, or [rows][1] values
     */
    public record Answer(String[] labels, float[][] scores) {}

    public Answer run(Table rows, List<Preprocessing.InputColumn> columns) throws OrtException {
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try {
            for (Preprocessing.InputColumn column : columns) {
                inputs.put(column.name(), tensor(rows, column));
            }
            try (OrtSession.Result result = session.run(inputs)) {
                ModelManifest.Outputs outputs = export.outputs();
                boolean regression = outputs.value() != null;
                String scores = regression ? outputs.value() : outputs.probabilities();
                return new Answer(
                        regression
                                ? null
                                : (String[]) result.get(outputs.label())
                                        .orElseThrow()
                                        .getValue(),
                        (float[][]) result.get(scores).orElseThrow().getValue());
            }
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private OnnxTensor tensor(Table rows, Preprocessing.InputColumn column) throws OrtException {
        int position = rows.position(column.name());
        long[] shape = {rows.rows(), 1};
        if (column.type() == ColumnType.DATE) {
            return OnnxTensor.createTensor(environment, DoubleBuffer.wrap(rows.numbers(position)), shape);
        }
        if (column.type() == ColumnType.NUMBER) {
            double[] values = rows.numbers(position);
            FloatBuffer buffer = FloatBuffer.allocate(values.length);
            for (double value : values) {
                buffer.put((float) value);
            }
            return OnnxTensor.createTensor(environment, buffer.flip(), shape);
        }
        int[] codes = rows.codes(position);
        List<String> entries = rows.dictionary(position).entries();
        String[] texts = new String[codes.length];
        for (int i = 0; i < codes.length; i++) {
            texts[i] = codes[i] < 0 ? "" : entries.get(codes[i]);
        }
        return OnnxTensor.createTensor(environment, texts, shape);
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
