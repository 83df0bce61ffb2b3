package io.jenkins.plugins.mlpipeline.engine.training.encoding;

import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnType;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.ElementType;
import io.jenkins.plugins.mlpipeline.engine.model.onnx.write.GraphBuilder;
import java.util.List;

/** Small pieces that the encodings share when they write themselves into a graph. */
public final class OnnxTypes {
    private OnnxTypes() {}

    /** What a raw column's tensor holds. */
    static ElementType of(ColumnType type) {
        return switch (type) {
            case NUMBER -> ElementType.FLOAT;
            // 32 bits tell seconds since 1970 to two minutes only.
            case DATE -> ElementType.DOUBLE;
            case CATEGORY -> ElementType.STRING;
        };
    }

    /** Puts float tensors [N, w] beside each other; one alone stays as it is. */
    public static String concat(GraphBuilder graph, List<String> parts, String hint) {
        return parts.size() == 1
                ? parts.get(0)
                : graph.node("Concat").in(parts).attribute("axis", 1).out(hint);
    }
}
