package io.jenkins.plugins.mlpipeline.engine.training.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnType;
import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.Dictionary;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.training.catalogue.Algorithm;
import io.jenkins.plugins.mlpipeline.engine.training.export.OnnxCheck;
import io.jenkins.plugins.mlpipeline.engine.training.learner.FitContext;
import io.jenkins.plugins.mlpipeline.engine.training.learner.FittedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Linear learners with 1,140 features of categories; golden values of scikit-learn by training_sparse_golden.py. */
class SparseDesignTest {
    private static final Path GOLDEN =
            Path.of("src/test/resources/io/jenkins/plugins/mlpipeline/engine/training/linear/sparse-golden.json");
    private static final int ROWS = 3600;
    private static final int CITIES = 1100;
    private static final int TOWNS = 40;

    private static final int[] CITY =
            IntStream.range(0, ROWS).map(i -> i * 7919 % CITIES).toArray();
    private static final int[] TOWN =
            IntStream.range(0, ROWS).map(i -> i * i % TOWNS).toArray();
    private static final double[] X =
            IntStream.range(0, ROWS).mapToDouble(i -> i * 37 % 101 / 10.0).toArray();
    private static final double[] NUMBER = IntStream.range(0, ROWS)
            .mapToDouble(i -> CITY[i] * CITY[i] % 53 + TOWN[i] % 7 + X[i] + i * 104_729L % 997 / 100.0)
            .toArray();

    private static Dictionary names(String prefix, int count) {
        return new Dictionary(
                IntStream.range(0, count).mapToObj(i -> prefix + i).toList());
    }

    private static Table table() {
        return new Table(
                List.of("x", "city", "town"),
                List.of(ColumnType.NUMBER, ColumnType.CATEGORY, ColumnType.CATEGORY),
                Arrays.asList(X, null, null),
                Arrays.asList(null, CITY, TOWN),
                Arrays.asList(null, names("city ", CITIES), names("town ", TOWNS)),
                ROWS);
    }

    private static Labels two() {
        int[] codes = Arrays.stream(NUMBER).mapToInt(n -> n > 38 ? 1 : 0).toArray();
        return Labels.classes("y", Task.BINARY, List.of("0", "1"), codes);
    }

    private static Labels three() {
        int[] codes = Arrays.stream(NUMBER)
                .mapToInt(n -> n >= 50 ? 2 : n >= 25 ? 1 : 0)
                .toArray();
        return Labels.classes("y", Task.MULTICLASS, List.of("0", "1", "2"), codes);
    }

    private static double[] weights() {
        return IntStream.range(0, ROWS).mapToDouble(i -> 1 + i % 3).toArray();
    }

    private static void agrees(String name, Algorithm algorithm, Map<String, ?> given, Labels labels)
            throws IOException {
        JsonNode golden = Json.readTree(GOLDEN).get("cases").get(name);
        try (FittedModel model = algorithm
                .learner(algorithm.hyperparameters(given, labels.task()))
                .fit(table(), labels, new FitContext(1, 1, (step, of, loss, watched) -> {}))) {
            assertThat(model.warnings()).isEmpty();
            assertThat(model.preprocessing().width()).isEqualTo(1 + CITIES + TOWNS);
            float[][] answers = model.predict(table());
            for (int i = 0; i < golden.size(); i++) {
                for (int k = 0; k < answers[i].length; k++) {
                    double expected = golden.get(i).isArray()
                            ? golden.get(i).get(k).doubleValue()
                            : golden.get(i).doubleValue();
                    assertThat((double) answers[i][k]).as(name).isCloseTo(expected, within(1e-5));
                }
            }
            assertThat(OnnxCheck.compare(model, table(), labels, 1, 1)).isLessThan(1e-6);
            Table other = table().select(new int[] {0, 1, 2});
            Table strange = new Table(
                    List.of("x", "city", "town"),
                    List.of(ColumnType.NUMBER, ColumnType.CATEGORY, ColumnType.CATEGORY),
                    Arrays.asList(other.numbers(0), null, null),
                    Arrays.asList(null, new int[] {0, 1, -1}, new int[] {-1, 0, -1}),
                    Arrays.asList(null, new Dictionary(List.of("city 5", "nowhere")), names("town ", 1)),
                    3);
            assertThat(OnnxCheck.compare(model, strange, labels, 1, 1)).isLessThan(1e-6);
        }
    }

    @Test
    void logisticRegressionIsThatOfScikitLearn() throws IOException {
        agrees("two", Algorithm.LOGISTIC_REGRESSION, Map.of("tol", 1e-10), two());
        agrees("two, weighted", Algorithm.LOGISTIC_REGRESSION, Map.of("tol", 1e-10), two().weighing(weights()));
        agrees("three", Algorithm.LOGISTIC_REGRESSION, Map.of("tol", 1e-10), three());
    }

    @Test
    void linearRegressionIsThatOfScikitLearn() throws IOException {
        Labels labels = Labels.numbers("y", NUMBER);
        agrees("number", Algorithm.LINEAR_REGRESSION, Map.of(), labels);
        agrees("number, alpha 2", Algorithm.LINEAR_REGRESSION, Map.of("alpha", 2), labels);
    }
}
