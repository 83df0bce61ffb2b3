package io.jenkins.plugins.mlpipeline.engine.slice;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {
    private static final String ROWS = "age,country,hours per week\n" // lines 2 to 5
            + "20,FR,40\n"
            + "30,DE,\n"
            + ",FR,10\n"
            + "25,it,40.0\n";

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    age < 25                                | 2
                    age <= 25                               | 2 5
                    age > 25                                | 3
                    age >= 25                               | 3 5
                    age == 25.0                             | 5
                    age != 25                               | 2 3
                    country == 'FR'                         | 2 4
                    country != "FR"                         | 3 5
                    country in ['FR', 'DE']                 | 2 3 4
                    country not in ['FR', 'DE']             | 5
                    age < 30 and country == 'FR'            | 2
                    age < 25 or country == 'DE'             | 2 3
                    age < 25 or country == 'DE' and age < 0 | 2
                    (age < 25 or country == 'DE') and age < 0 | ~~
                    not country == 'FR'                     | 3 5
                    not (age < 25 or age > 25)              | 4 5
                    age is missing                          | 4
                    age is not missing and country == 'FR'  | 2
                    `hours per week` == 40                  | 2 5
                    """)
    void selectsRows(String expression, String lines) throws IOException {
        Condition condition = Condition.parse(expression);
        Path file = Files.writeString(folder.resolve("rows.csv"), ROWS);
        List<String> found = new ArrayList<>();
        try (CsvCursor rows = CsvCursor.open(file, CsvFormat.DEFAULT)) {
            RowCondition bound = RowCondition.of(condition, rows.header());
            while (rows.next()) {
                if (bound.test(rows)) {
                    found.add(Long.toString(rows.line()));
                }
            }
        }
        assertThat(String.join(" ", found)).isEqualTo(lines);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    ~~                     | at its end: a column is expected, for example age or `hours per week`.
                    age                    | at its end: one of ==, !=, <, <=, >, >=, in, not in and is missing is expected.
                    age = 25               | at position 5 ("= 25"): this is not understood.
                    age < young            | at position 7 ("young"): a number or a text in quotes is expected.
                    age < 'x'              | at position 7 ("'x'"): a text is compared by == and != alone.
                    age < 25 country == 'F' | at position 10 ("country == 'F'"): "and", "or" or the end is expected.
                    (age < 25              | at its end: ")" is expected.
                    age in 25              | at position 8 ("25"): "[" is expected.
                    age in [25             | at its end: "]" is expected.
                    and < 3                | at position 1 ("and < 3"): a column is expected, for example age or `hours per week`.
                    age is 3               | at position 8 ("3"): "missing" is expected.
                    age < 25; drop         | at position 9 ("; drop"): this is not understood.
                    """)
    void namesThePositionOfWhatItDoesNotUnderstand(String expression, String problem) {
        assertThatThrownBy(() -> Condition.parse(expression))
                .isInstanceOf(UserError.class)
                .hasMessage("the expression \"" + expression + "\" is not understood " + problem);
    }

    @Test
    void depthAndLengthAreBounded() {
        assertThatThrownBy(() -> Condition.parse("(".repeat(60) + "a < 1" + ")".repeat(60)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("it is nested too deep");
        assertThatThrownBy(() -> Condition.parse("a < 1 or ".repeat(200) + "a < 1"))
                .hasMessage("an expression has at most 1000 characters.");
    }

    @Test
    void knowsItsColumns() {
        assertThat(Condition.parse("not (b in ['x'] and a is missing) or `c d` < 1")
                        .columns())
                .containsExactly("a", "b", "c d");
    }
}
