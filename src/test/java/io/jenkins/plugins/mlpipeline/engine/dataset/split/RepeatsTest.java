package io.jenkins.plugins.mlpipeline.engine.dataset.split;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection;
import io.jenkins.plugins.mlpipeline.engine.dataset.TableReader;
import io.jenkins.plugins.mlpipeline.engine.dataset.TrainingData;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that repeat one another stand on one side. */
class RepeatsTest {
    @TempDir
    private Path folder;

    private TrainingData read(List<String> rows) throws IOException {
        Path file = folder.resolve("data.csv");
        Files.writeString(file, "x,y\n" + String.join("\n", rows) + "\n");
        return TableReader.read(file, CsvFormat.DEFAULT, ColumnSelection.of("y"), Task.BINARY, null);
    }

    private static Set<Double> values(TrainingData data, int[] rows) {
        return IntStream.of(rows)
                .mapToObj(row -> data.features().numbers(0)[row])
                .collect(Collectors.toSet());
    }

    /** 200 rows of one label, 10 of the other, each of these copied ten times. */
    private TrainingData oversampled() throws IOException {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            rows.add(i + ",no");
        }
        for (int i = 0; i < 100; i++) {
            rows.add(1000 + i % 10 + ",yes");
        }
        return read(rows);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stratified", "random"})
    void copiesOfARareLabelAreNotLearntFromAndTestedOn(String rule) throws IOException {
        TrainingData data = oversampled();
        Split split = Split.of(data, SplitSpec.parse(rule), 0.2, 1);
        Set<Double> both = new HashSet<>(values(data, split.train()));
        both.retainAll(values(data, split.test()));
        assertThat(both).isEmpty();
        assertThat(split.train().length + split.test().length).isEqualTo(300);
        assertThat(split.test()).hasSize(60);
        assertThat(split.notes())
                .containsExactly(
                        "90 rows repeat others, inputs and label, and stand on one side of the split with them. Take repeats"
                                + " out of the data if they are no cases of their own.");
    }

    @Test
    void inFoldsTheyStayTogetherToo() throws IOException {
        TrainingData data = oversampled();
        int[] all = IntStream.range(0, data.rows()).toArray();
        for (KFold fold : Folds.of(data, all, SplitSpec.STRATIFIED, 5, 1, Folds.Use.COMPARING)
                .folds()) {
            Set<Double> both = new HashSet<>(values(data, fold.train()));
            both.retainAll(values(data, fold.test()));
            assertThat(both).isEmpty();
        }
    }

    @Test
    void sameInputsWithAnotherLabelAreNoRepeat() throws IOException {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            rows.add(i + ",no");
            rows.add(i + ",yes");
        }
        assertThat(Split.of(read(rows), SplitSpec.STRATIFIED, 0.2, 1).notes()).isEmpty();
    }

    @Test
    void fewDifferentRowsAreLeftAlone() throws IOException {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            rows.add(i % 3 + "," + (i % 2 == 0 ? "no" : "yes"));
        }
        Split split = Split.of(read(rows), SplitSpec.STRATIFIED, 0.2, 1);
        assertThat(split.notes()).isEmpty();
        assertThat(split.test()).hasSize(20);
    }
}
