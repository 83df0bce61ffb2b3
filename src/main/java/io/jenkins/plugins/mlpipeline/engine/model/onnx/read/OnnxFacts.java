package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an ONNX file says about itself, read without running it.
 *
 * @param producer name and version of the tool that wrote it; empty when it doesn't say
 * @param opsets version by operator domain; the default domain is {@code ai.onnx}
 * @param operators types of the operators in the main graph
 * @param inputs what must be fed, in the file's order
 * @param outputs what it answers, in the file's order
 * @param classLabels a classifier's labels in canonical form, in the order of its score columns; null when the file
 *     doesn't name them
 * @param featureNames columns of a single input tensor, as the file or what lies beside it names them, surest first; may be
 *     empty
 * @param usedColumns of a single input tensor, the columns that trees ask about; 0 when not known
 */
public record OnnxFacts(
        String producer,
        Map<String, Long> opsets,
        Set<String> operators,
        List<OnnxValue> inputs,
        List<OnnxValue> outputs,
        List<String> classLabels,
        List<FeatureNames> featureNames,
        long usedColumns) {
    /** Whether an output is a list of maps. */
    public boolean hasZipMap() {
        return outputs.stream().anyMatch(o -> o.form() == OnnxValue.Form.SEQUENCE_OF_MAPS);
    }
}
