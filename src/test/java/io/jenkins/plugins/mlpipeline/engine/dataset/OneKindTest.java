package io.jenkins.plugins.mlpipeline.engine.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection.Declared;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.NumberForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns of numbers with a few other cells, of codes, and of texts that are hardly ever the same twice. */
class OneKindTest {
    private static final CsvFormat LENIENT = CsvFormat.DEFAULT.withNumbers(NumberForm.PLAIN, true);
    private static final String WAYS =
            ", add the text to the missing-value tokens (csv.missing, --missing), have all such"
                    + " cells count as missing (csv.badNumbers: missing, --bad-numbers missing), declare it as a category (columns,"
                    + " --columns) if it is one, or ";

    @TempDir
    private Path folder;

    /** A file of rows with a column {@code x}, and a label of two kinds. */
    private Path file(int rows, IntFunction<String> cell) throws IOException {
        String text = IntStream.range(0, rows)
                .mapToObj(i -> cell.apply(i) + "," + i % 7 + "," + (i % 2 == 0 ? "a" : "b"))
                .collect(Collectors.joining("\n", "x,z,y\n", "\n"));
        return Files.writeString(folder.resolve("data.csv"), text);
    }

    private static TrainingData read(Path file, CsvFormat format, ColumnSelection selection) throws IOException {
        return TableReader.read(file, format, selection, null, null);
    }

    private static ColumnSelection declared(ColumnType type) {
        return new ColumnSelection("y", null, null, null, Map.of("x", new Declared(type, null)), null);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 57, 999})
    void oneTextInAColumnOfNumbersStopsWhereverItStands(int at) throws IOException {
        Path file = file(1_000, i -> i == at ? "n.a." : i + ".5");
        String cells = ": column \"x\" has 999 numbers and 1 cell that is none (\"n.a.\" on line " + (at + 2)
                + "). Correct it";
        assertThatThrownBy(() -> read(file, CsvFormat.DEFAULT, ColumnSelection.of("y")))
                .isInstanceOf(UserError.class)
                .hasMessage(file + cells + WAYS + "name it in ignore.");
        ColumnSelection named = new ColumnSelection("y", null, List.of("x"), null, null, null);
        assertThatThrownBy(() -> read(file, CsvFormat.DEFAULT, named))
                .isInstanceOf(UserError.class)
                .hasMessage(file + cells + WAYS + "take it out of features.");
    }

    @Test
    void severalCellsAreCountedAndTheFirstNamed() throws IOException {
        Path file = file(1_000, i -> i % 150 == 3 ? "bad" + i : "" + i);
        assertThatThrownBy(() -> read(file, CsvFormat.DEFAULT, ColumnSelection.of("y")))
                .hasMessage(file
                        + ": column \"x\" has 993 numbers and 7 cells that are none (\"bad3\" on line 5, \"bad153\""
                        + " on line 155, \"bad303\" on line 305, ...). Correct them" + WAYS + "name it in ignore.");
    }

    @Test
    void everyWayOutLeads() throws IOException {
        Path file = file(1_000, i -> i == 500 || i == 700 ? "n.a." : i + ".5");
        TrainingData lenient = read(file, LENIENT, ColumnSelection.of("y"));
        assertThat(lenient.features().type(0)).isEqualTo(ColumnType.NUMBER);
        assertThat(lenient.features().numbers(0)[499]).isEqualTo(499.5);
        assertThat(lenient.features().numbers(0)[500]).isNaN();
        assertThat(lenient.warnings())
                .containsExactly("column \"x\": 2 cells are no numbers and count as missing, as csv.badNumbers says"
                        + " (\"n.a.\" on line 502, \"n.a.\" on line 702).");
        TrainingData token = read(file, CsvFormat.of(null, null, List.of("n.a.")), ColumnSelection.of("y"));
        assertThat(token.features().numbers(0)[500]).isNaN();
        assertThat(token.warnings()).isEmpty();
        assertThat(read(file, CsvFormat.DEFAULT, declared(ColumnType.CATEGORY))
                        .features()
                        .type(0))
                .isEqualTo(ColumnType.CATEGORY);
        assertThat(read(file, LENIENT, declared(ColumnType.NUMBER)).features().numbers(0)[700])
                .isNaN();
    }

    @Test
    void belowThatShareAColumnOfFewTextsIsACategoryAndSaysSo() throws IOException {
        Path file = file(1_000, i -> i % 50 == 0 ? "none" : "" + i % 9);
        assertThat(read(file, CsvFormat.DEFAULT, ColumnSelection.of("y")).warnings())
                .containsExactly(
                        "column \"x\" is read as a category: 980 of 1000 values are numbers, but \"none\" on line 2,"
                                + " \"none\" on line 52, \"none\" on line 102, ... are not. Add that to the missing-value tokens if"
                                + " it means no value.");
    }

    @Test
    void numbersAndManyTextsAreNeverLeftOutSilently() throws IOException {
        Path file = file(1_000, i -> i % 10 == 0 ? "none" : i + ".25");
        assertThatThrownBy(() -> read(file, CsvFormat.DEFAULT, ColumnSelection.of("y")))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(
                        file + ": column \"x\" has 901 distinct texts in 1000 values, of which 900 are numbers"
                                + " and \"none\" on line 2, \"none\" on line 12, \"none\" on line 22, ... are not. Add these to the"
                                + " missing-value tokens (csv.missing, --missing), declare it as a number");
    }

    @Test
    void equallyLongNumbersWithZerosBeforeThemAreCodes() throws IOException {
        Path file = file(1_000, i -> String.format("%05d", i % 40 * 2_000));
        TrainingData data = read(file, CsvFormat.DEFAULT, ColumnSelection.of("y"));
        assertThat(data.features().type(0)).isEqualTo(ColumnType.CATEGORY);
        assertThat(data.features().dictionary(0).entries()).hasSize(40).startsWith("00000", "02000");
        assertThat(data.warnings())
                .containsExactly(
                        "column \"x\" is read as a category: its numbers are equally long, some with zeros before them"
                                + " (\"00000\" on line 2, \"02000\" on line 3, \"04000\" on line 4, ...), like codes. Declare it as a"
                                + " number (columns, --columns) if it is one.");
        assertThat(read(file, CsvFormat.DEFAULT, declared(ColumnType.NUMBER))
                        .features()
                        .numbers(0)[1])
                .isEqualTo(2000);
    }

    @Test
    void zerosBeforeNumbersOfSeveralLengthsAreNoted() throws IOException {
        Path file = file(100, i -> i == 4 ? "007" : "" + i);
        TrainingData data = read(file, CsvFormat.DEFAULT, ColumnSelection.of("y"));
        assertThat(data.features().numbers(0)[4]).isEqualTo(7);
        assertThat(data.warnings())
                .containsExactly(
                        "column \"x\" is read as numbers, though some have zeros before them (\"007\" on line 6);"
                                + " declare it as a category (columns, --columns) if it is one.");
    }

    @Test
    void fractionsBelowOneAreNoCodes() throws IOException {
        Path file = file(100, i -> String.format(java.util.Locale.ROOT, "0.%02d", i));
        assertThat(read(file, CsvFormat.DEFAULT, ColumnSelection.of("y")).warnings())
                .isEmpty();
    }

    @Test
    void aTextAmongNumericLabelsStops() throws IOException {
        StringBuilder text = new StringBuilder("x,y\n");
        for (int i = 0; i < 500; i++) {
            text.append(i % 11).append(',').append(i == 123 ? "n.a." : i % 2).append('\n');
        }
        Path file = Files.writeString(folder.resolve("labels.csv"), text);
        assertThatThrownBy(() -> read(file, CsvFormat.DEFAULT, ColumnSelection.of("y")))
                .isInstanceOf(UserError.class)
                .hasMessage(file
                        + ": column \"y\", the label, has 499 numbers and 1 cell that is none (\"n.a.\" on line 125)."
                        + " Correct it, take the rows out, or list the labels (labels) if all are meant.");
        assertThat(TableReader.read(file, CsvFormat.DEFAULT, ColumnSelection.of("y"), null, List.of("0", "1", "n.a."))
                        .labels()
                        .names())
                .containsExactly("0", "1", "n.a.");
    }

    @Test
    void textsThatDifferHardlyAreNoted() throws IOException {
        Path file =
                Files.writeString(folder.resolve("alike.csv"), "x,y\nRed,Yes\nred ,no\nblue,yes\nRED.,no\nblue,no\n");
        assertThat(read(file, CsvFormat.DEFAULT, ColumnSelection.of("y")).warnings())
                .containsExactly(
                        "column \"x\" has categories that differ only in case, blanks or a final point and count as"
                                + " different: \"Red\" and \"red \", \"Red\" and \"RED.\". Write them alike if they are the"
                                + " same.",
                        "there are labels that differ only in case, blanks or a final point and count as different: \"Yes\""
                                + " and \"yes\". Write them alike if they are the same.");
    }

    @Test
    void namibiaIsNoticed() throws IOException {
        String[] countries = {"DE", "FR", "NA", "US", "ZA", "BW"};
        Path file = file(60, i -> countries[i % countries.length]);
        assertThat(read(file, CsvFormat.DEFAULT, ColumnSelection.of("y")).warnings())
                .containsExactly(
                        "column \"x\" looks like codes of countries, and \"NA\" counts as no value in 10 rows; if it is"
                                + " Namibia, give the missing-value tokens without it (csv.missing, --missing \"\").");
        TrainingData kept = read(file, CsvFormat.of(null, null, List.of("")), ColumnSelection.of("y"));
        assertThat(kept.features().dictionary(0).entries()).contains("NA");
        assertThat(kept.warnings()).isEmpty();
    }
}
