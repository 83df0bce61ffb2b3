package io.jenkins.plugins.mlpipeline.engine.model.onnx.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real models, of which one list of an operator is cut or doubled. */
class MachineLearningOperatorsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            svc             | SVMClassifier    | rho               | 2 | rho has 2 numbers instead of 3
            svc             | SVMClassifier    | rho               | 0 | rho has 0 numbers instead of 3
            svc             | SVMClassifier    | prob_a            | 1 | prob_a has 1 numbers instead of 3
            svc             | SVMClassifier    | prob_b            | 2 | prob_b has 2 numbers instead of 3
            svc             | SVMClassifier    | kernel_params     | 1 | there are 1 kernel_params instead of 3
            svc             | SVMClassifier    | coefficients      | 9 | coefficients has 9 numbers instead of 72
            svc             | SVMClassifier    | support_vectors   | 100 | support_vectors has 100 numbers, which is no multiple of 36
            svc             | SVMClassifier    | vectors_per_class | 2 | vectors_per_class does not fit the 3 labels and the support vectors
            svc             | SVMClassifier    | classlabels_strings | 2 | vectors_per_class does not fit the 2 labels and the support vectors
            logistic_multinomial | LinearClassifier | intercepts   | 2 | it has 2 intercepts for 3 labels
            logistic_multinomial | LinearClassifier | coefficients | 11 | coefficients has 11 numbers, which is no multiple of 3
            regressor_linear | LinearRegressor | coefficients     | 0 | coefficients has 0 numbers, which is no multiple of 1
            regressor_linear | LinearRegressor | intercepts       | 2 | intercepts has 2 numbers instead of 1
            """)
    void listsThatDoNotFitAreRefused(String name, String operator, String attribute, int length, String problem)
            throws Exception {
        ModelProto.Builder model = ModelProto.parseFrom(foreign(name)).toBuilder();
        GraphProto.Builder graph = model.getGraphBuilder();
        int changed = 0;
        for (NodeProto.Builder node : graph.getNodeBuilderList()) {
            for (AttributeProto.Builder found : node.getAttributeBuilderList()) {
                if (node.getOpType().equals(operator) && found.getName().equals(attribute)) {
                    resize(found, length);
                    changed++;
                }
            }
        }
        Path file = Files.write(folder.resolve("model.onnx"), model.build().toByteArray());

        assertThat(changed).isEqualTo(1);
        assertThatThrownBy(() -> OnnxInspector.inspect(file))
                .isInstanceOf(UserError.class)
                .hasMessage(file + ": its " + operator + " is damaged: " + problem + ". Export the model again.");
    }

    private static void resize(AttributeProto.Builder attribute, int length) {
        AttributeProto old = attribute.build();
        attribute.clearFloats().clearInts().clearStrings();
        for (int i = 0; i < length; i++) {
            if (old.getFloatsCount() > 0) {
                attribute.addFloats(old.getFloats(i % old.getFloatsCount()));
            } else if (old.getIntsCount() > 0) {
                attribute.addInts(old.getInts(i));
            } else {
                attribute.addStrings(old.getStrings(i));
            }
        }
    }

    private static byte[] foreign(String name) throws Exception {
        return Files.readAllBytes(Path.of(MachineLearningOperatorsTest.class
                .getResource("/io/jenkins/plugins/mlpipeline/engine/model/foreign/" + name + ".onnx")
                .toURI()));
    }
}
