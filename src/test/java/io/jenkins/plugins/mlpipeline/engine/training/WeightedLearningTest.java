package io.jenkins.plugins.mlpipeline.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection;
import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.dataset.TableReader;
import io.jenkins.plugins.mlpipeline.engine.dataset.TrainingData;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.training.catalogue.Algorithm;
import io.jenkins.plugins.mlpipeline.engine.training.learner.FitContext;
import io.jenkins.plugins.mlpipeline.engine.training.learner.FittedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Learning from rows with weights; against scikit-learn: {@code src/test/python/training_weights_golden.py}. */
class WeightedLearningTest {
    private static final Path GOLDEN =
            Path.of("src/test/resources/io/jenkins/plugins/mlpipeline/engine/training/weights-golden.json");
    private static final FitContext CONTEXT = new FitContext(1, 1, (step, of, training, validation) -> {});
    /** What float32 features and answers leave. */
    private static final double NEAR = 2e-6;

    record Golden(Map<String, String> versions, List<Case> cases) {}

    record Case(String algorithm, Map<String, String> hyperparameters, String csv, Object said) {
        @Override
        public String toString() {
            return algorithm + " " + hyperparameters;
        }
    }

    @TempDir
    private Path folder;

    static List<Case> cases() throws IOException {
        return Json.read(GOLDEN, Golden.class).cases();
    }

    private TrainingData read(String csv, String weights) throws IOException {
        Path file = Files.writeString(folder.resolve("rows.csv"), csv);
        return TableReader.read(
                file,
                CsvFormat.DEFAULT,
                new ColumnSelection("y", null, null, Set.of("w"), null, null, weights),
                null,
                null);
    }

    private static float[][] learnt(Algorithm algorithm, Map<String, ?> given, TrainingData data) {
        Labels labels = data.labels();
        int[] counting = IntStream.range(0, data.rows())
                .filter(row -> labels.weight(row) > 0)
                .toArray();
        Table rows = data.features().select(counting).narrow();
        try (FittedModel model = algorithm
                .learner(algorithm.hyperparameters(given, labels.task()))
                .fit(rows, labels.select(counting), CONTEXT)) {
            return model.predict(data.features());
        }
    }

    @Test
    void goldenValuesAreScikitLearns() throws IOException {
        assertThat(Json.read(GOLDEN, Golden.class).versions()).containsEntry("scikit-learn", "1.9.1");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void saysWhatScikitLearnSays(Case golden) throws IOException {
        float[][] ours = learnt(Algorithm.of(golden.algorithm()), golden.hyperparameters(), read(golden.csv(), "w"));

        List<?> said = (List<?>) golden.said();
        for (int row = 0; row < ours.length; row++) {
            List<?> theirs = said.get(row) instanceof List<?> all ? all : List.of(said.get(row));
            for (int k = 0; k < ours[row].length; k++) {
                assertThat((double) ours[row][k])
                        .as("row " + row)
                        .isCloseTo(((Number) theirs.get(k)).doubleValue(), within(NEAR * scale(theirs.get(k))));
            }
        }
    }

    private static double scale(Object number) {
        return Math.max(1, Math.abs(((Number) number).doubleValue()));
    }

    /** Rows that no feature tells apart, of which the heavy ones are positive: three quarters of the weight. */
    @ParameterizedTest
    @EnumSource(
            value = Algorithm.class,
            names = {"GRADIENT_BOOSTING", "RANDOM_FOREST", "LOGISTIC_REGRESSION", "MLP", "GAUSSIAN_NB"})
    void everyClassifierLearnsWhatRowsCountFor(Algorithm algorithm) throws IOException {
        StringBuilder csv = new StringBuilder("a,w,y\n");
        Random random = new Random(3);
        for (int row = 0; row < 400; row++) {
            csv.append(random.nextInt(4)).append(row % 2 == 0 ? ",3,yes\n" : ",1,no\n");
        }

        float[][] weighted = learnt(algorithm, Map.of(), read(csv.toString(), "w"));
        float[][] counted = learnt(algorithm, Map.of(), read(csv.toString(), null));

        assertThat(mean(weighted)).isCloseTo(0.75, within(0.05));
        assertThat(mean(counted)).isCloseTo(0.5, within(0.05));
    }

    @ParameterizedTest
    @EnumSource(
            value = Algorithm.class,
            names = {"GRADIENT_BOOSTING", "RANDOM_FOREST", "LINEAR_REGRESSION", "MLP"})
    void everyRegressionLearnsWhatRowsCountFor(Algorithm algorithm) throws IOException {
        StringBuilder csv = new StringBuilder("a,w,y\n");
        Random random = new Random(3);
        for (int row = 0; row < 400; row++) {
            csv.append(random.nextInt(4)).append(row % 2 == 0 ? ",3," : ",1,");
            csv.append((row % 2 == 0 ? 10 : 6) + 0.01 * random.nextDouble()).append('\n');
        }

        float[][] weighted = learnt(algorithm, Map.of(), read(csv.toString(), "w"));
        float[][] counted = learnt(algorithm, Map.of(), read(csv.toString(), null));

        assertThat(mean(weighted)).isCloseTo(9, within(0.2));
        assertThat(mean(counted)).isCloseTo(8, within(0.2));
    }

    private static double mean(float[][] answers) {
        return Arrays.stream(answers)
                .mapToDouble(answer -> answer[answer.length - 1])
                .average()
                .orElseThrow();
    }

    @Test
    void aWeightThatIsNoneIsNamed() throws IOException {
        assertThatThrownBy(() -> read("a,w,y\n1,2,yes\n2,-3,no\n", "w"))
                .isInstanceOf(UserError.class)
                .hasMessageEndingWith(
                        "rows.csv: line 3, column \"w\": the weight is -3; every row needs one, 0 or a number"
                                + " from 1e-100 to 1e100. Put it right, or take the row out.");
        assertThatThrownBy(() -> read("a,w,y\n1,0,yes\n2,0,no\n", "w"))
                .isInstanceOf(UserError.class)
                .hasMessageEndingWith(
                        "rows.csv: column \"w\": every weight is 0, so that no row counts for anything. Name"
                                + " the column that holds the weights.");
        assertThat(read("a,w,y\n1,0,yes\n2,3,no\n3,1,yes\n4,1,no\n", "w").warnings())
                .contains(
                        "each row counts as much as its weight says (column \"w\"): with them the 4 rows tell as much as"
                                + " 2.273 of equal weight.",
                        "rows with the weight 0, which count for nothing: 1 of 4.");
    }
}
