package io.jenkins.plugins.mlpipeline.engine.dataset.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection;
import io.jenkins.plugins.mlpipeline.engine.dataset.TableReader;
import io.jenkins.plugins.mlpipeline.engine.dataset.TrainingData;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("data.csv");
    }

    /** Rows {@code key,label}. */
    private TrainingData data(List<String> rows, Task task) throws IOException {
        StringBuilder text = new StringBuilder("k,x,y\n");
        rows.forEach(r -> text.append(r.replace(",", ",1,")).append('\n'));
        Files.writeString(file, text);
        return TableReader.read(file, CsvFormat.DEFAULT, ColumnSelection.of("y").withOthers(Set.of("k")), task, null);
    }

    private TrainingData labelled(String... labels) throws IOException {
        return data(Arrays.stream(labels).map(l -> "0," + l).toList(), null);
    }

    private void fails(TrainingData data, String spec, double testSize, String message) {
        assertThatThrownBy(() -> Split.of(data, SplitSpec.parse(spec), testSize, 1))
                .isInstanceOf(UserError.class)
                .hasMessage(message.replace("FILE", file.toString()));
    }

    private static void partition(Split split, int rows) {
        assertThat(split.train()).isSorted();
        assertThat(split.test()).isSorted();
        assertThat(IntStream.concat(IntStream.of(split.train()), IntStream.of(split.test()))
                        .sorted()
                        .toArray())
                .isEqualTo(IntStream.range(0, rows).toArray());
    }

    @Test
    void labelsKeepTheirShareToOneRow() throws IOException {
        SplittableRandom random = new SplittableRandom(51);
        for (int round = 0; round < 60; round++) {
            int labels = random.nextInt(2, 6);
            int n = random.nextInt(10 * labels, 400);
            String[] rows = new String[n];
            for (int i = 0; i < n; i++) {
                rows[i] = "l" + (i < 2 * labels ? i % labels : (int) (labels * Math.pow(random.nextDouble(), 3)));
            }
            TrainingData data = labelled(rows);
            double testSize = random.nextInt(5, 60) / 100.0;
            Split split = Split.of(data, SplitSpec.STRATIFIED, testSize, round);
            partition(split, n);
            assertThat(split.test()).hasSize((int) Math.ceil(Math.round(testSize * 100) * n / 100.0));
            int[] all = data.labels().counts();
            int[] test = data.labels().select(split.test()).counts();
            for (int i = 0; i < all.length; i++) {
                assertThat((double) test[i])
                        .isBetween(
                                (double) all[i] * split.test().length / n - 1,
                                (double) all[i] * split.test().length / n + 1);
                assertThat(test[i]).isLessThan(all[i]);
            }
        }
    }

    @Test
    void quotasGoToTheLargestRemainders() {
        // Shares 2.5, 1.5, 1: the whole parts give 4 of 5, the last goes to the larger of two equal remainders.
        assertThat(RandomSplit.quotas(new int[] {10, 6, 4}, 5)).containsExactly(3, 1, 1);
        assertThat(RandomSplit.quotas(new int[] {3, 3, 3}, 2)).containsExactly(1, 1, 0);
        // A label never gives all of its rows.
        assertThat(RandomSplit.quotas(new int[] {2, 8}, 9)).containsExactly(1, 7);
    }

    @Test
    void theSeedDecides() throws IOException {
        String[] labels =
                IntStream.range(0, 100).mapToObj(i -> i % 3 == 0 ? "a" : "b").toArray(String[]::new);
        TrainingData data = labelled(labels);
        for (String spec : List.of("stratified", "random")) {
            Split one = Split.of(data, SplitSpec.parse(spec), 0.2, 1);
            assertThat(Split.of(data, SplitSpec.parse(spec), 0.2, 1).test()).isEqualTo(one.test());
            assertThat(Split.of(data, SplitSpec.parse(spec), 0.2, 2).test()).isNotEqualTo(one.test());
            partition(one, 100);
            assertThat(one.test()).hasSize(20);
        }
    }

    @Test
    void regressionIsSplitAtRandom() throws IOException {
        TrainingData data = data(IntStream.range(0, 30).mapToObj(i -> "0," + i).toList(), Task.REGRESSION);
        Split split = Split.of(data, SplitSpec.STRATIFIED, 0.1, 3);
        assertThat(split.test())
                .hasSize(3)
                .isEqualTo(Split.of(data, SplitSpec.parse("random"), 0.1, 3).test());
    }

    @Test
    void aLabelWithOneRowCanNotBeStratified() throws IOException {
        TrainingData data = labelled("a", "a", "b", "a");
        fails(
                data,
                "stratified",
                0.5,
                "FILE: line 4: this is the only row with the label \"b\"; a stratified split needs two."
                        + " Take the row out, or use the split random.");
        assertThat(Split.of(data, SplitSpec.parse("random"), 0.5, 1).notes())
                .hasSize(1)
                .first(InstanceOfAssertFactories.STRING)
                .matches("label \"b\" has no row in the (training|test) part \\(1 row in all\\)\\.");
    }

    @Test
    void aLabelThatAPartLacksIsNoted() throws IOException {
        String[] labels = IntStream.range(0, 40)
                .mapToObj(i -> i < 2 ? "rare" : "x" + i % 2)
                .toArray(String[]::new);
        assertThat(Split.of(labelled(labels), SplitSpec.STRATIFIED, 0.1, 1).notes())
                .containsExactly("label \"rare\" has no row in the test part (2 rows in all).");
    }

    @Test
    void aSizeThatLeavesAPartEmptyIsAnError() throws IOException {
        TrainingData data = labelled("a", "b", "a");
        for (double size : new double[] {0, 1, -0.1, 1.5, Double.NaN}) {
            fails(data, "random", size, "test size " + size + " is not between 0 and 1. Use for example 0.2.");
        }
        for (String spec : List.of("random", "stratified", "group:k", "time:k")) {
            fails(
                    data,
                    spec,
                    0.7,
                    "FILE: a test part of 0.7 of 3 rows leaves none to train on."
                            + " Use a smaller test size, or name a test file.");
        }
    }

    @Test
    void groupsStayTogether() throws IOException {
        SplittableRandom random = new SplittableRandom(52);
        for (int round = 0; round < 60; round++) {
            int groups = random.nextInt(2, 40);
            List<String> rows = IntStream.range(0, random.nextInt(2 * groups, 200))
                    .mapToObj(i -> (i < groups ? i : random.nextInt(groups)) + "," + (i < 2 ? i : random.nextInt(2)))
                    .toList();
            TrainingData data = data(rows, null);
            Split split = Split.of(data, SplitSpec.parse("group:k"), 0.25, round);
            partition(split, rows.size());
            Set<String> train = new HashSet<>();
            Set<String> test = new HashSet<>();
            Arrays.stream(split.train()).forEach(i -> train.add(rows.get(i).split(",")[0]));
            Arrays.stream(split.test()).forEach(i -> test.add(rows.get(i).split(",")[0]));
            assertThat(train).isNotEmpty().doesNotContainAnyElementsOf(test);
            assertThat(test).isNotEmpty();
        }
    }

    @Test
    void manySmallGroupsComeCloseToTheSize() throws IOException {
        List<String> rows = IntStream.range(0, 1_000)
                .mapToObj(i -> "g" + i / 5 + "," + i % 2)
                .toList();
        Split split = Split.of(data(rows, null), SplitSpec.parse("group:k"), 0.2, 1);
        assertThat(split.test()).hasSize(200);
        assertThat(split.notes()).isEmpty();
    }

    @Test
    void aSizeThatGroupsDoNotAllowIsNoted() throws IOException {
        List<String> rows =
                IntStream.range(0, 20).mapToObj(i -> i % 2 + "," + i / 2 % 2).toList();
        assertThat(Split.of(data(rows, null), SplitSpec.parse("group:k"), 0.2, 1)
                        .notes())
                .containsExactly("the test part has 10 of 20 rows where 4 were asked for, because groups of \"k\" stay"
                        + " together.");
    }

    @Test
    void oneGroupOrAMissingOneIsAnError() throws IOException {
        fails(
                data(List.of("7,0", "7.0,1", "7,0"), null),
                "group:k",
                0.3,
                "FILE: column \"k\" has the same value in every row, which makes one group that can't be split."
                        + " Name another column, or use another split.");
        String message = "FILE: line 3, column \"k\": the group is missing. Fill it in, or take the row out.";
        fails(data(List.of("a,0", ",1", "b,0"), null), "group:k", 0.3, message);
        fails(data(List.of("1,0", "NA,1", "2,0"), null), "group:k", 0.3, message);
    }

    private static Set<String> picked(List<String> rows, int... places) {
        return Arrays.stream(places).mapToObj(rows::get).collect(Collectors.toSet());
    }

    @Test
    void byHashARowStaysOnItsSideHoweverTheFileGrows() throws IOException {
        SplittableRandom random = new SplittableRandom(53);
        List<String> rows = IntStream.range(0, 3_000)
                .mapToObj(i -> "c" + random.nextInt(1_500) + "," + i % 2)
                .collect(Collectors.toCollection(ArrayList::new));
        List<String> first = List.copyOf(rows.subList(0, 2_000));
        Split before = Split.of(data(first, null), SplitSpec.parse("hash:k"), 0.2, 1);
        partition(before, first.size());
        Collections.shuffle(rows, new Random(54));
        Split after = Split.of(data(rows, null), SplitSpec.parse("hash:k"), 0.2, 2);
        partition(after, rows.size());
        assertThat(picked(rows, after.test())).containsAll(picked(first, before.test()));
        assertThat(picked(rows, after.train())).containsAll(picked(first, before.train()));
        assertThat((double) after.test().length / rows.size()).isCloseTo(0.2, within(0.03));
        Split larger = Split.of(data(rows, null), SplitSpec.parse("hash:k"), 0.4, 3);
        assertThat(picked(rows, larger.test())).containsAll(picked(rows, after.test()));
    }

    /** Rows of models that exist must stay on their side: these numbers (dataset_random.py) may never be updated. */
    @Test
    void sidesByHashArePinned() throws IOException {
        List<String> ids =
                IntStream.range(0, 40).mapToObj(i -> "id-" + i + "," + i % 2).toList();
        List<String> numbers =
                IntStream.range(0, 40).mapToObj(i -> i + "," + i % 2).toList();
        assertThat(Split.of(data(ids, null), SplitSpec.parse("hash:k"), 0.3, 1).test())
                .containsExactly(1, 2, 4, 6, 11, 15, 16, 19, 20, 21, 27, 28, 30, 32);
        assertThat(Split.of(data(numbers, null), SplitSpec.parse("hash:k"), 0.3, 1)
                        .test())
                .containsExactly(0, 2, 5, 7, 10, 13, 21, 26, 29, 30, 31, 33, 34);
        TrainingData inputs = TableReader.read(file, CsvFormat.DEFAULT, ColumnSelection.of("y"), null, null);
        assertThat(Split.of(inputs, SplitSpec.parse("hash"), 0.3, 1).test())
                .containsExactly(0, 2, 4, 10, 13, 25, 32, 33, 37, 39);
    }

    @Test
    void aNumberIsOnOneSideHoweverItIsWritten() throws IOException {
        List<String> numbers =
                IntStream.range(0, 400).mapToObj(i -> i + "," + i % 2).toList();
        List<String> texts = new ArrayList<>(
                IntStream.range(0, 400).mapToObj(i -> i + ".0," + i % 2).toList());
        texts.add("n/x,0");
        int[] test = Split.of(data(numbers, null), SplitSpec.parse("hash:k"), 0.25, 1)
                .test();
        assertThat(Arrays.stream(Split.of(data(texts, null), SplitSpec.parse("hash:k"), 0.25, 1)
                                .test())
                        .filter(row -> row < 400)
                        .toArray())
                .isEqualTo(test);
    }

    @Test
    void withoutAColumnTheInputsOfARowDecide() throws IOException {
        StringBuilder text = new StringBuilder("x,c,y\n");
        IntStream.range(0, 500).forEach(i -> text.append(i % 250 + ",c" + i % 250 + "," + i / 250 + "\n"));
        Files.writeString(file, text);
        TrainingData data = TableReader.read(file, CsvFormat.DEFAULT, ColumnSelection.of("y"), null, null);
        int[] test = Split.of(data, SplitSpec.parse("hash"), 0.2, 1).test();
        // The same inputs under another label are on the same side.
        assertThat(Arrays.stream(test).filter(row -> row < 250).map(row -> row + 250))
                .containsExactlyElementsOf(
                        Arrays.stream(test).filter(row -> row >= 250).boxed().toList());
    }

    @Test
    void aPartWithoutARowOrARowWithoutANameIsAnError() throws IOException {
        List<String> one = List.of("same,0", "same,1", "same,0");
        String message = " (3 rows). Use more data, another test size, or another split.";
        TrainingData data = data(one, null);
        assertThatThrownBy(() -> Split.of(data, SplitSpec.parse("hash:k"), 0.5, 1))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(file + ": the split hash leaves no row ")
                .hasMessageEndingWith(message);
        fails(
                data(List.of("a,0", ",1", "b,0"), null),
                "hash:k",
                0.3,
                "FILE: line 3, column \"k\": the group is missing. Fill it in, or take the row out.");
    }

    @Test
    void theNewestRowsAreTheTestPart() throws IOException {
        TrainingData numbers = data(List.of("3,0", "1e1,1", "-2,1", "5,0", "4,0"), null);
        Split split = Split.of(numbers, SplitSpec.parse("time:k"), 0.4, 1);
        assertThat(split.test()).containsExactly(1, 3);
        assertThat(split.train()).containsExactly(0, 2, 4);
        assertThat(split.notes()).isEmpty();
    }

    @Test
    void datesAndTimesAreCompared() throws IOException {
        List<String> times = List.of(
                "2024-03-01T00:00:00+02:00", // 2024-02-29 22:00 UTC
                "2024-02-29",
                "2024-02-29T23:30Z",
                "2024-02-29 23:00:00.5",
                "2024-02-29T21:59:59",
                "2023-12-31");
        TrainingData data = data(
                IntStream.range(0, 6).mapToObj(i -> times.get(i) + "," + i % 2).toList(), null);
        for (int test = 1; test < 6; test++) {
            int[] newest = IntStream.of(2, 3, 0, 4, 1).limit(test).sorted().toArray();
            assertThat(Split.of(data, SplitSpec.parse("time:k"), test / 6.0 - 0.01, 1)
                            .test())
                    .isEqualTo(newest);
        }
    }

    @Test
    void rowsOfOneTimeAreNotParted() throws IOException {
        TrainingData data = data(List.of("1,0", "2,1", "2,0", "2,1", "3,0", "1,1"), null);
        Split split = Split.of(data, SplitSpec.parse("time:k"), 0.4, 1);
        assertThat(split.test()).containsExactly(1, 2, 3, 4);
        assertThat(split.notes())
                .containsExactly(
                        "the test part has 4 of 6 rows where 3 were asked for, because rows with the same \"k\""
                                + " stay together.");
        TrainingData oldest = data(List.of("1,0", "1,1", "1,0", "1,1", "3,0"), null);
        assertThat(Split.of(oldest, SplitSpec.parse("time:k"), 0.4, 1).test()).containsExactly(4);
    }

    @Test
    void whatIsNoTimeIsAnError() throws IOException {
        fails(
                data(List.of("2024-01-01,0", "31/12/23,1", "2024-01-02,0"), null),
                "time:k",
                0.3,
                "FILE: line 3, column \"k\": \"31/12/23\" is neither a number nor an ISO 8601 date or time"
                        + " (2024-12-31T23:59:59), nor a date such as 31/12/2024. Rewrite the column, or use another split.");
        String missing = "FILE: line 3, column \"k\": the time is missing. Fill it in, or take the row out.";
        fails(data(List.of("2024-01-01,0", ",1", "2024-01-02,0"), null), "time:k", 0.3, missing);
        fails(data(List.of("1,0", ",1", "2,0"), null), "time:k", 0.3, missing);
        fails(
                data(List.of("2024-01-01,0", "2024-01-01T00:00,1", "2024-01-01,0"), null),
                "time:k",
                0.3,
                "FILE: column \"k\" has the same time in every row. Name another column, or use another split.");
    }

    @Test
    void aMixtureOfNumbersAndDatesIsAnError() throws IOException {
        fails(
                data(List.of("2024,0", "2024-05-01,1", "2023,0"), null),
                "time:k",
                0.3,
                "FILE: line 2, column \"k\": \"2024\" is neither a number nor an ISO 8601 date or time"
                        + " (2024-12-31T23:59:59), nor a date such as 31/12/2024. Rewrite the column, or use another split.");
    }
}
