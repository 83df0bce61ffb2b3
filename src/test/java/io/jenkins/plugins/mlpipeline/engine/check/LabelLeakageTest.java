package io.jenkins.plugins.mlpipeline.engine.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection;
import io.jenkins.plugins.mlpipeline.engine.dataset.Profile;
import io.jenkins.plugins.mlpipeline.engine.dataset.TableReader;
import io.jenkins.plugins.mlpipeline.engine.dataset.TrainingData;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvCursor;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.Dictionary;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.RowPlaces;
import io.jenkins.plugins.mlpipeline.engine.evaluation.DataChecks;
import io.jenkins.plugins.mlpipeline.engine.evaluation.MetricValue;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import io.jenkins.plugins.mlpipeline.engine.io.Json;
import io.jenkins.plugins.mlpipeline.engine.metric.statistics.StatisticsGolden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a column alone says of the label, at every number of rows; values against Python's (data_checks.py). */
class LabelLeakageTest {
    private static final Path GOLDEN =
            Path.of("src/test/resources/io/jenkins/plugins/mlpipeline/engine/check/leakage.json");
    private static final int TRAINING_ROWS = 2000;

    @TempDir
    private Path folder;

    /**
     * The leakage of a column.
     *
     * @param labels number of labels, which are named from 0; 0: numbers are predicted
     * @param trained lines of the training part, a cell and its label each; null when the model does not know it
     */
    private MetricValue leakage(int labels, List<String> trained, List<String> tested) throws IOException {
        List<String> names =
                IntStream.range(0, labels).mapToObj(String::valueOf).toList();
        Reference reference = trained == null ? Reference.NONE : reference(labels, names, trained);
        try (CsvCursor rows = CsvCursor.open(file("test.csv", tested), CsvFormat.DEFAULT)) {
            RowChecks checks =
                    new RowChecks(rows.header(), List.of("x"), "y", labels == 0 ? null : names, reference, List.of());
            Dictionary dictionary = new Dictionary(names);
            CheckBatch batch = checks.newBatch(1);
            while (rows.next()) {
                double truth = labels == 0 ? rows.number(1) : rows.code(1, dictionary);
                checks.look(rows, truth, batch);
                checks.count(batch, new double[] {truth});
                batch.clear();
            }
            DataChecks found = checks.finish(RowPlaces.of(rows.name()));
            return found.metrics().get("label_leakage(column=x)");
        }
    }

    private Reference reference(int labels, List<String> names, List<String> trained) throws IOException {
        TrainingData train = TableReader.read(
                file("train.csv", trained),
                CsvFormat.DEFAULT,
                ColumnSelection.of("y"),
                labels == 0 ? Task.REGRESSION : labels == 2 ? Task.BINARY : Task.MULTICLASS,
                labels == 0 ? null : names);
        return new Reference(
                train.sha256(),
                train.features().columns(),
                Profile.of(train.features(), train.labels()),
                null,
                "not asked");
    }

    private Path file(String name, List<String> rows) throws IOException {
        List<String> lines = new ArrayList<>(rows);
        lines.add(0, "x,y");
        return Files.write(folder.resolve(name), lines);
    }

    /** Rows of equally frequent labels in no order, with a cell for each made from the label. */
    private static List<String> rows(Random random, int count, int labels, IntFunction<String> cell) {
        return IntStream.range(0, count)
                .map(i -> random.nextInt(labels))
                .mapToObj(label -> cell.apply(label) + "," + label)
                .toList();
    }

    private double leakage(int count, int labels, IntFunction<String> cell) throws IOException {
        return leakage(
                        labels,
                        rows(new Random(1), TRAINING_ROWS, labels, cell),
                        rows(new Random(2), count, labels, cell))
                .value();
    }

    /** One row in five hundred, by a number that is never the same twice: more values than are told apart. */
    @ParameterizedTest
    @ValueSource(ints = {5000, 6000, 20_000, 60_000})
    void aNumberThatTellsARareLabelIsSeenAmongManyRows(int count) throws IOException {
        List<String> rows =
                rare(new Random(2), count, random -> label -> Double.toString(label + random.nextDouble() / 2));
        List<String> trained =
                rare(new Random(1), 5000, random -> label -> Double.toString(label + random.nextDouble() / 2));

        assertThat(leakage(2, trained, rows).value()).isGreaterThan(0.8);
    }

    @Test
    void aNumberThatTellsNothingOfARareLabelScoresNothing() throws IOException {
        List<String> rows = rare(new Random(2), 20_000, random -> label -> Double.toString(random.nextDouble()));
        List<String> trained = rare(new Random(1), 5000, random -> label -> Double.toString(random.nextDouble()));

        assertThat(leakage(2, trained, rows).value()).isLessThan(0.05);
    }

    /** Rows of "0" and of some labels that few rows have, each with a number of its own that the label makes. */
    private static List<String> few(Random random, int count, int each, int labels, IntToDoubleFunction number) {
        List<String> rows = new ArrayList<>(IntStream.range(0, count)
                .map(i -> i < each * (labels - 1) ? 1 + i / each : 0)
                .mapToObj(label -> Math.round(number.applyAsDouble(label) * 1e6) / 1e6 + "," + label)
                .toList());
        Collections.shuffle(rows, random);
        return rows;
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 6, 7, 8, 9, 10, 20, 50})
    void aNumberThatTellsALabelOfFewRowsIsSeen(int each) throws IOException {
        Random random = new Random(9);
        for (int count : new int[] {200, 1000, 4000}) {
            List<String> above = few(random, count, each, 2, label -> label * 3 + random.nextDouble());
            assertThat(leakage(2, above, above).value()).as("above all others").isEqualTo(1);
            assertThat(leakage(2, null, above).value())
                    .as("without training rows")
                    .isEqualTo(1);
            // 0 leaves a gap in the middle.
            List<String> between = few(
                    random,
                    count,
                    each,
                    2,
                    label -> label == 1
                            ? 0.5 + random.nextDouble() / 100
                            : random.nextDouble() * 0.45 + (random.nextBoolean() ? 0.55 : 0));
            assertThat(leakage(2, between, between).value())
                    .as("between others")
                    .isEqualTo(1);
        }
    }

    @Test
    void aNumberThatTellsManyLabelsOfFewRowsIsSeen() throws IOException {
        Random random = new Random(10);
        List<String> rows = few(random, 1000, 5, 21, label -> label + random.nextDouble() / 2);
        assertThat(leakage(21, rows, rows).value()).isEqualTo(1);
    }

    @Test
    void aNumberThatTellsHalfOfALabelOfFewRowsScoresAHalf() throws IOException {
        Random random = new Random(11);
        AtomicInteger next = new AtomicInteger();
        List<String> rows = few(
                random,
                1000,
                20,
                2,
                label -> label == 1 && next.getAndIncrement() % 2 == 0 ? 2 + random.nextDouble() : random.nextDouble());
        assertThat(leakage(2, rows, rows).value()).isEqualTo(0.5);
    }

    /** The fewest rows are where chance makes a run soonest. */
    @ParameterizedTest
    @CsvSource({"20, 5", "20, 10", "30, 5", "100, 5", "1000, 5", "1000, 10"})
    void aNumberThatTellsNothingOfFewRowsIsNotNamed(int count, int each) throws IOException {
        Random random = new Random(12);
        for (int column = 0; column < 200; column++) {
            List<String> rows = few(random, count, each, 2, label -> random.nextDouble());
            assertThat(leakage(2, null, rows).value()).isLessThan(Findings.TELLING);
        }
    }

    @Test
    void aNumberThatTellsTheFewThatAreNotZeroIsSeen() throws IOException {
        Random random = new Random(13);
        IntFunction<List<String>> amounts = count -> IntStream.range(0, count)
                .mapToObj(i -> i % 200 == 7
                        ? 2 + random.nextDouble() + "," + (100 + random.nextInt(20))
                        : random.nextDouble() + ",0")
                .toList();
        assertThat(leakage(0, amounts.apply(TRAINING_ROWS), amounts.apply(1000)).value())
                .isGreaterThan(Findings.TELLING);
    }

    private static List<String> rare(Random random, int count, Function<Random, IntFunction<String>> cell) {
        IntFunction<String> made = cell.apply(random);
        return IntStream.range(0, count)
                .map(i -> random.nextInt(500) == 0 ? 1 : 0)
                .mapToObj(label -> made.apply(label) + "," + label)
                .toList();
    }

    @Test
    void everyGainIsThatOfPython() throws IOException {
        for (JsonNode c : StatisticsGolden.elements(Json.readTree(GOLDEN).get("cases"))) {
            int labels = c.get("labels").intValue();
            List<String> rows = IntStream.range(0, c.get("truth").size())
                    .mapToObj(i -> c.get("values").get(i).asText() + ","
                            + c.get("truth").get(i).textValue())
                    .toList();
            // A column that training saw with the same values, so that its type is that of numbers.
            List<String> trained = new ArrayList<>();
            if (labels > 0) {
                trained.addAll(rows);
            } else {
                for (JsonNode truth : c.get("trained")) {
                    trained.add(trained.size() + "," + truth.asText());
                }
            }
            MetricValue value = leakage(labels, trained, rows);
            assertThat(value.value())
                    .as("%s, %d labels, %d rows", c.get("name").textValue(), labels, rows.size())
                    .isCloseTo(c.get("gain").doubleValue(), within(1e-10));
            if (labels > 0) {
                assertThat(leakage(labels, null, rows).value())
                        .as("without training rows")
                        .isCloseTo(c.get("gain").doubleValue(), within(1e-10));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 50, 200, 999, 1000, 1001, 5000, 20000})
    void aCopyOfTheLabelIsACopyAtAnyNumberOfRows(int count) throws IOException {
        assertThat(leakage(count, 2, label -> "" + label)).as("0 and 1").isEqualTo(1);
        assertThat(leakage(count, 5, label -> "" + label)).as("five codes").isEqualTo(1);
        assertThat(leakage(count, 5, label -> "" + new int[] {7, -2, 30, 4, 0}[label]))
                .as("permuted codes")
                .isEqualTo(1);
        assertThat(leakage(count, 3, label -> "" + Math.exp(label)))
                .as("a monotone transform")
                .isEqualTo(1);
        assertThat(leakage(count, 3, label -> "c" + label)).as("texts").isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 200, 999, 1000, 1001, 5000, 20000})
    void manyCodesForOneLabelAreACopyToo(int count) throws IOException {
        Random codes = new Random(3);
        assertThat(leakage(count, 2, label -> "" + (label + 2 * codes.nextInt(5))))
                .as("even and odd codes")
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 999, 1000, 5000, 20000})
    void oneCodeForManyLabelsGainsItsPart(int count) throws IOException {
        // Six equally frequent labels: one in six is right by chance, one in three with their half known, one in two of
        // pairs.
        assertThat(leakage(count, 6, label -> "" + label % 2)).as("parity").isCloseTo(0.2, within(0.1));
        assertThat(leakage(count, 6, label -> "" + label / 2)).as("pairs").isCloseTo(0.4, within(0.1));
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 50, 200, 999, 1000, 1001, 5000, 20000})
    void anotherColumnIsNoCopy(int count) throws IOException {
        Random other = new Random(4);
        assertThat(leakage(count, 2, label -> "" + other.nextInt(2)))
                .as("0 and 1")
                .isLessThan(0.5);
        assertThat(leakage(count, 5, label -> "" + other.nextDouble()))
                .as("numbers")
                .isLessThan(0.3);
        assertThat(leakage(count, 2, label -> "n" + other.nextInt(50)))
                .as("texts")
                .isLessThan(0.5);
    }

    private List<String> numbers(Random random, int count, boolean copied) {
        return IntStream.range(0, count)
                .mapToObj(i -> Math.exp(2 * random.nextGaussian()))
                .map(y -> (copied ? Math.log(y) : random.nextGaussian()) + "," + y)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 50, 200, 999, 1000, 1001, 5000, 20000})
    void aMonotoneTransformOfANumberIsACopyHoweverFewNumbersAreGreat(int count) throws IOException {
        List<String> trained = numbers(new Random(5), TRAINING_ROWS, true);
        assertThat(leakage(0, trained, numbers(new Random(6), count, true)).value())
                .isGreaterThan(0.9);
        assertThat(leakage(0, trained, numbers(new Random(6), count, false)).value())
                .isLessThan(0.3);
    }

    @Test
    void labelsThatAreExactlyAsFrequentHideNothing() throws IOException {
        List<String> rows = IntStream.range(0, 600)
                .map(i -> i % 6)
                .mapToObj(label -> label / 2 + "," + label)
                .toList();
        assertThat(leakage(6, rows, rows).value()).isCloseTo(0.4, within(1e-12));
    }

    @Test
    void aRareLabelIsCopiedToo() throws IOException {
        List<String> tested = IntStream.range(0, 3000)
                .mapToObj(i -> i % 600 == 7 ? "1,1" : "0,0")
                .toList();
        assertThat(leakage(2, tested, tested).value()).isEqualTo(1);
    }

    @Test
    void theOrderOfRowsDoesNotMatter() throws IOException {
        List<String> tested =
                IntStream.range(0, 40).mapToObj(i -> i % 2 + "," + i % 2).toList();
        assertThat(leakage(2, tested, tested).value()).isEqualTo(1);
        assertThat(leakage(2, tested, tested.stream().sorted().toList()).value())
                .isEqualTo(1);
    }

    @Test
    void belowAFloorItSaysThatItCanNotTell() throws IOException {
        IntFunction<List<String>> copies = count ->
                IntStream.range(0, count).mapToObj(i -> i % 2 + "," + i % 2).toList();
        assertThat(leakage(2, copies.apply(19), copies.apply(19)).undefined())
                .isEqualTo("to tell takes 20 rows, and there are 19");
        assertThat(leakage(0, copies.apply(19), copies.apply(19)).undefined())
                .isEqualTo("to tell takes 20 rows, and there are 19");
        List<String> rare =
                IntStream.range(0, 500).mapToObj(i -> i < 4 ? "1,1" : "0,0").toList();
        assertThat(leakage(2, rare, rare).undefined())
                .isEqualTo("to tell takes 5 rows with another label than the most frequent one, and there are 4");
        assertThat(leakage(2, rare, rare.subList(4, 500)).undefined())
                .isEqualTo("a prediction without any column is right on all rows");
    }

    @Test
    void moreValuesThanCanBeKeptAreLookedAtByRange() throws IOException {
        Random random = new Random(8);
        IntFunction<List<String>> wide = count -> IntStream.range(0, count)
                .mapToObj(i -> random.nextGaussian())
                .map(x -> x + "," + (x > 0.3 ? 1 : 0))
                .toList();
        List<String> trained = wide.apply(TRAINING_ROWS);
        assertThat(leakage(2, trained, wide.apply(DistinctValues.MOST + 1000)).value())
                .isGreaterThan(0.95);
        assertThat(leakage(2, null, wide.apply(DistinctValues.MOST + 1000)).undefined())
                .isEqualTo(
                        "it has too many different values to look at each, and training did not leave bins for them");
    }

    @Test
    void aCopyOfVeryManyLabelsIsACopy() throws IOException {
        List<String> rows = IntStream.range(0, 4000)
                .mapToObj(i -> i % 1000 + "," + i % 1000)
                .toList();
        assertThat(leakage(1000, rows, rows).value()).isEqualTo(1);
    }
}
