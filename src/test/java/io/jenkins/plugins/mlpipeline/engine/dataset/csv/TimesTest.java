package io.jenkins.plugins.mlpipeline.engine.dataset.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection;
import io.jenkins.plugins.mlpipeline.engine.dataset.TableReader;
import io.jenkins.plugins.mlpipeline.engine.dataset.TrainingData;
import io.jenkins.plugins.mlpipeline.engine.dataset.split.Split;
import io.jenkins.plugins.mlpipeline.engine.dataset.split.SplitSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dates as people write them. */
class TimesTest {
    @TempDir
    private Path folder;

    private static Times read(DateOrder declared, String... texts) {
        return Times.of(List.of(texts), declared, text -> "row " + text + ": ");
    }

    private static List<String> times(DateOrder declared, String... texts) {
        return read(declared, texts).instants().stream().map(Object::toString).toList();
    }

    @Test
    void formsOfOneDay() {
        assertThat(times(
                        null,
                        "2024-12-31",
                        "2024/12/31",
                        "31/12/2024",
                        "31.12.2024",
                        "31-12-2024 00:00",
                        "2024-12-31T01:00+01:00"))
                .containsOnly("2024-12-31T00:00:00Z");
        assertThat(times(null, "1.2.2024 9:05", "01.02.2024 09:05:00")).containsOnly("2024-02-01T09:05:00Z");
        assertThat(times(null, "12/31/2024 23:59:58.5")).containsExactly("2024-12-31T23:59:58.500Z");
    }

    @Test
    void oneRowThatLeavesNoDoubtDecidesForAll() {
        Times day = read(null, "01/02/2024", "13/02/2024");
        assertThat(day.instants())
                .map(Object::toString)
                .containsExactly("2024-02-01T00:00:00Z", "2024-02-13T00:00:00Z");
        assertThat(day.note())
                .isEqualTo("its dates are read as day, month and year, since \"13/02/2024\" can be nothing else");
        Times month = read(null, "01/02/2024", "02/13/2024");
        assertThat(month.instants())
                .map(Object::toString)
                .containsExactly("2024-01-02T00:00:00Z", "2024-02-13T00:00:00Z");
        assertThat(read(null, "05/05/2024", "06/06/2024").note()).isNull();
    }

    @Test
    void withoutOneNothingIsGuessed() {
        assertThatThrownBy(() -> read(null, "2024-01-01", "01/02/2024", "03/04/2024"))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "row 1: \"01/02/2024\" may be 2024-02-01 or 2024-01-02, and no row tells which. Say what stands"
                                + " first: csv.dates: dmy or mdy (--dates).");
        assertThat(times(DateOrder.MDY, "01/02/2024")).containsExactly("2024-01-02T00:00:00Z");
        assertThat(times(DateOrder.DMY, "01/02/2024")).containsExactly("2024-02-01T00:00:00Z");
    }

    @Test
    void bothOrdersInOneColumnAreRefused() {
        assertThatThrownBy(() -> read(null, "13/02/2024", "02/13/2024"))
                .isInstanceOf(UserError.class)
                .hasMessage("row 0: \"13/02/2024\" has the day first and \"02/13/2024\" the month. Write all dates as"
                        + " 2024-12-31.");
        assertThatThrownBy(() -> read(DateOrder.MDY, "13/02/2024"))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "row 0: \"13/02/2024\" is no date when it is read as month, day and year. Correct it, or say what"
                                + " stands first with csv.dates (--dates).");
        assertThatThrownBy(() -> read(null, "31/02/2024"))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("row 0: \"31/02/2024\" is no date when it is read as day, month and year.");
    }

    @Test
    void rowsAreSplitByWrittenDates() throws IOException {
        Path file = Files.writeString(
                folder.resolve("t.csv"),
                "when,x,y\n01/03/2024,1,a\n15/01/2024,2,b\n02/02/2024,3,a\n03/01/2024,4,b\n20/12/2023,5,a\n");
        TrainingData data = TableReader.read(
                file, CsvFormat.DEFAULT, ColumnSelection.of("y").withOthers(Set.of("when")), null, null);
        Split split = Split.of(data, SplitSpec.parse("time:when"), 0.4, 42);
        assertThat(split.test()).containsExactly(0, 2);
        assertThat(split.notes())
                .contains("column \"when\": its dates are read as day, month and year, since \"15/01/2024\" can be"
                        + " nothing else.");
    }

    @Test
    void secondsAndMillisecondsHaveNoOrder() throws IOException {
        Path file = Files.writeString(
                folder.resolve("t.csv"),
                "when,x,y\n1700000000,1,a\n1700000100000,2,b\n1700000200,3,a\n1700000300,4,b\n");
        TrainingData data = TableReader.read(
                file, CsvFormat.DEFAULT, ColumnSelection.of("y").withOthers(Set.of("when")), null, null);
        assertThatThrownBy(() -> Split.of(data, SplitSpec.parse("time:when"), 0.5, 42))
                .isInstanceOf(UserError.class)
                .hasMessage(file
                        + ": column \"when\" has times in seconds (line 5) and in milliseconds (line 3) since 1970."
                        + " Write all in one unit.");
    }
}
