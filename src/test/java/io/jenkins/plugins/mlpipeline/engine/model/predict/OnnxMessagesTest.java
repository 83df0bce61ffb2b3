package io.jenkins.plugins.mlpipeline.engine.model.predict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OnnxMessagesTest {
    @Test
    void placesInOnnxRuntimesSourcesAreLeftOut() {
        assertThat(
                        OnnxMessages.withoutPlaces(
                                "Error code - ORT_FAIL - message: Load model from m.onnx failed:/onnxruntime_src/onnxruntime/core/graph/model.cc:181 onnxruntime::Model::Model(onnx::ModelProto&&, const PathString&, const onnxruntime::logging::Logger&) Unsupported model IR version: 99, max supported IR version: 11\n"))
                .isEqualTo("Load model from m.onnx Unsupported model IR version: 99, max supported IR version: 11");
        assertThat(
                        OnnxMessages.withoutPlaces(
                                "Error code - ORT_NOT_IMPLEMENTED - message: Could not find an implementation for Foo(1) node with name 'n'"))
                .isEqualTo("Could not find an implementation for Foo(1) node with name 'n'");
        assertThat(
                        OnnxMessages.withoutPlaces(
                                "Error code - ORT_INVALID_ARGUMENT - message: Got invalid dimensions for input: X for the following indices\n index: 1 Got: 3 Expected: 4\n Please fix either the inputs/outputs or the model."))
                .isEqualTo(
                        "Got invalid dimensions for input: X for the following indices index: 1 Got: 3 Expected: 4 Please fix either the inputs/outputs or the model.");
        assertThat(
                        OnnxMessages.withoutPlaces(
                                "Error code - ORT_RUNTIME_EXCEPTION - message: Non-zero status code returned while running Reshape node. Name:'r' Status Message: /onnxruntime_src/onnxruntime/core/providers/cpu/tensor/reshape_helper.h:47 onnxruntime::ReshapeHelper::ReshapeHelper(const onnxruntime::TensorShape&, onnxruntime::TensorShapeVector&, bool) input_shape_size == size was false. The input tensor cannot be reshaped"))
                .isEqualTo(
                        "Non-zero status code returned while running Reshape node. Name:'r' Status Message: input_shape_size == size was false. The input tensor cannot be reshaped");
        assertThat(OnnxMessages.withoutPlaces(
                        "bool onnxruntime::Graph::Verify(int) const [with T = float; U = int] why not"))
                .isEqualTo("why not");
        assertThat(
                        OnnxMessages.withoutPlaces(
                                "/onnxruntime_src/onnxruntime/core/graph/model_load_utils.h:46 void onnxruntime::model_load_utils::ValidateOpsetForDomain(const std::unordered_map<std::__cxx11::basic_string<char>, int>&, bool, int) ONNX Runtime only guarantees"))
                .isEqualTo("ONNX Runtime only guarantees");
        assertThat(OnnxMessages.withoutPlaces("onnxruntime:: without a signature"))
                .isEqualTo("onnxruntime:: without a signature");
        assertThat(OnnxMessages.withoutPlaces("plain")).isEqualTo("plain");
        assertThat(OnnxMessages.withoutPlaces("")).isEqualTo("");
    }
}
