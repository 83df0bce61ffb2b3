package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is read of an ONNX file.
 *
 * @param producer name and version of the tool that wrote it
 * @param opsets version by operator domain
 * @param nodes operators of the main graph, in order
 * @param inputs declared inputs, constants among them in old files
 * @param outputs declared outputs
 * @param initializers names of constants
 * @param lists constants that may be lists of labels: integers or texts, in canonical form
 * @param texts what the file says in words
 */
public record OnnxGraph(
        String producer,
        Map<String, Long> opsets,
        List<OnnxNode> nodes,
        List<OnnxValue> inputs,
        List<OnnxValue> outputs,
        Set<String> initializers,
        Map<String, List<String>> lists,
        OnnxTexts texts) {}
