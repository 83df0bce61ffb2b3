package io.jenkins.plugins.mlpipeline.steps.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.runtime.Pack;
import io.jenkins.plugins.mlpipeline.engine.spec.Spec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NeededInputsTest {
    @Test
    void trainingNeedsDataAndLabel() {
        assertThatThrownBy(() -> NeededInputs.check("train", Spec.EMPTY))
                .hasMessage("mlTrain needs data: name the CSV file to learn from, in the step or in its spec.");
        assertThatThrownBy(() -> NeededInputs.check("train", train(Map.of("data", "d.csv"))))
                .hasMessage("mlTrain needs label: name the column to predict, in the step or in its spec.");
    }

    @Test
    void validationNeedsAModelPredictionsOrAnEndpoint() {
        assertThatThrownBy(() -> NeededInputs.check("validate", Spec.EMPTY))
                .hasMessage(
                        "mlValidate needs model, predictions or endpoint: name one of them, in the step or in its spec.");
        assertThatCode(() -> NeededInputs.check("validate", validate("m.onnx"))).doesNotThrowAnyException();
    }

    @Test
    void pyTorchTravelsOnlyToWhereItIsUsed() {
        assertThat(NeededPacks.of("train", train(Map.of("algorithm", "random_forest"))))
                .containsExactly(Pack.BASE);
        assertThat(NeededPacks.of("train", train(Map.of("algorithm", "mlp")))).contains(Pack.PYTORCH);
        assertThat(NeededPacks.of("train", train(Map.of()))).contains(Pack.PYTORCH);
        assertThat(NeededPacks.of("train", train(Map.of("candidates", List.of("random_forest", "gradient_boosting")))))
                .containsExactly(Pack.BASE);
        assertThat(NeededPacks.of("validate", validate("m.onnx"))).containsExactly(Pack.BASE);
        assertThat(NeededPacks.of("validate", validate("m.pt"))).contains(Pack.PYTORCH);
    }

    private static Spec train(Map<String, Object> train) {
        return Spec.of(Map.of("train", train), "test");
    }

    private static Spec validate(String model) {
        return Spec.of(Map.of("validate", Map.of("model", model)), "test");
    }
}
