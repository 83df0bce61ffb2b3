package io.jenkins.plugins.mlpipeline.engine.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvCursor;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SliceReaderTest {
    private static final String ROWS = "age,sex\n20,f\n25,m\n40,f\n,\n60,m\n39.9,f\n";

    @TempDir
    Path folder;

    @Test
    void byValues() throws IOException {
        assertThat(slices(SliceSpec.by(List.of("sex"))))
                .containsExactly(
                        Map.entry("sex=(missing)", List.of(3)),
                        Map.entry("sex=f", List.of(0, 2, 5)),
                        Map.entry("sex=m", List.of(1, 4)));
    }

    @Test
    void twoColumnsCrossed() throws IOException {
        assertThat(slices(SliceSpec.by(List.of("sex", "age"))))
                .containsEntry("sex=m, age=25", List.of(1))
                .hasSize(6);
    }

    @Test
    void byBinsInTheirOrderEvenWhenTheyAreEmpty() throws IOException {
        assertThat(slices(new SliceSpec(null, List.of("age"), List.of(25.0, 40.0, 100.0), null)))
                .containsExactly(
                        Map.entry("age < 25", List.of(0)),
                        Map.entry("25 <= age < 40", List.of(1, 5)),
                        Map.entry("40 <= age < 100", List.of(2, 4)),
                        Map.entry("age >= 100", List.of()),
                        Map.entry("age=(missing)", List.of(3)));
    }

    @Test
    void byAnExpressionEvenWhenNoRowMeetsIt() throws IOException {
        assertThat(slices(new SliceSpec("old", null, null, "age > 30 and sex == 'f'")))
                .containsExactly(Map.entry("old", List.of(2, 5)));
        assertThat(slices(new SliceSpec("none", null, null, "age > 300")))
                .containsExactly(Map.entry("none", List.of()));
    }

    @Test
    void aColumnThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> slices(SliceSpec.by(List.of("sx"))))
                .isInstanceOf(UserError.class)
                .hasMessageEndingWith("rows.csv: there is no column \"sx\". Did you mean \"sex\"?");
        assertThatThrownBy(() -> slices(new SliceSpec("x", null, null, "ag > 3")))
                .hasMessageEndingWith("rows.csv: there is no column \"ag\". Did you mean \"age\"?");
    }

    @Test
    void tooManyValuesAreAnError() throws IOException {
        Path file = folder.resolve("many.csv");
        Files.writeString(
                file,
                "id\n"
                        + IntStream.rangeClosed(0, 10_000)
                                .mapToObj(Integer::toString)
                                .collect(Collectors.joining("\n")));
        assertThatThrownBy(() -> read(file, SliceSpec.by(List.of("id"))))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "slice \"id\" has more than 10000 values; give bins for a number, or an expression (where).");
    }

    private Map<String, List<Integer>> slices(SliceSpec spec) throws IOException {
        return read(Files.writeString(folder.resolve("rows.csv"), ROWS), spec);
    }

    private static Map<String, List<Integer>> read(Path file, SliceSpec spec) throws IOException {
        try (CsvCursor rows = CsvCursor.open(file, CsvFormat.DEFAULT)) {
            SliceReader reader = new SliceReader(spec, rows.header(), rows::column);
            while (rows.next()) {
                reader.add(rows);
            }
            Map<String, List<Integer>> lists = new LinkedHashMap<>();
            reader.rowsBySlice()
                    .forEach((name, found) ->
                            lists.put(name, IntStream.of(found).boxed().toList()));
            return lists;
        }
    }
}
