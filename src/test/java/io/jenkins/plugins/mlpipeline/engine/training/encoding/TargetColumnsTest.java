package io.jenkins.plugins.mlpipeline.engine.training.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnType;
import io.jenkins.plugins.mlpipeline.engine.dataset.Labels;
import io.jenkins.plugins.mlpipeline.engine.dataset.Table;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.Dictionary;
import io.jenkins.plugins.mlpipeline.engine.dataset.split.KFold;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.training.hyperparameter.ManyCategories;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class TargetColumnsTest {
    private static final Path GOLDEN =
            Path.of("src/test/resources/io/jenkins/plugins/mlpipeline/engine/training/encoding/target-golden.json");
    private static final int MANY = 2000;
    private static final int ROWS = 3 * MANY;

    private static double[] ones(int rows) {
        double[] ones = new double[rows];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static double[] doubles(JsonNode values) {
        return StreamSupport.stream(values.spliterator(), false)
                .mapToDouble(JsonNode::doubleValue)
                .toArray();
    }

    /** Golden values of scikit-learn's TargetEncoder, whose smoothing is that of an analysis of variance in numpy. */
    @Test
    void meansAreThoseOfScikitLearn() throws IOException {
        for (JsonNode golden : Json.readTree(GOLDEN).get("cases")) {
            int[] codes = Arrays.stream(doubles(golden.get("codes")))
                    .mapToInt(c -> (int) c)
                    .toArray();
            double[] expected = doubles(golden.get("means"));

            CategoryMeans means = CategoryMeans.of(
                    expected.length,
                    codes,
                    doubles(golden.get("targets")),
                    ones(codes.length),
                    IntStream.range(0, codes.length).toArray());

            assertThat(means.strength())
                    .as(golden.get("name").textValue())
                    .isCloseTo(golden.get("strength").doubleValue(), within(1e-9));
            assertThat(means.ofCategories()).usingComparatorWithPrecision(1e-9).containsExactly(expected);
            assertThat(means.ofAll()).isCloseTo(golden.get("all").doubleValue(), within(1e-9));
        }
    }

    @Test
    void weightsCount() {
        int[] codes = {0, 0, 0, 1, 1, 1};
        double[] targets = {1, 1, 0, 0, 0, 1};
        CategoryMeans means =
                CategoryMeans.of(2, codes, targets, new double[] {1.5, 1.5, 0.5, 1, 1, 0.5}, 0, 1, 2, 3, 4, 5);

        double own = 3 / 3.5;
        double drawn = (3 + means.strength() * 3.5 / 6) / (3.5 + means.strength());
        assertThat(means.ofAll()).isCloseTo(3.5 / 6, within(1e-12));
        assertThat(means.ofCategories()[0]).isCloseTo(drawn, within(1e-12)).isLessThan(own);
    }

    @Test
    void categoriesThatDoNotDifferAllHaveTheMeanOfAllRows() {
        CategoryMeans means =
                CategoryMeans.of(2, new int[] {0, 0, 1, 1}, new double[] {0, 1, 0, 1}, ones(4), 0, 1, 2, 3);

        assertThat(means.strength()).isInfinite();
        assertThat(means.ofCategories()).containsExactly(0.5, 0.5);
    }

    @Test
    void categoriesOfOneRowEachSayNothing() {
        CategoryMeans means = CategoryMeans.of(3, new int[] {0, 1, 2}, new double[] {0, 1, 1}, ones(3), 0, 1, 2);

        assertThat(means.ofCategories()).usingComparatorWithPrecision(1e-12).containsExactly(2 / 3.0, 2 / 3.0, 2 / 3.0);
    }

    private static Table cities() {
        List<String> names = IntStream.range(0, MANY).mapToObj(i -> "city " + i).toList();
        int[] codes = IntStream.range(0, ROWS).map(i -> i % MANY).toArray();
        return new Table(
                List.of("city"),
                List.of(ColumnType.CATEGORY),
                Arrays.asList((double[]) null),
                List.of(codes),
                List.of(new Dictionary(names)),
                ROWS);
    }

    private static Labels labels(Task task) {
        int count = task == Task.BINARY ? 2 : 3;
        int[] codes = IntStream.range(0, ROWS).map(i -> i % MANY % count).toArray();
        return Labels.classes("y", task, List.of("a", "b", "c").subList(0, count), codes);
    }

    private static Preprocessing.Learnt learn(Preprocessing.Style style, Labels labels) {
        return Preprocessing.learn(cities(), labels, style, ManyCategories.TARGET, 7);
    }

    @Test
    void noTrainingRowCarriesItsOwnLabel() {
        int[] codes = cities().codes(0);
        TargetFolds folds = TargetFolds.of(labels(Task.BINARY), 7);
        double[] targets = folds.targets().get(0).clone();
        int row = 4321;
        int sister = row - MANY;
        targets[row] = 1 - targets[row];
        TargetFolds changed = new TargetFolds(List.of(targets), folds.weights(), folds.folds());

        double[] before = folds.crossed(0, MANY, codes);
        double[] after = changed.crossed(0, MANY, codes);

        assertThat(folds.folds()).noneMatch(fold -> holds(fold, row) && holds(fold, sister));
        assertThat(after[row]).isEqualTo(before[row]);
        assertThat(after[sister]).isNotCloseTo(before[sister], within(0.1));
    }

    private static boolean holds(KFold fold, int row) {
        return Arrays.stream(fold.test()).anyMatch(other -> other == row);
    }

    @Test
    void threeLabelsMakeThreeShares() {
        Preprocessing.Learnt learnt = learn(Preprocessing.Style.DENSE, labels(Task.MULTICLASS));

        assertThat(learnt.rows().names())
                .containsExactly("city (share of a)", "city (share of b)", "city (share of c)");
        assertThat(learnt.preprocessing().width()).isEqualTo(3);
        assertThat(learnt.preprocessing().notes())
                .containsExactly(
                        "column \"city\" has 2,000 categories, more than can have a feature each in this model; a"
                                + " row has the mean of the label over the training rows of its category instead (many_categories:"
                                + " target), and a row that was learnt from has it of other rows (cross-fitted in 5 folds).");
    }

    @Test
    void unseenAndMissingCategoriesHaveTheMeanOfAllRows() {
        Preprocessing learnt =
                learn(Preprocessing.Style.TREES, labels(Task.BINARY)).preprocessing();
        Table other = new Table(
                List.of("city"),
                List.of(ColumnType.CATEGORY),
                Arrays.asList((double[]) null),
                List.of(new int[] {0, 1, -1}),
                List.of(new Dictionary(List.of("city 1", "nowhere"))),
                3);

        assertThat(learnt.over(other).encode()).containsExactly(1, 0.5f, 0.5f);
    }

    @Test
    void smallColumnsKeepAFeatureForEachCategory() {
        assertThat(OneHotEncoding.fitting(1024, 900, 5000, 100)).containsExactly(true, false, true);
        assertThat(OneHotEncoding.fitting(1024, 600, 500)).containsExactly(false, true);
        assertThat(OneHotEncoding.fitting(1024, 128, 128, 128, 128, 128, 128, 128, 128, 129))
                .containsExactly(true, true, true, true, true, true, true, true, false);
    }

    @Test
    void hashesAreFixedAndSpread() {
        int[] counts = new int[100];
        for (int i = 0; i < 100_000; i++) {
            counts[HashedEncoding.bucket("city " + i, counts.length)]++;
        }
        // 1,000 each, with a standard deviation of 31 when places are drawn.
        assertThat(Arrays.stream(counts)).allSatisfy(count -> assertThat(count).isBetween(850, 1150));
        assertThat(HashedEncoding.bucket("Zürich", 1024)).isEqualTo(HashedEncoding.bucket("Zürich", 1024));
    }
}
