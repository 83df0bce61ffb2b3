package io.jenkins.plugins.mlpipeline.engine.model.onnx.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OnnxFileTest {
    /** Root that splits feature 3 at -1.5, two leaves of two numbers; what leaves hold of the rest is never written. */
    private static final Tree STUMP = new Tree(
            1,
            2,
            new int[] {1, -1, -1},
            new int[] {2, -1, -1},
            new int[] {3, 9, 9},
            new float[] {-1.5f, 9, 9},
            new boolean[] {true, true, true},
            new float[] {0, 0, 0.25f, -0.5f, 1e-30f, Float.MAX_VALUE});

    private static final Tree LEAF =
            new Tree(0, 1, new int[] {-1}, new int[] {-1}, new int[1], new float[1], new boolean[1], new float[] {300});

    private static OnnxFile file() {
        GraphBuilder graph = new GraphBuilder("größe");
        String x = graph.column("x", ElementType.FLOAT);
        String scores = TreeEnsembleNode.write(graph, x, List.of(STUMP, LEAF), 3, new float[] {0, 0.5f, 0});
        graph.output(scores, "scores", ElementType.FLOAT, GraphBuilder.ROWS, 3);
        return graph.build("test");
    }

    private static Map<String, AttributeProto> attributes() throws InvalidProtocolBufferException {
        NodeProto node = ModelProto.parseFrom(file().bytes()).getGraph().getNode(0);
        assertThat(node.getDomain()).isEqualTo("ai.onnx.ml");
        return node.getAttributeList().stream().collect(Collectors.toMap(AttributeProto::getName, Function.identity()));
    }

    @Test
    void bytesAreThoseThatProtobufWrites() throws IOException {
        byte[] bytes = file().bytes();
        ByteArrayOutputStream streamed = new ByteArrayOutputStream();
        file().writeTo(streamed);

        assertThat(bytes).isEqualTo(ModelProto.parseFrom(bytes).toByteArray()).isEqualTo(streamed.toByteArray());
    }

    @Test
    void listsHoldNodesAndLeavesTreeByTree() throws IOException {
        Map<String, AttributeProto> attributes = attributes();

        assertThat(attributes.get("nodes_treeids").getIntsList()).containsExactly(0L, 0L, 0L, 1L);
        assertThat(attributes.get("nodes_nodeids").getIntsList()).containsExactly(0L, 1L, 2L, 0L);
        assertThat(attributes.get("nodes_featureids").getIntsList()).containsExactly(3L, 0L, 0L, 0L);
        assertThat(attributes.get("nodes_truenodeids").getIntsList()).containsExactly(1L, 0L, 0L, 0L);
        assertThat(attributes.get("nodes_falsenodeids").getIntsList()).containsExactly(2L, 0L, 0L, 0L);
        assertThat(attributes.get("nodes_missing_value_tracks_true").getIntsList())
                .containsExactly(1L, 0L, 0L, 0L);
        assertThat(attributes.get("nodes_values").getFloatsList()).containsExactly(-1.5f, 0f, 0f, 0f);
        assertThat(attributes.get("nodes_modes").getStringsList().stream().map(s -> s.toStringUtf8()))
                .containsExactly("BRANCH_LT", "LEAF", "LEAF", "LEAF");
        assertThat(attributes.get("target_treeids").getIntsList()).containsExactly(0L, 0L, 0L, 0L, 1L);
        assertThat(attributes.get("target_nodeids").getIntsList()).containsExactly(1L, 1L, 2L, 2L, 0L);
        assertThat(attributes.get("target_ids").getIntsList()).containsExactly(1L, 2L, 1L, 2L, 0L);
        assertThat(attributes.get("target_weights").getFloatsList())
                .containsExactly(0.25f, -0.5f, 1e-30f, Float.MAX_VALUE, 300f);
        assertThat(attributes.get("nodes_treeids").getType()).isEqualTo(AttributeType.INTS);
        assertThat(attributes.get("nodes_values").getType()).isEqualTo(AttributeType.FLOATS);
        assertThat(attributes.get("nodes_modes").getType()).isEqualTo(AttributeType.STRINGS);
    }

    @Test
    void fileThatNoToolReadsIsRefused() {
        Written large = new Written() {
            @Override
            public long size() {
                return 3L << 30;
            }

            @Override
            public void writeTo(CodedOutputStream out) {
                throw new AssertionError("not to be written");
            }
        };

        assertThatThrownBy(() -> new OnnxFile(large))
                .isInstanceOf(UserError.class)
                .hasMessage("the model would be an ONNX file of 3072 MiB, and no tool reads one of 2048 MiB or more."
                        + " Learn fewer or smaller trees (n_estimators, max_depth, min_samples_leaf).");
    }
}
