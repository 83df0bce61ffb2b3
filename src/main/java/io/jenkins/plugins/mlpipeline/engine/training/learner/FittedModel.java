package io.jenkins.plugins.mlpipeline.engine.training.learner;

import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.GraphBuilder;
import io.jenkins.plugins.mlpipeline.engine.training.encoding.Preprocessing;
import java.util.List;

/** What a learner learnt. */
public interface FittedModel extends AutoCloseable {
    /** How columns become features. */
    Preprocessing preprocessing();

    /**
     * Predicts with the learner itself.
     *
     * @return [rows][k] probabilities in label order; [rows][1] values for a regression
     */
    float[][] predict(Table rows);

    /**
     * Adds the nodes that predict to a graph.
     *
     * @param features float tensor [N, d]
     * @return float tensor [N, k] of probabilities; [N, 1] of values for a regression
     */
    String write(GraphBuilder graph, String features);

    /**
     * Declares the columns as inputs of a graph and adds all nodes from these to what is predicted.
     *
     * @return as {@link #write(GraphBuilder, String)}
     */
    default String write(GraphBuilder graph) {
        return write(graph, preprocessing().write(graph));
    }

    /**
     * The model as several of the same kind whose scores add up to its own before the last step, each small enough to be
     * loaded by a runtime in little memory; most models are one.
     */
    default List<FittedModel> parts() {
        return List.of(this);
    }

    /** The training curve; empty when the learner has no rounds. */
    List<LossPoint> curve();

    /** What a reader should know about the fit, one sentence each. */
    default List<String> warnings() {
        return List.of();
    }

    @Override
    void close();
}
