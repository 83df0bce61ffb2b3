package io.jenkins.plugins.mlpipeline.engine.dataset.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvCursor;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesTest {
    @TempDir
    private Path folder;

    @Test
    void skippedListsLeaveTheRestOfTheLine() throws IOException {
        Path file = Files.writeString(folder.resolve("p.jsonl"), "{\"l\": [1, {\"x\": [2]}], \"o\": {\"p\": 0.5}}\n");
        try (CsvCursor rows = CsvCursor.open(file, CsvFormat.DEFAULT)) {
            assertThat(rows.header()).isEqualTo(List.of("o.p"));
            assertThat(rows.next()).isTrue();
            assertThat(rows.number(0)).isEqualTo(0.5);
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    void smallLinesThatWouldBeLargeAreRefused() throws IOException {
        refused(
                "[".repeat(100_000),
                26,
                ": nested more than 20 levels deep, the most that a line of JSON may have." + " Write it flatter.");
        refused(
                "9".repeat(500_000),
                7,
                ": a number has 500,000 characters; at most 400 are read. Round it, or write it"
                        + " in quotes if it is a text.");
        refused(
                "{\"" + "k".repeat(500_000) + "\": 1}",
                8,
                ": a key has 500,000 characters; at most 1,024 are read." + " Shorten it.");
        refused(
                "[" + "1,".repeat(300_000) + "1]",
                400_002,
                ": more than 200,000 keys and values up to here, which is the"
                        + " most for a line of JSON and what is read together with it; a YAML alias counts as all that it stands"
                        + " for. Write less.");
    }

    /** A prefix of many characters before many names would be gigabytes. */
    @Test
    void longNamesOfNestedFieldsAreRefused() throws IOException {
        Path file = write("{\"" + "n".repeat(1_000) + "\": {\"" + "m".repeat(100) + "\": 1}}");
        assertThatThrownBy(() -> next(file))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        file + ": line 2: the name of a nested field has more than 1024 characters, the most that are"
                                + " read. Shorten it.");
    }

    private void refused(String value, int column, String message) throws IOException {
        Path file = write(value);
        assertThatThrownBy(() -> next(file)).isInstanceOf(UserError.class).hasMessage(file + ":2:" + column + message);
    }

    private Path write(String value) throws IOException {
        return Files.writeString(folder.resolve("p.jsonl"), "{\"y\": 1}\n{\"y\": " + value + "}\n");
    }

    private static void next(Path file) throws IOException {
        CsvCursor.open(file, CsvFormat.DEFAULT).close();
    }

    private List<List<String>> rows(String text, String... header) throws IOException {
        Path file = Files.writeString(folder.resolve("rows.jsonl"), text);
        List<List<String>> rows = new ArrayList<>();
        try (CsvCursor cursor = CsvCursor.open(file, CsvFormat.DEFAULT)) {
            assertThat(cursor.header()).containsExactly(header);
            while (cursor.next()) {
                List<String> row = new ArrayList<>(List.of(Long.toString(cursor.line())));
                for (int i = 0; i < header.length; i++) {
                    row.add(cursor.text(i));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    @Test
    void columnsAreThoseOfAllObjectsAndRowsStandOnTheirLines() throws IOException {
        String text =
                "{\"a\": 1, \"b\": \"x\\ny, \\\"z\\\"\"}\n\n\r\n{\"c\": true, \"a\": null}\n{\"b\": \"\", \"o\": {\"p\": 1e3}}";
        assertThat(rows(text, "a", "b", "c", "o.p"))
                .containsExactly(
                        List.of("1", "1", "x\ny, \"z\"", "", ""),
                        List.of("4", "", "", "True", ""),
                        List.of("5", "", "", "", "1e3"));
    }

    @Test
    void aRowOfOneEmptyCellIsARow() throws IOException {
        assertThat(rows("{\"a\": null}\n{\"a\": 2}\n", "a")).containsExactly(List.of("1", ""), List.of("2", "2"));
    }

    @Test
    void objectsAreKnownWhateverTheNameOfTheFile() throws IOException {
        Path file = Files.writeString(folder.resolve("rows.txt"), " {\"a\": 1}\n");
        try (CsvCursor cursor = CsvCursor.open(file, CsvFormat.DEFAULT)) {
            assertThat(cursor.header()).containsExactly("a");
        }
    }

    @Test
    void aFieldThatEveryRowNeedsIsNamedWithTheLine() throws IOException {
        Path file = Files.writeString(folder.resolve("rows.jsonl"), "{\"y\": 1, \"p\": 1}\n{\"y\": 1, \"P\": 1}\n");
        assertThatThrownBy(() -> CsvCursor.open(file, CsvFormat.DEFAULT, List.of("y", "p")))
                .isInstanceOf(UserError.class)
                .hasMessage(file + ": line 2: there is no field \"p\". Did you mean \"P\" or \"y\"?");
    }

    @Test
    void fieldsWithoutEndAreRefused() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 20_001; i++) {
            text.append("{\"k").append(i).append("\": 1}\n");
        }
        Path file = Files.writeString(folder.resolve("rows.jsonl"), text);
        assertThatThrownBy(() -> next(file))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        file + ": line 20001: there are more than 20000 fields, which is the most that is read. Leave"
                                + " fields out.");
    }
}
