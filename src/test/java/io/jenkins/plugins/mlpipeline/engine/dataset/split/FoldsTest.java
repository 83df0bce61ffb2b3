package io.jenkins.plugins.mlpipeline.engine.dataset.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection;
import io.jenkins.plugins.mlpipeline.engine.dataset.TableReader;
import io.jenkins.plugins.mlpipeline.engine.dataset.TrainingData;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldsTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("data.csv");
    }

    /** Rows with a key and a label each. */
    private TrainingData data(Task task, String[] keys, String... labels) throws IOException {
        StringBuilder text = new StringBuilder("k,x,y\n");
        for (int i = 0; i < keys.length; i++) {
            text.append(keys[i]).append(",1,").append(labels[i]).append('\n');
        }
        Files.writeString(file, text);
        return TableReader.read(file, CsvFormat.DEFAULT, ColumnSelection.of("y").withOthers(Set.of("k")), task, null);
    }

    private static String[] times(String text, int times) {
        String[] all = new String[times];
        Arrays.fill(all, text);
        return all;
    }

    private static String[] join(String[]... parts) {
        return Arrays.stream(parts).flatMap(Arrays::stream).toArray(String[]::new);
    }

    private static Folds folds(TrainingData data, String spec, int wanted) {
        return Folds.of(
                data, IntStream.range(0, data.rows()).toArray(), SplitSpec.parse(spec), wanted, 1, Folds.Use.COMPARING);
    }

    private void fails(TrainingData data, String spec, String message) {
        assertThatThrownBy(() -> folds(data, spec, 5))
                .isInstanceOf(UserError.class)
                .hasMessage(message.replace("FILE", file.toString()));
    }

    @Test
    void foldsOfTwoLabelsHaveBoth() throws IOException {
        TrainingData data = data(Task.BINARY, times("k", 40), join(times("no", 30), times("yes", 10)));

        Folds folds = folds(data, "stratified", 5);

        assertThat(folds.notes()).isEmpty();
        assertThat(folds.folds()).hasSize(5);
        for (KFold fold : folds.folds()) {
            assertThat(data.labels().select(fold.test()).counts()).containsExactly(6, 2);
        }
    }

    @Test
    void foldsWithoutTheRareLabelAreLeftOut() throws IOException {
        TrainingData data = data(Task.BINARY, times("k", 40), join(times("no", 37), times("yes", 3)));

        Folds folds = folds(data, "stratified", 5);

        assertThat(folds.folds()).hasSize(3);
        assertThat(folds.notes())
                .containsExactly("candidates were compared in 3 folds and not in 5, because the training part gives no"
                        + " more in which both parts have the labels that the score needs.");
    }

    @Test
    void oneOfManyLabelsMayBeRare() throws IOException {
        TrainingData data = data(Task.MULTICLASS, times("k", 32), join(times("a", 15), times("b", 15), times("c", 2)));

        Folds folds = folds(data, "stratified", 5);

        assertThat(folds.folds()).hasSize(5);
        assertThat(folds.notes())
                .containsExactly("label \"c\" has 2 rows in the training part, fewer than the 5 folds that candidates"
                        + " were compared in.");
    }

    @Test
    void oneRowOfALabelIsTooFew() throws IOException {
        fails(
                data(Task.BINARY, times("k", 30), join(times("no", 29), times("yes", 1))),
                "stratified",
                "FILE: candidates are compared in 2 folds or more of which each part has two labels, and the training"
                        + " part gives 0. Give the rarer label more rows, or name one algorithm in place of auto.");
    }

    @Test
    void groupsStayTogetherInFolds() throws IOException {
        String[] keys = IntStream.range(0, 60).mapToObj(i -> "g" + i % 4).toArray(String[]::new);
        String[] values = IntStream.range(0, 60).mapToObj(i -> i + ".5").toArray(String[]::new);
        TrainingData data = data(Task.REGRESSION, keys, values);

        Folds folds = folds(data, "group:k", 5);

        assertThat(folds.folds()).hasSize(4);
        for (KFold fold : folds.folds()) {
            assertThat(Arrays.stream(fold.test()).map(i -> i % 4).distinct().count())
                    .isOne();
        }
        assertThat(folds.notes())
                .containsExactly("candidates were compared in 4 folds and not in 5, because the training part gives no"
                        + " more with the groups of \"k\" kept together.");
    }

    @Test
    void oneGroupIsTooFew() throws IOException {
        fails(
                data(Task.REGRESSION, times("g", 3), "1.5", "2.5", "3.5"),
                "group:k",
                "FILE: candidates are compared in 2 folds or more, and the training part has 1 group of \"k\". Use more"
                        + " data, or name one algorithm in place of auto.");
    }

    @Test
    void foldsOfTimeTestOnWhatIsNewer() throws IOException {
        String[] days = IntStream.range(0, 24)
                .mapToObj(i -> "2024-01-%02d".formatted(24 - i))
                .toArray(String[]::new);
        TrainingData data = data(Task.REGRESSION, days, times("1.5", 24));

        Folds folds = folds(data, "time:k", 5);

        assertThat(folds.folds()).hasSize(5);
        assertThat(folds.folds().get(0).train()).containsExactly(20, 21, 22, 23);
        assertThat(folds.folds().get(0).test()).containsExactly(16, 17, 18, 19);
        assertThat(folds.folds().get(4).test()).containsExactly(0, 1, 2, 3);
    }

    @Test
    void twoTimesAreTooFew() throws IOException {
        fails(
                data(Task.REGRESSION, new String[] {"1", "1", "2"}, "1.5", "2.5", "3.5"),
                "time:k",
                "FILE: candidates are compared in 2 folds or more, and the training part has 1 time of \"k\" after the"
                        + " first. Use more data, or name one algorithm in place of auto.");
    }
}
