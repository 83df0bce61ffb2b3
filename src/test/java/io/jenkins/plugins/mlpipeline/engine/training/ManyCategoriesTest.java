package io.jenkins.plugins.mlpipeline.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.training.catalogue.Algorithm;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.ManyCategories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A column with more categories than can have a feature each, by every learner and in every way: a training compares the file
 * that it writes with the learner on the rows kept back, some of whose categories are missing or were not seen.
 */
class ManyCategoriesTest {
    private static final int CITIES = 1500;

    @TempDir
    Path folder;

    private Path write(String kind) throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        List<String> lines = new ArrayList<>(List.of("city,x,y"));
        for (int i = 0; i < 4 * CITIES; i++) {
            int city = i % CITIES;
            double signal = (city * 37 % 100) / 50.0 - 1 + random.nextDouble(-0.5, 0.5);
            String y =
                    switch (kind) {
                        case "binary" -> signal > 0 ? "yes" : "no";
                        case "multiclass" -> signal > 0.4 ? "high" : signal > -0.4 ? "mid" : "low";
                        default -> Double.toString(1000 + 50 * signal);
                    };
            // Some are in a row alone, so that the rows kept back hold ones that were not learnt.
            String text = i % 50 == 0 ? "" : i % 40 == 1 ? "village " + i : "Größe, " + city;
            lines.add('"' + text + "\"," + random.nextInt(100) + "," + y);
        }
        return Files.write(folder.resolve(kind + ".csv"), lines);
    }

    static Stream<Arguments> learners() {
        List<Arguments> all = new ArrayList<>();
        for (ManyCategories many : ManyCategories.values()) {
            for (String learner : List.of("gradient_boosting", "random_forest", "mlp", "gaussian_nb")) {
                all.add(Arguments.of(learner, "binary", many));
            }
            all.add(Arguments.of("random_forest", "multiclass", many));
            all.add(Arguments.of("gradient_boosting", "regression", many));
        }
        return all.stream();
    }

    private TrainingResult train(String learner, String kind, Map<String, ?> hyperparameters) throws IOException {
        return Training.run(
                TrainingRequest.of(write(kind), "y", Algorithm.of(learner), hyperparameters, folder.resolve("model")),
                Clock.systemUTC(),
                TrainingListener.SILENT);
    }

    @ParameterizedTest
    @MethodSource("learners")
    void theFileAnswersAsTheLearnerDoes(String learner, String kind, ManyCategories many) throws IOException {
        Map<String, Object> hyperparameters = new HashMap<>(Map.of("many_categories", many.key()));
        if (learner.equals("mlp")) {
            hyperparameters.put("max_iter", 2);
        }
        TrainingResult result = train(learner, kind, hyperparameters);

        assertThat(result.record().check().maxDifference()).isLessThanOrEqualTo(1e-5);
        assertThat(result.record().warnings())
                .anyMatch(warning -> warning.startsWith("column \"city\" has 1,5")
                        && warning.contains("(many_categories: " + many.key() + ")"));
        assertThat(result.model().manifest().training().notes())
                .anyMatch(warning -> warning.contains("(many_categories: " + many.key() + ")"));
        assertThat(result.model().manifest().hyperparameters()).containsEntry("many_categories", many.key());
    }

    @ParameterizedTest
    @CsvSource({"logistic_regression, binary", "logistic_regression, multiclass", "linear_regression, regression"})
    void linearModelsTellAllCategoriesApart(String learner, String kind) throws IOException {
        TrainingResult result = train(learner, kind, Map.of());

        assertThat(result.record().check().maxDifference()).isLessThanOrEqualTo(1e-5);
        assertThat(result.record().warnings()).noneMatch(warning -> warning.contains("many_categories"));
    }

    @Test
    void anUnknownWayIsRefused() {
        assertThatThrownBy(() -> train("mlp", "binary", Map.of("many_categories", "embedding")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("many_categories");
    }

    @Test
    void theOptionAndTheHyperparameterMustAgree() {
        assertThatThrownBy(() -> TrainingRequest.Method.with(
                        Map.of("many_categories", "hash"), "many_categories", "many categories", "target"))
                .isInstanceOf(UserError.class)
                .hasMessage("many categories is given twice: \"target\" as an option and \"hash\" as a hyperparameter."
                        + " Keep one.");
    }
}
