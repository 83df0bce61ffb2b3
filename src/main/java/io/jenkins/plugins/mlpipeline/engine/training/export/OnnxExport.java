package io.jenkins.plugins.mlpipeline.engine.training.export;

import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.ElementType;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.GraphBuilder;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.OnnxFile;
import io.jenkins.plugins.mlpipeline.engine.modelpackage.ModelManifest;
import io.jenkins.plugins.mlpipeline.engine.training.learner.FittedModel;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A fitted model as an ONNX file: raw named columns in, labels and probabilities (or values) out.
 *
 * @param file not yet written
 * @param outputs names of the outputs
 */
public record OnnxExport(OnnxFile file, ModelManifest.Outputs outputs) {
    private static final String PRODUCER = "ml-pipeline";

    /** A model whose label is the most probable one. */
    public static OnnxExport of(FittedModel model, Task task, List<String> labels) {
        return of(model, task, labels, null);
    }

    /**
     * Writes.
     *
     * @param labels in the order of the probabilities; null for a regression
     * @param cut by what the label is told; null: the most probable one
     */
    public static OnnxExport of(FittedModel model, Task task, List<String> labels, LabelCut cut) {
        GraphBuilder graph = new GraphBuilder(task.key());
        String scores = model.write(graph);
        if (task == Task.REGRESSION) {
            String value = graph.output(scores, "value", ElementType.FLOAT, GraphBuilder.ROWS, 1);
            return new OnnxExport(graph.build(PRODUCER), new ModelManifest.Outputs(null, null, value));
        }
        String text = cut == null ? mostProbable(graph, scores, labels) : cut.write(graph, scores, labels);
        String label = graph.output(text, "label", ElementType.STRING, GraphBuilder.ROWS);
        String probabilities =
                graph.output(scores, "probabilities", ElementType.FLOAT, GraphBuilder.ROWS, labels.size());
        return new OnnxExport(
                graph.build(PRODUCER),
                new ModelManifest.Outputs(label, probabilities, null, cut == null ? null : cut.threshold()));
    }

    private static String mostProbable(GraphBuilder graph, String scores, List<String> labels) {
        String position = graph.node("ArgMax")
                .in(scores)
                .attribute("axis", 1)
                .attribute("keepdims", 0)
                .out("position");
        return graph.mlNode("LabelEncoder")
                .in(position)
                .attribute("keys_int64s", LongStream.range(0, labels.size()).toArray())
                .attribute("values_strings", labels)
                .out("text");
    }
}
