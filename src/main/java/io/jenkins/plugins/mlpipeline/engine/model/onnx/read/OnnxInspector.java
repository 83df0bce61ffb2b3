package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads what an ONNX file says about itself. Nothing of it is run. */
public final class OnnxInspector {
    private OnnxInspector() {}

    /**
     * Inspects a file.
     *
     * @throws UserError when it is not a complete ONNX model, or {@link OnnxReader refused}, or {@link
     *     OnnxSizes too large when it runs}
     */
    public static OnnxFacts inspect(Path file) throws IOException {
        return facts(parse(ModelFile.read(file)), file);
    }

    /** The file's structure; errors as for {@link #inspect}. */
    public static OnnxGraph parse(ModelFile file) {
        OnnxGraph graph;
        try {
            graph = OnnxReader.read(file);
            OnnxSizes.check(file, graph.inputs());
        } catch (ProtobufReader.Malformed e) {
            throw new UserError(
                    file.path() + ": is not an ONNX model, or is cut off (" + file.bytes().length
                            + " bytes). Export or copy it again.",
                    e);
        }
        if (graph.outputs().isEmpty() || graph.opsets().isEmpty()) {
            throw new UserError(file.path() + ": is not an ONNX model: there is no graph with outputs in it. Export the"
                    + " model again.");
        }
        return graph;
    }

    /**
     * What a file says about itself.
     *
     * @throws UserError when it takes no input
     */
    public static OnnxFacts facts(OnnxGraph graph, Path file) throws IOException {
        List<OnnxValue> inputs = graph.inputs().stream()
                .filter(i -> !graph.initializers().contains(i.name()))
                .toList();
        if (inputs.isEmpty()) {
            throw new UserError(file + ": takes no input, so it can't predict from rows. Export the model again.");
        }
        long usedColumns = 0;
        List<FeatureNames> names = new ArrayList<>();
        if (inputs.size() == 1) {
            FeatureWidth width = FeatureWidth.of(graph.nodes(), inputs.get(0).name());
            inputs = List.of(inputs.get(0).withWidth(width.exact()));
            usedColumns = width.least();
            names.addAll(graph.texts().featureNames(inputs.get(0).name()));
            MlflowSignature.beside(file).ifPresent(names::add);
        }
        return new OnnxFacts(
                graph.producer(),
                graph.opsets(),
                graph.nodes().stream().map(OnnxNode::operator).collect(Collectors.toCollection(TreeSet::new)),
                inputs,
                graph.outputs(),
                ClassLabels.of(graph),
                List.copyOf(names),
                usedColumns);
    }
}
