package io.jenkins.plugins.mlpipeline.engine.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesCursorTest {
    @TempDir
    private Path folder;

    @Test
    void skippedListsLeaveTheRestOfTheLine() throws IOException {
        Path file = Files.writeString(folder.resolve("p.jsonl"), "{\"l\": [1, {\"x\": [2]}], \"o\": {\"p\": 0.5}}\n");
        try (JsonLinesCursor rows = JsonLinesCursor.open(file, List.of("o.p"), List.of())) {
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
        try (JsonLinesCursor rows = JsonLinesCursor.open(file, List.of("y"), List.of())) {
            assertThat(rows.next()).isTrue();
            rows.next();
        }
    }
}
