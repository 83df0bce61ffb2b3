package io.jenkins.plugins.mlpipeline.engine.training.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnType;
import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.Dictionary;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.ManyCategories;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PreprocessingTest {
    private static final double NAN = Double.NaN;

    private static Table table(double[] numbers, List<String> categories, int... codes) {
        return new Table(
                List.of("c", "x"),
                List.of(ColumnType.CATEGORY, ColumnType.NUMBER),
                Arrays.asList(null, numbers),
                Arrays.asList(codes, null),
                Arrays.asList(new Dictionary(categories), null),
                numbers.length);
    }

    private static Preprocessing learn(Table training, Preprocessing.Style style) {
        int[] codes = IntStream.range(0, training.rows()).map(i -> i % 2).toArray();
        Labels labels = Labels.classes("y", Task.BINARY, List.of("no", "yes"), codes);
        return Preprocessing.learn(training, labels, style, ManyCategories.FREQUENT, 1)
                .preprocessing();
    }

    @Test
    void treesSeeNumbersAsTheyAreAndCategoriesAsPositions() {
        Table training = table(new double[] {1.5, NAN, -2}, List.of("a", "b"), 1, 0, -1);

        Preprocessing learnt = learn(training, Preprocessing.Style.TREES);

        assertThat(learnt.over(training).encode()).containsExactly(1.5f, 1, Float.NaN, 0, -2, Float.NaN);
    }

    @Test
    void categoriesThatTrainingDidNotSeeAreMissing() {
        Preprocessing trees = learn(table(new double[] {1, 2}, List.of("a", "b"), 0, 1), Preprocessing.Style.TREES);
        Preprocessing dense = learn(table(new double[] {1, 3}, List.of("a", "b"), 0, 1), Preprocessing.Style.DENSE);
        Table other = table(new double[] {2, 2}, List.of("new", "b"), 0, 1);

        assertThat(trees.over(other).encode()).containsExactly(2, Float.NaN, 2, 1);
        assertThat(dense.over(other).encode()).containsExactly(0, 0, 0, 0, 0, 1);
    }

    @Test
    void networksSeeMedianMeanZeroDeviationOneAndAnIndicator() {
        Table training = table(new double[] {1, NAN, 4, 100}, List.of("a"), 0, -1, 0, 0);

        Preprocessing learnt = learn(training, Preprocessing.Style.DENSE);

        // Median 4; 1, 4, 4, 100 have mean 27.25 and deviation 42.0201 (divisor n).
        assertThat(learnt.over(training).encode())
                .usingComparatorWithPrecision(1e-4f)
                .containsExactly(
                        -0.6247f, 0, 1, //
                        -0.5533f, 1, 0, //
                        -0.5533f, 0, 1, //
                        1.7313f, 0, 1);
    }

    @Test
    void constantAndEmptyColumnsAreZero() {
        Table training = new Table(
                List.of("constant", "empty"),
                List.of(ColumnType.NUMBER, ColumnType.NUMBER),
                List.of(new double[] {7.3, 7.3}, new double[] {NAN, NAN}),
                Arrays.asList(null, null),
                Arrays.asList(null, null),
                2);

        Preprocessing learnt = learn(training, Preprocessing.Style.DENSE);

        assertThat(learnt.over(training).encode()).containsExactly(0, 0, 1, 0, 0, 1);
    }

    @Test
    void columnsShareTheFeaturesThatThereAre() {
        assertThat(OneHotEncoding.limit(1024)).isEqualTo(OneHotEncoding.FEW);
        assertThat(OneHotEncoding.limit(1024, 3, 300, 40)).isGreaterThanOrEqualTo(300);
        assertThat(OneHotEncoding.limit(1024, 1024)).isEqualTo(1024);
        assertThat(OneHotEncoding.limit(1024, 5000)).isEqualTo(1024);
        assertThat(OneHotEncoding.limit(1024, 5000, 300)).isEqualTo(724);
        assertThat(OneHotEncoding.limit(1024, 5000, 4000)).isEqualTo(512);
        assertThat(OneHotEncoding.limit(1024, 200, 200, 200, 200, 200, 200, 200, 200, 200))
                .isEqualTo(OneHotEncoding.FEW);
    }

    @Test
    void threeHundredCategoriesAllGetAFeature() {
        List<String> categories = IntStream.range(0, 300).mapToObj(i -> "c" + i).toList();
        int[] codes = IntStream.range(0, 900).map(i -> i % 300).toArray();

        Preprocessing learnt = learn(table(new double[codes.length], categories, codes), Preprocessing.Style.DENSE);

        assertThat(learnt.categories().get(0).categories()).isEqualTo(categories);
        assertThat(learnt.notes()).isEmpty();
    }

    @Test
    void onlyTheMostFrequentCategoriesGetAFeature() {
        int distinct = OneHotEncoding.MOST + 2;
        List<String> categories = IntStream.range(0, distinct)
                .mapToObj(i -> String.format("c%04d", i))
                .toList();
        int[] codes = IntStream.range(0, 2 * distinct)
                .map(i -> i < distinct ? i : i - distinct)
                .toArray();
        // The first two are as rare as can be.
        codes[distinct] = 5;
        codes[distinct + 1] = 5;
        Table training = table(new double[codes.length], categories, codes);

        Preprocessing learnt = learn(training, Preprocessing.Style.DENSE);

        assertThat(learnt.categories().get(0).categories()).isEqualTo(categories.subList(2, distinct));
        assertThat(learnt.notes())
                .containsExactly("column \"c\" has 1,026 categories, of which the 1,024 most frequent have a feature of"
                        + " their own in this model; the others, 0.09747 % of the training rows, are all taken for one"
                        + " (many_categories: frequent).");
        assertThat(learn(training, Preprocessing.Style.TREES).notes())
                .containsExactly(
                        "column \"c\" has 1,026 categories, of which the 255 most frequent have a feature of their"
                                + " own in this model; the others, 75.05 % of the training rows, are all taken for one"
                                + " (many_categories: frequent).");
    }

    @Test
    void numberBeyondFloatIsRefused() {
        assertThatThrownBy(() -> learn(table(new double[] {1e39}, List.of("a"), 0), Preprocessing.Style.TREES))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "column \"x\" holds 1.0E39, which is beyond what a model's 32-bit numbers can hold. Scale the"
                                + " column, or name it in ignore.");
    }

    @Test
    void someRowsAreEncodedAsAmongAll() {
        Table training = table(new double[] {1, 2, 3}, List.of("a", "b"), 0, 1, 0);
        RowEncoder encoder = learn(training, Preprocessing.Style.TREES).over(training);

        assertThat(encoder.encode(new int[] {2, 0})).containsExactly(3, 0, 1, 0);
        assertThat(encoder.encode(1, 3)).containsExactly(2, 1, 3, 0);
    }
}
