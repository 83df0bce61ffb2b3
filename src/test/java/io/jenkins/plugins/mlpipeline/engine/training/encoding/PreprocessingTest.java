package io.jenkins.plugins.mlpipeline.engine.training.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnType;
import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.Dictionary;
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

    @Test
    void treesSeeNumbersAsTheyAreAndCategoriesAsPositions() {
        Table training = table(new double[] {1.5, NAN, -2}, List.of("a", "b"), 1, 0, -1);

        Preprocessing learnt = Preprocessing.learn(training, Preprocessing.Style.TREES);

        assertThat(learnt.over(training).encode()).containsExactly(1.5f, 1, Float.NaN, 0, -2, Float.NaN);
    }

    @Test
    void categoriesThatTrainingDidNotSeeAreMissing() {
        Preprocessing trees =
                Preprocessing.learn(table(new double[] {1, 2}, List.of("a", "b"), 0, 1), Preprocessing.Style.TREES);
        Preprocessing dense =
                Preprocessing.learn(table(new double[] {1, 3}, List.of("a", "b"), 0, 1), Preprocessing.Style.DENSE);
        Table other = table(new double[] {2, 2}, List.of("new", "b"), 0, 1);

        assertThat(trees.over(other).encode()).containsExactly(2, Float.NaN, 2, 1);
        assertThat(dense.over(other).encode()).containsExactly(0, 0, 0, 0, 0, 1);
    }

    @Test
    void networksSeeMedianMeanZeroDeviationOneAndAnIndicator() {
        Table training = table(new double[] {1, NAN, 4, 100}, List.of("a"), 0, -1, 0, 0);

        Preprocessing learnt = Preprocessing.learn(training, Preprocessing.Style.DENSE);

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

        Preprocessing learnt = Preprocessing.learn(training, Preprocessing.Style.DENSE);

        assertThat(learnt.over(training).encode()).containsExactly(0, 0, 1, 0, 0, 1);
    }

    @Test
    void columnsShareTheFeaturesThatThereAre() {
        assertThat(OneHotEncoding.limit()).isEqualTo(OneHotEncoding.FEW);
        assertThat(OneHotEncoding.limit(3, 300, 40)).isGreaterThanOrEqualTo(300);
        assertThat(OneHotEncoding.limit(1024)).isEqualTo(1024);
        assertThat(OneHotEncoding.limit(5000)).isEqualTo(1024);
        assertThat(OneHotEncoding.limit(5000, 300)).isEqualTo(724);
        assertThat(OneHotEncoding.limit(5000, 4000)).isEqualTo(512);
        assertThat(OneHotEncoding.limit(200, 200, 200, 200, 200, 200, 200, 200, 200))
                .isEqualTo(OneHotEncoding.FEW);
    }

    @Test
    void threeHundredCategoriesAllGetAFeature() {
        List<String> categories = IntStream.range(0, 300).mapToObj(i -> "c" + i).toList();
        int[] codes = IntStream.range(0, 900).map(i -> i % 300).toArray();

        Preprocessing learnt =
                Preprocessing.learn(table(new double[codes.length], categories, codes), Preprocessing.Style.LINEAR);

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

        Preprocessing learnt = Preprocessing.learn(training, Preprocessing.Style.DENSE);

        assertThat(learnt.categories().get(0).categories()).isEqualTo(categories.subList(2, distinct));
        assertThat(learnt.notes())
                .containsExactly("column \"c\" has 1,026 categories, of which the 1,024 most frequent have a feature of"
                        + " their own in this model; the others, 0.09747 % of the training rows, are all taken for one."
                        + " Trees (gradient_boosting, random_forest) tell every category apart.");
        assertThat(Preprocessing.learn(training, Preprocessing.Style.TREES).notes())
                .isEmpty();
    }

    @Test
    void numberBeyondFloatIsRefused() {
        assertThatThrownBy(() ->
                        Preprocessing.learn(table(new double[] {1e39}, List.of("a"), 0), Preprocessing.Style.TREES))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "column \"x\" holds 1.0E39, which is beyond what a model's 32-bit numbers can hold. Scale the"
                                + " column, or name it in ignore.");
    }

    @Test
    void someRowsAreEncodedAsAmongAll() {
        Table training = table(new double[] {1, 2, 3}, List.of("a", "b"), 0, 1, 0);
        RowEncoder encoder =
                Preprocessing.learn(training, Preprocessing.Style.TREES).over(training);

        assertThat(encoder.encode(new int[] {2, 0})).containsExactly(3, 0, 1, 0);
        assertThat(encoder.encode(1, 3)).containsExactly(2, 1, 3, 0);
    }
}
