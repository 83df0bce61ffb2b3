package io.jenkins.plugins.mlpipeline.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoctorCommandTest {
    @Test
    void everyKindOfModelAnswersHere() throws Exception {
        Invocation doctor = Invocation.of("doctor", "--json");

        JsonNode answer = Json.parse(doctor.out(), JsonNode.class, "answer");
        List<String> failing = new ArrayList<>();
        List<String> names = new ArrayList<>();
        answer.path("checks").forEach(check -> {
            names.add(check.path("name").asText());
            if (!check.path("holds").asBoolean()) {
                failing.add(check.path("said").asText());
            }
        });
        assertThat(failing).isEmpty();
        assertThat(names)
                .containsExactly(
                        "Java",
                        "machine",
                        "temporary folder",
                        "gradient_boosting",
                        "random_forest",
                        "logistic_regression",
                        "linear_regression",
                        "mlp",
                        "gaussian_nb",
                        "text model");
        assertThat(answer.path("holds").asBoolean()).isTrue();
        assertThat(doctor.code()).isZero();
        assertThat(doctor.err())
                .contains("ok    text model: answers as it should (accuracy 1.00)")
                .contains("All holds.");
    }

    @Test
    void withoutPyTorchItsLearnersAreLeftOut() throws Exception {
        Invocation doctor = Invocation.of("doctor", "--pack", "base");

        assertThat(doctor.code()).isZero();
        assertThat(doctor.out())
                .contains("ok    gradient_boosting: ")
                .doesNotContain("mlp")
                .contains("All holds.");
        assertThat(Invocation.of("doctor", "--pack", "torch").err()).contains("pack \"torch\" is unknown.");
    }
}
