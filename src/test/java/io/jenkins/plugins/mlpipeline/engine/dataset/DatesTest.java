package io.jenkins.plugins.mlpipeline.engine.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.dataset.ColumnSelection.Declared;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.CsvFormat;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.DateForm;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.DateOrder;
import io.jenkins.plugins.mlpipeline.engine.dataset.csv.NumberForm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns of dates: what is one, how it is written, and what it is made of. */
class DatesTest {
    private static final double DAY = 86_400;
    /** 2024-01-01. */
    private static final double NEW_YEAR = 1_704_067_200;

    @TempDir
    private Path folder;

    /** Values of pandas; the file names its version. */
    private static JsonNode golden() throws IOException {
        try (InputStream in = DatesTest.class.getResourceAsStream("dates.json")) {
            return new ObjectMapper().readTree(in);
        }
    }

    private Path file(int rows, IntFunction<String> cell) throws IOException {
        String text = IntStream.range(0, rows)
                .mapToObj(i -> cell.apply(i) + "," + i % 7 + "," + (i % 2 == 0 ? "a" : "b"))
                .collect(Collectors.joining("\n", "x,z,y\n", "\n"));
        return Files.writeString(folder.resolve("data.csv"), text);
    }

    private static TrainingData read(Path file) throws IOException {
        return read(file, CsvFormat.DEFAULT, ColumnSelection.of("y"));
    }

    private static TrainingData read(Path file, CsvFormat format, ColumnSelection selection) throws IOException {
        return TableReader.read(file, format, selection, null, null);
    }

    private static ColumnSelection declared(DateForm form, String at) {
        Declared date = new Declared(ColumnType.DATE, null, new DateFeatures(form, null, at));
        return new ColumnSelection("y", null, null, null, Map.of("x", date), null);
    }

    private static String day(int i) {
        return String.format("2024-01-%02d", i % 28 + 1);
    }

    private static String written(int i, String order, String between) {
        int day = i % 28 + 1;
        int month = i % 12 + 1;
        return String.format(
                "%02d%s%02d%s2024",
                order.equals("dmy") ? day : month, between, order.equals("dmy") ? month : day, between);
    }

    @Test
    void textsAreTheMomentsThatPandasMakesOfThem() throws IOException {
        for (JsonNode text : golden().get("texts")) {
            DateForm form = DateForm.of(text.get("form").asText());
            assertThat(form.seconds(text.get("text").asText()))
                    .as("%s", text)
                    .isEqualTo(text.get("seconds").asDouble());
        }
    }

    @Test
    void partsAreThoseOfPandas() throws IOException {
        for (JsonNode moment : golden().get("moments")) {
            double seconds = moment.get("seconds").asDouble();
            for (DatePart part : DatePart.values()) {
                assertThat(part.of(seconds, 1_735_603_200))
                        .as("%s of %s", part, moment)
                        .isEqualTo(moment.get(part.key()).asDouble());
                assertThat(part.of(Double.NaN, 0)).isNaN();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-02-30",
                "2024-13-01",
                "0000-00-00",
                "2024-1-1",
                "31/12/24",
                "2024",
                "2024-12",
                "12:30",
                "20241231",
                "2024-12-31 24:00",
                "2024-12-31 12:60",
                "2024-12-31 13:00 PM",
                "2024-12-31 12:00:00.",
                "31 Foo 2024",
                "2024-12-31 +01:00",
                "2024-12-31 12:00 +25:00",
                "2024-12-31x",
                "Dec 2024",
                "01/02/2024",
                "",
                "1.5"
            })
    void whatLeavesSomethingOpenIsNoDateByItself(String text) {
        assertThat(DateForm.ISO.seconds(text)).isNaN();
    }

    @Test
    void numbersAreDatesOfTheYearsOneTo9999() {
        assertThat(DateForm.SECONDS.seconds("-62135596801")).isNaN();
        assertThat(DateForm.SECONDS.seconds("-62135596800")).isEqualTo(-62_135_596_800.0);
        assertThat(DateForm.SECONDS.seconds("253402300800")).isNaN();
        assertThat(DateForm.MILLISECONDS.seconds("253402300799999")).isEqualTo(253_402_300_799.999);
        assertThat(DateForm.SECONDS.seconds("soon")).isNaN();
        assertThat(DateForm.COMPACT.seconds("20240230")).isNaN();
        assertThat(DateForm.COMPACT.seconds("2024123")).isNaN();
    }

    @ParameterizedTest
    @CsvSource({"dmy, /, DMY", "mdy, /, MDY", "dmy, ., DMY", "dmy, -, DMY"})
    void aColumnOfDatesIsReadAsDates(String order, String between, DateForm form) throws IOException {
        TrainingData data = read(file(300, i -> i == 7 ? "" : written(i, order, between)));

        assertThat(data.features().columns().get(0).type()).isEqualTo(ColumnType.DATE);
        assertThat(data.features().columns().get(0).date())
                .isEqualTo(new DateFeatures(
                        form, List.of(DatePart.YEAR, DatePart.MONTH, DatePart.DAY, DatePart.WEEKDAY), null));
        assertThat(data.format().dateColumns()).containsExactly(Map.entry("x", form));
        double[] seconds = data.features().numbers(0);
        assertThat(seconds[0]).isEqualTo(NEW_YEAR);
        assertThat(seconds[7]).isNaN();
        assertThat(seconds[30]).isEqualTo(NEW_YEAR + (31 + 29 + 31 + 30 + 31 + 30 + 2) * DAY);
    }

    @Test
    void whatWasDecidedIsSaid() throws IOException {
        assertThat(read(file(300, DatesTest::day)).warnings())
                .containsExactly(
                        "column \"x\" is read as dates (\"2024-01-01\"); year, month, day and weekday of each are"
                                + " features.");
        assertThat(read(file(300, i -> day(i) + " 12:0" + i % 10)).warnings())
                .containsExactly(
                        "column \"x\" is read as dates (\"2024-01-01 12:00\"); year, month, day, weekday and hour of"
                                + " each are features.");
        assertThat(read(file(300, i -> written(i, "mdy", "/"))).warnings())
                .containsExactly(
                        "column \"x\" is read as dates (\"01/01/2024\"), and its dates are read as month, day and"
                                + " year, since \"01/13/2024\" can be nothing else; year, month, day and weekday of each are"
                                + " features.");
    }

    @Test
    void whereNothingTellsDaysFromMonthsItStops() throws IOException {
        Path file = file(300, i -> String.format("%02d/%02d/2024", i % 12 + 1, i % 11 + 1));
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        file + ": column \"x\": \"12/01/2024\" may be 2024-01-12 or 2024-12-01, and no row tells which."
                                + " Say what stands first: csv.dates: dmy or mdy (--dates).");
    }

    @Test
    void theOrderThatIsDeclaredHoldsForAllColumnsOrOne() throws IOException {
        Path file = file(300, i -> String.format("%02d/%02d/2024", i % 12 + 1, i % 11 + 1));
        double[] days = read(file, CsvFormat.DEFAULT.withDates(DateOrder.DMY), ColumnSelection.of("y"))
                .features()
                .numbers(0);
        double[] months = read(file, CsvFormat.DEFAULT, declared(DateForm.MDY, null))
                .features()
                .numbers(0);
        assertThat(days[1]).isEqualTo(NEW_YEAR + (31 + 1) * DAY);
        assertThat(months[1]).isEqualTo(NEW_YEAR + (31 + 1) * DAY);
        assertThat(days[11]).isEqualTo(NEW_YEAR + 11 * DAY);
        assertThat(months[11]).isEqualTo(NEW_YEAR + (366 - 31) * DAY);
    }

    @Test
    void oneCellThatIsNoDateStopsOrIsMissing() throws IOException {
        Path file = file(300, i -> i == 3 ? "n.a." : day(i));
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(UserError.class)
                .hasMessage(file
                        + ": column \"x\" has 299 dates and 1 cell that is none (\"n.a.\" in 1 row). Correct it, add"
                        + " the text to the missing-value tokens (csv.missing, --missing), have all such cells count as"
                        + " missing (csv.badNumbers: missing, --bad-numbers missing), declare it as a category (columns,"
                        + " --columns) if it is one, or name it in ignore.");

        TrainingData lenient =
                read(file, CsvFormat.DEFAULT.withNumbers(NumberForm.PLAIN, true), ColumnSelection.of("y"));
        assertThat(lenient.features().numbers(0)[3]).isNaN();
        assertThat(lenient.warnings())
                .contains(
                        "column \"x\": 1 cell is no date and counts as missing, as csv.badNumbers says (\"n.a.\" on line"
                                + " 5).");
    }

    @Test
    void aDeclaredColumnTakesNothingElse() throws IOException {
        Path file = file(300, i -> i == 3 ? "soon" : day(i));
        assertThatThrownBy(() -> read(file, CsvFormat.DEFAULT, declared(DateForm.ISO, null)))
                .isInstanceOf(UserError.class)
                .hasMessage(file
                        + ": line 5, column \"x\": \"soon\" is no date written as the column's are (iso: 2024-12-31"
                        + " or 2024-12-31 23:59:59). Correct the cell, add it to the missing-value tokens, have such cells"
                        + " count as missing (csv.badNumbers: missing), or say how dates are written (columns,"
                        + " csv.dates).");
        // A number is no date of another form.
        Path number = file(300, i -> i == 3 ? "20240104" : day(i));
        assertThatThrownBy(() -> read(number, CsvFormat.DEFAULT, declared(DateForm.ISO, null)))
                .hasMessageContaining("line 5, column \"x\": \"20240104\" is no date written as the column's are");
    }

    @ParameterizedTest
    @CsvSource({
        "COMPACT, compact, 2024-01-01T00:00:00Z",
        "SECONDS, seconds, 2024-01-01T00:00:00Z",
        "MILLISECONDS, milliseconds, 2024-01-01T00:00:00Z"
    })
    void numbersAreDatesWhenDeclared(DateForm form, String key, String first) throws IOException {
        Path file = file(300, i -> switch (form) {
            case COMPACT -> String.format("202401%02d", i % 28 + 1);
            case SECONDS -> "" + (1_704_067_200 + i * 86_400);
            default -> (1_704_067_200 + i * 86_400) + "000";
        });
        TrainingData number = read(file);
        assertThat(number.features().type(0)).isEqualTo(ColumnType.NUMBER);
        assertThat(number.warnings())
                .containsExactly("column \"x\" is read as a number and looks like dates ("
                        + (long) number.features().numbers(0)[0] + " would be " + first + "). Declare it as \"date "
                        + key
                        + "\" (columns, --columns) if it is one: then year, month, day, weekday and hour of it are"
                        + " features.");
        TrainingData date = read(file, CsvFormat.DEFAULT, declared(form, null));
        assertThat(date.features().type(0)).isEqualTo(ColumnType.DATE);
        assertThat(date.features().numbers(0)[1]).isEqualTo(NEW_YEAR + DAY);
        assertThat(date.warnings()).isEmpty();
        assertThatThrownBy(() -> read(file, CsvFormat.DEFAULT, declared(null, null)))
                .hasMessage(file
                        + ": column \"x\" is declared as dates and has numbers. Say what they are: \"date compact\""
                        + " (20241231), \"date seconds\" or \"date milliseconds\" since 1970 (columns, --columns).");
    }

    @Test
    void agesAreCountedToADateOrAnotherColumn() throws IOException {
        Path file = file(300, DatesTest::day);
        assertThat(read(file, CsvFormat.DEFAULT, declared(null, "2024-12-31"))
                        .features()
                        .date(0)
                        .parts())
                .endsWith(DatePart.AGE);
        for (String at : List.of("z", "x", "then")) {
            assertThatThrownBy(() -> read(file, CsvFormat.DEFAULT, declared(null, at)))
                    .isInstanceOf(UserError.class)
                    .hasMessage(file + ": ages of column \"x\" shall be counted to \"" + at
                            + "\", which is neither a date (2024-12-31) nor another feature that is a date. Correct columns"
                            + " (--columns).");
        }
    }

    @Test
    void whatOnlyLooksLikeDatesIsNone() throws IOException {
        assertThat(read(file(300, i -> String.format("%02d.01.24", i % 28 + 1))).warnings())
                .contains(
                        "column \"x\" looks like dates whose years have two digits (\"01.01.24\"), which are not read as"
                                + " dates, since they may be of two centuries. Write the years with four digits.");
        TrainingData half = read(file(300, i -> i % 3 == 0 ? "later" : day(i)));
        assertThat(half.features().type(0)).isEqualTo(ColumnType.CATEGORY);
        assertThat(half.warnings())
                .contains(
                        "column \"x\" is no column of dates: 200 of 300 values are dates, but \"later\" in 100 rows. Add"
                                + " these to the missing-value tokens if they mean no value, or declare it as dates (columns,"
                                + " --columns).");
        Declared category = new Declared(ColumnType.CATEGORY, null);
        TrainingData declared = read(
                file(300, DatesTest::day),
                CsvFormat.DEFAULT,
                new ColumnSelection("y", null, null, null, Map.of("x", category), null));
        assertThat(declared.features().type(0)).isEqualTo(ColumnType.CATEGORY);
        assertThat(declared.warnings()).isEmpty();
    }

    @Test
    void moreDistinctMomentsThanCategoriesAreDatesAllTheSame() throws IOException {
        int rows = ColumnReader.MAX_CATEGORIES + 50;
        List<String> lines = new ArrayList<>(List.of("x,y"));
        for (int i = 0; i < rows; i++) {
            lines.add(Instant.ofEpochSecond((long) NEW_YEAR + i) + "," + (i % 2 == 0 ? "a" : "b"));
        }
        TrainingData data = read(Files.write(folder.resolve("many.csv"), lines));
        assertThat(data.features().type(0)).isEqualTo(ColumnType.DATE);
        assertThat(data.features().numbers(0)[rows - 1]).isEqualTo(NEW_YEAR + rows - 1);
    }
}
