package io.jenkins.plugins.mlpipeline.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.training.catalogue.Algorithm;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HyperparametersTest {
    private static Object value(Algorithm algorithm, String name, Object given) {
        return algorithm
                .hyperparameters(Collections.singletonMap(name, given), Task.BINARY)
                .values()
                .get(name);
    }

    @Test
    void standardsAreScikitLearns() {
        assertThat(Algorithm.RANDOM_FOREST
                        .hyperparameters(Map.of(), Task.BINARY)
                        .values())
                .containsEntry("n_estimators", 100)
                .containsEntry("max_features", "sqrt")
                .containsEntry("bootstrap", true)
                .containsEntry("max_depth", "none");
        assertThat(Algorithm.RANDOM_FOREST
                        .hyperparameters(Map.of(), Task.REGRESSION)
                        .values())
                .containsEntry("max_features", 1.0);
        assertThat(Algorithm.MLP.hyperparameters(Map.of(), Task.BINARY).values())
                .containsEntry("hidden_layer_sizes", List.of(100))
                .containsEntry("alpha", 1e-4);
    }

    @Test
    void valuesComeAsTextNumberListOrNull() {
        assertThat(value(Algorithm.RANDOM_FOREST, "n_estimators", "250")).isEqualTo(250);
        assertThat(value(Algorithm.RANDOM_FOREST, "n_estimators", 250L)).isEqualTo(250);
        assertThat(value(Algorithm.RANDOM_FOREST, "max_depth", null)).isEqualTo("none");
        assertThat(value(Algorithm.RANDOM_FOREST, "max_depth", "None")).isEqualTo("none");
        assertThat(value(Algorithm.RANDOM_FOREST, "bootstrap", "False")).isEqualTo(false);
        assertThat(value(Algorithm.MLP, "hidden_layer_sizes", List.of(64, 32))).isEqualTo(List.of(64, 32));
        assertThat(value(Algorithm.MLP, "hidden_layer_sizes", "(64, 32)")).isEqualTo(List.of(64, 32));
        assertThat(value(Algorithm.MLP, "hidden_layer_sizes", "(64,)")).isEqualTo(List.of(64));
        assertThat(value(Algorithm.MLP, "hidden_layer_sizes", 64)).isEqualTo(List.of(64));
    }

    @Test
    void integerAndFractionOfFeaturesDiffer() {
        assertThat(value(Algorithm.RANDOM_FOREST, "max_features", "1")).isEqualTo(1);
        assertThat(value(Algorithm.RANDOM_FOREST, "max_features", 1.0)).isEqualTo(1.0);
        assertThat(value(Algorithm.RANDOM_FOREST, "max_features", "log2")).isEqualTo("log2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GRADIENT_BOOSTING | max_iter | 0 | hyperparameter max_iter can't be \"0\"; it is an integer from 1 to 100000.",
                "GRADIENT_BOOSTING | learning_rate | 0 | hyperparameter learning_rate can't be \"0\"; it is a number above 0.",
                "GRADIENT_BOOSTING | learning_rate | NaN | hyperparameter learning_rate can't be \"nan\"; it is a number above 0.",
                "GRADIENT_BOOSTING | validation_fraction | 1 | hyperparameter validation_fraction can't be \"1\"; it is a number above 0 and below 1, or none.",
                "RANDOM_FOREST | n_estimators | 1.5 | hyperparameter n_estimators can't be \"1.5\"; it is an integer from 1 to 100000.",
                "RANDOM_FOREST | n_estimators | 99999999999 | hyperparameter n_estimators can't be \"99999999999\"; it is an integer from 1 to 100000.",
                "RANDOM_FOREST | max_features | auto | hyperparameter max_features can't be \"auto\"; it is sqrt, or log2, or none, or an integer of at least 1, or a number above 0 and at most 1.",
                "MLP | solver | sgd | hyperparameter solver can't be \"sgd\"; it is adam.",
                "MLP | hidden_layer_sizes | 0 | hyperparameter hidden_layer_sizes can't be \"0\"; it is layer sizes such as 100 or (100, 50), at most 16 layers of at most 8192."
            })
    void valueOutOfRangeSaysWhatIsAllowed(Algorithm algorithm, String name, String given, String message) {
        assertThatThrownBy(() -> value(algorithm, name, given))
                .isInstanceOf(UserError.class)
                .hasMessage(message);
    }

    @Test
    void unknownNameSuggestsNearOnes() {
        assertThatThrownBy(() -> value(Algorithm.RANDOM_FOREST, "n_estimator", 5))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "hyperparameter \"n_estimator\" is unknown for random_forest. Did you mean \"n_estimators\"?");
    }

    @Test
    void nameThatOnlyScikitLearnKnowsSaysWhyAndWhatElse() {
        assertThatThrownBy(() -> value(Algorithm.RANDOM_FOREST, "min_weight_fraction_leaf", 5))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "hyperparameter min_weight_fraction_leaf of scikit-learn is not supported for random_forest:"
                                + " use min_samples_leaf.");
    }

    @Test
    void classWeightIsForClasses() {
        assertThatThrownBy(() -> Algorithm.MLP.hyperparameters(Map.of("class_weight", "balanced"), Task.REGRESSION))
                .isInstanceOf(UserError.class)
                .hasMessage("hyperparameter class_weight is for classes; a regression has none. Take it out.");
    }

    @Test
    void randomStateReplacesTheSeed() {
        assertThat(Algorithm.MLP
                        .hyperparameters(Map.of("random_state", 7), Task.BINARY)
                        .seed(42))
                .isEqualTo(7);
        assertThat(Algorithm.MLP.hyperparameters(Map.of(), Task.BINARY).seed(42))
                .isEqualTo(42);
    }

    @Test
    void everyStandardIsAllowed() {
        for (Algorithm algorithm : List.of(Algorithm.GRADIENT_BOOSTING, Algorithm.RANDOM_FOREST, Algorithm.MLP)) {
            assertThat(algorithm.hyperparameters(Map.of(), Task.REGRESSION).values())
                    .hasSameSizeAs(algorithm.kind().hyperparameters());
        }
    }
}
